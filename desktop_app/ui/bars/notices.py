"""Notices: what the window says about what it does, in one voice."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app import __version__
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.actions.key_words import Keys, UsualKeys
from desktop_app.ui.bars.status_line import StatusLine
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.faults import NAME as LOG
from desktop_app.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from desktop_app.services.searching.indexing import Indexed

_log = logging.getLogger(__name__)

_A_LINE = 80  # characters
_SILENCE = 50  # milliseconds within which saving is not worth a word
_LONGEST = 45_000  # milliseconds; longer than the writer waits for a lock
_UNFINISHED = "The disk has not answered for a long time."
_KEPT = "library.db is gone; everything is kept in “backups”"
_DISPLACED = (
    "“library.db” was moved, replaced or deleted while Margent had it open. All of it, with what you write now, "
    "is kept as the newest copy in “backups”. Quit and start Margent again: where there is no library.db, it is made "
    "from that copy. Where there is another, “margent restore” puts the copy back."
)
_WORTH_A_WORD = 50  # entries of the library to index


class Notices(QObject):
    """Says what happened in the status line, and in a toast where a person may want to act on it."""

    _idle = Signal()

    def __init__(
        self,
        status: StatusLine,
        toast: Toast,
        bridge: Bridge,
        undo: Callable[[], Future[Any]],
        displaced: Callable[[], bool],
    ) -> None:
        """`displaced` tells whether the library's file was taken away; nothing is called saved from then on."""
        super().__init__(status)
        self._status = status
        self._toast = toast
        self._bridge = bridge
        self._undo = undo
        self._keys: Keys = UsualKeys()
        self._act: Callable[[], None] | None = None
        self._show: Callable[[], None] | None = None
        toast.action_chosen.connect(self._chosen)
        toast.other_chosen.connect(self._other_chosen)
        self._unsaved = 0
        self._failures: list[str] = []
        self._said = False
        self._indexing = False
        self._displaced, self._told_displaced = displaced, False
        self._offering = False
        self._patience = QTimer(self, singleShot=True, interval=_SILENCE)
        self._patience.timeout.connect(self._say_saving)
        bridge.failed.connect(self.fail)
        bridge.changed.connect(self._withdraw)

    def use_keys(self, keys: Keys) -> None:
        """Say the keys as they are from now on."""
        self._keys = keys

    def said(self, words: str) -> str:
        """Return words with the keys that they name, for what is said elsewhere; see `ui.actions.key_words`."""
        return self._keys.said(words)

    def say(self, message: str) -> None:
        """Say something in the status line."""
        self._status.say(message)

    def hint(self, words: str) -> None:
        """Say what the keys do while a mode lasts; empty words end that."""
        self._status.show_mode(words)

    def tell(self, message: str) -> None:
        """Say something in the status line, and in a toast where it is too long for that."""
        self._status.say(message)
        said = self.said(message)
        if len(said) > _A_LINE:
            self._toast.show_message(said)

    def offer_undo(self, message: str) -> None:
        """Say what was done, and offer to take it back for as long as it is the newest step."""
        self.offer(message, "Undo", lambda: self.saving(self._undo(), quietly=True), "edit.undo")

    def offer(
        self,
        message: str,
        action: str,
        run: Callable[[], None],
        action_id: str = "",
        *,
        show: Callable[[], None] | None = None,
    ) -> None:
        """Say what was done, with a button that does something about it until something else is done.

        `action_id` is the entry of the action table that does the same, for its keys. `show` goes to where it was done.
        """
        self._offering, self._act, self._show = True, run, show
        other = ("Show", self._keys.key_of("go.undone")) if show is not None else ("", "")
        key = self._keys.key_of(action_id) if action_id else ""
        self._toast.show_message(self.said(message), action, key, *other)

    def withdraw(self) -> None:
        """Take back what was offered: it has been done in another way."""
        if self._offering:
            self._offering = False
            self._toast.hide()

    def tell_progress(self, indexed: "Indexed") -> None:
        """Say how far the index is, when there is enough to do for a person to wonder."""
        if indexed.message:
            self._status.say(indexed.message)
        elif indexed.paused:
            at = f" at {indexed.done:,} of {indexed.total:,}" if indexed.total else ""
            self._status.say(f"Indexing is paused{at}; search reads the rest directly", lasting=True)
        elif indexed.done < indexed.total and indexed.total >= _WORTH_A_WORD:
            self._indexing = True
            self._status.say(f"Indexing {indexed.done:,} of {indexed.total:,}", lasting=True)
        elif self._indexing and indexed.done >= indexed.total:
            self._indexing = False
            self._status.say("The search index is ready")

    def saving(
        self,
        saved: Future[Any],
        then: Callable[[], None] | None = None,
        *,
        quietly: bool = False,
        lost: Callable[[], None] | None = None,
    ) -> None:
        """Follow something on its way to the disk, and call `then` when it is there, or `lost` when it cannot be.

        "Saved" is said only when it is on the disk, `quietly` not at all.
        """
        self._unsaved += 1
        if not self._patience.isActive() and not self._said:
            self._patience.start()
        self._bridge.when(saved, lambda _result: self._arrived(quietly, then), lambda error: self._lost(error, lost))

    def settled(self) -> list[str]:
        """Wait, while the window goes on being painted, until everything is on the disk; return why something is not.

        A lock that somebody else keeps is waited for as long as the writer does.
        """
        self._failures.clear()
        if self._unsaved:
            loop = QEventLoop()
            self._idle.connect(loop.quit)
            QTimer.singleShot(_LONGEST, loop, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self._idle.disconnect(loop.quit)
        return [*self._failures, _UNFINISHED] if self._unsaved else self._failures.copy()

    def fail(self, error: BaseException) -> None:
        """Say why something could not be done."""
        message = in_words(error)
        self._status.say(message)
        if _is_foreseen(error):
            self._toast.show_message(self.said(message))
        else:
            self._offer_details(message, error)

    def tell_if_displaced(self) -> bool:
        """Say, once, when the library's file is no longer there; tell whether that is so."""
        if not self._displaced():
            return False
        if not self._told_displaced:
            self._told_displaced = True
            self._toast.show_message(_DISPLACED)
            self._status.say(_KEPT, lasting=True)
        return True

    def tell_fault(self, error: Exception) -> None:
        """Say that something went wrong which nobody has foreseen; it stands in the log already."""
        message = _of_a_fault(error)
        self._status.say(message)
        self._offer_details(message, error)

    def _offer_details(self, message: str, error: BaseException) -> None:
        from traceback import format_exception  # not at the start, which has no fault

        details = f"Margent {__version__}\n{''.join(format_exception(error))}"
        self.offer(message, "Copy the details", lambda: self._copy(details))

    def _copy(self, details: str) -> None:
        QGuiApplication.clipboard().setText(details)
        self._status.say("Copied what is known about the fault")

    def _chosen(self) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()

    def _other_chosen(self) -> None:
        show, self._show = self._show, None
        if show is not None:
            show()

    def _arrived(self, quietly: bool, then: Callable[[], None] | None) -> None:
        if self._one_less() and not quietly:
            gone = self.tell_if_displaced()
            self._status.say(_KEPT if gone else "Saved", lasting=gone)
        if then is not None:
            then()

    def _withdraw(self, changed: Changed) -> None:
        if changed.change_set.undoable:
            self.withdraw()  # its "Undo" would take back something else by now

    def _lost(self, error: BaseException, then: Callable[[], None] | None) -> None:
        self.fail(error)
        self._failures.append(in_words(error))
        try:
            if then is not None:
                then()
        finally:  # or whoever quits would wait for it
            self._one_less()

    def _one_less(self) -> bool:
        self._unsaved -= 1
        if self._unsaved:
            return False
        self._patience.stop()
        self._said = False
        self._idle.emit()
        return True

    def _say_saving(self) -> None:
        self._said = True
        self._status.say("Saving…", lasting=True)


def in_words(error: BaseException) -> str:
    """Return why something could not be done, for a person; what nobody has foreseen goes to the log as well."""
    if _is_foreseen(error):
        return str(error)
    _log.error("unexpected", exc_info=error)
    return _of_a_fault(error)


def _is_foreseen(error: BaseException) -> bool:
    from desktop_app.exchange.failure import ExportFailure

    return isinstance(error, Refused | StorageFailure | ExportFailure)


def _of_a_fault(error: BaseException) -> str:
    return (
        f"Something did not work, by a fault of Margent’s ({str(error) or type(error).__name__}). What was saved is "
        f"safe. If the window looks wrong, close it and start it again. {LOG} in the library’s folder tells more."
    )
