"""A document's title where its file may not name one."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_GUESS = 72
"""Code points of a guessed title."""

_LONGEST = 300
"""Code points of a title that the file marks: some files mark a whole chapter."""

_SHORTEST_CLAUSE = 24
"""Code points. "However," and "In March" are clauses, but no titles."""

UNTITLED = "Untitled"

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|[。！？।۔]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Col|Lt|Sen|Rep|Gov|Rev|No|Nr|vs|etc|approx|ca|cf|ed|Fig)|e\.g|i\.e"
    r"|\b[^\W\d_](?:\.[^\W\d_])*)\.$"
)
_CLAUSE_END = re.compile(r"(?=[,;:،؛] )|(?=[，；：、])|(?= [–—-] )|(?=—)|(?= \()")

_HEX = re.compile(r"[0-9a-f]{8,}|(?=.*\d)[0-9a-f]{6,}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\ua4cf\uac00-\ud7a3]{2,}")


@dataclass(frozen=True, slots=True)
class Title:
    """A title; ``guessed`` says that the file did not name it."""

    title: str
    guessed: bool


def guess_title(*, marked: str = "", heading: str = "", lead: str = "", file_name: str = "") -> Title:
    """The best title there is.

    In order: the title the file marks as its own; ``heading``, a heading-like line that stands before every
    paragraph; the first sentence of ``lead``, the first paragraph, cut at a clause of at most 72 code points; a file
    name that a person gave; "Untitled". All but the first are guesses. A name that is a hash, an id or a number is
    never taken.
    """
    if marked := _one_line(marked):
        return Title(marked if len(marked) <= _LONGEST else _cut_at_word(marked, _LONGEST) + "…", guessed=False)
    guess = _one_line(heading) or _opening_clause(_one_line(lead)) or readable_name(file_name) or UNTITLED
    return Title(guess, guessed=True)


def readable_name(file_name: str) -> str:
    """A file name as words, "my-article_notes.txt" as "my article notes"; nothing if it is no name for a reader."""
    stem = re.sub(r"\.\w{1,8}$", "", file_name.strip())
    words = _one_line(re.sub(r"[-_+\s]+|%20", " ", stem))
    tokens = words.split()
    if any(_is_id(token) for token in tokens) or not any(_WORD.search(token) for token in tokens):
        return ""
    return words


def _is_id(token: str) -> bool:
    """Whether a machine made this up: a hash, a ULID, a long number. Digits all through a word betray it."""
    return bool(_HEX.fullmatch(token)) or (len(token) >= 8 and len(_DIGITS.findall(token)) >= 3)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _opening_clause(lead: str) -> str:
    """The first sentence without its full stop, or as much of it as a title can be."""
    sentence = _first_sentence(lead)
    if len(sentence) <= LONGEST_GUESS:
        return sentence
    clauses = [found.start() for found in _CLAUSE_END.finditer(sentence, 0, LONGEST_GUESS + 2)]
    fitting = [end for end in clauses if _SHORTEST_CLAUSE <= end <= LONGEST_GUESS]
    if fitting:
        return sentence[: fitting[-1]].rstrip()
    return _cut_at_word(sentence, LONGEST_GUESS) + "…"


def _first_sentence(lead: str) -> str:
    for found in _SENTENCE_END.finditer(lead):
        if not _ABBREVIATION.search(lead, max(0, found.end() - 12), found.end()):
            sentence = lead[: found.end()]
            return sentence if sentence[-1] in "?!？！" else sentence.rstrip(".。।۔")
        if found.end() > LONGEST_GUESS:
            break
    return lead.rstrip(".。।۔") if len(lead) <= LONGEST_GUESS else lead[: 4 * LONGEST_GUESS]


def _cut_at_word(sentence: str, longest: int) -> str:
    """So many code points at most that an ellipsis fits, and no letter parted from its accents."""
    room = longest - 1
    space = sentence.rfind(" ", _SHORTEST_CLAUSE, room + 1)
    if space > 0:
        return sentence[:space].rstrip(" ,;:–—-")
    while room > 1 and unicodedata.combining(sentence[room]):
        room -= 1
    return sentence[:room]
