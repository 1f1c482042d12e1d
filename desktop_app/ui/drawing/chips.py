"""Drawing that rooms, cards, command palette and shortcut sheet have in common: chips, bars, glyphs, key caps, words.

Everything is in logical pixels; every function leaves the painter as it found it, its pen, brush and font aside.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop_app.core.annotation import Colour
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette, mixed

CHIP_HEIGHT = 20.0
CHIP_GAP = 6.0
BAR_HEIGHT = 4.0
_CHIP_PADDING = 8.0
_CAP_PADDING = 6.0
_CAP_GAP = 4.0
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

# Corners of the glyphs, as parts of half their width: each colour has a shape of its own for those who cannot tell
# the colours apart. Yellow is the disc.
_SHAPES: dict[Colour, tuple[tuple[float, float], ...]] = {
    Colour.GREEN: ((0, -1.05), (1.1, 0.85), (-1.1, 0.85)),
    Colour.BLUE: ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    Colour.PINK: ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    Colour.ORANGE: ((0, -1.1), (1.05, -0.34), (0.65, 0.9), (-0.65, 0.9), (-1.05, -0.34)),
}


@cache
def metrics(
    face: str, pixels: float, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False
) -> QFontMetricsF:
    """Return the measures of one of our fonts."""
    return QFontMetricsF(font(face, pixels, weight, italic))


@cache
def font(face: str, pixels: float, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False) -> QFont:
    """Return a font that is made once; do not change it."""
    made = fonts.sized(face, pixels, weight)
    made.setItalic(italic)
    return made


def interface_font(pixels: float = fonts.INTERFACE_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font of the window's own words, made once."""
    return font(fonts.INTERFACE, pixels, weight)


def draw_words(
    painter: QPainter,
    box: QRectF,
    words: str,
    face: QFont,
    colour: str,
    align: Qt.AlignmentFlag = _LEFT,
) -> float:
    """Draw one line of words, cut short with "…" where the box ends, and return how wide they came out."""
    shown, width = _fitted(words, face, round(box.width()))
    painter.setFont(face)
    painter.setPen(QColor(colour))
    painter.drawText(box, _on_one_line(align), shown)
    return width


@cache
def _on_one_line(align: Qt.AlignmentFlag) -> int:
    return align | Qt.TextFlag.TextSingleLine  # put together once: in Python, that takes longer than much of a drawing


@lru_cache(maxsize=2048)
def _fitted(words: str, face: QFont, width: int) -> tuple[str, float]:
    measure = QFontMetricsF(face)
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, width)
    return shown, measure.horizontalAdvance(shown)


def draw_bar(painter: QPainter, box: QRectF, part: float, palette: Palette, ground: str | None = None) -> None:
    """Draw a thin bar that is filled up to `part` (0 to 1)."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground or mixed(palette.paper, palette.ink, 0.13)))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    if part > 0:
        painter.setBrush(QColor(palette.accent))
        width = max(box.height(), box.width() * min(part, 1.0))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), width, box.height()), box.height() / 2, box.height() / 2)


@lru_cache(maxsize=1024)
def chip_width(words: str) -> float:
    """Return how wide the chip of a tag is."""
    return metrics(fonts.INTERFACE, 11.0).horizontalAdvance(words) + 2 * _CHIP_PADDING


def draw_chips(
    painter: QPainter, box: QRectF, tags: Sequence[str], palette: Palette, ground: str | None = None
) -> float:
    """Draw as many chips as fit into `box`, the rest as "+2", and return where the last one ends.

    `ground` is what a chip is filled with where the palette's tint would not be seen.
    """
    left = box.left()
    for place, tag in enumerate(tags):
        rest = len(tags) - place - 1
        after = f"+{rest}"
        room = box.right() - left - (chip_width(after) + CHIP_GAP if rest else 0)
        width = chip_width(tag)
        if width > room and place:
            _draw_chip(painter, left, box, f"+{rest + 1}", palette, ground)
            return left + chip_width(f"+{rest + 1}")
        width = min(width, room)
        _draw_chip(painter, left, box, tag, palette, ground, width)
        left += width + CHIP_GAP
    return left - CHIP_GAP if tags else left


def _draw_chip(
    painter: QPainter, left: float, box: QRectF, words: str, palette: Palette, ground: str | None, width: float = 0
) -> None:
    chip = QRectF(left, box.center().y() - CHIP_HEIGHT / 2, width or chip_width(words), CHIP_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground or palette.tint))
    painter.drawRoundedRect(chip, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    inner = chip.adjusted(_CHIP_PADDING, 0, 1 - _CHIP_PADDING, 0)
    draw_words(painter, inner, words, interface_font(11.0), palette.accent)


def draw_glyph(painter: QPainter, centre: QPointF, colour: Colour | None, palette: Palette, size: float = 8.0) -> None:
    """Draw the sign of a highlight's colour, each colour a shape of its own; a ring for a note without one."""
    half = size / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.edge(colour))
    if colour is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.edge(None), 1.5))
        painter.drawEllipse(centre, half - 1, half - 1)
    elif colour in _SHAPES:
        corners = [QPointF(centre.x() + x * half, centre.y() + y * half) for x, y in _SHAPES[colour]]
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawEllipse(centre, half, half)


def draw_focus(painter: QPainter, box: QRectF, palette: Palette, radius: float = 6.0, width: float = 1.0) -> None:
    """Draw the ring around what has the keyboard."""
    inset = width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(palette.accent), width))
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def key_cap(key: str) -> str:
    """Return a key as it is written on its cap: "Ctrl K" for "Ctrl+K", "h" for "H"."""
    return key.lower() if len(key) == 1 else key[:-1].replace("+", " ") + key[-1]


def cap_width(key: str) -> float:
    """Return how wide the cap of a key is."""
    return metrics(fonts.INTERFACE, 11.0).horizontalAdvance(key_cap(key)) + 2 * _CAP_PADDING


def draw_caps(painter: QPainter, box: QRectF, keys: Sequence[str], palette: Palette) -> float:
    """Draw the caps of `keys` against the right end of `box` and return where the first one begins."""
    right = box.right()
    for key in reversed(keys):
        width = cap_width(key)
        cap = QRectF(right - width, box.center().y() - 10, width, 20).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(palette.chrome))
        painter.setPen(QColor(palette.line))
        painter.drawRoundedRect(cap, 4, 4)
        draw_words(painter, cap, key_cap(key), interface_font(11.0), palette.muted, Qt.AlignmentFlag.AlignCenter)
        right -= width + _CAP_GAP
    return right + _CAP_GAP if keys else right
