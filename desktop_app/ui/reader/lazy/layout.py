"""A layout for texts of any length: blocks are laid out when they come into view, and until then their heights guessed.

Qt's own layout lays out everything that stands above what it is asked for. Here opening, zooming and jumping cost the
same wherever one is in a book. Only the scroll bar knows of it: where blocks begin on the page changes a little as
guesses are corrected, which `corrected` tells, and whoever scrolls moves along.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QPainterPath,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFrame,
    QTextLayout,
    QTextLine,
)

from desktop_app.ui.reader.folds import Folds
from desktop_app.ui.reader.geometry.lines import caret_at
from desktop_app.ui.reader.lazy.blocks import BlockSetter, Laid, Part, let_go
from desktop_app.ui.reader.lazy.guesses import Guessed, guessed
from desktop_app.ui.reader.lazy.heights import Heights
from desktop_app.ui.reader.setting.inline_pictures import KIND, InlinePictures
from desktop_app.ui.reader.setting.page import BOTTOM, MARGIN, TOP, Page, Shade
from desktop_app.ui.reader.setting.typesetting import Typesetting

_KEPT = 160
"""How many blocks stay laid out; their heights are kept for good. A page shows ten or twenty."""

_NEAR = 60


class LazyLayout(QAbstractTextDocumentLayout):
    """Lays out the document of one page, of which `begin` must be told. All that it adds up is whole pixels."""

    corrected = Signal(int, int)
    """Where a block ended on the page, and by how many pixels it has turned out higher than it was thought to be."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._pictures = InlinePictures(self)
        self.registerHandler(KIND, self._pictures)
        self._document = document
        self._page: Page | None = None
        self._width = 0
        self._guessed = Guessed([], [])
        self._heights = Heights([])
        self._laid: dict[int, Laid] = {}
        self._folds = Folds()
        self._setter: BlockSetter | None = None
        self._hit: QPointF | None = None
        self.generation = 0

    def begin(self, page: Page) -> None:
        """Lay out this page, whose document has been written, from now on."""
        self._page = page

    def end(self) -> None:
        """Let go of the page, which holds its document and so this layout: it could not go by itself."""
        self._page = self._setter = None
        self._heights = Heights([])
        self._laid.clear()

    def measure(self, typesetting: Typesetting, width: int, *, sliding: bool = True) -> None:
        """Set the page so and so wide, the sides included. All heights are guesses again."""
        assert self._page is not None
        self._width = width
        self._setter = BlockSetter(self._page, typesetting, width, sliding=sliding)
        self._guessed = guessed(self._page, typesetting, width)
        self._laid.clear()
        self._begin_heights()

    def fold(self, folds: Folds) -> None:
        """Take these blocks out of sight, and no others: they have no height, nor the space above them."""
        if folds == self._folds:
            return
        self._folds = folds
        self._begin_heights()
        self.documentSizeChanged.emit(self.documentSize())

    def _begin_heights(self) -> None:
        heights = list(self._guessed.heights)
        for index, laid in self._laid.items():
            heights[index] = self._guessed.gaps[index] + laid.height
        for first, stop in self._folds.ranges:
            heights[first:stop] = [0] * (stop - first)
        self._heights = Heights(heights)
        self.generation += 1

    # What geometry asks

    @property
    def folds(self) -> Folds:
        """What is out of sight."""
        return self._folds

    @property
    def width(self) -> int:
        """The width it is laid out in, the sides included."""
        return self._width

    def height(self) -> int:
        """Return the height of the page, as far as it is known."""
        return TOP + self._heights.total + BOTTOM

    def top_of(self, index: int) -> int:
        """Return where the words of a block begin, as far as it is known."""
        return TOP + self._heights.above(index) + self._guessed.gaps[index]

    def block_at(self, y: float) -> int:
        """Return the index of the block that stands at a height, with the space above it, or else the nearest."""
        return self._folds.standing_for(self._heights.at(y - TOP))

    def laid(self, index: int) -> Laid:
        """Lay a block out, if it has not been."""
        known = self._laid.get(index)
        return known if known is not None else self._lay_out(index)

    def settle(self, index: int, y: float, height: float) -> None:
        """Lay out what a window of this height shows while the block `index` begins at `y` in it."""
        bottom, height = y + self.laid(index).height, height + MARGIN
        below = self._folds.after(index)
        while bottom < height and below < len(self._heights):
            bottom += self._guessed.gaps[below] + self.laid(below).height
            below = self._folds.after(below)
        top = y - self._guessed.gaps[index]
        above = self._folds.standing_for(index - 1)
        while top > -MARGIN and above >= 0:
            top -= self._guessed.gaps[above] + self.laid(above).height
            above = self._folds.standing_for(above - 1)

    def overhang(self, index: int) -> int:
        """Return by how many pixels the table in a block is wider than the page; 0 for what is not."""
        return self._setter.overhang(index) if self._setter is not None else 0

    def indent(self, index: int) -> int:
        """Return how far the table in a block stands in, in pixels."""
        return self._setter.indent(index) if self._setter is not None else 0

    def slid(self, index: int) -> int:
        """Return how far the table in a block has been slid to the left."""
        return self._setter.slid(index) if self._setter is not None else 0

    def slide(self, index: int, to: int) -> bool:
        """Slide the table in a block so far to the left, or as far as it goes; tell whether that has moved it."""
        to = max(0, min(to, self.overhang(index)))
        by = self.slid(index) - to
        if not by or self._setter is None:
            return False
        for portion in self._setter.slide(index, to):
            laid = self._laid.get(portion)
            if laid is not None:
                laid.parts = tuple(part._replace(x=part.x + by) for part in laid.parts)
                laid.boxes, laid.boxes_top = (), -1
        return True

    # What Qt asks

    def documentChanged(self, _position: int, _removed: int, _added: int) -> None:
        """Nothing: a page does not change. Qt calls this for another font and another width too; see `measure`."""

    def documentSize(self) -> QSizeF:
        return QSizeF(self._width, self.height())

    def pageCount(self) -> int:
        return 1

    def frameBoundingRect(self, _frame: QTextFrame) -> QRectF:
        return QRectF(0, 0, self._width, self.height())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        found = self._part(block)
        if found is None:
            return QRectF()
        index, part = found
        rect = QRectF(part.x, self.top_of(index) + part.y, self._width - 2 * part.x, part.height)
        if self._hit is not None and block.position() == 0:
            # Qt has hit words, and now seeks the block they are in from the first one on, all of which would be laid
            # out: only to take off what is being typed there, which nothing is. So the first one says that it is it.
            rect = rect.united(QRectF(self._hit.x(), self._hit.y(), 1, 1))
        self._hit = None
        return rect

    def hitTest(self, point: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy) -> int:
        assert isinstance(point, QPointF)  # Qt never gives anything else
        exact = accuracy == Qt.HitTestAccuracy.ExactHit
        self._hit = None
        if self._page is None or not len(self._heights):
            return -1 if exact else 0
        index = self.block_at(point.y())
        spot = point - QPointF(0, self.top_of(index))
        part = min(self.laid(index).parts, key=lambda part: _distance(part, spot))
        spot -= QPointF(part.x, part.y)
        block = self._document.findBlock(part.position)
        line = _line_at(block.layout(), part, spot.y())
        if line is None or (exact and not _on_words(line, part, spot)):
            return -1 if exact else part.position
        self._hit = point if exact else None
        return part.position + caret_at(block, line, spot.x())

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        if self._page is None or not len(self._heights):
            return
        clip = context.clip if not context.clip.isNull() else QRectF(0, 0, self._width, self.height())
        painter.setPen(context.palette.text().color())
        blocks = self._folds.seen(self.block_at(clip.top()), self.block_at(clip.bottom()) + 1)
        # Qt's formats are copied, because what the context gives dies with each selection.
        self.paint(painter, clip, blocks, [
            Shade(one.cursor.selectionStart(), one.cursor.selectionEnd(), QTextCharFormat(one.format))
            for one in context.selections
        ])  # fmt: skip

    def paint(self, painter: QPainter, clip: QRectF, blocks: Sequence[int], shades: Sequence[Shade]) -> None:
        """Draw the words of these blocks that meet `clip`, in the painter's colour but for `shades`."""
        for index in blocks:
            laid, top = self.laid(index), self.top_of(index)
            for part in laid.parts:
                if top + part.y < clip.bottom() and top + part.y + part.height > clip.top():
                    block = self._document.findBlock(part.position)
                    ranges = list(_inside(block, shades)) if shades else []
                    block.layout().draw(painter, QPointF(part.x, top + part.y), ranges, clip)

    def _lay_out(self, index: int) -> Laid:
        assert self._setter is not None
        assert self._page is not None
        self._page.reach(index)
        if len(self._laid) >= _KEPT:
            self._drop_one_far_from(index)
        laid = self._laid[index] = self._setter.lay_out(index)
        hidden = self._folds.hides(index)  # whoever asks for what is hidden gets it, but no room for it
        grown = 0 if hidden else self._heights.set(index, self._guessed.gaps[index] + laid.height)
        if grown:
            self.corrected.emit(TOP + self._heights.above(index + 1) - grown, grown)
        return laid

    def _drop_one_far_from(self, index: int) -> None:
        """Let go of what was laid out the longest ago, one for one: many at once would be felt when turning a page."""
        far = next((other for other in self._laid if abs(other - index) > _NEAR), None)
        if far is not None:
            for part in self._laid.pop(far).parts:
                let_go(self._document.findBlock(part.position).layout())

    def _part(self, block: QTextBlock) -> tuple[int, Part] | None:
        if self._page is None or not len(self._heights):
            return None
        position = block.position()
        index = self._page.text_map.block_at(position)
        if self._folds.hides(index):
            return None
        parts = self.laid(index).parts
        return index, next((part for part in parts if part.position == position), parts[0])


def _inside(block: QTextBlock, shades: Sequence[Shade]) -> Iterator[QTextLayout.FormatRange]:
    first, following = block.position(), block.position() + block.length() - 1
    for one in shades:
        if one.start < following and one.end > first:
            made = QTextLayout.FormatRange()
            made.start = max(0, one.start - first)
            made.length = min(following, one.end) - first - made.start
            made.format = one.form
            yield made


def _distance(part: Part, spot: QPointF) -> tuple[float, float]:
    """How far a point is from a part, by height and then by side; the parts to the right of it come last."""
    above, below = part.y - spot.y(), spot.y() - part.y - part.height
    aside = spot.x() - part.x
    return max(0.0, above, below), aside if aside >= 0 else 1e6 - aside


def _line_at(layout: QTextLayout, part: Part, y: float) -> QTextLine | None:
    if not layout.lineCount():
        return None
    if part.leading:
        number = int(y // part.leading)
        return layout.lineAt(max(0, min(number, layout.lineCount() - 1)))
    return layout.lineAt(0)


def _on_words(line: QTextLine, part: Part, spot: QPointF) -> bool:
    natural = line.naturalTextRect()
    return natural.left() <= spot.x() <= natural.right() and 0 <= spot.y() < part.height
