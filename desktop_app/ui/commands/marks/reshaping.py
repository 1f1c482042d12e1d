"""Reshaping: the ends of a highlight moved by keys or taken by the mouse, seen as a selection, kept by Enter."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop_app.core.annotation import Placed, Scope
from desktop_app.core.text.motion import Unit, end_after, end_before, start_after, start_before
from desktop_app.services.annotations.retargeting import Retargeting
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.commands.marks.pointing import Pointing
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.reader.range_handles import RangeHandles
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.widgets.floating import announce

_HELP = "{}: ← → move it, Ctrl by word, s S by sentence · Space the other end · Enter keeps · Esc leaves"
_FORWARD = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})
_ARROWS = _FORWARD | {Qt.Key.Key_Left, Qt.Key.Key_Up}
_KEPT = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ReshapingCommands(QObject):
    """While a highlight is being reshaped, the keys of the page belong to this; the range is shown as the selection.

    The selection's fixed end and its caret are the two ends, so the page follows the end that moves.
    """

    def __init__(
        self, desk: Desk, room: ReaderRoom, pointing: Pointing, retargeting: Retargeting, notices: Notices
    ) -> None:
        super().__init__(room)
        self._page = room.page
        self._pointing = pointing
        self._retargeting = retargeting
        self._notices = notices
        self._shaped: Placed | None = None
        self._fixed = self._moving = 0
        self._caret_was_on = False
        self._handles: RangeHandles | None = None
        desk.about_to_change.connect(self._leave)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"mark.reshape": self._begin}

    def _begin(self) -> None:
        chosen = self._pointing.one()
        if chosen.annotation.target.scope is not Scope.RANGE or chosen.annotation.colour is None:
            raise Refused("Only a highlight has ends that can be moved.")
        page = self._page
        page.reveal(chosen.start, max(chosen.start, chosen.end - 1))
        self._caret_was_on = page.caret_mode()
        page.set_caret_mode(True)
        self._shaped, self._fixed, self._moving = chosen, chosen.start, chosen.end
        page.setFocus()
        page.installEventFilter(self)
        page.viewport().installEventFilter(self)
        self._show()
        announce(page, self._help())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the page, and what the mouse has selected there."""
        if self._shaped is None:
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self._take_selection()
        if not isinstance(event, QKeyEvent) or watched is not self._page:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._is_ours(event):
                event.accept()
                return True
            return False
        return event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        return (key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.AltModifier) or plain

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not self._is_ours(event):
            return False
        if key in _ARROWS:
            sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            unit = Unit.CHARACTER if sideways and not control else Unit.WORD if sideways else Unit.SENTENCE
            self._move(unit, forward=key in _FORWARD)
        elif key == Qt.Key.Key_S:
            self._move(Unit.SENTENCE, forward=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif key == Qt.Key.Key_Space:
            self._fixed, self._moving = self._moving, self._fixed
            self._show()
            announce(self._page, self._help())
        elif key in _KEPT:
            self._keep()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        return True  # a letter that means nothing here must not mark something

    def _move(self, unit: Unit, *, forward: bool) -> None:
        content = self._pointing.opened().content
        if self._moving > self._fixed:
            moved = (end_after if forward else end_before)(content, self._moving, unit)
            moved = max(moved, self._fixed + 1)
        else:
            moved = (start_after if forward else start_before)(content, self._moving, unit)
            moved = min(moved, self._fixed - 1)
        self._moving = moved
        self._show()
        announce(self._page, " ".join(content.text[min(moved, self._fixed) : max(moved, self._fixed)].split()))

    def _take_selection(self) -> None:
        chosen = self._page.selected_range()
        if chosen is not None:
            self._fixed, self._moving = chosen
            self._both_ends().show(*chosen)

    def _drag(self, opens: bool, offset: int) -> None:
        """Take one end to where the mouse is; it never passes the other one."""
        low, high = min(self._fixed, self._moving), max(self._fixed, self._moving)
        if opens:
            self._fixed, self._moving = high, min(offset, high - 1)
        else:
            self._fixed, self._moving = low, max(offset, low + 1)
        self._show()

    def _both_ends(self) -> RangeHandles:
        if self._handles is None:
            self._handles = RangeHandles(self._page)
            self._handles.dragged.connect(self._drag)
            self._handles.let_go.connect(self._page.setFocus)
        return self._handles

    def _show(self) -> None:
        self._page.place_caret(self._fixed)
        self._page.place_caret(self._moving, extend=True)
        self._both_ends().show(min(self._fixed, self._moving), max(self._fixed, self._moving))
        self._notices.hint(self._help())

    def _help(self) -> str:
        return _HELP.format("End" if self._moving > self._fixed else "Beginning")

    def _keep(self) -> None:
        shaped, start, end = self._shaped, min(self._fixed, self._moving), max(self._fixed, self._moving)
        opened = self._pointing.opened()
        self._leave()
        if shaped is not None and (start, end) != (shaped.start, shaped.end):
            saved = self._retargeting.reshape(opened, shaped.annotation.id, start, end)
            self._notices.saving(saved, lambda: self._notices.offer_undo("Changed the range"))

    def _leave(self) -> None:
        if self._shaped is None:
            return
        self._shaped = None
        self._both_ends().hide()
        self._page.removeEventFilter(self)
        self._page.viewport().removeEventFilter(self)
        self._page.clear_selection()
        self._page.set_caret_mode(self._caret_was_on)
        self._notices.hint("")
