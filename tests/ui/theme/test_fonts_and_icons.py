"""The faces and icons that ship are the ones that are shown."""

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon
from pytestqt.qtbot import QtBot

from desktop_app.core.assets import asset_folder
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.icons import Icons, picture
from desktop_app.ui.theme.palette import Theme, load_palette


@pytest.mark.parametrize("family", Family)
def test_a_family_has_true_faces(qtbot: QtBot, family: Family) -> None:
    fonts.load(family)
    fonts.load_slanted(family)
    fonts.load_bold(family)
    for weight, italic in ((QFont.Weight.Normal, False), (QFont.Weight.Bold, False), (QFont.Weight.Normal, True)):
        font = fonts.sized(family.face, 20, weight)
        font.setItalic(italic)
        info = QFontInfo(font)
        assert info.family() == family.face
        assert info.weight() == weight
        assert info.italic() == italic
        assert info.exactMatch()


def test_code_has_its_own_face(qtbot: QtBot) -> None:
    fonts.load_mono()
    assert QFontInfo(fonts.sized(fonts.MONO, 15)).fixedPitch()


def test_sizes_are_pixels_outside_and_points_inside(qtbot: QtBot) -> None:
    fonts.load()
    font = fonts.interface(26)
    assert font.pointSizeF() > 0
    assert QFontInfo(font).pixelSize() == 26


def every_icon() -> list[str]:
    return sorted(path.stem for path in (asset_folder("resources") / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", every_icon())
def test_icons_are_crisp_and_in_the_palettes_colours(qtbot: QtBot, name: str) -> None:
    for scale in (1, 2):
        drawn = picture(name, "#ff0000", 20, scale)
        assert drawn.width() == 20 * scale
        assert drawn.devicePixelRatio() == scale
        image = drawn.toImage()
        solid = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert solid
        if name != "margent":  # the program's own icon has its own colours
            assert all(colour.red() > 200 and colour.green() < 60 for colour in solid)


def test_an_icon_that_is_on_is_in_the_accents_colour(qtbot: QtBot) -> None:
    palette = load_palette(Theme.DARK)
    icon = Icons(palette).icon("search")
    drawn = icon.pixmap(18, QIcon.Mode.Normal, QIcon.State.On).toImage()
    accent = QColor(palette.accent)
    colours = {
        drawn.pixelColor(x, y).name() for x in range(18) for y in range(18) if drawn.pixelColor(x, y).alpha() > 250
    }
    assert accent.name() in colours
