"""The right side of the reader: cards where there is room, a strip of glyphs where there is not.

Where there are only glyphs, or the panes are hidden, the cards come up over the page when one is wanted, and go when
the keyboard goes elsewhere.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from desktop_app.core.annotation import Placed
from desktop_app.ui.desk.standing import Standing
from desktop_app.ui.drawing.colour_names import ColourNames
from desktop_app.ui.margin.glyph_strip import GlyphStrip, by_line
from desktop_app.ui.margin.margin_pane import MarginPane
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.palette import Palette

if TYPE_CHECKING:
    from desktop_app.ui.margin.preview import Preview

_OVER_PAGE = 300  # pixels
_LINGER = 350  # milliseconds of the mouse resting on a highlight before its note is shown


class MarginSide(QObject):
    """Moves the margin between the splitter and the page, and shows previews where no card can be seen."""

    def __init__(
        self,
        room: QWidget,
        splitter: QSplitter,
        page: ReaderView,
        margin: MarginPane,
        palette: Palette,
        names: ColourNames,
    ) -> None:
        super().__init__(room)
        self._room, self._splitter, self._page, self._margin = room, splitter, page, margin
        self.strip = GlyphStrip(palette)
        self._palette, self._names = palette, names
        splitter.addWidget(margin)
        splitter.addWidget(self.strip)
        self._standing: Standing | None = None
        self.narrow = False
        self.shown = True
        self.over_page = False
        self._lingering = QTimer(self, singleShot=True, interval=_LINGER)
        self._lingering.timeout.connect(self._preview_at_mouse)
        self._mouse = QPoint()
        self._settle()
        self._connect()

    @cached_property
    def preview(self) -> "Preview":
        """What a note says, over its highlight or glyph."""
        from desktop_app.ui.margin.preview import Preview

        return Preview(self._room, self._palette, self._names)

    def _hide_preview(self) -> None:
        if "preview" in vars(self):
            self.preview.hide()

    def show(self, shown: bool) -> None:
        """Show or hide whichever of the two there is room for."""
        self.shown = shown
        self._settle()

    def fit(self, *, narrow: bool) -> None:
        """Show cards, or glyphs where it is narrow."""
        if narrow != self.narrow:
            self.narrow = narrow
            self._settle()

    def bring(self) -> None:
        """Let the cards be seen, over the page if they have no room beside it."""
        if not self._margin.isVisible():
            self._over(True)

    def pane(self) -> QWidget:
        """Return what can be gone to with the keyboard."""
        return self._margin if self._margin.isVisible() else self.strip

    def show_annotations(self, standing: Standing) -> None:
        """Stand for these from now on."""
        self._standing = standing

    def arrange(self, first: int, last: int, active: str | None) -> None:
        """Place what stands beside the text from one code point to another; the page has moved."""
        self._hide_preview()
        if self._margin.isVisible():
            self._margin.arrange(first, last)
        if self.strip.isVisible() and self._standing is not None:
            seen = [one for one in self._standing.between(first, last) if not self._page.hides(one.start)]
            self.strip.show_glyphs(by_line(seen, self._line_in_strip, 36), active)

    def settle_over_page(self) -> None:
        """Keep the cards at the page's right edge while they lie over it."""
        if self.over_page:
            right = self._page.mapTo(self._room, QPoint(self._page.width(), 0)).x()
            self._margin.setGeometry(right - _OVER_PAGE, 0, _OVER_PAGE, self._room.height())
            self._margin.raise_()

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._margin.wear(palette)
        self.strip.wear(palette)
        self._palette = palette
        if "preview" in vars(self):
            self.preview.wear(palette)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the mouse over the page."""
        match event.type():
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                self._hide_preview()
                self._mouse = event.position().toPoint()
                if event.buttons() == Qt.MouseButton.NoButton and not self._margin.isVisible():
                    self._lingering.start()
            case QEvent.Type.Leave | QEvent.Type.MouseButtonPress | QEvent.Type.Wheel:
                self._lingering.stop()
                self._hide_preview()
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._page.viewport().installEventFilter(self)
        self._margin.wanted.connect(self.bring)
        self._margin.left.connect(lambda: self._over(False))
        self.strip.chosen.connect(self._show_card)
        self.strip.pointed.connect(self._preview_glyph)
        self.strip.left.connect(self._page.setFocus)
        self.strip.wheeled.connect(self._page.wheelEvent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_went)

    def _settle(self) -> None:
        if self.over_page:
            self._over(False)
        self._margin.setVisible(self.shown and not self.narrow)
        self.strip.setVisible(self.shown and self.narrow)

    def _over(self, over: bool) -> None:
        if over == self.over_page:
            return
        self.over_page = over
        self._hide_preview()
        self._margin.setProperty("over", over)
        self._margin.style().unpolish(self._margin)
        self._margin.style().polish(self._margin)
        if over:
            self._margin.setParent(self._room)
            self.settle_over_page()
            self._margin.show()
        else:
            self._splitter.insertWidget(self._splitter.indexOf(self.strip), self._margin)
            self._margin.setVisible(self.shown and not self.narrow)

    def _show_card(self, annotation_id: str) -> None:
        self.bring()
        self._margin.activated.emit(annotation_id)
        self._margin.arrange(self._page.top_offset(), self._page.last_offset())
        self._margin.focus_card(annotation_id)

    def _focus_went(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self.over_page and now is not None and now is not self._margin and not self._margin.isAncestorOf(now):
            self._over(False)

    def _line_in_strip(self, offset: int) -> float:
        in_page = QPoint(0, round(self._page.line_top(offset)))
        return self.strip.mapFromGlobal(self._page.viewport().mapToGlobal(in_page)).y()

    def _preview_glyph(self, placed: tuple[Placed, ...], place: QPoint) -> None:
        if placed and not self.over_page:
            self.preview.show_notes(placed, place, left_of=True)
        else:
            self._hide_preview()

    def _preview_at_mouse(self) -> None:
        get = self._standing.get if self._standing is not None else lambda _id: None
        under = map(get, self._page.annotations_at(self._mouse))
        found = [one for one in under if one is not None and one.annotation.note]
        if found and not self._margin.isVisible():
            look = self._page.appearance
            line = self._page.line_top(self._page.offset_at(self._mouse))
            below = QPoint(self._mouse.x(), round(line + look.size * look.leading + 4))
            self.preview.show_notes(found, self._page.viewport().mapToGlobal(below), left_of=False)
