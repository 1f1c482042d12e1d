"""Annotations: highlights, notes and bookmarks, what they are about, and where they stand."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.core.selectors import SectionSelector, TextPositionSelector, TextQuoteSelector


class Motivation(StrEnum):
    """Why an annotation was made, in the words of the Web Annotation vocabulary."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    BOOKMARKING = "bookmarking"


class Scope(StrEnum):
    """How much of a document an annotation is about."""

    RANGE = "range"
    BLOCK = "block"
    SECTION = "section"
    DOCUMENT = "document"


class Colour(StrEnum):
    """The five colours; what each one means is the person's to say."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    ORANGE = "orange"


COLOUR_MEANINGS = {
    Colour.YELLOW: "Claims",
    Colour.GREEN: "Evidence",
    Colour.BLUE: "Background",
    Colour.PINK: "Questions",
    Colour.ORANGE: "To use",
}
"""The names that the colours have until a person gives them others."""


@dataclass(frozen=True, slots=True)
class ColourName:
    """What a person calls a colour."""

    colour: Colour
    name: str

    @property
    def id(self) -> str:
        """A colour has one name."""
        return self.colour.value


class Style(StrEnum):
    """How a highlight is drawn."""

    FILL = "fill"
    UNDERLINE = "underline"


@dataclass(frozen=True, slots=True)
class Target:
    """What an annotation is about, as it was when a person said so. Immutable: movements are placements.

    Only somebody who marks other words (reshaping, joining two) says anew what it is about: then the annotation has
    another target, described in the version that was open.

    A range or block has a position and a quote; a section has a section selector and the position of its heading;
    a document has neither. `version` is None for annotations that came without their text.
    """

    scope: Scope
    version: str | None = None
    position: TextPositionSelector | None = None
    quote: TextQuoteSelector | None = None
    section: SectionSelector | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, a note or a bookmark. `note` is Markdown; times are milliseconds since 1970 in UTC.

    `deleted` is set while the annotation lies in the trash. `origin` is where it stood in the program it was imported
    from, as a person there would say ("page 26").
    """

    id: str
    document: str
    motivation: Motivation
    target: Target
    created: int
    modified: int
    colour: Colour | None = None
    style: Style = Style.FILL
    note: str = ""
    tags: tuple[str, ...] = ()
    deleted: int | None = None
    origin: str = ""


class PlacementState(StrEnum):
    """How surely an annotation stands where it is shown."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    DETACHED = "detached"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an annotation stands in one version, in code points; for a detached one, the best guess or 0 to 0.

    `score` runs from 0 (a guess) to 1 (the same words); `accepted` says that it is a person's word: that this is the
    place, or, of a detached one, that the place that was found is not.
    """

    annotation: str
    version: str
    start: int
    end: int
    state: PlacementState
    score: float
    accepted: bool = False

    @property
    def id(self) -> str:
        """An annotation has one placement in each version."""
        return f"{self.annotation}@{self.version}"

    @property
    def sure(self) -> bool:
        """Whether nobody has to look at it: the words stand where they were marked, or a person has agreed."""
        return self.state is PlacementState.EXACT or (self.accepted and not self.refused)

    @property
    def refused(self) -> bool:
        """Whether a person has said that the annotation does not belong where it was found."""
        return self.accepted and self.state is PlacementState.DETACHED


@dataclass(frozen=True, slots=True)
class Draft:
    """The unfinished text of a note, kept each second while a person types."""

    annotation: str
    note: str
    modified: int

    @property
    def id(self) -> str:
        """An annotation has at most one draft."""
        return self.annotation


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation together with where it stands in the version being shown."""

    annotation: Annotation
    placement: Placement

    @property
    def start(self) -> int:
        """First code point."""
        return self.placement.start

    @property
    def end(self) -> int:
        """Code point after the last."""
        return self.placement.end
