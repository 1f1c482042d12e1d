"""The pane that shows what an export would write."""

from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.ui.drawing import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette


class PreviewPane(QFrame):
    """Markdown as it would be exported: to be read, chosen from and copied, not to be changed here."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fonts.load_mono()
        self.setProperty("role", "pane")
        heading = QLabel("EXPORT PREVIEW · MARKDOWN")
        heading.setProperty("role", "heading")
        heading.setContentsMargins(8, 0, 0, 0)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Export preview, Markdown")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(chips.font(fonts.MONO, 12.0))
        self.text.document().setDocumentMargin(6)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 18, 10, 12)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self.text, 1)
        self.wear(palette)

    def show_text(self, text: str) -> None:
        """Show a text; the same text leaves the place in it as it is."""
        if text != self.text.toPlainText():
            self.text.setPlainText(text)

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette: text on the pane's own ground, not in a field."""
        self.text.setStyleSheet(
            f"QPlainTextEdit {{ background: transparent; border: 1px solid transparent; padding: 0;"
            f" font-family: '{fonts.MONO}'; font-size: 12px; }}"
            f"QPlainTextEdit:focus {{ border: 1px solid {palette.accent}; }}"
        )
