"""The glyph of a highlight's colour as an icon, for menus and buttons."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from desktop_app.core.annotation import Colour
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme.palette import Palette

SIZE = 20
_GLYPH = 13.0


def glyph_icon(colour: Colour, palette: Palette, ratio: float) -> QIcon:
    """Return the glyph for a screen of so many pixels to each logical one."""
    picture = QPixmap(round(SIZE * ratio), round(SIZE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chips.draw_glyph(painter, QPointF(SIZE / 2, SIZE / 2), colour, palette, _GLYPH)
    painter.end()
    return QIcon(picture)
