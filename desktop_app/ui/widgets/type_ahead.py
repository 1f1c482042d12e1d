"""Keys that are pressed before the field they are meant for is there: kept, and handed over in their order."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_EDITING = (Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Delete)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TypeAhead(QObject):
    """A note opens when its highlight is on the disk; on a slow one, its first letters must not become commands."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._keys: list[QKeyEvent] = []
        self._waiting = False

    def begin(self) -> None:
        """Keep what is typed on the page from now on."""
        if not self._waiting:
            self._waiting = True
            self._page.installEventFilter(self)

    @property
    def typed(self) -> bool:
        """Whether there is something to hand over."""
        return bool(self._keys)

    def end(self, field: QWidget | None = None) -> None:
        """Stop, and hand what was typed to the field that has come; without one it is forgotten."""
        self._page.removeEventFilter(self)
        self._waiting = False
        keys, self._keys = self._keys, []
        if field is not None:
            for key in keys:
                QApplication.sendEvent(field, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that type something."""
        if watched is self._page and isinstance(event, QKeyEvent) and _types(event):
            if event.type() == QEvent.Type.KeyPress:
                self._keys.append(event.clone())
            event.accept()  # in the form of an announcement, so that no shortcut takes it
            return True
        return False


def _types(event: QKeyEvent) -> bool:
    typing = bool(event.text().strip("\x00")) and event.text().isprintable()
    return event.key() in _EDITING or (typing and not event.modifiers() & _HELD)
