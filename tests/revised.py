"""An article marked with many highlights, and what becomes of it in a revision: words changed, paragraphs put in, taken
out and put elsewhere. What each highlight has to be called afterwards follows from what was done to its paragraph."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.annotation import PlacementState
from desktop_app.core.document import BlockKind, Content
from desktop_app.core.text.sentences import sentences

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "seeds"
OURS = ROOT / "seeds" / "negotiating-with-caracas.txt"

_NEW = (
    "The harbour master keeps a ledger of every ship that enters between two lighthouses. "
    "Nobody had asked to read that ledger since the old pier burned down."
)
_OTHER = "zeppelins"


@dataclass(frozen=True)
class Marked:
    """A sentence that is highlighted, by its code points, with what it is called after the revision and its words."""

    start: int
    end: int
    state: PlacementState
    words: str


@dataclass(frozen=True)
class Revised:
    """The file after the revision, and every sentence that can be marked before it."""

    text: str
    marked: tuple[Marked, ...]


def chosen(revised: Revised, count: int) -> list[Marked]:
    """Return so many of the sentences, from all over the article."""
    return [revised.marked[number * len(revised.marked) // count] for number in range(count)]


def revise(content: Content) -> Revised:
    """Revise an article: its first paragraph stays, and from the third on everything stands elsewhere."""
    texts = [content.text_of(block) for block in content.blocks]
    plain = [number for number, block in enumerate(content.blocks) if block.kind is BlockKind.PARAGRAPH]
    edited = {number for place, number in enumerate(plain) if place % 5 == 2}
    gone = {number for place, number in enumerate(plain) if place % 7 == 4 and number not in edited}
    swapped = [number for number in plain[-6:] if number not in gone][-2:]
    marked = []
    for number in plain:
        block = content.blocks[number]
        for start, end in sentences(texts[number]):
            words = texts[number][start:end]
            if end - start < 40:
                continue
            state = PlacementState.EXACT if number <= plain[1] else PlacementState.MOVED
            if number in gone:
                state = PlacementState.DETACHED
            elif number in edited:
                state, words = PlacementState.CHANGED, _edited(words)
            marked.append(Marked(block.start + start, block.start + end, state, words))
    after = [_edited_paragraph(text) if number in edited else text for number, text in enumerate(texts)]
    order = list(range(len(after)))
    one, other = swapped
    order[one], order[other] = other, one
    written = [after[number] for number in order if number not in gone]
    written.insert(plain[1] + 1, _NEW)
    return Revised("\n\n".join(written) + "\n", tuple(marked))


def _edited(sentence: str) -> str:
    """Put one word for another in the middle of a sentence."""
    words = sentence.split(" ")
    words[len(words) // 2] = _OTHER
    return " ".join(words)


def _edited_paragraph(text: str) -> str:
    parts, last = [], 0
    for start, end in sentences(text):
        parts += [text[last:start], _edited(text[start:end]) if end - start >= 40 else text[start:end]]
        last = end
    return "".join([*parts, text[last:]])
