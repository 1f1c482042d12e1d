"""The page of a comparison: struck and underlined words, and how surely each highlight stands, beside its line."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.core.annotation import Colour, Placed, PlacementState
from desktop_app.core.comparing import Revision, RevisionKind
from desktop_app.services.articles.comparing import Compared, Standing
from desktop_app.ui.comparing.rows import state_of
from desktop_app.ui.drawing import chips
from desktop_app.ui.reader.geometry.geometry import Run
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.appearance import Appearance

_TINT = 34
"""How much of the sign's colour lies under added and removed words, of 255: highlights are still seen through it."""

_GONE = Colour.PINK
"""The edge in whose colour removed words are tinted; the line through them says the same."""

_WIDTH = 116
_LINE = 18.0


class ComparisonPage(ReaderView):
    """A woven text. Removed words are struck out by their format, added ones have a line below, both a tint."""

    def __init__(self, appearance: Appearance) -> None:
        self._revisions: Sequence[Revision] = ()
        self._current: int | None = None
        super().__init__(appearance)
        self.setAccessibleName("Comparison")

    def show_compared(self, compared: Compared, pictures: Callable[[str], bytes | None]) -> None:
        """Show two versions as one text, from its beginning."""
        self._revisions, self._current = compared.comparison.revisions, None
        self.show_content(compared.comparison.content, compared.sections, pictures)
        self.set_annotations([_placed(one) for one in compared.standings])

    def set_current(self, number: int | None) -> None:
        """Outline one of the changes."""
        self._current = number
        self.viewport().update()

    def _paint_more(self, painter: QPainter, blocks: Sequence[int]) -> None:
        if blocks and self._revisions:
            start = self._starts[blocks[0]]
            end = self._starts[blocks[-1] + 1] if blocks[-1] + 1 < len(self._starts) else len(self.content.text)
            first = max(0, bisect_right(self._revisions, start, key=lambda one: one.start) - 1)
            last = bisect_left(self._revisions, end + 1, key=lambda one: one.start)
            for number in range(first, last):
                self._paint_revision(painter, number, start, end)
        super()._paint_more(painter, blocks)

    def _paint_revision(self, painter: QPainter, number: int, start: int, end: int) -> None:
        revision, palette = self._revisions[number], self._appearance.palette
        moved = revision.kind in (RevisionKind.MOVED_HERE, RevisionKind.MOVED_AWAY)
        gone = QColor(palette.muted if moved else palette.edges[_GONE])
        come = QColor(palette.accent)
        for span, colour, below in ((revision.removed, gone, False), (revision.added, come, True)):
            if span is None or span[0] >= end or span[1] <= start:
                continue
            tint = QColor(colour)
            tint.setAlpha(_TINT)
            for run in self._geometry.runs(max(span[0], start), min(span[1], end)):
                box = _box(run)
                painter.fillRect(box, tint)
                if below:
                    painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), colour)
                if number == self._current:
                    painter.setPen(QPen(colour, 1.5))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(-1.5, -0.5, 1.5, 1.5), 3, 3)


class StateStrip(QWidget):
    """Beside the page: at each line with a highlight, its sign and how surely it stands."""

    def __init__(self, page: ComparisonPage, appearance: Appearance) -> None:
        super().__init__()
        self._page = page
        self.palette_worn = appearance.palette
        self._standings: Sequence[Standing] = ()
        self.setFixedWidth(_WIDTH)
        page.scrolled.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the width of the longest state."""
        return QSize(_WIDTH, 100)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Tell of these from now on; they come in the order of the text."""
        self._standings = standings
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw the states of what is in sight; those that would lie over one another go below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self.palette_worn.paper))
        top, last = self._page.top_offset(), self._page.last_offset()
        first = bisect_left(self._standings, top, key=lambda one: one.start)
        stop = bisect_right(self._standings, last, key=lambda one: one.start)
        origin = self._page.viewport().mapTo(self._page, self._page.viewport().rect().topLeft()).y()
        free = 0.0
        for standing in self._standings[first:stop]:
            y = max(free, self._page.line_top(standing.start) + origin + 6)
            self._paint_state(painter, standing, y)
            free = y + _LINE
        painter.end()

    def _paint_state(self, painter: QPainter, standing: Standing, y: float) -> None:
        chips.draw_glyph(painter, QPointF(8, y + _LINE / 2), standing.annotation.colour, self.palette_worn)
        ink = self.palette_worn.muted if standing.placement.sure else self.palette_worn.ink
        box = QRectF(20, y, self.width() - 24, _LINE)
        chips.draw_words(painter, box, state_of(standing), chips.font(fonts.INTERFACE, 12.0), ink)


def _placed(standing: Standing) -> Placed:
    """Return an annotation where it stands in the woven text. What was lost is drawn as doubtful, where it was."""
    lost = standing.placement.state is PlacementState.DETACHED
    state = PlacementState.CHANGED if lost else standing.placement.state
    placement = replace(standing.placement, start=standing.start, end=standing.end, state=state)
    return Placed(standing.annotation, placement)


def _box(run: Run) -> QRectF:
    height = run.line.bottom - run.line.top
    upper, lower = round(run.line.baseline - 0.7 * height), round(run.line.baseline + 0.3 * height)
    return QRectF(run.left, upper, max(2.0, run.right - run.left), lower - upper)
