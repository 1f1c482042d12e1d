"""What a person asks for: a tree of words, phrases and filters.

Its classes are structs: as many dataclasses would take 10 ms to make, and the first search would wait for them.
"""

from msgspec import Struct

from desktop_app.core.annotation import Colour
from desktop_app.core.document import ReadingStatus
from desktop_app.core.query.hit import HitKind


class Word(Struct, frozen=True):
    """A word in any of its forms."""

    text: str


class Prefix(Struct, frozen=True):
    """Any word that begins so."""

    text: str


class Phrase(Struct, frozen=True):
    """Words that follow each other; with `prefix`, the last one may be unfinished."""

    text: str
    prefix: bool = False


class Near(Struct, frozen=True):
    """Words in any order with at most `within` others between the first and the last of them."""

    text: str
    within: int


class Fuzzy(Struct, frozen=True):
    """A word, or one that differs from it by a letter: left out, added, changed, or two of them swapped."""

    text: str


class OfKind(Struct, frozen=True):
    """Only what is of this kind."""

    kind: HitKind


class Within(Struct, frozen=True):
    """What has these words in its own, being of this kind: `note:why` asks for them in a note, not beside one."""

    kind: HitKind
    words: "Word | Prefix | Phrase | Near | Fuzzy"


class InDocument(Struct, frozen=True):
    """Only what stands in, or is about, the document of this id."""

    document: str


class Tagged(Struct, frozen=True):
    """Only annotations that carry this tag; case and accents do not matter."""

    tag: str


class Coloured(Struct, frozen=True):
    """Only annotations of this colour."""

    colour: Colour


class Titled(Struct, frozen=True):
    """Only documents whose title has all these words, in any order."""

    text: str
    prefix: bool = False


class InSection(Struct, frozen=True):
    """Only sections whose own or enclosing headings have all these words, in any order."""

    text: str
    prefix: bool = False


class InState(Struct, frozen=True):
    """Only what belongs to documents that have been read so far."""

    status: ReadingStatus


class HasNote(Struct, frozen=True):
    """Only annotations with a note."""


class Dated(Struct, frozen=True):
    """Only what came into the library from the day `first` to the day `last`, both included.

    Days are written as in ISO 8601, in the time of the place; an empty one sets no bound.
    """

    first: str = ""
    last: str = ""


class InLanguage(Struct, frozen=True):
    """Only documents in this language, by its ISO 639-1 code."""

    code: str


class Not(Struct, frozen=True):
    """Whatever `query` does not find."""

    query: "Query"


class All(Struct, frozen=True):
    """What every one of the queries finds. An empty one asks nothing, and finds nothing."""

    queries: tuple["Query", ...]


class Any(Struct, frozen=True):
    """What at least one of the queries finds."""

    queries: tuple["Query", ...]


Filter = OfKind | InDocument | Tagged | Coloured | Titled | InSection | InState | HasNote | Dated | InLanguage
Words = Word | Prefix | Phrase | Near | Fuzzy
Query = Words | Within | Filter | Not | All | Any

NOTHING = All(())
"""The query of an empty field."""
