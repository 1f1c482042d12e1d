"""What a person asks for: a tree of words, phrases and filters."""

from dataclasses import dataclass

from desktop_app.core.annotation import Colour
from desktop_app.core.document import ReadingStatus
from desktop_app.core.hit import HitKind


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; with `prefix`, the last one may be unfinished."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Words in any order with at most `within` others between the first and the last of them."""

    text: str
    within: int


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word, or one that differs from it by a letter: left out, added, changed, or two of them swapped."""

    text: str


@dataclass(frozen=True, slots=True)
class OfKind:
    """Only what is of this kind."""

    kind: HitKind


@dataclass(frozen=True, slots=True)
class InDocument:
    """Only what stands in, or is about, the document of this id."""

    document: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """Only annotations that carry this tag; case and accents do not matter."""

    tag: str


@dataclass(frozen=True, slots=True)
class Coloured:
    """Only annotations of this colour."""

    colour: Colour


@dataclass(frozen=True, slots=True)
class Titled:
    """Only documents whose title has all these words, in any order."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class InSection:
    """Only sections whose own or enclosing headings have all these words, in any order."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class InState:
    """Only what belongs to documents that have been read so far."""

    status: ReadingStatus


@dataclass(frozen=True, slots=True)
class HasNote:
    """Only annotations with a note."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Only what came into the library from the day `first` to the day `last`, both included.

    Days are written as in ISO 8601, in the time of the place; an empty one sets no bound.
    """

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Only documents in this language, by its ISO 639-1 code."""

    code: str


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever `query` does not find."""

    query: "Query"


@dataclass(frozen=True, slots=True)
class All:
    """What every one of the queries finds. An empty one asks nothing, and finds nothing."""

    queries: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """What at least one of the queries finds."""

    queries: tuple["Query", ...]


Filter = OfKind | InDocument | Tagged | Coloured | Titled | InSection | InState | HasNote | Dated | InLanguage
Query = Word | Prefix | Phrase | Near | Fuzzy | Filter | Not | All | Any

NOTHING = All(())
"""The query of an empty field."""
