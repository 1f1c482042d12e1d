"""Naming: what the colours are called."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from desktop_app.core.annotation import COLOUR_MEANINGS, Colour
from desktop_app.services.articles.library import Library
from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.actions.table import colour_text
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk


class NamingCommands:
    """Asks for the names of the colours, and tells the actions that carry them."""

    def __init__(
        self,
        window: QWidget,
        library: Library,
        desk: Desk,
        bridge: Bridge,
        notices: Notices,
        actions: Callable[[], ActionSet],
    ) -> None:
        self._window = window
        self._library = library
        self._desk = desk
        self._notices = notices
        self._actions = actions
        bridge.changed.connect(lambda changed: self.tell() if "colour" in changed.change_set.kinds() else None)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"mark.names": self._ask}

    def tell(self) -> None:
        """Call the actions by the names that the colours have now."""
        for colour, name in self._desk.reader.colour_names().items():
            self._actions().rename(f"mark.{colour}", colour_text(colour, name))

    def _ask(self) -> None:
        names = self._desk.reader.colour_names()
        dialog = QDialog(self._window)
        dialog.setWindowTitle("What the colours mean")
        form = QFormLayout(dialog)
        fields: dict[Colour, QLineEdit] = {}
        for colour in Colour:
            fields[colour] = QLineEdit(names[colour])
            fields[colour].setMinimumWidth(240)
            fields[colour].setPlaceholderText(COLOUR_MEANINGS[colour])
            form.addRow(colour.value.capitalize(), fields[colour])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(dialog.accept)
        buttons.rejected.connect(dialog.reject)
        form.addRow(buttons)
        fields[Colour.YELLOW].selectAll()
        if dialog.exec() == QDialog.DialogCode.Accepted:
            for colour, field in fields.items():
                self._notices.saving(self._library.name_colour(colour, field.text()))
        dialog.deleteLater()
