"""Pictures of what has been drawn and may soon be seen again: a list is painted anew at every step through it."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

_PIXELS = 6_000_000
"""How much is kept: about four screens full of cards, 24 MB."""


class CardPictures:
    """Keeps what was seen last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._pixels = 0

    def known(self, key: Hashable, size: QSize, scale: float) -> QPixmap | None:
        """Return the picture by a key, which stands for all that can be seen in it; do not change it."""
        known = (key, size.width(), size.height(), scale)
        if known in self._kept:
            self._kept.move_to_end(known)
        return self._kept.get(known)

    def of(self, key: Hashable, size: QSize, scale: float, draw: Callable[[QPainter, QRect], None]) -> QPixmap:
        """Return a picture of that size in logical pixels for a screen of that scale; `draw` covers a rectangle."""
        picture = self.known(key, size, scale)
        if picture is None:
            picture = self._kept[key, size.width(), size.height(), scale] = _drawn(size, scale, draw)
            self._pixels += picture.width() * picture.height()
            while self._pixels > _PIXELS and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._pixels -= oldest.width() * oldest.height()
        return picture


def _drawn(size: QSize, scale: float, draw: Callable[[QPainter, QRect], None]) -> QPixmap:
    made = QPixmap(size * scale)
    made.setDevicePixelRatio(scale)
    painter = QPainter(made)
    draw(painter, QRect(QPoint(), size))
    painter.end()
    return made
