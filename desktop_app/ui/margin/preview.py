"""The preview: what a note says, shown over its highlight or its glyph while its card is not seen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_app.core.annotation import Annotation, Placed
from desktop_app.core.text.note_text import displayed
from desktop_app.ui.drawing.colour_names import ColourNames
from desktop_app.ui.margin.captions import caption
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import SHADOW, Floating

_WIDTH = 300
_MOST = 3
_QUOTED = 90  # letters of the marked words


class Preview(Floating):
    """Lies over the window and lets the mouse through; nothing in it can be clicked."""

    def __init__(self, window: QWidget, palette: Palette, names: ColourNames) -> None:
        super().__init__(window, palette)
        self._names = names
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Note")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(4)

    def show_notes(self, placed: Sequence[Placed], place: QPoint, *, left_of: bool) -> None:
        """Show what these say, below the place on the screen or to the left of it; no more than three of them."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in placed[:_MOST]:
            self._add(one.annotation)
        if len(placed) > _MOST:
            self._column.addWidget(_label(f"and {len(placed) - _MOST} more", "muted"))
        self.setFixedWidth(_WIDTH + 2 * SHADOW)
        self._column.activate()
        self.resize(self.width(), self._column.heightForWidth(_WIDTH) + 2 * SHADOW)
        self._stand_at(self._window.mapFromGlobal(place), left_of=left_of)
        self.show()
        self.raise_()

    def words(self) -> str:
        """Return what is shown, for those who test or read it aloud."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if not label.isHidden())

    def _add(self, annotation: Annotation) -> None:
        words = caption(annotation)
        words = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
        meaning = f"{self._names.of(annotation.colour)} · " if annotation.colour else ""
        quote = _label(f"{meaning}{words}", "muted")
        self._column.addWidget(quote)
        if annotation.note:
            fonts.load_bold(fonts.Family.SANS)
            fonts.load_slanted(fonts.Family.SANS)
            note = _label(displayed(annotation.note), "")
            note.setTextFormat(Qt.TextFormat.MarkdownText)
            self._column.addWidget(note)

    def _stand_at(self, place: QPoint, *, left_of: bool) -> None:
        x = place.x() - self.width() + SHADOW - 4 if left_of else place.x() - SHADOW
        y = place.y() - SHADOW
        x = max(0, min(x, self._window.width() - self.width()))
        if y + self.height() > self._window.height():
            # Above the line, so that the words themselves stay free.
            y = self._window.height() - self.height() if left_of else place.y() - self.height() - 30 + SHADOW
        self.move(x, max(0, y))


def _label(text: str, role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setText(text)
    return label
