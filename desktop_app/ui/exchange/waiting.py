"""Waiting for an errand that has no dialog of its own: how far it is, once it takes long, and a way to stop it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from desktop_app.ui.exchange.errands import Errand, Errands, Progress

Result = TypeVar("Result")
_PATIENCE = 600  # milliseconds before progress is shown


def run_shown(
    errands: Errands,
    window: QWidget,
    words: str,
    work: Callable[[Progress], Result],
    done: Callable[[Result], None],
    failed: Callable[[BaseException], None],
) -> Errand:
    """Begin an errand as `Errands.run` does; `words` say what is done."""
    shown = QProgressDialog(words, "Stop", 0, 0, window)
    shown.setWindowTitle("Margent")
    shown.setWindowModality(Qt.WindowModality.NonModal)
    shown.setMinimumDuration(_PATIENCE)
    shown.setAutoReset(False)
    shown.setAutoClose(False)

    def tell(reached: int, total: int) -> None:
        shown.setMaximum(total)
        shown.setValue(reached)

    def end() -> None:
        shown.canceled.disconnect()
        shown.close()
        shown.deleteLater()

    def finish(result: Result) -> None:
        end()
        done(result)

    def fail(error: BaseException) -> None:
        end()
        failed(error)

    errand = errands.run(work, finish, fail, tell)
    shown.canceled.connect(errand.stop)
    return errand
