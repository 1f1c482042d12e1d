"""A text that shows what changes in a file: lines that come and go by their sign, and by the ground under them."""

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.services.exporting.exported import Planned
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

MOST = 200_000
"""How many characters are shown at most; nobody reads more, and laying them out takes time."""

_HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@.*$")
_GAP = "⋯"
_GROUNDS = {"+": Colour.GREEN, "-": Colour.PINK}


class DiffView(QPlainTextEdit):
    """Shows a unified diff, or any other text as it is: to be read and copied, not to be changed."""

    def __init__(self, name: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fonts.load_mono()
        self._palette = palette
        self._diff = False
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFont(chips.font(fonts.MONO, 12.0))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(8)
        # The ground is drawn in the paint event, under the lines; the viewport must let it through.
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {palette.paper}; border: 1px solid {palette.line}; border-radius: 6px;"
            f" padding: 0; font-family: '{fonts.MONO}'; font-size: 12px; }}"
            f"QPlainTextEdit:focus {{ border: 1px solid {palette.accent}; }}"
        )

    def show_text(self, text: str) -> None:
        """Show a text as it is."""
        self._show(text, diff=False)

    def show_diff(self, diff: str) -> None:
        """Show a unified diff without the names of its files, and with the numbers of lines in words."""
        lines = diff.splitlines()
        self._show("\n".join(map(_in_words, lines[2:] if diff.startswith("---") else lines)), diff=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay a ground under the lines that come and go."""
        if self._diff:
            painter = QPainter(self.viewport())
            block = self.firstVisibleBlock()
            while block.isValid():
                box = self.blockBoundingGeometry(block).translated(self.contentOffset())
                if box.top() > event.rect().bottom():
                    break
                self._lay_ground(painter, box, block.text())
                block = block.next()
            painter.end()
        super().paintEvent(event)

    def _lay_ground(self, painter: QPainter, box: QRectF, line: str) -> None:
        colour = _GROUNDS.get(line[:1])
        box = QRectF(0, box.top(), self.viewport().width(), box.height())
        if colour is not None:
            painter.fillRect(box, self._palette.fill(colour))
        elif line.startswith(_GAP):
            painter.fillRect(box, QColor(self._palette.ground()))

    def _show(self, text: str, *, diff: bool) -> None:
        shown = text if len(text) <= MOST else f"{text[:MOST]}\n…"
        if diff != self._diff or shown != self.toPlainText():
            self._diff = diff
            self.setPlainText(shown)


def _in_words(line: str) -> str:
    found = _HUNK.match(line)
    if found:
        return f"{_GAP} line {int(found[1]):,}"
    return f"{line[:1]} {line[1:]}".rstrip()  # the sign stands apart from Markdown's own signs


def change_of(planned: Planned, *, whole: bool) -> tuple[str, bool]:
    """Return what is shown of a planned file, and whether that is a diff: of a new file, all of it."""
    if whole or planned.before is None:
        text = planned.after if planned.writes else planned.before or ""
        return text.encode("utf-8", errors="replace").decode("utf-8"), False
    return (planned.diff(), True) if planned.writes else ("Nothing changes in this file.", False)
