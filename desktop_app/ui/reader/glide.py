"""Scrolling that glides, so that the eye keeps its line; whatever else scrolls interrupts it."""

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QScrollBar

_LASTS = 110  # milliseconds


class Glide:
    """Moves a scroll bar. `smooth` says whether it glides; None leaves that to the system's wish for animations."""

    def __init__(self, bar: QScrollBar) -> None:
        self._bar = bar
        self._start = self._target = 0
        self._animation = QVariantAnimation(bar)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setDuration(_LASTS)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._move)
        self.smooth: bool | None = None

    @property
    def destination(self) -> int:
        """Where the bar is going to, or is."""
        going = self._animation.state() == QAbstractAnimation.State.Running
        return self._target if going else self._bar.value()

    def by(self, pixels: float, limit: int) -> None:
        """Move by `pixels` from where the bar is going to, not beyond `limit`."""
        target = max(0, min(self.destination + round(pixels), limit))
        self._animation.stop()
        if self.glides() and self._bar.isVisible():
            self._start, self._target = self._bar.value(), target
            self._animation.start()
        else:
            self._bar.setValue(target)

    def glides(self) -> bool:
        """Say whether it glides or jumps."""
        if self.smooth is None:
            self.smooth = self._system_animates()
        return self.smooth

    def stop(self) -> None:
        """Stay where the bar is."""
        self._animation.stop()

    def follow(self, pixels: int) -> None:
        """The bar has been moved along with the page, which stands still on the screen: so has the way."""
        self._start += pixels
        self._target += pixels

    def _move(self, part: float) -> None:
        if self._animation.state() == QAbstractAnimation.State.Running:
            self._bar.setValue(round(self._start + part * (self._target - self._start)))

    def _system_animates(self) -> bool:
        from PySide6.QtWidgets import QStyle  # its hundreds of enumerators cost 8 ms, too much for a start

        return self._bar.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
