"""How large pictures stand on the page, and which way up."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.ui.reader.setting.pictures import Pictures
from desktop_app.ui.theme.palette import Theme, load_palette

_COLUMN = 660
_ON_ITS_SIDE = bytes.fromhex("ffe1 0022 457869660000 4d4d002a00000008 0001 0112 0003 00000001 00060000 00000000")
"""The part of a JPEG file that tells that the camera was held upright."""


def _jpeg(width: int, height: int) -> bytes:
    """Return a picture that is red in its left half and blue in the right one."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, QColor("red"))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPEG", 95)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.mark.usefixtures("qapp")
def test_a_tall_picture_is_no_taller_than_a_page() -> None:
    size = Pictures({"tall": _jpeg(400, 4000)}.get, _COLUMN).size("tall")
    assert size.height() <= 780
    assert abs(size.width() / size.height() - 0.1) < 0.01


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [300, 3000])
def test_a_picture_taken_with_the_camera_upright_stands_upright(width: int) -> None:
    plain = _jpeg(width, width // 2)
    pictures = Pictures({"photo": plain[:2] + _ON_ITS_SIDE + plain[2:]}.get, _COLUMN)
    name, size = pictures.add("photo")
    assert abs(size.height() / size.width() - 2) < 0.02
    shown = pictures.image(name, 1.0, load_palette(Theme.LIGHT))
    assert shown.size() == size.toSize()
    above, below = (shown.pixelColor(shown.width() // 2, round(shown.height() * part)) for part in (0.25, 0.75))
    assert above.red() > 200 > above.blue()
    assert below.blue() > 200 > below.red()
    whole = pictures.whole("photo")
    assert whole is not None
    assert whole.height() > whole.width()
