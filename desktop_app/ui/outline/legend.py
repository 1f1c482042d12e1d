"""The colours in use in an article, by their meaning, with their counts."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.colour_names import ColourNames
from desktop_app.ui.theme.palette import Palette

_SIGN = 10  # pixels


class _Glyph(QWidget):
    """The sign of a colour: as on the cards and beside a narrow page, each has a shape of its own."""

    def __init__(self, colour: Colour, palette: Palette) -> None:
        super().__init__()
        self._colour, self._palette = colour, palette
        self.setFixedSize(_SIGN, _SIGN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chips.draw_glyph(painter, QPointF(_SIGN / 2, _SIGN / 2), self._colour, self._palette)


class Legend(QWidget):
    """A row for each colour that is used."""

    def __init__(self, palette: Palette, names: ColourNames) -> None:
        super().__init__()
        self._colours = palette
        self._names = names
        names.changed.connect(self._set_anew)
        self.counts: Counter[Colour | None] = Counter()
        self._numbers: dict[Colour, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 0, 8, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)

    def show_counts(self, counts: Counter[Colour | None]) -> None:
        """Show how often each colour is used."""
        self.counts = counts
        used = [colour for colour in Colour if counts[colour] > 0]
        if list(self._numbers) != used:
            self._lay_out(used)
        for colour, number in self._numbers.items():
            number.setText(f"{counts[colour]:,}")

    def _lay_out(self, used: Sequence[Colour]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._numbers = {}
        for row, colour in enumerate(used):
            name = QLabel(self._names.of(colour))
            number = self._numbers[colour] = QLabel()
            number.setProperty("role", "muted")
            self._grid.addWidget(_Glyph(colour, self._colours), row, 0)
            self._grid.addWidget(name, row, 1)
            self._grid.addWidget(number, row, 2)

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._colours = palette
        self._set_anew()

    def _set_anew(self) -> None:
        self._lay_out(list(self._numbers))
        self.show_counts(self.counts)
