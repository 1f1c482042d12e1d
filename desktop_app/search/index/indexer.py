"""Writing the index: bringing it up to date with the queue, building it anew, keeping its segments few.

Runs in a process of its own, since Whoosh is pure Python and would keep the window waiting.
"""

import errno
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.index import LockError

from desktop_app.search.analysis import Analyzer
from desktop_app.search.arrays.inverted import Content
from desktop_app.search.damage import IndexDamaged
from desktop_app.search.index.folder import IndexFolder, IndexState
from desktop_app.search.index.gathering import Gather, gather
from desktop_app.search.index.live_reader import LiveReader
from desktop_app.search.index.sealing import SealedWriter
from desktop_app.search.ports import Queued, TextSource

_log = logging.getLogger(__name__)

_SEGMENTS_WELCOME = 8
_MERGED_AT_ONCE = 20_000
_TINY = 64
_TINY_SEGMENTS_AT_MOST = 24

Progress = Callable[[int, int], None]
"""Told how many subjects are done, of how many."""

Stop = Callable[[], bool]
"""Asked between commits whether to leave off."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENOMEM}


class Outcome(StrEnum):
    """How a piece of work on the index ended."""

    DONE = "done"
    BUSY = "busy"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Drained:
    """What was done. `done` may leave the queue now: for each subject, all changes up to that sequence.

    BUSY: another process is writing, try again later. STOPPED: as asked; the rest goes on at the next call. FAILED:
    the index could not be written, for the reason in `message`; nothing but the index is touched.
    """

    outcome: Outcome
    done: tuple[Queued, ...] = ()
    rebuilt: bool = False
    message: str = ""


class _Work(NamedTuple):
    progress: Progress | None = None
    stop: Stop | None = None

    def tell(self, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(done, total)

    def stopped(self) -> bool:
        return self.stop is not None and self.stop()


class Indexer:
    """The one that writes. Any number of them may exist in any number of processes; a lock lets one work at a time."""

    def __init__(
        self, folder: IndexFolder, source: TextSource, analyzer: Analyzer, gathering: Gather | None = None
    ) -> None:
        """`gathering` reads and analyses all that a rebuild takes in; without it that is done here."""
        self._folder = folder
        self._source = source
        self._analyzer = analyzer
        self._gather = gathering or partial(gather, source, analyzer)
        self._reader: LiveReader | None = None

    def drain(self, *, limit: int = 1_000, progress: Progress | None = None, stop: Stop | None = None) -> Drained:
        """Bring up to `limit` waiting subjects into the index; build it first where it is missing or damaged."""
        return self._locked(lambda work: self._drain(limit, work), _Work(progress, stop))

    def rebuild(self, *, progress: Progress | None = None, stop: Stop | None = None) -> Drained:
        """Build the index anew from every subject, in a new folder. The old one serves until then if it can."""
        return self._locked(self._rebuild, _Work(progress, stop))

    def tidy(self) -> bool:
        """Merge small segments where there are more than eight, some seconds of work at most; for idle moments.

        Returns whether more of it would be of use.
        """
        tidied = self._locked(self._tidy, _Work())
        live = self._reader
        return tidied.outcome is Outcome.DONE and live is not None and len(live.leaves) > _SEGMENTS_WELCOME

    def _locked(self, work: Callable[["_Work"], Drained], how: "_Work") -> Drained:
        try:
            with self._folder.locked() as free:
                if not free:
                    return Drained(Outcome.BUSY)
                try:
                    return work(how)
                except IndexDamaged as damage:
                    _log.warning("The search index was damaged and is built anew (%s).", damage)
                    self._condemn()
                    return self._rebuild(how)
        except LockError:
            return Drained(Outcome.BUSY)
        except (IndexDamaged, OSError) as error:
            self._forget()
            return Drained(Outcome.FAILED, message=f"The search index could not be written: {error}")

    def _drain(self, limit: int, work: "_Work") -> Drained:
        if self._folder.state is not IndexState.READY:
            return self._rebuild(work)
        live = self._live()
        queued = self._source.queued(limit)
        done: list[Queued] = []
        for batch in gather(self._source, self._analyzer, [each.subject for each in queued]):
            if work.stopped():
                return Drained(Outcome.STOPPED, tuple(done))
            self._write(live, batch.subjects, batch.content)
            done += queued[len(done) : len(done) + len(batch.subjects)]
            work.tell(len(done), len(queued))
        return Drained(Outcome.DONE, tuple(done))

    def _rebuild(self, work: "_Work") -> Drained:
        """Fill a new folder. Where no old index can serve meanwhile, the new one is in use from its first commit on,
        and a later call goes on where this one was stopped."""
        named = self._folder.current()
        resumed = named is not None and not named.complete
        serving = named is not None and named.complete
        self._folder.remove_unused()
        folder = named.folder if named is not None and resumed else self._folder.start()
        live = self._take(LiveReader(folder))
        if not serving and not resumed:
            self._folder.publish(folder, complete=False)
        waiting = self._source.queued(1_000_000)
        present = live.subjects() if resumed else frozenset[str]()
        subjects = [subject for subject in dict.fromkeys(self._source.subjects()) if subject not in present]
        work.tell(len(present), len(subjects) + len(present))  # the first commit takes a while
        fresh: set[str] = set()
        for batch in self._gather(subjects):
            if work.stopped():
                return Drained(Outcome.STOPPED, rebuilt=True)
            self._write(live, (), batch.content)
            fresh.update(batch.subjects)
            work.tell(len(fresh) + len(present), len(subjects) + len(present))
        self._folder.publish(folder, complete=True)
        # What an earlier, stopped build had already taken in may have changed since: it stays in the queue.
        return Drained(Outcome.DONE, tuple(each for each in waiting if each.subject in fresh), rebuilt=True)

    def _write(self, live: LiveReader, replaced: Sequence[str], content: Content) -> None:
        """Replace all entries of the subjects `replaced` by `content`, in one commit."""
        live.refresh()
        gone = live.numbers_of(replaced)
        if not gone and not content.entries:
            return
        with _writing(live.folder) as writer:
            for number in gone:
                writer.delete_document(number)
            writer.add_content(content)
            writer.commit(mergetype=_merge_tiny)
        live.refresh()

    def _tidy(self, _work: "_Work") -> Drained:
        if self._folder.state is IndexState.READY:
            live = self._live()
            if len(live.leaves) > _SEGMENTS_WELCOME:
                with _writing(live.folder) as writer:
                    writer.commit(mergetype=_merge_smallest)
                live.refresh()
        return Drained(Outcome.DONE)

    def _live(self) -> LiveReader:
        named = self._folder.current()
        if named is None:
            raise IndexDamaged("there is no index")
        if self._reader is None or self._reader.folder != named.folder:
            return self._take(LiveReader(named.folder))
        self._reader.refresh()
        return self._reader

    def _take(self, live: LiveReader) -> LiveReader:
        self._forget()
        self._reader = live
        return live

    def _condemn(self) -> None:
        named = self._folder.current()
        if named is not None:
            self._folder.condemn(named.folder)
        self._forget()

    def _forget(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None

    def close(self) -> None:
        """Close every file."""
        self._forget()


@contextmanager
def _writing(folder: Path) -> Iterator[Any]:
    """Give a writer that leaves no trace unless it commits.

    Raises LockError, OSError where the disk gives no room, and IndexDamaged for all else that goes wrong.
    """
    writer: Any = None
    try:
        writer = SealedWriter(folder)
        yield writer
    except LockError:
        raise
    except Exception as error:  # a damaged index raises a dozen different kinds
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise
        raise IndexDamaged(f"{type(error).__name__}: {error}") from error
    finally:
        if writer is not None and not writer.is_closed:
            with suppress(Exception):  # whatever went wrong before is the one to tell
                writer.cancel()


def _merge_tiny(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy while a person waits: nothing, but for every so many saved notes these few together."""
    alive = [segment for segment in segments if _live_count(segment)]
    tiny = [segment for segment in alive if _live_count(segment) <= _TINY]
    if len(tiny) < _TINY_SEGMENTS_AT_MOST:
        return alive
    writer.copy_in(tiny)
    return [segment for segment in alive if segment not in tiny]


def _merge_smallest(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: copy the smallest segments into the new one, and return those that stay.

    A segment that outweighs all smaller ones stays, unless too many would: copying it would cost more than it helps.
    """
    alive = [segment for segment in segments if segment.doc_count_all() > segment.deleted_count()]
    merged: list[Any] = []
    total = 0
    for segment in sorted(alive, key=_live_count):
        size = _live_count(segment)
        few_enough = len(alive) - len(merged) < _SEGMENTS_WELCOME
        if len(merged) >= 2 and (total + size > _MERGED_AT_ONCE or (few_enough and size > total)):
            break
        merged.append(segment)
        total += size
    writer.copy_in(merged)
    return [segment for segment in alive if segment not in merged]


def _live_count(segment: Any) -> int:
    return int(segment.doc_count_all() - segment.deleted_count())
