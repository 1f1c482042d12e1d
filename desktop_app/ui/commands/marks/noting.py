"""Noting: notes on highlights, paragraphs, sections and the article, typed in the cards of the margin."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop_app.core.annotation import Annotation, Placed, PlacementState, Scope
from desktop_app.services.annotations.annotating import Annotating
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.commands.marks.marking import MarkingCommands, Saved
from desktop_app.ui.commands.marks.pointing import Pointing
from desktop_app.ui.commands.marks.suggesting import Suggesting
from desktop_app.ui.commands.marks.typed_notes import TypedNotes
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.desk.trail import Spot
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.widgets.type_ahead import TypeAhead


class NotingCommands:
    """Begins notes, and keeps what is typed."""

    def __init__(
        self,
        desk: Desk,
        room: ReaderRoom,
        pointing: Pointing,
        marking: MarkingCommands,
        annotating: Annotating,
        suggesting: Suggesting,
        notices: Notices,
    ) -> None:
        self._desk = desk
        self._room = room
        self._pointing = pointing
        self._marking = marking
        self._annotating = annotating
        self._suggesting = suggesting
        self._notices = notices
        self._type_ahead = TypeAhead(room.page)
        self._begun: set[str] = set()
        self._came_from: tuple[str, Spot] | None = None  # where one was before a note far away was opened
        self._typed = TypedNotes(annotating, desk.reader, notices)
        room.margin.edit_requested.connect(self.edit)
        room.margin.drafted.connect(self._typed.keep_draft)
        room.margin.paused.connect(self._keep)
        room.margin.edited.connect(self._finish)
        room.margin.suggestions_wanted.connect(self._suggest)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "note.edit": self.note,
            "note.section": self._on_section,
            "note.document": self._on_document,
        }

    def note(self) -> None:
        """Write a note on the selection, on the chosen highlight, or else on the paragraph."""
        opened = self._pointing.opened()
        chosen, coming = self._pointing.chosen(), self._marking.on_its_way()
        if self._room.page.meant_range() is not None:
            self._begin(*self._marking.made())
        elif coming is not None:
            self._begin(*coming)
        elif chosen is not None:
            self.edit(chosen.annotation.id)
        else:
            self._begin(*self._annotating.note_on_block(opened, self._pointing.offset()))

    def edit(self, annotation_id: str) -> None:
        """Bring an annotation of the open article into sight and let its note be typed."""
        placed = self._desk.standing.get(annotation_id)
        if placed is None:
            return
        self._room.side.bring()
        if placed.placement.state is not PlacementState.DETACHED:
            self._room.page.reveal(placed.start, max(placed.start, placed.end - 1))
        self._desk.activate(annotation_id)
        self._typed.begin(annotation_id, placed.annotation.note)
        draft = self._desk.reader.draft(annotation_id)
        self._room.margin.edit(annotation_id, draft.note if draft else placed.annotation.note)

    def _begin(self, annotation: Annotation, saved: Saved) -> None:
        self._begun.add(annotation.id)
        self._type_ahead.begin()
        self._notices.saving(saved, lambda: self._write(annotation.id), lost=self._keep_words)

    def _write(self, annotation_id: str) -> None:
        try:
            self.edit(annotation_id)
        finally:
            field = QApplication.focusWidget()
            if self._type_ahead.typed and not isinstance(field, QPlainTextEdit):
                self._keep_words()
            else:
                self._type_ahead.end(field)

    def _keep_words(self) -> None:
        """Give whoever types a note that cannot be begun a field: on the page its words would be commands."""
        page = self._room.page
        if not page.isVisible() or not (self._type_ahead.typed or page.hasFocus()):
            self._type_ahead.end()
            return
        from desktop_app.ui.dialogs.kept_words import KeptWords

        kept = KeptWords(page.window())
        self._type_ahead.end(kept.field)
        kept.open()
        kept.field.setFocus()

    def _keep(self, annotation_id: str, text: str) -> None:
        if text.strip():
            self._typed.keep(annotation_id, text, annotation_id if annotation_id in self._begun else "")

    def _finish(self, annotation_id: str, text: str, back_to_page: bool) -> None:
        begun = annotation_id in self._begun
        self._begun.discard(annotation_id)
        placed = self._desk.standing.get(annotation_id)
        if begun and not text.strip() and placed is not None and placed.annotation.colour is None:
            self._typed.leave(annotation_id)
            self._notices.saving(self._annotating.discard(annotation_id))
        else:
            lost = partial(self._give_back, annotation_id, text, begun=begun)
            self._typed.finish(annotation_id, text, lost, annotation_id if begun else "")
        if back_to_page:
            self._room.page.setFocus()
            self._come_back(annotation_id)

    def _give_back(self, annotation_id: str, text: str, *, begun: bool) -> None:
        """Put words that could not be saved back where they were typed; where that is gone, offer to copy them."""
        if self._typed.is_there(annotation_id) and self._desk.standing.get(annotation_id) is not None:
            self._begun |= {annotation_id} if begun else set()
            self._room.margin.edit(annotation_id, text, focus=False)
            return
        if self._room.isVisible():
            self._room.page.setFocus()  # or whatever comes next would have the keyboard
        self._typed.offer_words(annotation_id, text)

    def _suggest(self, kind: str, words: str) -> None:
        self._suggesting.suggest(kind, words, self._desk.active, self._room.margin.suggest)

    def _on_section(self) -> None:
        opened = self._pointing.opened()
        section = self._pointing.section()
        if section is None:
            raise Refused("This article has no sections; press n for a note on the paragraph.")
        self._open_note(Scope.SECTION, section.start, lambda: self._annotating.note_on_section(opened, section))

    def _on_document(self) -> None:
        opened = self._pointing.opened()
        self._open_note(Scope.DOCUMENT, 0, lambda: self._annotating.note_on_document(opened))

    def _open_note(self, scope: Scope, start: int, begin: Callable[[], tuple[Annotation, Saved]]) -> None:
        """Open the note that is there, or begin one. It may be far away: Escape and Alt+Left come back."""
        spot = self._room.spot()
        self._room.mark_spot()
        there = next((one for one in self._desk.placed if _is_note(one, scope, start)), None)
        if there is not None:
            annotation = there.annotation
            self.edit(annotation.id)
        else:
            annotation, saved = begin()
            self._begin(annotation, saved)
        self._came_from = (annotation.id, spot) if spot is not None else None

    def _come_back(self, annotation_id: str) -> None:
        """Go back to where one was before this note was opened."""
        came_from, self._came_from = self._came_from, None
        now = self._room.spot()
        if came_from is None or came_from[0] != annotation_id or now is None:
            return
        spot = came_from[1]
        if spot.document == now.document and spot.offset != now.offset:
            self._room.page.go_to(spot.offset)


def _is_note(placed: Placed, scope: Scope, start: int) -> bool:
    stands = placed.placement.state is not PlacementState.DETACHED
    return placed.annotation.target.scope is scope and stands and placed.start == start
