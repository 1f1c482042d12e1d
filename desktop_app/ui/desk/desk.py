"""The desk: the one article that lies open, its annotations, and which of them is being looked at."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_app.core.annotation import Placed
from desktop_app.core.block_match import BlockMatch
from desktop_app.core.change import Change
from desktop_app.core.correction import Correction
from desktop_app.core.document import Document, ReadingState
from desktop_app.services.articles.reading import Opened, open_document
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.reader import LibraryReader
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.standing import Difference, Standing
from desktop_app.ui.drawing.colour_names import ColourNames


class Desk(QObject):
    """Holds what is open and keeps it true to the library. Lives in the window's thread, like its reader."""

    about_to_change = Signal()
    """What lies open is about to be taken away."""

    opened_changed = Signal()
    """Another article, or another text of the same one, lies open; or none does."""

    annotations_changed = Signal(object)
    """Annotations of the open article were made, changed or removed: a Difference."""

    active_changed = Signal()
    """Another annotation is the one that keys and cards speak of."""

    renamed = Signal()
    """The open article has another title."""

    read_on = Signal()
    """More of the open article has been read."""

    def __init__(self, reader: LibraryReader, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reader = reader
        self.opened: Opened | None = None
        self.standing = Standing(reader, self)
        self.colours = ColourNames(reader, bridge, self)
        self.active: str | None = None
        self._top: Callable[[], int] = int
        self.standing.renewed.connect(self._settle)
        bridge.changed.connect(self._follow)

    @property
    def placed(self) -> list[Placed]:
        """The annotations of the open article in the order of its text."""
        return self.standing.all

    def open(self, document_id: str, known: Opened | None = None) -> None:
        """Lay an article on the desk, as it is `known` elsewhere. Raises services.errors.Refused when it cannot be."""
        self._lay(open_document(self.reader, document_id, known))

    def clear(self) -> None:
        """Take the article off the desk."""
        self._lay(None)

    def follow_place(self, top: Callable[[], int]) -> None:
        """Ask `top` for the code point at the top of the page, when the same text must be laid open anew."""
        self._top = top

    def activate(self, annotation_id: str | None) -> None:
        """Make an annotation the one that keys and cards speak of."""
        if annotation_id != self.active:
            self.active = annotation_id
            self.active_changed.emit()

    def active_placed(self) -> Placed | None:
        """Return the active annotation and where it stands."""
        return self.standing.get(self.active)

    def _lay(self, opened: Opened | None) -> None:
        self.about_to_change.emit()
        self.opened = opened
        self.standing.lay(opened)
        self.active = None
        self.opened_changed.emit()

    def _follow(self, changed: Changed) -> None:
        if self.opened is None:
            return
        document = self.opened.document
        for change in changed.change_set.changes:
            if change.kind == "document" and change.id == document.id:
                after = change.after
                if not isinstance(after, Document) or self._has_other_text(after):
                    self._reopen(document.id)
                    return
                self.opened = replace(self.opened, document=after)
                self.renamed.emit()
            elif change.kind == "reading" and change.id == document.id and isinstance(change.after, ReadingState):
                if change.after.version in (None, self.opened.version.id):
                    self.opened = replace(self.opened, state=change.after)
                    self.read_on.emit()
            elif change.kind == "correction" and self.opened.version.id in _versions(change):
                self._reopen(document.id)
                return
        self.standing.follow(changed.change_set)

    def _has_other_text(self, document: Document) -> bool:
        """Tell whether an article has come to another text than the one that lies open, or into the trash."""
        return document.deleted is not None or self.opened is None or document.version != self.opened.version.id

    def _reopen(self, document_id: str) -> None:
        former, top = self.opened, self._top()
        try:
            opened = open_document(self.reader, document_id)
        except (Refused, StorageFailure):
            self._lay(None)
            return
        if former is not None:
            if former.version.id != opened.version.id:
                top = BlockMatch(former.content, opened.content).place(top)
            opened = replace(opened, state=replace(opened.state, position=top))
        self._lay(opened)

    def _settle(self, difference: Difference) -> None:
        gone = {one.annotation.id for one in difference.gone}
        lost = self.active in gone and self.active_placed() is None
        if lost:
            self.active = None
        self.annotations_changed.emit(difference)
        if lost:  # or it would look chosen when a step brings it back
            self.active_changed.emit()


def _versions(change: Change) -> set[str]:
    return {entity.version for entity in (change.before, change.after) if isinstance(entity, Correction)}
