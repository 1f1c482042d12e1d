"""The clipboard outlives the interpreter, and what Python put there must not."""

from PySide6.QtGui import QGuiApplication


def settle_clipboard() -> None:
    """Keep copied text on the clipboard without the Python object that brought it; for the end of the program.

    WORKAROUND: Qt destroys the clipboard's data in an exit handler, after Python is gone, and a QMimeData made in
    Python then crashes the process. One that Qt makes itself, by `setText`, does not.
    """
    clipboard = QGuiApplication.clipboard()
    # A platform without a screen has a clipboard that nobody else can have written, and does not call it ours.
    if clipboard.ownsClipboard() or QGuiApplication.platformName() == "offscreen":
        clipboard.setText(clipboard.text())
