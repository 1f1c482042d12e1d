"""Whereabouts: which articles a step was about, and where in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.core.annotation import Annotation, Placement, PlacementState
from desktop_app.core.change import ChangeSet, Entity
from desktop_app.core.correction import Correction
from desktop_app.core.document import Document
from desktop_app.storage.reader import LibraryReader

_LONGEST = 60  # characters of a title


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """An article that a step was about, and the annotations of it that were touched.

    `places` are where those stand or stood in the text that is shown, in its order: code points and ids.
    """

    document: Document
    places: tuple[tuple[int, str], ...] = ()
    whole: bool = False
    """Whether it was about the article itself: its name, its text, whether it is there."""

    def in_words(self) -> str:
        """Return what to add to the name of the step: `, in “Title”`."""
        title = self.document.title
        short = title if len(title) <= _LONGEST else title[:_LONGEST].rstrip() + "…"
        return f": “{short}”" if self.whole else f", in “{short}”"

    @property
    def readable(self) -> bool:
        """Whether it can be gone to."""
        return self.document.deleted is None and self.document.version is not None


def whereabouts(library: LibraryReader, step: ChangeSet) -> list[Whereabouts]:
    """Return what a step has touched, by article, in the order of its changes."""
    touched: dict[str, set[str]] = {}
    stood: dict[tuple[str, str], Placement] = {}
    articles = {change.id: change.before for change in step.changes if isinstance(change.before, Document)}
    whole = {change.id for change in step.changes if change.kind == "document"}
    for change in step.changes:
        state = change.after or change.before
        owner, annotation = _belongs(library, state)
        if owner:
            touched.setdefault(owner, set()).update((annotation,) if annotation else ())
        if isinstance(state, Placement):
            stood[state.annotation, state.version] = state
    found = ((library.document(one) or articles.get(one), ids) for one, ids in touched.items())
    return [
        Whereabouts(document, tuple(sorted(_places(library, document, ids, stood))), document.id in whole)
        for document, ids in found
        if document is not None
    ]


def _belongs(library: LibraryReader, state: Entity | None) -> tuple[str, str]:
    """Return the ids of the article and the annotation that something belongs to, "" for what does not."""
    match state:
        case Document():
            return state.id, ""
        case Annotation():
            return state.document, state.id
        case Placement():
            annotation = library.annotation(state.annotation)
            return (annotation.document, annotation.id) if annotation is not None else ("", "")
        case Correction():
            version = library.version(state.version)
            return (version.document, "") if version is not None else ("", "")
    return "", ""


def _places(
    library: LibraryReader, document: Document, ids: Iterable[str], stood: dict[tuple[str, str], Placement]
) -> Iterable[tuple[int, str]]:
    for one in ids:
        now = (each for each in library.placements_of(one) if each.version == document.version)
        placement = next(now, None) or stood.get((one, document.version or ""))
        if placement is not None and placement.state is not PlacementState.DETACHED:
            yield placement.start, one
