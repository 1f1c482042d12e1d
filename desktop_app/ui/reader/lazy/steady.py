"""Keeps what is on the screen where it is while a LazyLayout corrects the heights that it had guessed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractScrollArea

from desktop_app.ui.reader.place import Place

if TYPE_CHECKING:
    from desktop_app.ui.reader.lazy.layout import LazyLayout

_TRIES = 4
"""Coming to the end of the text can change where its end is, a few times over."""


class Steady(QObject):
    """Lays out what comes into view and lets the scroll bar follow what stands on the page."""

    followed = Signal(int)
    """By how many pixels the scroll bar was moved without anything on the screen having moved."""

    def __init__(self, view: QAbstractScrollArea, place: Place) -> None:
        super().__init__(view)
        self._view = view
        self._bar = view.verticalScrollBar()
        self._place = place
        self._layout: LazyLayout | None = None
        self._settled = (0, 0, 0)
        self.busy = False

    def use(self, layout: "LazyLayout | None") -> None:
        """Follow the corrections of this layout from now on; None follows nothing."""
        if self._layout is not None:
            self._layout.corrected.disconnect(self._on_corrected)
        self._layout = layout
        self._settled = (0, 0, 0)
        if layout is not None:
            layout.corrected.connect(self._on_corrected)

    def scrolled(self, dy: int) -> bool:
        """Lay out what has come into view after the page was moved down by `dy` pixels on the screen.

        Tell whether the page has to be painted whole, because it could not be moved just so.
        """
        if self._layout is None:
            return False
        value, height = self._bar.value(), self._view.viewport().height()
        if -dy >= height and value >= self._bar.maximum() and not self._place.keeping:
            return self._to_end()
        # What stood on the page keeps its distance; after a leap, the block that was leapt to.
        kept_still = self._layout.block_at(value + dy if 0 < dy < height else value)
        return self._settle(kept_still)

    def settle(self) -> bool:
        """Lay out what is in view, if it has not been; tell whether that has moved the page."""
        if self._layout is None or self._settled == self._state(self._layout):
            return False
        return self._settle(self._layout.block_at(self._bar.value()))

    def _settle(self, block: int) -> bool:
        """Lay out the page around a block that stands still; again where the text ends and it cannot."""
        assert self._layout is not None
        moved = False
        for _ in range(_TRIES):
            value, height = self._bar.value(), self._layout.height()
            y = self._layout.top_of(block) - value
            self.busy = True
            self._layout.settle(block, y, self._view.viewport().height())
            self.busy = False
            wanted = self._layout.top_of(block) - y
            if wanted != value or height != self._layout.height():
                self._follow(wanted)
            if self._bar.value() == wanted:
                break
            moved, block = True, self._layout.block_at(self._bar.value())
        self._settled = self._state(self._layout)
        return moved

    def _state(self, layout: "LazyLayout") -> tuple[int, int, int]:
        return layout.generation, self._bar.value(), self._view.viewport().height()

    def _to_end(self) -> bool:
        for _ in range(_TRIES):
            self.settle()
            if self._bar.value() >= self._place.natural():
                break
            self._follow(self._place.natural())
        return True

    def _follow(self, value: int) -> None:
        before = self._bar.value()
        self.busy = True
        self._place.follow(value)
        self.busy = False
        if self._bar.value() != before:
            self.followed.emit(self._bar.value() - before)

    def _on_corrected(self, bottom: int, grown: int) -> None:
        if not self.busy:
            value = self._bar.value()
            self._follow(value + grown if bottom <= value else value)
