"""The pictures of an article: stored ones only, decoded when they come into view, and a placeholder for the rest."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageReader, QPainter

from desktop_app.ui.theme.icons import picture as draw_icon
from desktop_app.ui.theme.palette import Palette

PictureSource = Callable[[str], bytes | None]
"""Gives the stored bytes of a picture by its name, or None."""

_FORMATS = ("png", "jpeg", "jpg", "gif", "webp", "bmp", "tif", "tiff")
_LARGEST = QSize(4096, 4096)
"""How large a picture is decoded that is looked at closely, in pixels."""

_ENDLESS = 1 << 20

_TALLEST = 1.1
"""How tall a picture may stand, in columns: a page of a common window shows all of it."""

_OPAQUE = frozenset(
    {
        QImage.Format.Format_RGB32,
        QImage.Format.Format_RGB888,
        QImage.Format.Format_RGBX64,
        QImage.Format.Format_Grayscale8,
        QImage.Format.Format_Grayscale16,
    }
)
"""Formats of pictures through which nothing is seen. Some do not tell before they are decoded."""

_ICON = 0.18
"""How large the sign on a placeholder is, as a part of its height."""


class Pictures:
    """Measures and decodes the pictures of one document. Damaged and missing ones become a placeholder."""

    def __init__(self, source: PictureSource, column: int, unit: int = 1) -> None:
        """`column` is the room, of which `unit` parts are a logical pixel."""
        self._source = source
        self._column = column
        self._unit = unit
        self._numbers: dict[tuple[str, int], int] = {}
        self._names: list[str] = []
        self._sizes: list[QSizeF | None] = []
        self._clear: dict[str, bool] = {}

    def add(self, name: str, width: int = 0) -> tuple[str, QSizeF]:
        """Take a picture in; return the name that the document knows it by and its size on the page.

        It is `width` pixels wide, if the writer has said so and there is room.
        """
        number = self._numbers.get((name, width))
        if number is None:
            number = self._numbers[name, width] = len(self._names)
            self._names.append(name)
            self._sizes.append(self._measure(name, width))
        return f"picture:{number}", self._sizes[number] or QSizeF(self._column, round(self._column * 0.24))

    def size(self, name: str, width: int = 0) -> QSizeF:
        """Return the size of a picture on the page."""
        return self.add(name, width)[1]

    def image(self, reference: str, scale: float, palette: Palette) -> QImage:
        """Return the picture that `add` named `reference`, for a screen of the given scale; never a null image."""
        number = reference.removeprefix("picture:")
        place = int(number) if number.isdecimal() else len(self._names)
        size = self._sizes[place] if place < len(self._sizes) else None
        if size is not None:
            decoded = self._decode(self._names[place], (size * scale).toSize())
            if not decoded.isNull():
                return decoded
        return _placeholder(size or QSizeF(self._column, round(self._column * 0.24)), scale, palette)

    def is_clear(self, name: str) -> bool:
        """Tell whether the page may be seen through a picture: it was drawn for white paper, whatever the page is."""
        known = self._clear.get(name)
        if known is None:
            data = self._source(name)
            buffer = _buffer(data or b"")
            known = self._clear[name] = bool(data) and QImageReader(buffer).imageFormat() not in _OPAQUE
        return known

    def whole(self, name: str) -> QImage | None:
        """Return a picture in its own size, or None where it is missing or damaged."""
        data = self._source(name)
        if not data or self._measure(name) is None:
            return None
        buffer = _buffer(data)
        size = _upright(QImageReader(buffer))
        fits = size.width() <= _LARGEST.width() and size.height() <= _LARGEST.height()
        image = self._decode(name, size if fits else size.scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
        return None if image.isNull() else image

    def _measure(self, name: str, width: int = 0) -> QSizeF | None:
        data = self._source(name)
        if not data:
            return None
        buffer = _buffer(data)
        reader = QImageReader(buffer)
        size = _upright(reader)
        if bytes(reader.format().data()).decode("ascii") not in _FORMATS or size.isEmpty():
            return None
        size = size.scaled(width, _ENDLESS, Qt.AspectRatioMode.KeepAspectRatio) if width else size
        size = size.expandedTo(QSize(1, 1)) * self._unit
        largest = QSize(self._column, round(self._column * _TALLEST))
        fits = size.width() <= largest.width() and size.height() <= largest.height()
        return QSizeF(size if fits else size.scaled(largest, Qt.AspectRatioMode.KeepAspectRatio))

    def _decode(self, name: str, size: QSize) -> QImage:
        data = self._source(name)
        if not data:
            return QImage()
        buffer = _buffer(data)
        reader = QImageReader(buffer)
        reader.setAutoTransform(True)
        if size.width() < _upright(reader).width():
            reader.setScaledSize(size.transposed() if _lies(reader) else size)
        return reader.read()


def _lies(reader: QImageReader) -> bool:
    """Say whether a picture is stored on its side, as cameras do, and is turned when it is read."""
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)


def _upright(reader: QImageReader) -> QSize:
    """Return the size of a picture as it is seen, in pixels; empty when it cannot be told."""
    return reader.size().transposed() if _lies(reader) else reader.size()


def _buffer(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def _placeholder(size: QSizeF, scale: float, palette: Palette) -> QImage:
    image = QImage((size * scale).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.ground()))
    painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), 8, 8)
    side = max(16, round(size.height() * _ICON))
    icon = draw_icon("image", palette.muted, side, scale)
    painter.drawPixmap(round((size.width() - side) / 2), round((size.height() - side) / 2), icon)
    painter.end()
    return image
