"""What annotations are told apart by, read without the rest of them: five times as fast, for a hundred thousand."""

from collections.abc import Iterator

import msgspec

from desktop_app.core.annotation import Colour, Motivation, PlacementState, Scope, Style
from desktop_app.core.document import Document
from desktop_app.storage.sound_rows import SoundRows


class GistQuote(msgspec.Struct, frozen=True, gc=False):
    """The words marked."""

    exact: str


class GistPosition(msgspec.Struct, frozen=True, gc=False):
    """Where they stood, in code points."""

    start: int


class GistTarget(msgspec.Struct, frozen=True, gc=False):
    """What an annotation is about."""

    scope: Scope
    version: str | None = None
    position: GistPosition | None = None
    quote: GistQuote | None = None


class Gist(msgspec.Struct, frozen=True, gc=False):
    """An annotation without what only its card shows. Its fields mean what they mean in Annotation."""

    id: str
    motivation: Motivation
    target: GistTarget
    created: int
    modified: int
    colour: Colour | None = None
    style: Style = Style.FILL
    note: str = ""
    tags: tuple[str, ...] = ()


class GistPlacement(msgspec.Struct, frozen=True, gc=False):
    """Where an annotation stands in a version. Its fields mean what they mean in Placement."""

    annotation: str
    start: int
    state: PlacementState


PlacedGist = tuple[Gist, GistPlacement]
_MINE = "document = ? AND deleted IS NULL"


def gists_in_turn(rows: SoundRows, document: Document, size: int) -> Iterator[list[PlacedGist]]:
    """Yield the annotations of a document, up to `size` at a time, the oldest first.

    Those that have no place in its shown version are detached, and so are all of a document without one.
    """
    places: dict[str, GistPlacement] = {}
    if document.version is not None:
        found = rows.many("placement", GistPlacement, "WHERE version = ?", (document.version,))
        places = {place.annotation: place for place in found}
    for some in rows.in_turn("annotation", Gist, _MINE, (document.id,), size):
        yield [(one, places.get(one.id) or GistPlacement(one.id, 0, PlacementState.DETACHED)) for one in some]
