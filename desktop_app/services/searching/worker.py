"""The process that writes the index: told what to do on its standard input, one word a line, it answers in JSON lines.

"pause" stops what is going on after the commit it is at, and so does the end of the input.

Whoosh is pure Python and would hold the interpreter's lock while a person types; here it holds nobody's but its own.
The process only reads the library: what is done is reported, and the window's writer takes it off the queue.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TextIO

from desktop_app.search.analysis import Analyzer
from desktop_app.search.index.folder import IndexFolder
from desktop_app.search.index.gathering import gather
from desktop_app.search.index.indexer import Drained, Indexer
from desktop_app.services.searching.gathering import gathering_for
from desktop_app.services.searching.source import INDEX_FOLDER, LibrarySource
from desktop_app.storage.store import open_library_reader

_NICENESS = 10
_IDLE = 20.0
"""Seconds."""

_AT_ONCE = 1_000
"""How much of what was done is told at once: the window takes it off the queue between two saves, and holds it."""


@contextlib.contextmanager
def opened_indexer(folder: Path) -> Iterator[Indexer]:
    """Open an indexer for the library in `folder`, for the calling thread."""
    analyzer = Analyzer()
    with contextlib.closing(open_library_reader(folder)) as reader:
        source = LibrarySource(reader)
        gathering = gathering_for(folder, partial(gather, source, analyzer))
        indexer = Indexer(IndexFolder(folder / INDEX_FOLDER, analyzer), source, analyzer, gathering)
        with contextlib.closing(indexer):
            yield indexer


def serve(folder: Path, commands: TextIO, answers: TextIO, idle: float = _IDLE) -> None:
    """Carry out "drain" and "rebuild" until the commands end, as they do when the window is gone.

    After `idle` seconds without any, small segments are merged.
    """

    def answer(**values: object) -> None:
        answers.write(json.dumps(values) + "\n")
        answers.flush()

    def progress(done: int, total: int) -> None:
        answer(kind="progress", done=done, total=total)

    def tell(drained: Drained) -> None:
        done = [[queued.sequence, queued.subject] for queued in drained.done]
        for first in range(0, len(done), _AT_ONCE):
            answer(kind="indexed", done=done[first : first + _AT_ONCE])
        answer(kind="drained", outcome=drained.outcome.value, rebuilt=drained.rebuilt, message=drained.message)

    heard = _Heard(commands)
    untidy = True
    with opened_indexer(folder) as indexer:
        while (command := heard.next(idle if untidy else None)) is not None:
            untidy = True
            match command:
                case "drain":
                    tell(indexer.drain(progress=progress, stop=heard.halted.is_set))
                case "rebuild":
                    tell(indexer.rebuild(progress=progress, stop=heard.halted.is_set))
                case "":
                    untidy = indexer.tidy()


class _Heard:
    """Listens to the commands in a thread of its own, so that pauses begin and end while something is going on.

    `waiting` has None at the end of the input.
    """

    def __init__(self, commands: TextIO) -> None:
        self.waiting: SimpleQueue[str | None] = SimpleQueue()
        self.halted = threading.Event()
        self._commands = commands
        threading.Thread(target=self._listen, name="margent-commands", daemon=True).start()

    def next(self, patience: float | None) -> str | None:
        """Return the next command, or an empty one when none has come for so many seconds, if that matters."""
        try:
            return self.waiting.get(timeout=None if self.halted.is_set() else patience)
        except Empty:
            return ""

    def _listen(self) -> None:
        for line in self._commands:
            command = line.strip()
            if command == "pause":
                self.halted.set()
            elif command == "resume":
                self.halted.clear()
                self.waiting.put("")  # whoever waits without end looks again
            else:
                self.waiting.put(command)
        self.halted.set()
        self.waiting.put(None)


def _step_back() -> None:
    """Let everybody else go first: what waits to be indexed is found without the index."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


if __name__ == "__main__":
    _step_back()
    # A window that was killed reads no answer; its queue still says what is to be done.
    with contextlib.suppress(BrokenPipeError):
        serve(Path(sys.argv[1]), sys.stdin, sys.stdout)
