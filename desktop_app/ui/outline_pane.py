"""The outline: the article's sections, the one being read, and how many marks each of them holds."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.annotation import COLOUR_MEANINGS, Colour, Placed
from desktop_app.core.outline import Section, section_at
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

_ROW = 30
_ITEM = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A section as the outline shows it: `marks` counts its annotations by colour, None for notes without one."""

    section: Section
    marks: tuple[tuple[Colour | None, int], ...]


def marks_by_section(sections: Sequence[Section], placed: Sequence[Placed]) -> list[OutlineItem]:
    """Count the annotations of every section by colour."""
    counts: list[Counter[Colour | None]] = [Counter() for _ in sections]
    for one in placed:
        section = section_at(sections, one.start)
        if section is not None:
            counts[section.index][one.annotation.colour] += 1
    order: list[Colour | None] = [*Colour, None]
    return [
        OutlineItem(section, tuple((colour, count[colour]) for colour in order if count[colour]))
        for section, count in zip(sections, counts, strict=True)
    ]


class _OutlineModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[OutlineItem] = []

    def show(self, items: list[OutlineItem]) -> None:
        same = [item.section for item in items] == [item.section for item in self.items]
        if same and items:
            self.items = items
            self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return item.section.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = sum(number for _, number in item.marks)
            return (
                f"{item.section.heading}, level {item.section.level}, {count} marks" if count else item.section.heading
            )
        return item if role == _ITEM else None


class _OutlineDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self.colours = palette
        self.current = -1
        self.seen = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        return QSize(120, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: OutlineItem = index.data(_ITEM)
        current = index.row() == self.current
        state = QStyle.StateFlag(option.state)
        ground = QRect(option.rect).adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(QColor(self.colours.tint))
            painter.drawRoundedRect(ground, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self.colours.accent))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)
        right = self._paint_marks(painter, item, ground)
        font = fonts.interface(weight=QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        painter.setFont(font)
        read = index.row() < self.seen
        painter.setPen(QColor(self.colours.accent if current else self.colours.muted if read else self.colours.ink))
        left = ground.left() + 10 + 14 * max(0, min(item.section.level - 1, 4))
        text = QRect(left, ground.top(), right - left - 8, ground.height())
        heading = QFontMetrics(font).elidedText(item.section.heading, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, heading)
        painter.restore()

    def _paint_marks(self, painter: QPainter, item: OutlineItem, ground: QRect) -> int:
        painter.setFont(fonts.interface(11))
        metrics = painter.fontMetrics()
        right = ground.right() - 8
        for colour, count in reversed(item.marks[:3]):
            text = str(count)
            width = metrics.horizontalAdvance(text)
            painter.setPen(QColor(self.colours.muted))
            box = QRect(right - width, ground.top(), width, ground.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colours.edge(colour))
            painter.drawEllipse(QPointF(right - width - 7, ground.center().y() + 1), 3.5, 3.5)
            right -= width + 15
        return right


class _OutlineList(QListView):
    """A list whose Enter key goes where a click does."""

    chosen = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class OutlinePane(QFrame):
    """The left pane of the reader."""

    section_chosen = Signal(int)
    """The index of the section to go to."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setMinimumWidth(180)
        self._heading = QLabel("OUTLINE")
        self._marks_heading = QLabel("MARKS IN THIS ARTICLE")
        for label in (self._heading, self._marks_heading):
            label.setProperty("role", "heading")
            label.setContentsMargins(8, 0, 0, 0)
        self.list = _OutlineList()
        self.list.setAccessibleName("Outline")
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._model = _OutlineModel(self)
        self._delegate = _OutlineDelegate(self, palette)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.clicked.connect(self._clicked)
        self.list.chosen.connect(self.section_chosen)
        self._legend = _Legend(palette)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1000)
        column.addSpacing(12)
        column.addWidget(self._marks_heading)
        column.addWidget(self._legend)
        column.addStretch(1)

    def show_sections(self, sections: Sequence[Section], placed: Sequence[Placed]) -> None:
        """Show the sections of an article and what is marked in them."""
        self._model.show(marks_by_section(sections, placed))
        # As tall as its rows while there is room, so that the legend stands right below it.
        self.list.setMaximumHeight(_ROW * max(1, len(sections)) + 4)
        counts = Counter(one.annotation.colour for one in placed if one.annotation.colour is not None)
        self._legend.show_counts(counts)
        self._marks_heading.setVisible(bool(counts))
        self._legend.setVisible(bool(counts))

    def show_current(self, index: int, seen: int) -> None:
        """Mark the section being read; those before `seen` have been read."""
        if (index, seen) == (self._delegate.current, self._delegate.seen):
            return
        self._delegate.current, self._delegate.seen = index, seen
        if 0 <= index < self._model.rowCount():
            if not self.list.hasFocus():
                self.list.setCurrentIndex(self._model.index(index))
            self.list.scrollTo(self._model.index(index))
        self.list.viewport().update()

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._delegate.colours = palette
        self._legend.wear(palette)
        self.list.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        self.section_chosen.emit(index.row())


class _Legend(QWidget):
    """The colours in use, by their meaning, with their counts."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._colours = palette
        self._counts: Counter[Colour] = Counter()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 0, 8, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)

    def show_counts(self, counts: Counter[Colour]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._counts = counts
        for row, colour in enumerate(colour for colour in Colour if counts[colour]):
            dot = QLabel("●")
            dot.setStyleSheet(f"color: {self._colours.edges[colour]}; font-size: 10px;")
            name = QLabel(COLOUR_MEANINGS[colour])
            number = QLabel(str(counts[colour]))
            number.setProperty("role", "muted")
            self._grid.addWidget(dot, row, 0)
            self._grid.addWidget(name, row, 1)
            self._grid.addWidget(number, row, 2)

    def wear(self, palette: Palette) -> None:
        self._colours = palette
        self.show_counts(self._counts)
