"""A page whose words can be selected, by mouse and by a caret, and copied as the article has them."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.core.document import Block, BlockKind
from desktop_app.core.text.sentences import sentence_at
from desktop_app.ui.reader.canvas import PageCanvas
from desktop_app.ui.reader.drag_scroll import DragScroll
from desktop_app.ui.reader.painting.caret import Caret
from desktop_app.ui.reader.setting.page import COLOURED
from desktop_app.ui.theme.appearance import Appearance

_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_TO_THE_END = (
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.MoveToEndOfDocument,
    QKeySequence.StandardKey.SelectEndOfDocument,
)
_RING = 2.0  # pixels, around a picture that Tab has come to
_NEAR = 20_000
"""Code points from the caret that no other key leads beyond: a page has 3,000."""
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class SelectablePage(PageCanvas):
    """Adds the selection and the caret to a page. Offsets are code points."""

    selection_changed = Signal()
    caret_mode_changed = Signal(bool)
    extending_changed = Signal(bool)
    pointed_at_words = Signal()
    """A person has clicked at words, and at no annotation or anything else that answers a click."""
    reached_by_keys = Signal(bool)
    """Tab or F6 has brought the keyboard here; False when it goes again, or came otherwise."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None, *, lazy_above: int | None = None) -> None:
        super().__init__(appearance, parent, lazy_above=lazy_above)
        self._caret = Caret(self)
        self._pointed: int | None = None
        self._come_to: tuple[int, int] | None = None  # by Tab, in Qt's positions
        self._dragged = DragScroll(self)
        self._dragged.moved.connect(self._drag_to)
        self.selectionChanged.connect(self.selection_changed)
        self.cursorPositionChanged.connect(self.viewport().update)

    def selected_range(self) -> tuple[int, int] | None:
        """Return where the selection begins and ends, or None when nothing is selected."""
        return self._selection_painted()

    def meant_range(self) -> tuple[int, int] | None:
        """Return what is selected, for keys that act on it: a link that Tab came to counts while it is in sight."""
        return None if self._left_behind() else self.selected_range()

    def pointed(self) -> int | None:
        """Return the code point that was clicked; None once it is out of sight, or something else has been gone to."""
        return self._pointed

    def point_at(self, offset: int | None) -> None:
        """Take words for those that a person means, or forget those that were."""
        self._pointed = offset
        if offset is not None:
            self.pointed_at_words.emit()

    def select(self, start: int, end: int) -> None:
        """Select a range, with the caret at its end, without scrolling."""
        self._pointed = None
        with self._place.kept():
            self._select(start, end)

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        with self._place.kept():
            self._select(self.caret_offset(), self.caret_offset())

    def caret_offset(self) -> int:
        """Return the code point at the caret, wherever it was left, seen or not."""
        return self._raw_selection()[1]

    def place_caret(self, offset: int, *, extend: bool = False) -> None:
        """Move the caret, and with `extend` the selection's moving end; scrolls just enough to show it."""
        self._select(self._raw_selection()[0] if extend else offset, offset)

    def set_caret_mode(self, on: bool, at: int | None = None) -> None:
        """Let the arrow keys move a caret that is seen; Escape leaves the mode.

        It is placed at the code point `at`; without one it stays where it was left in sight, or else comes to the
        first visible line.
        """
        if on == self._caret.on:
            return
        seen = self._first_seen() if at is None else at
        self._caret.turn(on, None if seen is None else self._page.text_map.to_shown(seen))
        self.viewport().update()
        self.caret_mode_changed.emit(on)

    def caret_mode(self) -> bool:
        """Say whether there is a caret."""
        return self._caret.on

    def set_extending(self, extending: bool) -> None:
        """In caret mode, let the arrow keys extend the selection as they do with Shift."""
        if extending != self._caret.extending:
            self._caret.extending = extending
            self.extending_changed.emit(extending)

    def extending(self) -> bool:
        """Say whether moving the caret extends the selection."""
        return self._caret.extending

    def sentence_at(self, offset: int) -> tuple[int, int] | None:
        """Return the sentence that holds `offset`, or None where there are no words."""
        return sentence_at(self.content, offset)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        chosen = self.selected_range()
        if chosen is not None:
            data.setText(self.content.text[chosen[0] : chosen[1]])
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._caret.on and event.key() == Qt.Key.Key_Escape:
            self.set_caret_mode(False)
        elif event.key() == Qt.Key.Key_Escape and self.textCursor().hasSelection():
            self.clear_selection()
        elif _is_for_the_window(event):
            event.ignore()
        else:
            self._pour_for(event)
            super().keyPressEvent(self._caret.extended(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._dragged.follow(event)

    def _drag_to(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton and self.textCursor().hasComplexSelection():
            # From one cell to another, where Qt stops at the cell's first letter and means all of both.
            with self._place.kept():
                self._select(self._raw_selection()[0], self.offset_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged.stop()
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached_by_keys.emit(event.reason() in _BY_KEYS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._dragged.stop()
        self.reached_by_keys.emit(False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._pour_to_link(forward=forward)
        gone = super().focusNextPrevChild(forward)
        self._come_to = self.textCursor().anchor(), self.textCursor().position()
        self.viewport().update()  # Qt paints what it has selected, and no ring around it
        return gone

    def _paint_more(self, painter: QPainter, blocks: Sequence[int]) -> None:
        accent = QColor(self._appearance.palette.accent)
        if self._caret.on and self._stands_in(self.caret_offset(), blocks):
            self._caret.paint(painter, accent, self._geometry, self.caret_offset())
        chosen = self._chosen_picture()
        if chosen is not None and chosen in blocks:
            block, line = self.content.blocks[chosen], self._geometry.lines(chosen)[0]
            size = self._page.pictures.size(block.resource or "", block.width)
            painter.setPen(QPen(accent, _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = QRectF(QPointF(line.left, line.baseline - size.height()), size).adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(around, 4, 4)

    def _left_behind(self) -> bool:
        """Tell whether what Tab came to is out of sight; the next Tab goes on from there all the same."""
        cursor = self.textCursor()
        if not cursor.hasSelection() or (cursor.anchor(), cursor.position()) != self._come_to:
            return False
        first, last = (self._geometry.line_of(offset) for offset in sorted(self._raw_selection()))
        top = self.verticalScrollBar().value()
        return last.bottom <= top or first.top >= top + self.viewport().height()

    def _chosen_picture(self) -> int | None:
        """Return the figure whose picture Tab has come to; it holds no words that could be selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection() or not self.content.blocks or self.selected_range() is not None:
            return None
        index = self._page.text_map.block_at(cursor.selectionStart())
        is_picture = self.content.blocks[index].kind is BlockKind.FIGURE
        return index if is_picture and cursor.selectionStart() == self._page.text_map.base(index) else None

    def _pour_for(self, event: QKeyEvent) -> None:
        """Bring in what Qt goes through by itself when a key is pressed: seldom more than stands near the caret."""
        if any(map(event.matches, _TO_THE_END)):
            self._pour_all()
        elif self._caret.on:
            self._page.reach(self._page.text_map.block(self.caret_offset() + _NEAR))

    def _pour_to_link(self, *, forward: bool) -> None:
        """Bring in the link that Qt finds next: from the one that is selected, else from the beginning or the end."""
        at_link, blocks = self.textCursor().hasSelection(), self.content.blocks
        here = self._page.text_map.block(self.caret_offset()) if at_link else 0
        way = range(here + at_link, len(blocks)) if forward else range(here - 1, -1, -1)
        following = next((index for index in way if _has_anchor(blocks[index])), None)
        if following is None:
            self._pour_all()
            return
        self._page.reach(here)
        self._page.reach(following)

    def _first_seen(self) -> int | None:
        """Where a caret comes to stand: None if it, or the selection's end, is in sight already."""
        top = self._geometry.line_of(self.caret_offset()).top - self.verticalScrollBar().value()
        return None if 0 <= top < self.viewport().height() - self._appearance.size else self._place.top()


def _has_anchor(block: Block) -> bool:
    return block.resource is not None or any(span.kind in COLOURED for span in block.inline)


def _is_for_the_window(event: QKeyEvent) -> bool:
    """Letters, digits and signs do nothing here by themselves, nor do keys with Alt: the action table has them.

    Nor do keys that are only held beside others.
    """
    if event.key() in _HELD:
        return True
    if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return True
    plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return plain and event.text().isprintable() and bool(event.text().strip())
