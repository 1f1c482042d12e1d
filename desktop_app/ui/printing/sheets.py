"""Sheets: an article cut into printed pages, laid out and painted one at a time as the reading view does it.

Only what is on a page is laid out for it, so a book takes no longer to begin than a letter, and the window goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, QUrl
from PySide6.QtGui import QColor, QPainter, QTextDocument

from desktop_app.core.annotation import Placed
from desktop_app.core.document import BlockKind, Content
from desktop_app.ui.printing.rows import UnpartedRows
from desktop_app.ui.reader.lazy.build import build_lazily
from desktop_app.ui.reader.lazy.geometry import LazyGeometry
from desktop_app.ui.reader.lazy.layout import LazyLayout
from desktop_app.ui.reader.painting.colouring import Colouring
from desktop_app.ui.reader.painting.grounds import Grounds
from desktop_app.ui.reader.painting.marks import Marks
from desktop_app.ui.reader.painting.under import UnderPainter
from desktop_app.ui.reader.setting.page import SIDE, TOP
from desktop_app.ui.reader.setting.pictures import Pictures, PictureSource
from desktop_app.ui.reader.setting.typesetting import Typesetting
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Theme, load_palette

FINENESS = 3
"""Units of the layout to a pixel: what it rounds to whole units is not seen on paper."""

_SIZE, _NUMBER = 11.0, 8.0  # points
_LEADING = 1.5
_AIR = 6.0


@dataclass(frozen=True, slots=True)
class Cut:
    """What is on a sheet: from one height of the text to another.

    `headed` is the block whose heading rows stand above it once more: the sheet begins within their table.
    """

    top: float
    bottom: float
    headed: int | None = None


class Sheets(QObject):
    """One content, laid out for a paper. Sizes outside are in the screen's logical pixels, as those of fonts are.

    `numbers` are what stands beside the line at which an annotation begins, by the annotation's id.
    """

    def __init__(
        self,
        content: Content,
        placed: Sequence[Placed],
        numbers: Mapping[str, int],
        size: QSizeF,
        family: Family,
        source: PictureSource,
    ) -> None:
        super().__init__()
        self._content = content
        self._numbers = numbers
        self._placed = [one for one in placed if one.annotation.id in numbers]
        self._height = size.height() * FINENESS
        column = round(size.width() * FINENESS)
        look = Appearance(load_palette(Theme.LIGHT), family, pixels(_SIZE) * FINENESS, _LEADING, column)
        self._palette = look.palette
        self._pictures = Pictures(source, column, FINENESS)
        typesetting = Typesetting(content, look)
        self._page = build_lazily(content, typesetting, self._pictures, self)
        option = self._page.document.defaultTextOption()
        option.setUseDesignMetrics(True)  # letters stand where paper has them, not where a screen's pixels are
        self._page.document.setDefaultTextOption(option)
        self._serve_pictures()
        layout = self._page.document.documentLayout()
        assert isinstance(layout, LazyLayout)
        layout.measure(typesetting, column + 2 * SIDE, sliding=False)
        self._layout = layout
        self._geometry = LazyGeometry(self._page, layout)
        marks = Marks(placed, self._page.text_map)
        grounds = Grounds(content, self._geometry, typesetting, self._pictures)
        self._under = UnderPainter(self._geometry, grounds, look, marks)
        self._colouring = Colouring(look.palette)
        self._starts = [block.start for block in content.blocks]
        self._rows = UnpartedRows(content, self._geometry, self._height)

    def first(self, taken: float = 0.0) -> Cut | None:
        """Return what is on the first sheet, some of whose height is taken; None when there is nothing to print."""
        if not self._content.blocks:
            return None
        return self._cut(TOP, self._height - taken * FINENESS)

    def after(self, cut: Cut) -> Cut | None:
        """Return what is on the next sheet, None after the last."""
        return (
            None
            if cut.bottom >= self._geometry.block_rect(len(self._starts) - 1).bottom()
            else self._cut(cut.bottom, self._height)
        )

    def part(self, cut: Cut) -> float:
        """Return how much of the text stands above the end of a sheet, from 0 to 1, as far as is known."""
        return min(1.0, cut.bottom / max(1.0, self._geometry.height()))

    def paint(self, painter: QPainter, cut: Cut) -> None:
        """Paint a sheet; the painter's origin is the upper left corner of the text, its unit a pixel."""
        painter.save()
        painter.scale(1 / FINENESS, 1 / FINENESS)
        top = cut.top
        if cut.headed is not None:
            head = self._rows.heading(cut.headed)
            top += _AIR
            painter.translate(-SIDE, _AIR - head.top())
            self._paint_words(painter, head.top(), head.bottom())
            painter.translate(0, head.bottom() - top)
        else:
            painter.translate(-SIDE, -top)
        self._paint_words(painter, top, cut.bottom)
        self._paint_numbers(painter, cut)
        painter.restore()

    def _paint_words(self, painter: QPainter, top: float, bottom: float) -> None:
        clip = QRectF(0, top, self._layout.width, bottom - top)
        painter.setClipRect(clip)
        blocks = self._geometry.blocks_in(clip.top(), clip.bottom())
        self._under.paint(painter, blocks, None, self._starts)
        painter.setPen(QColor(self._palette.ink))
        self._layout.paint(painter, clip, blocks, self._colouring.of(self._page, blocks))
        painter.setClipping(False)

    def _cut(self, bottom: float, height: float) -> Cut:
        """Return a sheet of this height that goes on below `bottom`: from the next line to the last that fits."""
        top = end = headed = None
        for index in range(self._layout.block_at(bottom), len(self._starts)):
            begins = self._geometry.block_rect(index).top()
            for above, below in self._rows.of(index):
                if above < bottom - 1:
                    continue
                if top is None or end is None:
                    top = above - _AIR
                    headed = self._rows.headed(index, above)
                    height -= 0 if headed is None else self._rows.heading(headed).height()
                elif below > top + height:
                    return Cut(top, self._not_below_heading(index, begins, end, top), headed)
                end = below
        return Cut(bottom, bottom + 1) if top is None or end is None else Cut(top, end, headed)

    def _not_below_heading(self, index: int, begins: float, end: float, top: float) -> float:
        """Return where a sheet ends that would end at `end` and go on in the block `index`, which begins at `begins`.

        A heading goes along with what follows it.
        """
        while index > 0 and end <= begins and self._content.blocks[index - 1].kind is BlockKind.HEADING:
            index -= 1
            begins = self._geometry.block_rect(index).top()
            if index == 0 or begins <= top + 2 * _AIR:
                break
            end = self._geometry.block_rect(index - 1).bottom()
        return end

    def _paint_numbers(self, painter: QPainter, cut: Cut) -> None:
        painter.setFont(fonts.sized(Family.SANS.face, pixels(_NUMBER) * FINENESS))
        taken: dict[float, list[str]] = {}
        for one in self._placed:
            line = self._geometry.line_of(one.start)
            if cut.top <= line.top < cut.bottom:
                taken.setdefault(line.baseline, []).append(str(self._numbers[one.annotation.id]))
        painter.setPen(QColor(self._palette.muted))
        for baseline, numbers in taken.items():
            painter.drawText(QPointF(self._layout.width - SIDE + 6 * FINENESS, baseline), " ".join(numbers))

    def _serve_pictures(self) -> None:
        for block in self._content.blocks:
            if block.kind is BlockKind.FIGURE:
                name, _ = self._pictures.add(block.resource or "", block.width)
                image = self._pictures.image(name, 1.0, self._palette)
                self._page.document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)


def pixels(points: float) -> float:
    """Return the logical pixels of the main screen that so many points are."""
    return points / fonts.points(1.0)
