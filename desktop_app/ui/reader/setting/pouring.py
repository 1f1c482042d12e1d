"""Brings the words of a long article into Qt's document: those that are asked for at once, the others bit by bit.

A million words take a tenth of a second. Nobody waits for that who begins to read: what is laid out is written first,
and the rest while nothing else is to be done. Blocks are written in their order, so that what is there never moves.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QTextCursor, QTextDocument

from desktop_app.ui.reader.setting.shown_text import ShownText

_AT_ONCE = 400_000
"""Code points handed to Qt in one call: enough to be quick, and few enough not to hold the text three times."""

_AHEAD = 20_000
"""Code points written beyond what is asked for: what is asked for next is most often what follows."""

_BIT = 150_000
"""Code points written in one go while nothing else is to be done: two or three milliseconds."""

_FORMED = 150
"""Blocks whose words are given their formats in one go, likewise."""


class Pouring:
    """See the module. `form` gives the words of one block their formats, when they have been written."""

    def __init__(
        self, starts: Sequence[int], shown: ShownText, document: QTextDocument, form: Callable[[int], None]
    ) -> None:
        self._starts = starts
        self._shown = shown
        self._document = document
        self._cursor = QTextCursor(document)
        self._form = form
        self._written = 0
        self._formless = dict.fromkeys(shown.formed)  # in their order

    @property
    def is_done(self) -> bool:
        """Whether everything is in the document."""
        return self._written == len(self._starts) and not self._formless

    def reach(self, index: int) -> None:
        """See to it that a block is in the document as it is shown."""
        if index >= self._written:
            self._write(self._starts[index] + _AHEAD)
        if index in self._formless:
            self._give_forms([index])

    def go_on(self) -> None:
        """Bring in a little more, in two or three milliseconds."""
        if self._written < len(self._starts):
            self._write(self._starts[self._written] + _BIT)
        else:
            self._give_forms(list(islice(self._formless, _FORMED)))

    def finish(self) -> None:
        """Bring in all that is still missing."""
        if self._starts:
            self._write(self._starts[-1] + 1)
        self._give_forms(list(self._formless))

    def _write(self, until: int) -> None:
        """Write the blocks that begin before a code point."""
        with QSignalBlocker(self._document):  # no page that is shown looks different for it
            self._cursor.beginEditBlock()
            while self._written < len(self._starts) and self._starts[self._written] < until:
                beyond = min(until, self._starts[self._written] + _AT_ONCE)
                stop = self._shown.stop_after(bisect_left(self._starts, beyond, self._written + 1) - 1)
                self._cursor.insertText(self._shown.written(self._written, stop))
                self._written = stop
            self._cursor.endEditBlock()

    def _give_forms(self, blocks: Iterable[int]) -> None:
        with QSignalBlocker(self._document):
            self._cursor.beginEditBlock()
            for index in blocks:
                del self._formless[index]
                self._form(index)
            self._cursor.endEditBlock()
