"""A page whose sections can be folded into their headings."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.core.annotation import Placed
from desktop_app.core.document import BlockKind
from desktop_app.core.outline import Section, section_at
from desktop_app.core.text.normal_form import count_words
from desktop_app.ui.desk.progress import counted
from desktop_app.ui.reader.folds import can_fold, end_of, folds_of
from desktop_app.ui.reader.setting.page import SIDE
from desktop_app.ui.reader.sliding import SlidingPage
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.appearance import Appearance

_SIGN = 5.0  # half the size of the sign beside a heading
_SIGN_AWAY = 14.0  # from the column's edge to the middle of the sign
_LABEL_AWAY = 14.0
_LABEL = 12.0


class FoldablePage(SlidingPage):
    """Adds folding to a page. Whatever is gone to comes into sight; only what is scrolled past stays folded."""

    folded_changed = Signal()
    """Other sections are folded than before."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None, *, lazy_above: int | None = None) -> None:
        self._sections: Sequence[Section] = ()
        self._folded: frozenset[int] = frozenset()
        self._labels: dict[int, int] = {}  # the folded section of each heading's block
        self._words: dict[int, int] = {}
        self._begun: list[int] | None = None  # where marks begin, in order
        self._pointed_at: int | None = None
        self._on_sign = False
        super().__init__(appearance, parent, lazy_above=lazy_above)
        self.cursorPositionChanged.connect(self._show_caret)

    def folded(self) -> frozenset[int]:
        """Return the indices of the sections that are folded."""
        return self._folded

    def set_folded(self, sections: Collection[int]) -> None:
        """Fold these sections, with those inside them, and no others."""
        folded = frozenset(sections)
        if folded == self._folded:
            return
        folds = folds_of(self._sections, folded, self._starts)
        caret = self._page.text_map.block(self.caret_offset())
        if folds.hides(caret):
            heading = self._starts[folds.standing_for(caret)]
            self._select(heading, heading)
        self._folded = folded
        self._fold(folds)
        self._label()
        self.folded_changed.emit()

    def toggle_fold(self, section: int) -> bool:
        """Fold a section, or unfold it; tell whether it is folded now."""
        self.set_folded(self._folded ^ {section})
        return section in self._folded

    def section_here(self) -> Section | None:
        """Return the section at the top of the page; at the very end the last one, if it is in sight from its heading.

        It cannot come to the top by scrolling.
        """
        top, last = self._place.top(), self._sections[-1] if self._sections else None
        if last is not None and 0 < top <= last.start and self.at_end() and not self.hides(last.start):
            return last
        return section_at(self._sections, top)

    def hides(self, offset: int) -> bool:
        """Tell whether a code point is folded away."""
        return bool(self._folds) and self._folds.hides(self._page.text_map.block(offset))

    def parts_in_sight(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return a range without what is folded away in it, as one range or several."""
        parts: list[tuple[int, int]] = []
        for first, stop in self._folds.ranges:
            hidden, shown = self._starts[first], self._starts[stop] if stop < len(self._starts) else end
            if start < hidden < end:
                parts.append((start, hidden))
            if hidden < end:
                start = max(start, min(shown, end))
        return [*parts, (start, end)] if start < end or not parts else parts

    def bring_out(self, offset: int) -> None:
        """Unfold whatever hides a code point."""
        if self.hides(offset):
            over = {one for one in self._folded if self._covers(one, offset)}
            self.set_folded(self._folded - over)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        pointed_at = self._heading_beside(event.position())
        on_sign = pointed_at is not None and self._is_on_sign(event.position())
        if on_sign is not self._on_sign:
            self._on_sign = on_sign
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on_sign else Qt.CursorShape.IBeamCursor)
        if pointed_at != self._pointed_at:
            self._pointed_at = pointed_at
            self.viewport().update()

    def _use_sections(self, sections: Sequence[Section]) -> None:
        """Begin with sections that are all unfolded."""
        self._sections = sections
        self._folded = frozenset()
        self._labels = {}
        self._words = {}
        self._begun = None
        self._pointed_at = None

    def _fold_clicked(self, point: QPointF) -> bool:
        """Fold or unfold the section beside whose heading a click fell; tell whether there is one."""
        heading = self._heading_beside(point) if self._is_on_sign(point) else None
        if heading is None:
            return False
        self.toggle_fold(self._section_of(heading))
        return True

    def hidden_in_words(self, section: int) -> str:
        """Return what is folded into a section's heading: "1,240 words, 3 marks hidden"."""
        start, end = self._sections[section].body, self._end(section)
        if section not in self._words:
            self._words[section] = count_words(self.content.text[start:end])
        if self._begun is None:
            self._begun = sorted(one.start for one in self._marked())
        marks = bisect_left(self._begun, end) - bisect_left(self._begun, start)
        told = [counted(self._words[section], "word"), *([counted(marks, "mark")] if marks else [])]
        return f"{', '.join(told)} hidden"

    def _label(self) -> None:
        """Tell anew what is hidden beside the headings of folded sections, when they are next painted."""
        self._labels = {self._page.text_map.block(self._sections[index].start): index for index in self._folded}
        self._begun = None
        self.viewport().update()

    def _tell_hidden_anew(self, touched: Collection[int]) -> None:
        """Paint blocks whose marks have changed, if any is in sight: bulk work changes ten thousand that are not."""
        self._begun = None
        top = self.verticalScrollBar().value()
        seen = self._geometry.blocks_in(top, top + self.viewport().height())
        if self._labels or any(index in touched for index in seen):
            self.viewport().update()

    def _paint_more(self, painter: QPainter, blocks: Sequence[int]) -> None:
        if self._labels or self._pointed_at is not None:
            for index in blocks:
                if index in self._labels or index == self._pointed_at:
                    section = self._labels.get(index)
                    self._paint_fold(painter, index, None if section is None else self.hidden_in_words(section))
        super()._paint_more(painter, blocks)

    def _paint_fold(self, painter: QPainter, heading: int, label: str | None) -> None:
        first, last = self._geometry.lines(heading)[0], self._geometry.lines(heading)[-1]
        muted = QColor(self._appearance.palette.muted)
        middle = QPointF(self._geometry.column()[0] - _SIGN_AWAY, round(first.middle))
        wide, deep = (0.5, 1.0) if label is not None else (1.0, 0.5)
        a, b = QPointF(-wide * _SIGN, -deep * _SIGN), QPointF(wide * _SIGN, deep * _SIGN)
        tip = QPointF(b.x(), 0) if label is not None else QPointF(0, b.y())
        other = QPointF(a.x(), b.y()) if label is not None else QPointF(b.x(), a.y())
        painter.setPen(QPen(muted, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline([middle + a, middle + tip, middle + other])
        if label is not None:
            font = fonts.interface(_LABEL)
            beside = QPointF(last.right + _LABEL_AWAY, last.baseline)
            fits = beside.x() + QFontMetricsF(font).horizontalAdvance(label) <= self._geometry.column()[1] + SIDE
            painter.setFont(font)
            painter.setPen(muted)
            painter.drawText(beside if fits else QPointF(self._geometry.column()[0], last.bottom + _LABEL), label)

    def _marked(self) -> Sequence[Placed]:
        return self._under.marks.all

    def _heading_beside(self, point: QPointF) -> int | None:
        """Return the heading in whose lines a point of the viewport is, if its section can be folded."""
        if not self._sections:
            return None
        y = point.y() + self.verticalScrollBar().value()
        line = self._geometry.line_below(y)
        foldable = self.content.blocks and self.content.blocks[line.block].kind is BlockKind.HEADING
        if not foldable or not line.top <= y < line.bottom:
            return None
        section = self._section_of(line.block)
        return line.block if can_fold(self._sections, section) else None

    def _is_on_sign(self, point: QPointF) -> bool:
        return point.x() + self.horizontalScrollBar().value() < self._geometry.column()[0] - 2

    def _section_of(self, heading: int) -> int:
        section = section_at(self._sections, self._starts[heading])
        return section.index if section else 0

    def _end(self, section: int) -> int:
        return self._sections[end_of(self._sections, section) - 1].end

    def _covers(self, section: int, offset: int) -> bool:
        return self._sections[section].body <= offset <= self._end(section)

    def _show_caret(self) -> None:
        if self._folded:
            self.bring_out(self.caret_offset())
