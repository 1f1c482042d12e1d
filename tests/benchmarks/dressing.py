"""What the windows of a measurement wear: the look that the program's own window has."""

from PySide6.QtWidgets import QApplication

from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Theme
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.turns.collecting import Collecting


def dressed_application() -> QApplication:
    """Start Qt in Margent's look. Stock widgets that are measured beside ours wear it too.

    Bare Fusion draws the gradients of its scroll bars in threads of Qt's own: 1 ms a scroll that no reader pays.
    """
    application = QApplication([])
    fonts.load()
    ThemeSwitch(application, Theme.LIGHT)
    return application


def dressed_for_bare_views() -> QApplication:
    """The same for views that are measured alone: in a window, garbage is collected in the pauses of reading."""
    application = dressed_application()
    Collecting(application).begin()
    return application
