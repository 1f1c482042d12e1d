"""Articles with annotations as an export gets them, without a library."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.core.annotation import Annotation, Colour, Motivation, Placed, Placement, PlacementState, Scope, Target
from desktop_app.core.document import Document
from desktop_app.core.outline import Section
from desktop_app.core.selectors import TextPositionSelector, TextQuoteSelector
from desktop_app.exchange.article import Article, article_of
from desktop_app.exchange.markdown import MarkdownWriter, Rendered

WRITER = MarkdownWriter()
DOCUMENT = Document("01doc", "Harbour lights", False, "Plain text", "/a/harbour.txt", "01ver", 900, 3, 0, 0)
SECTIONS = tuple(
    Section(number, 1, heading, number * 100, number * 100 + 10, number * 100 + 100, (heading,))
    for number, heading in enumerate(("The ice", "The ferry", "What came after"))
)


def annotation(name: str, words: str, start: int, note: str = "", tags: Sequence[str] = ()) -> Annotation:
    """Return a highlight of `words` that begins at `start`."""
    position = TextPositionSelector(start, start + len(words))
    target = Target(Scope.RANGE, "01ver", position, TextQuoteSelector(words, "", ""))
    return Annotation(
        name, DOCUMENT.id, Motivation.HIGHLIGHTING, target, start, start, Colour.YELLOW, note=note, tags=tuple(tags)
    )


def article(annotations: Sequence[Annotation], document: Document = DOCUMENT) -> Article:
    """Return an article with these annotations where they say they stand."""
    placed = []
    for one in annotations:
        position = one.target.position
        assert position is not None
        placement = Placement(one.id, "01ver", position.start, position.end, PlacementState.EXACT, 1.0)
        placed.append(Placed(one, placement))
    return article_of(document, SECTIONS, placed, exported=0)


def rendered(notes: Mapping[str, str], starts: Mapping[str, int] | None = None) -> Rendered:
    """Return the file of highlights with these notes, by id; each begins where `starts` or its number says."""
    made = [
        annotation(name, f"words of {name}", (starts or {}).get(name, 20 + 7 * number), note)
        for number, (name, note) in enumerate(notes.items())
    ]
    return WRITER.write(article(made))


def renoted(one: Annotation, note: str) -> Annotation:
    """Return an annotation with another note."""
    return replace(one, note=note)
