"""The reading view: an article with its highlights and search hits, and everything that can be asked of the page.

It decides nothing: keys belong to the window's action table, and what is marked to the services. Offsets are code
points of the article's text; points and heights are in the viewport, in logical pixels.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.core.annotation import Placed
from desktop_app.core.document import BlockKind, Content, InlineKind
from desktop_app.core.outline import Section
from desktop_app.ui.reader.foldable import FoldablePage
from desktop_app.ui.reader.glide import Glide
from desktop_app.ui.reader.header import StickyHeader
from desktop_app.ui.reader.minimap import Minimap
from desktop_app.ui.reader.painting.flash import Flash
from desktop_app.ui.reader.painting.marks import Marks
from desktop_app.ui.reader.painting.under import Hits
from desktop_app.ui.reader.setting.page import PICTURE
from desktop_app.ui.theme.appearance import Appearance

_AIR = 24.0
"""The space that a line one jumps to may keep above it, where no other line would show there."""


class ReaderView(FoldablePage):
    """See the module. `show_content` first; everything else may come in any order."""

    content_shown = Signal()
    """Another article is shown."""
    top_changed = Signal(int)
    """The code point of the top line, when it changes, or when the very end is come to or left."""
    annotations_clicked = Signal(list, QPoint)
    """The ids of the annotations under a click, newest first, and where in the viewport that was."""
    selected_by_mouse = Signal(QPoint)
    """Words were selected with the mouse, and it was let go at this place of the screen."""
    link_activated = Signal(str)
    """The address of a link, as the article has it."""
    footnote_activated = Signal(str)
    """The label of the footnote whose reference was clicked."""
    picture_activated = Signal(int)
    """The index of the figure whose picture was clicked."""
    link_hovered = Signal(str)
    """The address under the mouse, or an empty string."""
    scrolled = Signal()
    """The page has moved or been laid out anew: whatever stands beside lines moves with it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None, *, lazy_above: int | None = None) -> None:
        self._ready = False  # Qt sends events to a half-built object
        super().__init__(appearance, parent, lazy_above=lazy_above)
        self.setAccessibleName("Article")
        self._header = StickyHeader(self, appearance.palette)
        self._minimap = Minimap(self, appearance.palette)
        self._flash = Flash(self.viewport().update, self)
        self._glide = Glide(self.verticalScrollBar())
        self._told = (-1, False)
        self._pressed_at: QPoint | None = None
        self._ready = True
        if self._steady is not None:
            self._steady.followed.connect(self._glide.follow)
        self._minimap.clicked.connect(self._on_minimap)
        self.anchorClicked.connect(self._on_anchor)
        self.highlighted.connect(self._on_hover)
        self.reached_by_keys.connect(self._header.show_reached)

    # What is shown

    def show_content(
        self,
        content: Content,
        sections: Sequence[Section],
        pictures: Mapping[str, bytes] | Callable[[str], bytes | None],
    ) -> None:
        """Show an article from its beginning, without marks. `pictures` gives stored pictures by their names."""
        self._glide.stop()
        self.set_caret_mode(False)
        self._use_sections(sections)
        self._header.set_sections(sections)
        self._minimap.set_length(len(content.text))
        self._minimap.set_marks(())
        self._minimap.set_hits(())
        self._told = (-1, False)
        self._show(content, pictures.get if isinstance(pictures, Mapping) else pictures)
        self.content_shown.emit()

    def set_annotations(self, placed: Sequence[Placed]) -> None:
        """Paint these annotations and no others; those that are detached or about a section are passed over."""
        marks = Marks(placed, self._page.text_map)
        self._under.set_marks(marks)
        self._minimap.set_marks(marks.all)
        self._label()

    def change_annotations(self, gone: Sequence[Placed], come: Sequence[Placed]) -> None:
        """Paint some no more, and some that were not there, or not as they are now."""
        touched = self._under.change_marks(gone, come)
        self._minimap.change_marks(gone, come)
        self._tell_hidden_anew(touched)

    def set_hits(self, ranges: Sequence[tuple[int, int]], current: int | None = None) -> None:
        """Paint search hits: sorted ranges that do not overlap, and the index of the one a person is at."""
        if ranges is not self._under.hits.ranges:
            self._minimap.set_hits(ranges)
        self._under.set_hits(Hits(ranges, current))
        self.viewport().update()

    def hit_in_sight(self) -> tuple[int, int] | None:
        """Return the search hit a person is at while it is on the page, or None."""
        hits = self._under.hits
        if hits.current is None or hits.current >= len(hits.ranges):
            return None
        start, end = hits.ranges[hits.current]
        return (start, end) if self.in_sight(start, start) else None

    def in_sight(self, start: int, end: int) -> bool:
        """Tell whether a range meets what is on the page, and is not folded away."""
        return self.top_offset() <= end and start <= self.last_offset() and not self.hides(start)

    def set_active(self, annotation: str | None) -> None:
        """Outline the annotation of this id."""
        self._under.set_active(annotation)
        self.viewport().update()

    def set_appearance(self, appearance: Appearance) -> None:
        """Set the page in another way; the top line and the selection stay."""
        former, self._appearance = self._appearance, appearance
        if former == appearance:
            return
        self._glide.stop()
        self._header.set_palette(appearance.palette)
        self._minimap.set_palette(appearance.palette)
        if former.set_as(appearance):
            self._recolour()
        else:
            self._wear_palette()
            self._set_anew(rehyphenated=former.hyphenated is not appearance.hyphenated)

    def set_smooth(self, smooth: bool) -> None:
        """Let `scroll_lines` and `scroll_page` glide, or jump. The system's wish for less motion is the default."""
        self._glide.smooth = smooth

    def smooth(self) -> bool:
        """Say whether `scroll_lines` and `scroll_page` glide."""
        return self._glide.glides()

    # Where one is

    def top_offset(self) -> int:
        """Return the first code point of the top line, or the one that was gone to and still stands in it."""
        return self._place.top()

    def last_offset(self) -> int:
        """Return the last code point that is seen, for reckoning what has been read."""
        bottom = self.verticalScrollBar().value() + self.viewport().height()
        return self._geometry.line_below(bottom - self._appearance.size * self._appearance.leading).end

    def go_to(self, offset: int, *, flash: bool = False) -> None:
        """Make the line of `offset` the top line, at once; `flash` shows for a moment which line it is."""
        self._glide.stop()
        self.bring_out(self._clamped(offset))
        self._place.go_to(self._clamped(offset), _AIR)
        self._after_layout()
        if flash:  # or else the place is what is gone to, and no word in it
            self.slide_to(self._clamped(offset))
            self._flash.start(self._clamped(offset))

    def reveal(self, start: int, end: int) -> None:
        """Scroll only if the range is not in sight already, and then to a third of the page."""
        self.bring_out(self._clamped(start))
        bar, height = self.verticalScrollBar(), self.viewport().height()
        first, last = self._geometry.line_of(self._clamped(start)), self._geometry.line_of(self._clamped(end))
        if first.top < bar.value() or min(last.bottom, first.top + height) > bar.value() + height:
            self._glide.stop()
            self._place.bring(self._clamped(start), height / 3)
            self._place.forget()
            self._after_layout()
        self.slide_to(self._clamped(start))

    def scroll_lines(self, count: int) -> None:
        """Scroll by lines, down if positive."""
        self._scroll_by(count * self._appearance.size * self._appearance.leading)

    def scroll_page(self, count: int) -> None:
        """Scroll by pages, down if positive; the last line of one page is the first of the next, and is seen whole."""
        line = self._appearance.size * self._appearance.leading
        pixels = count * max(line, self.viewport().height() - 1.5 * line)
        self._scroll_by(pixels + self._to_whole_line(self._glide.destination + pixels, line))

    def _to_whole_line(self, y: float, line: float) -> float:
        """Return how far the line at the height `y` is from beginning there; 0 where none is near, as in pictures."""
        away = self._geometry.line_below(y).top - y if self._place.last() > y > 0 else 0.0
        return away if abs(away) <= line else 0.0

    def scroll_to_end(self, end: bool) -> None:
        """Scroll to the end of the article, or to its beginning."""
        self._glide.stop()
        self._place.go_to_end() if end else self.verticalScrollBar().setValue(0)

    def line_top(self, offset: int) -> float:
        """Return the height in the viewport at which the line of `offset` begins; negative above the viewport."""
        return self.line_tops((offset,))[0]

    def line_tops(self, offsets: Sequence[int]) -> list[float]:
        """Return what `line_top` tells of each of these code points."""
        line_of, end, scrolled = self._geometry.line_of, len(self.content.text), self.verticalScrollBar().value()
        return [line_of(max(0, min(offset, end))).top - scrolled for offset in offsets]

    # What is where

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """Return the ranges that a person may mean: the caret or the selection, what follows it, and what is seen."""
        seen = (self.top_offset(), self.last_offset())
        # Qt's own selection, which Tab makes: the mark of a footnote is no text.
        if not self.caret_mode() and (not self.textCursor().hasSelection() or self._left_behind()):
            return [seen]
        anchor, caret = self._raw_selection()
        first, last = min(anchor, caret), max(anchor, caret)
        return [(first, last), *([(last, seen[1])] if seen[0] <= first and last <= seen[1] else []), seen]

    def foot_of(self, offset: int) -> tuple[float, float]:
        """Return where a code point stands in the viewport, and how deep its line reaches there."""
        line = self._geometry.line_of(self._clamped(offset))
        return self._geometry.x_of(self._clamped(offset)), line.bottom - self.verticalScrollBar().value()

    def selection_box(self) -> QRect:
        """Return the part of the screen that the seen lines of the selection take, in whatever cells they are."""
        start, end = self.selected_range() or (0, len(self.content.text))
        start, end = max(start, self.top_offset()), min(end, self.last_offset())
        lines = [run.line for run in self._geometry.runs(start, end)] or [self._geometry.line_of(start)]
        top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
        corner = self.viewport().mapToGlobal(QPoint(0, round(top) - self.verticalScrollBar().value()))
        return QRect(corner, QSize(self.viewport().width(), round(bottom - top)))

    def picture(self, index: int) -> QImage | None:
        """Return the picture of a figure in its own size, or None where it is missing."""
        return self._page.pictures.whole(self.content.blocks[index].resource or "")

    def annotations_at(self, point: QPoint) -> list[str]:
        """Return the ids of the annotations on whose words a point of the viewport is, newest first."""
        place = self._to_page(QPointF(point))
        found = self._under.marks.at(self._geometry.offset_at(place))
        return [one.annotation.id for one in found if self._geometry.is_over(place, one.start, one.end)]

    # What Qt asks

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._glide.stop()
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()  # or it would come again, by way of the margin
        pressed, self._pressed_at = self._pressed_at, None
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.selected_range() is not None:
            self.selected_by_mouse.emit(event.globalPosition().toPoint())
        if pressed is None or event.button() != Qt.MouseButton.LeftButton or self.selected_range() is not None:
            return
        if (point - pressed).manhattanLength() < QApplication.startDragDistance() and not self._is_link(point):
            self._click(point)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._ready:
            self._glide.stop()
        super().resizeEvent(event)

    def _is_link(self, point: QPoint) -> bool:
        anchor = self.anchorAt(point)
        return bool(anchor) and not anchor.startswith(PICTURE)

    def _click(self, point: QPoint) -> None:
        if self._fold_clicked(QPointF(point)):
            return
        under, offset = self.annotations_at(point), self.offset_at(point)
        index = self._page.text_map.block(offset)
        if under:
            self.annotations_clicked.emit(under, point)
        elif self._page.content.blocks and self._page.content.blocks[index].kind is BlockKind.FIGURE:
            shown, place = self._geometry.lines(index)[0], self._to_page(QPointF(point))
            if shown.left <= place.x() <= shown.right and shown.top <= place.y() <= shown.bottom:
                self.picture_activated.emit(index)
        else:
            self.point_at(offset)

    def _paint_more(self, painter: QPainter, blocks: Sequence[int]) -> None:
        if self._flash.offset is not None and self._stands_in(self._flash.offset, blocks):
            self._flash.paint(painter, QColor(self._appearance.palette.accent), self._geometry)
        super()._paint_more(painter, blocks)

    def _after_layout(self) -> None:
        if self._ready:
            super()._after_layout()
            inside = self.viewport().geometry()
            bar = self.verticalScrollBar()
            right = self.width() - (bar.sizeHint().width() if bar.isVisible() else 0)
            self._header.setGeometry(0, 0, self.width(), self._header.height())
            self._header.raise_()
            self._minimap.setGeometry(
                right - self._minimap.width(), inside.top(), self._minimap.width(), inside.height()
            )
            self._tell()
            self.viewport().update()

    def _on_scroll(self) -> None:
        super()._on_scroll()
        if self._ready and not self._place.keeping:
            self._tell()

    def _tell(self) -> None:
        top = self._place.top()
        if (top, self.at_end()) != self._told:
            self._told = (top, self.at_end())
            if self._pointed is not None and not self.in_sight(self._pointed, self._pointed):
                self.point_at(None)
            self._header.show_place(top)
            self.top_changed.emit(top)
        self.scrolled.emit()

    def _scroll_by(self, pixels: float) -> None:
        self._glide.by(pixels, max(self.verticalScrollBar().value(), self._place.last()))

    def _clamped(self, offset: int) -> int:
        return max(0, min(offset, len(self.content.text)))

    def _on_minimap(self, offset: int) -> None:
        self._glide.stop()
        self.bring_out(self._clamped(offset))
        self._place.bring(self._clamped(offset), round(self.viewport().height() / 2))
        self._place.forget()
        self._after_layout()

    def _on_anchor(self, address: QUrl) -> None:
        if self._pressed_at is not None:  # Qt selects the words of a link that is clicked; nobody wants to mark them
            self.clear_selection()
        if address.toString().startswith(PICTURE):  # a click on it is told apart from one on a mark that lies over it
            return
        span = self._page.links[int(address.toString())]
        if span.kind is InlineKind.FOOTNOTE_REFERENCE:
            self.footnote_activated.emit(span.href)
        else:
            self.link_activated.emit(span.href)

    def _on_hover(self, address: QUrl) -> None:
        number = address.toString()
        self.link_hovered.emit(self._page.links[int(number)].href if number.isdecimal() else "")
