"""A note as a card shows it: a few lines that look like what their Markdown means, without its signs."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop_app.core.note_words import Run, runs_of
from desktop_app.ui import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

_ROOM = 18  # pixels that a line which goes on leaves for "…"


class LightNote:
    """The lines of a note at a width, laid out once."""

    def __init__(self, note: str, width: int, most: int, palette: Palette) -> None:
        self._runs = runs_of(note)
        self._layout = QTextLayout("".join(run.words for run in self._runs), chips.interface_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(_formats(self._runs, palette))
        self._ink = palette.ink
        self._lay_out(width, most)

    def _lay_out(self, width: int, most: int) -> None:
        self.lines = 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width if self.lines < most - 1 else width - _ROOM)
            self.lines += 1
            if self.lines > most:
                break
        self._layout.endLayout()
        self._more = self.lines > most
        self.lines = min(self.lines, most)

    def draw(self, painter: QPainter, left: float, top: float, height: float) -> None:
        """Draw the lines, each as high as `height`."""
        painter.setPen(QColor(self._ink))
        for number in range(self.lines):
            line = self._layout.lineAt(number)
            y = top + number * height + (height - line.height()) / 2 - line.y()
            line.draw(painter, QPointF(left, y))
        if self._more and self.lines:
            last = self._layout.lineAt(self.lines - 1)
            box = QRectF(left + last.naturalTextWidth() + 1, top + (self.lines - 1) * height, _ROOM, height)
            chips.draw_words(painter, box, "…", chips.interface_font(), self._ink)

    def address_at(self, x: float, number: int) -> str:
        """Return where the words at a place of a line lead to; "" where they lead nowhere."""
        if not 0 <= number < self.lines:
            return ""
        line = self._layout.lineAt(number)
        if not 0 <= x <= line.naturalTextWidth():
            return ""
        units, place = line.xToCursor(x), 0
        for run in self._runs:
            place += _units(run.words)
            if units < place:
                return run.address
        return ""


def _formats(runs: list[Run], palette: Palette) -> list[QTextLayout.FormatRange]:
    found: list[QTextLayout.FormatRange] = []
    place = 0
    for run in runs:
        units = _units(run.words)
        if run.bold or run.slanted or run.code or run.address:
            span = QTextLayout.FormatRange()
            span.start, span.length = place, units
            span.format = _format(run, palette)
            found.append(span)
        place += units
    return found


def _format(run: Run, palette: Palette) -> QTextCharFormat:
    look = QTextCharFormat()
    if run.bold:
        fonts.load_bold(fonts.Family.SANS)
        look.setFontWeight(QFont.Weight.DemiBold)
    if run.slanted:
        fonts.load_slanted(fonts.Family.SANS)
        look.setFontItalic(True)
    if run.code:
        fonts.load_mono()
        look.setFontFamilies([fonts.MONO])
        look.setBackground(QColor(palette.tint))
    if run.address:
        look.setForeground(QColor(palette.accent))
        look.setFontUnderline(True)
    return look


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
