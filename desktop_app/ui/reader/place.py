"""Keeping a person's place: what was the top line stays the top line, whatever happens to the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtWidgets import QAbstractScrollArea

from desktop_app.ui.reader.geometry.geometry import Geometry


@dataclass(frozen=True, slots=True)
class Held:
    """A place: the first code point of the top line, and how far below the window's edge its line began (pixels)."""

    offset: int
    gap: float


class Place:
    """The scroll position of one view, in code points.

    The code point at the top is remembered until the person scrolls: were it read from the line anew after each
    change, a dozen changes of size would drift upwards, since a line begins before the word that is kept.
    """

    def __init__(self, view: QAbstractScrollArea, geometry: Geometry) -> None:
        self._view = view
        self._bar = view.verticalScrollBar()
        self._geometry = geometry
        self._anchor: int | None = None
        self._keeping = 0
        self._grown = False
        self._wanted: int | None = None
        self._bar.rangeChanged.connect(self._hold_room)

    @property
    def keeping(self) -> bool:
        """Whether the page is being changed, so that a moving scroll bar is not the person's doing."""
        return self._keeping > 0

    def use(self, geometry: Geometry) -> None:
        """Measure by another geometry from now on."""
        self._geometry = geometry
        self._grown = False
        self._wanted = None

    def forget(self) -> None:
        """Let the top line be read from the page again: the person has scrolled."""
        self._anchor = None
        self._wanted = None

    def top(self) -> int:
        """Return the code point at the top: of the first line of which half or more is to be seen."""
        if self._anchor is None:
            self._anchor = self._geometry.line_below(self._bar.value()).start
        return self._anchor

    def hold(self) -> Held:
        """Return the place to come back to."""
        offset = self.top()
        return Held(offset, self._geometry.line_of(offset).top - self._bar.value())

    def restore(self, held: Held) -> None:
        """Go back to a place that was held before the page changed."""
        self.bring(held.offset, held.gap)
        line = self._geometry.line_of(held.offset)
        # In another size, the gap may hold another line, or what is cut off may be more than half of the line.
        if self._geometry.line_below(self._bar.value()).top != line.top:
            self.bring(held.offset, 0)
        line = self._geometry.line_of(held.offset)
        self._anchor = held.offset if held.offset <= line.end else line.start  # or else it is folded away

    def bring(self, offset: int, gap: float) -> None:
        """Scroll so that the line of a code point begins `gap` pixels below the edge."""
        line = self._geometry.line_of(offset)
        inside = line.top - self._geometry.block_rect(line.block).top()
        self._geometry.settle(line.block, gap - inside, self._view.viewport().height())
        self.scroll_to(self._geometry.line_of(offset).top - gap)

    def go_to_end(self) -> None:
        """Scroll until the last line is at the bottom."""
        height = self._view.viewport().height()
        self._geometry.settle_end(height)
        self.forget()
        natural = self.natural()
        if self._bar.maximum() < natural:  # Qt is late to tell how long its text has turned out
            self._bar.setMaximum(natural)
        self._bar.setValue(natural)

    def go_to(self, offset: int, gap: float = 0) -> None:
        """Make the line of a code point the top line, `gap` pixels below the edge where the space above it allows."""
        self.restore(Held(offset, gap))

    def scroll_to(self, y: float) -> None:
        """Scroll so that the height `y` is at the top.

        The text's last lines can stand there too: the range grows by what that takes, since Qt's own range ends with
        the last line at the bottom, and would lose the place of whoever reads there.
        """
        with self._kept():
            self._wanted = value = max(0, floor(y))
            if value > self._bar.maximum():
                self._bar.setMaximum(value)
                self._grown = True
            self._bar.setValue(value)

    def follow(self, value: int) -> None:
        """Scroll to where the same lines stand now: heights on the page have been corrected."""
        with self._kept():
            natural = self.natural()
            held = self._wanted is not None or self._grown
            if self._wanted is not None:
                self._wanted = value
            self._grown = held and value > natural
            self._bar.setMaximum(max(natural, value) if held else natural)
            self._bar.setValue(value)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the place through whatever is done inside. Nests: the outermost one restores."""
        if self._keeping:
            yield
            return
        held = self.hold()
        with self._kept():
            yield
        self.restore(held)

    def natural(self) -> int:
        """Return where the scroll bar stands when the last line is at the bottom. Lays out all of the text."""
        return max(0, ceil(self._geometry.height()) - self._view.viewport().height())

    def last(self) -> int:
        """Return how far a person may scroll now, without the room that `scroll_to` added."""
        return self.natural() if self._grown else self._bar.maximum()

    def trim(self) -> None:
        """Give back the room that `scroll_to` added once the person has scrolled away from it."""
        if self._grown and self._bar.value() <= self.natural():
            self._grown = False
            with self._kept():
                self._bar.setMaximum(self.natural())

    def _hold_room(self, _: int, maximum: int) -> None:
        # Qt works out its own range at every step of its layout; it tells before it moves what stands beyond.
        if self._wanted is not None and maximum < self._wanted:
            self._grown = True
            self._bar.setMaximum(self._wanted)

    @contextmanager
    def _kept(self) -> Iterator[None]:
        self._keeping += 1
        try:
            yield
        finally:
            self._keeping -= 1
