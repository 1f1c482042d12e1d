"""Icons in the colours of a palette, crisp on every screen."""

from functools import cache, lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QImageReader, QPixmap

from desktop_app.core.assets import asset_folder
from desktop_app.ui.theme.palette import Palette


class Icons:
    """The icons of one palette. `name` is the file's name in `resources/icons`, without its ending."""

    def __init__(self, palette: Palette, size: int = 18) -> None:
        self._palette = palette
        self._size = size
        self._scales = sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()})

    @property
    def palette(self) -> Palette:
        """The palette in whose colours they are drawn."""
        return self._palette

    def icon(self, name: str) -> QIcon:
        """Return an icon in ink, muted while its button cannot be used and in the accent's colour while it is on."""
        icon = QIcon()
        states = (
            (self._palette.ink, QIcon.Mode.Normal, QIcon.State.Off),
            (self._palette.muted, QIcon.Mode.Disabled, QIcon.State.Off),
            (self._palette.accent, QIcon.Mode.Normal, QIcon.State.On),
        )
        for colour, mode, state in states:
            for scale in self._scales:
                icon.addPixmap(picture(name, colour, self._size, scale), mode, state)
        return icon

    def quiet(self, name: str) -> QIcon:
        """Return an icon in the muted colour alone, as for a glyph inside a field."""
        icon = QIcon()
        for scale in self._scales:
            icon.addPixmap(picture(name, self._palette.muted, self._size, scale))
        return icon


@cache
def _source(name: str) -> str:
    return (asset_folder("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def picture(name: str, colour: str, size: int, scale: float = 1) -> QPixmap:
    """Return the icon `name` in `colour`, `size` logical pixels wide, for a screen of the given scale.

    It is drawn once: do not change it.
    """
    drawing = QByteArray(_source(name).replace("currentColor", colour).encode())
    buffer = QBuffer(drawing)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    pixels = round(size * scale)
    reader.setScaledSize(QSize(pixels, pixels))
    pixmap = QPixmap.fromImage(reader.read())
    pixmap.setDevicePixelRatio(scale)
    return pixmap
