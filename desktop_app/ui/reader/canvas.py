"""A page on the screen: a fixed column in the middle, painted marks under its words, and a place that is kept."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QPoint, QPointF, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop_app.ui.reader.header import HEIGHT as HEADER_HEIGHT
from desktop_app.ui.reader.margins import MarginMouse
from desktop_app.ui.reader.painting.colouring import as_selections
from desktop_app.ui.reader.setting.letters import draw_ahead, draw_words_ahead
from desktop_app.ui.reader.text_page import TextPage
from desktop_app.ui.theme.appearance import Appearance

_IDLE = 2  # milliseconds after the page has moved, in which it is painted
_HURRIED = 15  # the same when moves come as fast as the page is painted: to prepare between them would slow them down
_BETWEEN = 0.002  # seconds of doing nothing between two moves that are not that fast


class PageCanvas(TextPage):
    """Shows one Content and lets words be selected; what words mean to a person is ReaderView's."""

    zoom_requested = Signal(int)
    """Steps of the wheel with Ctrl held, away from the person positive."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None, *, lazy_above: int | None = None) -> None:
        super().__init__(appearance, parent, lazy_above=lazy_above)
        self._margins = MarginMouse(self)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        above_bar = QWidget()
        above_bar.setFixedHeight(HEADER_HEIGHT)
        self.addScrollBarWidget(above_bar, Qt.AlignmentFlag.AlignTop)
        self._drawn_ahead: QFont | None = None
        self._painted_at = 0.0
        self._moved = False  # since it was painted
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._prepare)
        self._wear_palette()
        self.selectionChanged.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.verticalScrollBar().setSingleStep(24)
        self.horizontalScrollBar().rangeChanged.connect(self._stay_in_column)

    def at_end(self) -> bool:
        """Say whether a person has scrolled as far as it goes, and has not gone to words that stand near the end."""
        return 0 < self.verticalScrollBar().value() == self._place.last()

    def offset_at(self, point: QPoint) -> int:
        """Return the code point nearest to a point of the viewport."""
        return self._geometry.offset_at(self._to_page(QPointF(point)))

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | QByteArray:
        """Serve stored pictures only. Never None: Qt would ask again at every layout."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        reference = name.toString() if isinstance(name, QUrl) else name
        return self._page.pictures.image(reference, self.devicePixelRatioF(), self._appearance.palette)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._steady is None:
            super().scrollContentsBy(dx, dy)
        elif not self._steady.busy:  # or else the page follows its own layout, and nothing moves on the screen
            whole = self._steady.scrolled(dy)
            super().scrollContentsBy(dx, dy)
            if whole:
                self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._steady is not None and self._steady.settle():
            self.viewport().update()
        with QPainter(self.viewport()) as painter:  # ended whatever happens, or Qt would end the program
            self._paint(painter, event)
        self._painted_at = time.perf_counter()
        self._moved = False
        if self._idle.isActive():
            self._idle.start()  # its time begins when the page is painted

    def _paint(self, painter: QPainter, event: QPaintEvent) -> None:
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        clip = QRectF(event.rect()).translated(x, y)
        painter.translate(-x, -y)
        painter.setClipRect(clip)
        blocks = self._geometry.blocks_in(clip.top(), clip.bottom())
        self._under.paint(painter, blocks, self._selection_painted(), self._starts)
        self._paint_more(painter, blocks)
        self._paint_words(painter, clip, blocks)

    def _paint_words(self, painter: QPainter, clip: QRectF, blocks: Sequence[int]) -> None:
        shades = self._colouring.of(self._page, blocks)
        if self._lazy is not None:
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            self._lazy.paint(painter, clip, blocks, shades)
            return
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        context.palette = self.palette()
        context.selections = as_selections(self._page, shades)
        self.document().documentLayout().draw(painter, context)

    def showEvent(self, event: QShowEvent) -> None:
        # Qt scrolls to the cursor when a text is first shown, and away from the place that was gone to.
        with self._place.kept():
            super().showEvent(event)
            self._arrange()  # the scroll bar shows from now on

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._place.kept():
            if self._has_pictures and self._column_width() != self._built_for:
                self._rebuild()
            self._arrange()
            super().resizeEvent(event)
        self._after_layout()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = round(event.angleDelta().y() / 120)
            if steps:
                self.zoom_requested.emit(steps)
            event.accept()
            return
        super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):  # over the margins; the viewport has its own
            self.wheelEvent(event)
            return True
        if isinstance(event, QMouseEvent) and self._margins.takes(event):
            return True
        return super().event(event)

    def _after_layout(self) -> None:
        self._idle.start(_IDLE)

    def _prepare(self) -> None:
        font = self._page.typesetting.font
        if font != self._drawn_ahead:
            self._drawn_ahead = font
            draw_ahead(font, self.content.text, self.devicePixelRatioF())
            self._idle.start(0)
            return
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        index = self._under.prepare(top, top + 2 * height, self._starts)
        if index is not None:
            text_map, end = self._page.text_map, self.content.blocks[index].end
            start, following = text_map.base(index), text_map.to_shown(end) + 1
            draw_words_ahead(self.document(), start, following, height, self.devicePixelRatioF())
        if index is not None or self._pour():
            self._idle.start(0)  # block by block: a key that is pressed meanwhile is not kept waiting

    def _on_scroll(self) -> None:
        if not self._moved:  # what moves the page until it is painted, and while it is, is part of the same move
            self._moved = True
            hurried = time.perf_counter() - self._painted_at < _BETWEEN
            self._idle.setInterval(_HURRIED if hurried else _IDLE)
        self._idle.start()
        if not self._place.keeping:
            self._place.forget()
            self._place.trim()

    def _selection_painted(self) -> tuple[int, int] | None:
        anchor, caret = self._raw_selection()
        return (min(anchor, caret), max(anchor, caret)) if anchor != caret else None

    def _to_page(self, point: QPointF) -> QPointF:
        return point + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _stands_in(self, offset: int, blocks: Sequence[int]) -> bool:
        """Say whether a code point is in blocks that are painted; to ask where any other stands may move the page."""
        return self._page.text_map.block(offset) in blocks

    def _paint_more(self, painter: QPainter, blocks: Sequence[int]) -> None:
        """Paint what a subclass adds under the words of the blocks that are painted."""
