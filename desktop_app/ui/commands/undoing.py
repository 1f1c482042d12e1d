"""Undoing: one step back or on, and a word about where that was."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from desktop_app.core.document import Document
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed, Direction
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.commands.whereabouts import Whereabouts, whereabouts
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.frame.parts import Parts
from desktop_app.ui.frame.stage import LIBRARY, READER


class UndoingCommands:
    """Takes steps of the library's one history."""

    def __init__(self, parts: Parts) -> None:
        self._history = parts.margent.history
        self._desk = parts.desk
        self._room = parts.reader
        self._stage = parts.stage
        self._ways = parts.navigator
        self._notices = parts.notices
        self._in_parts: str | None = None  # the group of a step of which some parts have been told
        self._last: Whereabouts | None = None
        self._gone = ""  # the article that went while it lay open in the reader, until another room is entered
        parts.bridge.changed.connect(self._tell)
        parts.bridge.changed.connect(self._show_again)
        parts.desk.about_to_change.connect(self._put_away)
        parts.stage.entered.connect(self._entered)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"edit.undo": self.undo, "edit.redo": self.redo, "go.undone": self._go_there}

    def undo(self) -> None:
        """Take the newest step back; a note that is being typed is kept first, as a step of its own."""
        self._finish_typing()
        self._notices.saving(self._history.undo(), quietly=True)

    def redo(self) -> None:
        """Do the step last undone again."""
        self._finish_typing()
        self._notices.saving(self._history.redo(), quietly=True)

    def _finish_typing(self) -> None:
        """Keep the note that is being typed; the page has the keyboard then, or whatever comes first would."""
        margin, focused = self._room.margin, QApplication.focusWidget()
        margin.finish_editing()
        if focused is not None and margin.isAncestorOf(focused):
            self._room.page.setFocus()

    def _tell(self, changed: Changed) -> None:
        if changed.direction not in (Direction.UNDONE, Direction.REDONE):
            return
        if changed.more:
            self._in_parts = changed.change_set.group
            return
        undone = changed.direction is Direction.UNDONE
        # Of bulk work, whose label tells how much it was, the last part's place is no news.
        bulk = changed.change_set.group == self._in_parts
        found = [] if bulk else whereabouts(self._desk.reader, changed.change_set)
        self._last = found[0] if len(found) == 1 and found[0].readable else None
        where = self._elsewhere(found)
        words = f"{'Undone' if undone else 'Redone'}: {changed.change_set.label}{where}"
        self._notices.say(words)
        back, action = (self.redo, "edit.redo") if undone else (self.undo, "edit.undo")
        show = self._go_there if where and self._last is not None else None
        self._notices.offer(words, "Redo" if undone else "Undo", back, action, show=show)

    def _put_away(self) -> None:
        """Remember what goes from the library while it is being read: its reader comes back with it."""
        opened = self._desk.opened
        if opened is not None and self._stage.room == READER:
            self._gone = "" if self._is_kept(opened.document.id) else opened.document.id

    def _is_kept(self, document_id: str) -> bool:
        try:
            kept = self._desk.reader.document(document_id)
        except StorageFailure:
            return True
        return kept is not None and _readable(kept)

    def _entered(self, room: str) -> None:
        if room != LIBRARY:  # which is what is seen when the article goes
            self._gone = ""

    def _show_again(self, changed: Changed) -> None:
        """Open what an undo has brought back to somebody who was reading it when it went."""
        for change in changed.change_set.changes:
            before, after = change.before, change.after
            gone = before is None or (isinstance(before, Document) and not _readable(before))
            back = gone and isinstance(after, Document) and _readable(after)
            taken = changed.direction is not Direction.DONE and change.id == self._gone
            if taken and back and self._desk.opened is None:
                self._ways.open_document(change.id)

    def _elsewhere(self, found: list[Whereabouts]) -> str:
        """Return where a step took place, if that is out of sight."""
        if len(found) != 1:
            return f", in {counted(len(found), 'article')}" if found else ""
        one, opened, page = found[0], self._desk.opened, self._room.page
        if self._stage.seen != READER or opened is None:
            return one.in_words()
        if self._is_seen_beside(one):
            return ""
        if one.document.id != opened.document.id:
            return one.in_words()
        out_of_sight = next((start for start, _ in one.places if not page.in_sight(start, start)), None)
        if out_of_sight is None:
            return ""
        return ", above this page" if out_of_sight < page.top_offset() else ", below this page"

    def _is_seen_beside(self, one: Whereabouts) -> bool:
        beside = self._room.beside
        if beside.opened is None or beside.opened.document.id != one.document.id:
            return False
        return all(beside.page.in_sight(start, start) for start, _ in one.places)

    def _go_there(self) -> None:
        """Go to what was undone or done again last; Alt+Left leads back."""
        last = self._last
        if last is None:
            raise Refused("Nothing was undone that could be gone to. {edit.undo:Ctrl+Z} undoes what was done last.")
        if self._stage.room == READER:
            self._room.mark_spot()
        self._ways.open_document(last.document.id)
        start, annotation = last.places[0] if last.places else (None, "")
        if self._desk.standing.get(annotation) is not None:
            self._ways.open_annotation(annotation)
        elif start is not None:
            self._room.page.go_to(start, flash=True)


def _readable(document: Document) -> bool:
    return document.deleted is None and document.version is not None
