"""How large pictures stand on the page, and which way up."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
from desktop_app.ui.reader.setting.pictures import Pictures
from desktop_app.ui.theme.palette import Theme, load_palette
from desktop_app.ui.widgets.picture_view import PictureView
from tests.ui.reader.pages import Show, appearance, seen

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


@pytest.mark.usefixtures("qapp")
def test_a_picture_is_as_wide_as_the_writer_wants_it_and_no_wider_than_the_column() -> None:
    pictures = Pictures({"photo": _jpeg(400, 200)}.get, _COLUMN)
    assert [pictures.size("photo", width).width() for width in (0, 200, 5000)] == [400, 200, _COLUMN]
    assert pictures.size("photo", 200).height() == 100
    assert pictures.image(pictures.add("photo", 200)[0], 1.0, load_palette(Theme.LIGHT)).width() == 200


def test_a_narrow_picture_is_shown_so_on_the_page(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Words.")
    builder.add(BlockKind.FIGURE, "A drawing", resource="harbour", width=120)
    line = show(builder.content(), _jpeg(400, 200)).geometry_of_text.lines(1)[0]
    assert line.right - line.left == pytest.approx(120, abs=1)


def clear() -> bytes:
    """Return a picture through which the page is seen."""
    image = QImage(200, 100, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@pytest.mark.parametrize("theme", [Theme.DARK, Theme.HIGH_CONTRAST])
def test_black_lines_on_nothing_are_seen_on_a_dark_page(show: Show, theme: Theme) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Words.")
    builder.add(BlockKind.FIGURE, "A drawing", resource="harbour")
    view = show(builder.content(), clear())
    line = view.geometry_of_text.lines(1)[0]
    at = QPoint(round((line.left + line.right) / 2), round(line.baseline - 50))
    assert seen(view).pixelColor(at).name() == load_palette(Theme.LIGHT).paper
    view.set_appearance(appearance(theme))
    assert seen(view).pixelColor(at).name() == load_palette(Theme.LIGHT).paper
    assert seen(view).pixelColor(QPoint(round(line.left) - 6, at.y())).name() == load_palette(theme).paper


def test_looked_at_closely_it_lies_on_light_paper_too(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 500)
    image = Pictures({"clear": clear()}.get, _COLUMN).whole("clear")
    assert image is not None
    view = PictureView(window, load_palette(Theme.DARK), image, "A drawing", window)
    window.show()
    view.open()
    assert view.grab().toImage().pixelColor(300, 222).name() == load_palette(Theme.LIGHT).paper


@pytest.mark.usefixtures("qapp")
def test_only_pictures_that_may_be_seen_through_are_clear() -> None:
    pictures = Pictures({"clear": clear(), "photo": _jpeg(40, 40)}.get, _COLUMN)
    assert [pictures.is_clear(name) for name in ("clear", "photo", "missing")] == [True, False, False]
