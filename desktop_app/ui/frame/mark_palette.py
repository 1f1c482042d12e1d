"""The palette at the mouse: what can be made of the words just selected, one click away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.ui.actions.action_set import tooltip
from desktop_app.ui.actions.table import Action
from desktop_app.ui.drawing.glyph_icon import SIZE, glyph_icon
from desktop_app.ui.theme.icons import Icons
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import SHADOW, Floating

_AWAY = 8  # pixels from the words, so that it covers none of them
_OF_COLOURS = {f"mark.{colour}": colour for colour in Colour}
_OFFERED = (*_OF_COLOURS, "mark.underline", "note.edit", "edit.copy")


class MarkPalette(Floating):
    """Comes when words were selected with the mouse and goes with the selection. It never takes the keyboard."""

    chosen = Signal(str)
    """The id of the action to carry out."""

    def __init__(self, parent: QWidget, palette: Palette, entries: Callable[[], Sequence[Action]]) -> None:
        super().__init__(parent, palette)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Mark the selection")
        self._entries = entries
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(2)
        for name in _OFFERED:
            button = self._buttons[name] = QToolButton()
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setIconSize(QSize(SIZE, SIZE))
            button.clicked.connect(lambda _checked=False, action=name: self._choose(action))
            row.addWidget(button)

    def show_at(self, mouse: QPoint, words: QRect) -> None:
        """Show the palette near the mouse, inside the window: below the selected words or above them.

        Both are places of the screen. Where the words leave no room for it, it lies just below the mouse.
        """
        self._dress()
        self.adjustSize()
        wanted = self._window.mapFromGlobal(mouse)
        lines = QRect(self._window.mapFromGlobal(words.topLeft()), words.size())
        left = wanted.x() - self.width() // 2
        left = max(8 - SHADOW, min(left, self._window.width() - self.width() - 8 + SHADOW))
        lowest = self._window.height() - self.height()
        tops = (max(wanted.y(), lines.bottom()) + _AWAY - SHADOW, lines.top() - self.height() - _AWAY + SHADOW)
        free = [top for top in tops if 0 <= top <= lowest]
        middle = wanted.y() - self.height() // 2
        self.move(left, min(free, key=lambda top: abs(top - middle), default=min(wanted.y() + _AWAY, lowest)))
        self.show()
        self.raise_()

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        super().wear(palette)
        self._dress()

    def _dress(self) -> None:
        icons, ratio = Icons(self.colours), self.devicePixelRatioF()
        for entry in self._entries():
            button = self._buttons.get(entry.id)
            if button is not None:
                colour = entry.id.removeprefix("mark.")
                is_colour = colour in {one.value for one in Colour}
                button.setIcon(
                    glyph_icon(Colour(colour), self.colours, ratio) if is_colour else icons.icon(entry.icon or "pencil")
                )
                button.setToolTip(tooltip(entry))
                button.setAccessibleName(entry.text)

    def _choose(self, action: str) -> None:
        self.hide()
        self.chosen.emit(action)
