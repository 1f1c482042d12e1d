"""The faces that ship with Margent. Static files: from variable ones Qt would fake the bold.

Sizes are logical pixels outside and points inside, because a QFont set by `setPixelSize` has no point size to zoom.
"""

from enum import StrEnum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from desktop_app.core.assets import asset_folder


class Family(StrEnum):
    """The faces that an article can be read in."""

    SERIF = "serif"
    SANS = "sans"
    LEGIBLE = "legible"

    @property
    def face(self) -> str:
        """The family's name, as fonts name it."""
        return _FACES[self]


_FACES = {Family.SERIF: "Literata", Family.SANS: "Inter", Family.LEGIBLE: "Atkinson Hyperlegible Next"}
INTERFACE = "Inter"
MONO = "IBM Plex Mono"
INTERFACE_SIZE = 13.0
"""The size of the window's own words, in pixels."""

_FILES = {
    Family.SERIF: ("Literata", "SemiBold"),
    Family.SANS: ("Inter", "SemiBold"),
    Family.LEGIBLE: ("AtkinsonHyperlegibleNext", "Bold"),
}


def load(family: Family = Family.SERIF) -> None:
    """Register what the first painted page needs: the interface's faces, and the article's upright ones.

    Needs a QGuiApplication. Faces that are registered already cost nothing.
    """
    _register("Inter-Regular", "Inter-Medium", "Inter-SemiBold")
    stem, heading = _FILES[family]
    _register(f"{stem}-Regular", f"{stem}-{heading}")


def load_slanted(family: Family) -> None:
    """Register the italics of a family; an article without emphasis does without them."""
    stem, _ = _FILES[family]
    _register(f"{stem}-Italic")
    if family is not Family.SANS:
        _register(f"{stem}-BoldItalic")


def load_bold(family: Family) -> None:
    """Register the bold face of a family, for strong words."""
    _register(f"{_FILES[family][0]}-Bold")


def load_mono() -> None:
    """Register the face of code."""
    _register("IBMPlexMono-Regular", "IBMPlexMono-Bold")


def points(pixels: float) -> float:
    """Return the point size that shows as `pixels` logical pixels on the main screen."""
    return pixels * 72 / QGuiApplication.primaryScreen().logicalDotsPerInchY()


def sized(face: str, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font of a family's name, a size in logical pixels and a weight."""
    font = QFont(face)
    font.setPointSizeF(points(pixels))
    font.setWeight(weight)
    return font


def interface(pixels: float = INTERFACE_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font of the window's own words."""
    return sized(INTERFACE, pixels, weight)


def _register(*names: str) -> None:
    for name in names:
        _registered(name)


@cache
def _registered(name: str) -> int:
    return QFontDatabase.addApplicationFont(str(asset_folder("resources") / "fonts" / f"{name}.ttf"))
