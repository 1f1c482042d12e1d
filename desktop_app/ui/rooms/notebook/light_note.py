"""A note as a card shows it: a few lines that look like what their Markdown means, without its signs."""

from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout

from desktop_app.core.text.note_words import Run, runs_of
from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.passage import Passage, units_in
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette


class LightNote:
    """The lines of a note at a width, each `height` high, laid out once."""

    def __init__(self, note: str, width: int, most: int, height: int, palette: Palette) -> None:
        self._runs = runs_of(note)
        words = "".join(run.words for run in self._runs)
        formats = _formats(self._runs, palette)
        self._passage = Passage(words, chips.interface_font(), width, most, height, formats)
        self._ink = palette.ink

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self._passage.lines

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw the lines."""
        self._passage.draw(painter, left, top, self._ink)

    def address_at(self, x: float, number: int) -> str:
        """Return where the words at a place of a line lead to; "" where they lead nowhere."""
        unit, place = self._passage.unit_at(x, number), 0
        for run in self._runs if unit is not None else ():
            place += units_in(run.words)
            if unit is not None and unit < place:
                return run.address
        return ""


def _formats(runs: list[Run], palette: Palette) -> list[QTextLayout.FormatRange]:
    found: list[QTextLayout.FormatRange] = []
    place = 0
    for run in runs:
        units = units_in(run.words)
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
