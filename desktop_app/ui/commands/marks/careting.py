"""Careting: a caret on the page that moves by words, sentences and paragraphs, and selects on the way."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAccessible

from desktop_app.core.text.motion import Unit, end_after, end_before, start_after, start_before, unit_at
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.commands.marks.pointing import Pointing
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.widgets.floating import announce

_UNITS = "{caret.word_next:w} word, {caret.sentence_next:s} sentence, {caret.paragraph_next:p} paragraph"
_MARKS = "{mark.highlight:h}, {mark.colours:1–5}, {mark.underline:u}, {note.edit:n} mark"
_HELP = f"Caret: {_UNITS} (Shift: back) · {{mark.caret:v}} selects · {_MARKS} · Esc leaves"
_SELECTING = f"Selecting: arrows, {_UNITS} extend · {_MARKS} · {{mark.caret:v}} lets go · Esc leaves"
_TOLD = 300  # characters of a passage that a screen reader is given to say


class CaretCommands:
    """Turns the caret on and off, moves it by units, and tells screen readers what it has come to."""

    def __init__(self, desk: Desk, room: ReaderRoom, pointing: Pointing, notices: Notices) -> None:
        self._room = room
        self._page = room.page
        self._pointing = pointing
        self._notices = notices
        self._page.caret_mode_changed.connect(self._changed)
        self._page.extending_changed.connect(self._extended)
        desk.opened_changed.connect(self._opened)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        moves = {
            f"caret.{unit}_{way}": partial(self.move, unit, forward=way == "next")
            for unit in (Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)
            for way in ("next", "previous")
        }
        return {"mark.caret": self.turn, **moves}

    def turn(self) -> None:
        """Show the caret; once more begins to select from it, and once more lets the selection go."""
        self._pointing.opened()
        page = self._page
        page.setFocus()
        if not page.caret_mode():
            page.set_caret_mode(True, self._pointing.beginning())
            return
        page.set_extending(not page.extending())
        if not page.extending():
            page.clear_selection()

    def move(self, unit: Unit, *, forward: bool) -> None:
        """Move the caret by a unit, or the selection's end while one is being extended."""
        content = self._pointing.opened().content
        page = self._page
        if not page.caret_mode():
            self.turn()
            if forward and unit_at(content, page.caret_offset(), unit) == self._whole(unit):
                return  # the caret has just come to the first of them
        offset = page.caret_offset()
        chosen = page.selected_range()
        if page.extending() or chosen is not None:
            # What is selected grows by whole units: to an end going on, to a beginning going back.
            grown = self._grown(unit, offset, forward=forward)
            page.place_caret(grown, extend=True)
            selected = page.selected_range()
            self._tell("Selected: " + content.text[slice(*selected)] if selected else "Nothing selected")
        else:
            offset = start_after(content, offset, unit) if forward else start_before(content, offset, unit)
            page.place_caret(offset)
            found = unit_at(content, offset, unit)
            self._tell(content.text[slice(*found)] if found else "End of the article")

    def _grown(self, unit: Unit, offset: int, *, forward: bool) -> int:
        content = self._pointing.opened().content
        chosen = self._page.selected_range()
        backwards = chosen is not None and offset == chosen[0]
        if forward:
            return start_after(content, offset, unit) if backwards else end_after(content, offset, unit)
        if chosen is None or backwards:
            return start_before(content, offset, unit)
        return end_before(content, offset, unit)

    def _whole(self, unit: Unit) -> tuple[int, int] | None:
        offset = self._page.caret_offset()
        found = unit_at(self._pointing.opened().content, offset, unit)
        return found if found is not None and found[0] == offset else None

    def _extended(self, extending: bool) -> None:
        """Tell what the keys do now: selecting ends by itself when what was selected has been marked."""
        if self._page.caret_mode():
            self._notices.hint(_SELECTING if extending else _HELP)
            self._tell("Selecting" if extending else "Selection let go")

    def _changed(self, on: bool) -> None:
        self._page.set_extending(False)
        self._page.point_at(None)
        self._notices.hint(_HELP if on else "")
        self._tell("Caret on" if on else "Caret off")

    def _opened(self) -> None:
        if self._room.desk.opened is not None and QAccessible.isActive():
            self._page.set_caret_mode(True)

    def _tell(self, words: str) -> None:
        announce(self._page, " ".join(words[:_TOLD].split()))
