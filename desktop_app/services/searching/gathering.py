"""Reading and analysing in a process of its own while another one writes: an index is built on two cores.

The process is given subjects and answers in batches, both pickled: the two are one program, and their pipe is nobody
else's. It works ahead by the batch that it cannot get rid of yet. With the one that reads from it, it ends.
"""

import contextlib
import gc
import logging
import pickle
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from desktop_app.core.interpreter import module_process
from desktop_app.search.analysis import Analyzer
from desktop_app.search.index.gathering import Batch, gather
from desktop_app.services.searching.source import LibrarySource
from desktop_app.storage.store import open_library_reader

if TYPE_CHECKING:
    from desktop_app.search.index.gathering import Gather

_log = logging.getLogger(__name__)

_WORTH_A_PROCESS = 500
"""Subjects; fewer are read here before another process has started."""


def gathering_for(folder: Path, here: "Gather") -> "Gather":
    """Return how to gather subjects of the library in `folder`: `here` where they are few or the process fails."""

    def gathered(subjects: Sequence[str]) -> Iterator[Batch]:
        done = 0
        if len(subjects) >= _WORTH_A_PROCESS:
            for batch in _from_process(folder, subjects):
                done += len(batch.subjects)
                yield batch
        if done < len(subjects):
            yield from here(subjects[done:])

    return gathered


def _from_process(folder: Path, subjects: Sequence[str]) -> Iterator[Batch]:
    """Yield what the process gives; less than all where it comes to an end too early."""
    import subprocess

    try:
        process = subprocess.Popen(
            **module_process(__name__, str(folder)), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    except OSError as error:
        _log.warning("The process that reads for the index could not be started (%s).", error)
        return
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with contextlib.suppress(OSError, EOFError, pickle.UnpicklingError):  # it has died: the rest is read here
            pickle.dump(list(subjects), process.stdin)
            process.stdin.close()
            while True:
                yield pickle.load(process.stdout)  # noqa: S301 - written by ourselves, a moment ago
    finally:
        process.kill()
        process.stdout.close()
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.wait()


def serve(folder: Path, asked: BinaryIO, answers: BinaryIO) -> None:
    """Gather the subjects that are asked for."""
    subjects = pickle.load(asked)  # noqa: S301 - from the process that has started this one
    analyzer = Analyzer()
    with contextlib.closing(open_library_reader(folder)) as reader:
        for batch in gather(LibrarySource(reader), analyzer, subjects):
            pickle.dump(batch, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    gc.disable()  # nothing that it makes refers to itself, and it ends soon
    with contextlib.suppress(BrokenPipeError):  # whoever asked has left
        serve(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
