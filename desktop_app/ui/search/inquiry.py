"""One search and its newest answer: asked as one types, asked for more at the end, asked anew as the index grows."""

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from desktop_app.core.query.hit import Hit
from desktop_app.services.searching.searching import Answer
from desktop_app.ui.bridge import Bridge

LIMIT = 50
"""Hits asked for at a time."""

Ask = Callable[[str, bool, int, int], Future[Answer]]
"""Searches for a text, in the open article only or everywhere, and gives so many hits after the first so many."""


class Inquiry(QObject):
    """Only the newest question counts; an older one that has not been answered is dropped."""

    answered = Signal()
    """There is an answer to the newest question."""

    renewed = Signal()
    """The same question has been answered anew."""

    extended = Signal(object)
    """More hits have come, these."""

    failed = Signal(str)
    """There is no answer, for this reason."""

    def __init__(self, ask: Ask, bridge: Bridge, wanted: Callable[[], bool], parent: QObject) -> None:
        """`wanted` tells whether anybody waits for an answer still."""
        super().__init__(parent)
        self._ask = ask
        self._bridge = bridge
        self._wanted = wanted
        self._text = ""
        self._narrow = False
        self._waiting: Future[Answer] | None = None
        self._shown: Future[Answer] | None = None  # what `answer` answers
        self._more_asked = False
        self.answer: Answer | None = None
        self.hits: list[Hit] = []
        """Those of the answer, and what was asked for after them."""

    @property
    def is_answered(self) -> bool:
        """Whether `answer` is that of the newest question."""
        return self.answer is not None and self._shown is self._waiting

    def ask(self, text: str, *, narrow: bool) -> None:
        """Ask something else."""
        self.drop()
        self._text, self._narrow = text, narrow
        waiting = self._waiting = self._ask(text, narrow, 0, LIMIT)
        self._bridge.when(waiting, lambda answer: self._take(waiting, answer), lambda error: self._fail(waiting, error))

    def ask_for_more(self) -> None:
        """Ask for the next hits, if there are any."""
        answer = self.answer
        if answer is None or self._more_asked or len(self.hits) >= answer.results.total:
            return
        self._more_asked = True
        waiting = self._waiting
        more = self._ask(self._text, self._narrow, len(self.hits), LIMIT)
        self._bridge.when(more, lambda found: self._add(answer, found), lambda error: self._fail(waiting, error))

    def ask_anew(self) -> None:
        """Ask the same for as many hits as there are now, unless an answer is awaited anyway."""
        if not self.is_answered or self._more_asked or not self._wanted():
            return
        former = self.answer
        anew = self._ask(self._text, self._narrow, 0, max(LIMIT, len(self.hits)))
        self._bridge.when(anew, lambda answer: self._renew(former, answer), lambda _error: None)

    def drop(self) -> None:
        """Await no answer any more."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = None
        self._more_asked = False

    def forget(self) -> None:
        """Have no answer any more."""
        self.drop()
        self.answer, self.hits = None, []

    def _take(self, asked: Future[Answer], answer: Answer) -> None:
        if asked is not self._waiting or not self._wanted():
            return
        self._shown = asked
        self.answer, self.hits = answer, list(answer.results.hits)
        self.answered.emit()

    def _renew(self, former: Answer | None, answer: Answer) -> None:
        if self.answer is former and self.is_answered and self._wanted():
            self.answer, self.hits = answer, list(answer.results.hits)
            self._more_asked = False
            self.renewed.emit()

    def _add(self, asked: Answer, found: Answer) -> None:
        if asked is self.answer and found.results.hits:
            self._more_asked = False
            self.hits += found.results.hits
            self.extended.emit(found.results.hits)

    def _fail(self, asked: Future[Answer] | None, error: BaseException) -> None:
        if asked is self._waiting:
            self.failed.emit(str(error))
