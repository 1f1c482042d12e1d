"""Listing: bookmarks, what a new version has left in doubt, the trash, and what one annotation has been."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.compose import Margent
from desktop_app.core.annotation import Annotation, Motivation, Placed, PlacementState
from desktop_app.core.document import Document
from desktop_app.core.outline import section_at
from desktop_app.core.text.note_words import words_of
from desktop_app.services.annotations.recalling import Remembered
from desktop_app.services.articles.trash import Trashed, trashed
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed
from desktop_app.services.importing.moved_along import MovedAlong
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.commands.marks.attaching import AttachingCommands, unsettled
from desktop_app.ui.commands.marks.emptying import ask_to_empty
from desktop_app.ui.commands.marks.pointing import Pointing
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.dialogs.list_panel import Choice, ListPanel, ListRow
from desktop_app.ui.drawing.wording import counted, day_name, local_time
from desktop_app.ui.margin.captions import BOOKMARK, caption
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.theme.palette import Palette

_BOOKMARKS_EMPTY = "No bookmarks yet. Press {mark.bookmark:m} on the page to put one there."
_TRAY_EMPTY = "Every highlight and note stands where it was made."
_TRASH_EMPTY = "The trash is empty."
_BURST = 60  # milliseconds in which changes are one refresh
_ALONG = "moved along"
_LEADING = 3  # words that lead up to one that has changed
_STATES = {PlacementState.MOVED: "moved", PlacementState.CHANGED: "changed", PlacementState.DETACHED: "not found"}


class ListingCommands:
    """Opens one panel for all lists, made when it is first wanted, and keeps it true to the library."""

    def __init__(
        self,
        window: QWidget,
        margent: Margent,
        desk: Desk,
        room: ReaderRoom,
        pointing: Pointing,
        attaching: AttachingCommands,
        delete: Callable[[list[str]], None],
        bridge: Bridge,
        notices: Notices,
        palette: Callable[[], Palette],
    ) -> None:
        self._window = window
        self._margent = margent
        self._desk = desk
        self._room = room
        self._pointing = pointing
        self._attaching = attaching
        self._delete = delete
        self._bridge = bridge
        self._notices = notices
        self._palette = palette
        self._along = MovedAlong(desk.reader)
        self._panel: ListPanel | None = None
        self._rows: Callable[[], Sequence[ListRow]] | None = None
        self._empty = ""
        self._trash: dict[str, Trashed] = {}
        self._states: dict[str, Remembered] = {}
        bridge.changed.connect(self._follow)
        self._refreshing = QTimer(desk, singleShot=True, interval=_BURST)
        self._refreshing.timeout.connect(self._refresh)
        desk.annotations_changed.connect(self._refreshing.start)  # much of it comes later, in parts

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "go.bookmarks": self._bookmarks,
            "go.tray": self._tray,
            "go.trash": self._show_trash,
            "note.history": self._history,
        }

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        if self._panel is not None:
            self._panel.wear(palette)

    @property
    def panel(self) -> ListPanel:
        """The panel."""
        if self._panel is None:
            self._panel = ListPanel(self._window, self._palette())
        return self._panel

    def _bookmarks(self) -> None:
        self._pointing.opened()
        choices = [
            Choice("Return", "Go there", self._go, closes=True),
            Choice("Delete", "Remove", lambda found: self._delete([found])),
        ]
        self._open("Bookmarks", self._bookmark_rows, choices, _BOOKMARKS_EMPTY)

    def _tray(self) -> None:
        self._pointing.opened()
        choices = [
            Choice("Return", "Go there", self._go, closes=True),
            Choice("A", "Accept", lambda found: self._attaching.accept([found])),
            Choice("R", "Attach to the selection", self._attaching.attach),
            Choice("Delete", "Delete", lambda found: self._delete([found])),
            Choice("Ctrl+Return", "Accept all", self._accept_all, whole=True),
        ]
        self._open("Moved, changed and not found", self._tray_rows, choices, _TRAY_EMPTY)

    def _show_trash(self) -> None:
        choices = [
            Choice("Return", "Restore", lambda found: self._restore([found])),
            Choice("Ctrl+Delete", "Empty the trash…", self._empty_trash, whole=True),
        ]
        self._open("Trash", self._trash_rows, choices, _TRASH_EMPTY)

    def _history(self) -> None:
        annotation = self._pointing.one().annotation
        self._bridge.when(self._margent.noting.states(annotation.id), self._show_states)

    def _show_states(self, states: list[Remembered]) -> None:
        self._states = {str(number): state for number, state in enumerate(states)}
        choices = [Choice("Return", "Bring this state back", self._recall, closes=True)]
        self._open("History of this annotation", self._state_rows, choices, "Nothing is known of it.")

    def _open(self, title: str, rows: Callable[[], Sequence[ListRow]], choices: Sequence[Choice], empty: str) -> None:
        self._rows, self._empty = rows, self._notices.said(empty)
        found, empty = self._found()
        self.panel.open(title, found, [replace(one, run=partial(self._run, one.run)) for one in choices], empty)

    def _run(self, run: Callable[[str], None], found: str) -> None:
        try:
            run(found)
        except Refused as refused:
            self._notices.fail(refused)

    def _follow(self, changed: Changed) -> None:
        self._refresh(returning=changed.taken_back)

    def _refresh(self, *, returning: bool = False) -> None:
        if self._panel is not None and self._panel.isVisible() and self._rows is not None:
            self._panel.refresh(*self._found(), returning=returning)

    def _found(self) -> tuple[Sequence[ListRow], str]:
        """Return the rows of the list, and what is said where there are none: nothing to list, or why it is not."""
        assert self._rows is not None
        try:
            return self._rows(), self._empty
        except StorageFailure as failure:
            return (), str(failure)

    def _bookmark_rows(self) -> list[ListRow]:
        return [self._row(one) for one in self._desk.placed if one.annotation.motivation is Motivation.BOOKMARKING]

    def _tray_rows(self) -> list[ListRow]:
        order = [PlacementState.DETACHED, PlacementState.CHANGED, PlacementState.MOVED]
        found = sorted(filter(unsettled, self._desk.placed), key=lambda one: order.index(one.placement.state))
        along = self._along.among(self._pointing.opened(), self._desk.placed)
        rows = [self._row(one) for one in found if one.annotation.id not in along]
        held = tuple(self._row(one) for one in found if one.annotation.id in along)
        if held:
            words = f"{len(held):,} moved along with their text"
            rows.append(ListRow(_ALONG, words, "The words around them are the same. Enter lists them.", holds=held))
        return rows

    def _row(self, placed: Placed) -> ListRow:
        opened = self._pointing.opened()
        section = section_at(opened.sections, placed.start)
        path = " › ".join(section.path) if section is not None else ""
        state = _STATES.get(placed.placement.state, "") if not placed.placement.sure else ""
        detail, words = path, caption(placed.annotation).removeprefix(BOOKMARK)
        if placed.placement.state is PlacementState.CHANGED:
            detail = f"Now: {_from_difference(words, opened.content.text[placed.start : placed.end])}"
        elif placed.placement.state is PlacementState.DETACHED:
            guess = " ".join(opened.content.text[placed.start : placed.end].split())
            detail = f"Perhaps: {guess}" if guess else words_of(placed.annotation.note) or "Its words are gone"
        return ListRow(placed.annotation.id, words, detail, state, placed.annotation.colour)

    def _trash_rows(self) -> list[ListRow]:
        found = trashed(self._desk.reader)
        self._trash = {one.id: one for one in found}
        return [self._trash_row(one) for one in found]

    def _trash_row(self, item: Trashed) -> ListRow:
        when = day_name(item.deleted, self._margent.clock())
        if isinstance(item.entity, Document):
            notes = counted(item.notes, "highlight or note", "highlights and notes")
            return ListRow(item.id, item.title, f"Article with {notes}", when)
        annotation = item.entity
        detail = " · ".join(part for part in (words_of(annotation.note), item.title) if part)
        return ListRow(item.id, caption(annotation), detail, when, annotation.colour)

    def _state_rows(self) -> list[ListRow]:
        now = self._margent.clock()
        return [
            ListRow(
                number,
                found.difference,
                _in_words(found.state),
                f"{local_time(found.when)} {day_name(found.when, now)}",
                found.state.colour,
            )
            for number, found in self._states.items()
        ]

    def _go(self, annotation_id: str) -> None:
        """Go to where an annotation stands; to the best guess for one that has no place."""
        placed = self._desk.standing.get(annotation_id)
        if placed is not None:
            self._room.jump(placed.start, flash=True)
            self._desk.activate(annotation_id)
            self._room.page.setFocus()
            if placed.placement.state is PlacementState.DETACHED:
                self._notices.say("Select the words it belongs to, then press {mark.attach:r}")

    def _accept_all(self, _current: str) -> None:
        found = [one for one in self._desk.placed if unsettled(one)]
        self._attaching.accept(
            [one.annotation.id for one in found if one.placement.state is not PlacementState.DETACHED]
        )

    def _restore(self, ids: Sequence[str]) -> None:
        saved = self._margent.trash.restore(ids)
        self._notices.saving(saved, lambda: self._notices.offer_undo("Restored from the trash"))

    def _empty_trash(self, _current: str) -> None:
        """Ask first, for no undo brings back what goes now."""
        items, copies = list(self._trash.values()), self._margent.safekeeping.copies()
        if items and ask_to_empty(self._window, items, copies, self._margent.clock()):
            self._notices.withdraw()
            self._notices.saving(self._margent.trash.empty(items), self._emptied)

    def _emptied(self) -> None:
        self._notices.say("Emptied the trash")
        self._margent.indexing.rebuild()  # or the index would go on holding single words of what was removed

    def _recall(self, number: str) -> None:
        saved = self._margent.recalling.restore(self._states[number].state)
        self._notices.saving(saved, lambda: self._notices.offer_undo("Brought an earlier state back"))


def _from_difference(marked: str, now: str) -> str:
    """Return the words that stand there now, from a little before the first that is not as it was marked."""
    before, after = marked.split(), now.split()
    pairs = zip(before, after, strict=False)
    same = next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
    cut = max(0, same - _LEADING)
    return f"{'… ' if cut else ''}{' '.join(after[cut:])}"


def _in_words(state: Annotation) -> str:
    tags = " ".join(f"#{tag}" for tag in state.tags)
    words = (words_of(state.note), tags, caption(state))
    return " · ".join(word for word in words if word)
