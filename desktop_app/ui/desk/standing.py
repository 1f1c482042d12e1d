"""The annotations of an open article as they stand in its text: found by id and by place, renewed where they change."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.annotation import Annotation, Placed, Placement, PlacementState
from desktop_app.core.change import ChangeSet
from desktop_app.services.articles.reading import Opened
from desktop_app.storage.reader import LibraryReader

_FEW = 4  # so few are read again at once, whatever is under way: a person is about to go on with one of them
_AT_ONCE = 25  # annotations that are read again, and shown, before the window has its turn
_MOST = 200  # as many as that come to while they cost little
_LITTLE, _MUCH = 0.003, 0.006  # seconds of a turn, below which the next has twice as many, and above which half
_TURN = 20  # milliseconds from one turn to the next


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed: annotations as they stood before, and as they stand now."""

    gone: tuple[Placed, ...]
    come: tuple[Placed, ...]

    def in_text(self) -> "Difference":
        """Return what has changed of those that have a place in the text."""
        return Difference(tuple(filter(stands, self.gone)), tuple(filter(stands, self.come)))

    def ids(self) -> frozenset[str]:
        """Return the ids of all of them."""
        return frozenset(one.annotation.id for one in (*self.gone, *self.come))


class Standing(QObject):
    """Keeps the annotations of one article true to the library. Among ten thousand, one more costs no more than one."""

    renewed = Signal(object)
    """The Difference that has just been made; much of it comes in parts, between which the window has its turn."""

    def __init__(
        self, reader: LibraryReader, parent: QObject | None = None, clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._clock = clock
        self._at_once = _AT_ONCE
        self._opened: Opened | None = None
        self._all: list[Placed] = []
        self._in_text: list[Placed] = []
        self._by_id: dict[str, Placed] = {}
        self._longest = 0
        self._waiting: dict[str, None] = {}
        self._highlights = 0
        self._notes = 0
        self._turn = QTimer(self, singleShot=True, interval=_TURN)
        self._turn.timeout.connect(self._renew)

    def lay(self, opened: Opened | None) -> None:
        """Begin with what stands in `opened`, or with nothing."""
        self._opened = opened
        self._turn.stop()
        self._waiting.clear()
        self._by_id, self._longest, self._highlights, self._notes = {}, 0, 0, 0
        self._all = self._reader.placed(opened.document) if opened else []
        self._in_text = [one for one in self._all if stands(one)]
        for one in self._all:
            self._count(one)

    def follow(self, change_set: ChangeSet) -> None:
        """Read again what a change set has touched of the article."""
        if self._opened is not None:
            self._waiting.update(dict.fromkeys(_touched(change_set, self._opened)))
            if self._waiting and (len(self._waiting) <= _FEW or not self._turn.isActive()):
                self._renew()

    @property
    def all(self) -> list[Placed]:
        """Every annotation outside the trash, in the order of the text, as a list of the caller's own."""
        return self._all.copy()

    @property
    def in_text(self) -> Sequence[Placed]:
        """Those that stand somewhere in the text, in its order; as long as nothing is renewed."""
        return self._in_text

    @property
    def counts(self) -> tuple[int, int]:
        """How many highlights there are, and how many notes."""
        return self._highlights, self._notes

    def get(self, annotation_id: str | None) -> Placed | None:
        """Return one annotation, or None when it is not there."""
        return self._by_id.get(annotation_id or "")

    def place_of(self, annotation_id: str | None) -> int | None:
        """Return the place in `in_text` of one annotation; None when it has none."""
        one = self.get(annotation_id)
        return bisect_left(self._in_text, _order(one), key=_order) if one is not None and stands(one) else None

    def place_at(self, offset: int) -> int:
        """Return the place in `in_text` of the first annotation that begins at the code point `offset` or after it."""
        return bisect_left(self._in_text, offset, key=_start)

    def between(self, first: int, last: int) -> list[Placed]:
        """Return what has a word from one code point to another, though it may begin before them."""
        some = self._in_text[self.place_at(first - self._longest) : self.place_at(last + 1)]
        return [one for one in some if one.end > first or one.start >= first]

    def _renew(self) -> None:
        if self._opened is None or not self._waiting:
            return
        begun = self._clock()
        ids = list(islice(self._waiting, self._at_once))
        now = {one.annotation.id: one for one in self._reader.placed(self._opened.document, ids)}
        before = {found: self._by_id[found] for found in ids if found in self._by_id}
        for found in ids:
            del self._waiting[found]
        self._turn.start()  # when it ends, what has been written meanwhile is read at once
        gone = tuple(one for found, one in before.items() if now.get(found) != one)
        come = tuple(one for found, one in now.items() if before.get(found) != one)
        if gone or come:
            self._take(gone, come)
            self.renewed.emit(Difference(gone, come))
        self._size_next(self._clock() - begun)

    def _size_next(self, taken: float) -> None:
        """Choose how many are read next, so that bulk work is shown as fast as it is written."""
        if not self._waiting:
            self._at_once = _AT_ONCE
        elif taken < _LITTLE:
            self._at_once = min(2 * self._at_once, _MOST)
        elif taken > _MUCH:
            self._at_once = max(self._at_once // 2, _AT_ONCE)

    def _take(self, gone: Iterable[Placed], come: Iterable[Placed]) -> None:
        coming = {one.annotation.id: one for one in come}
        for one in gone:
            del self._by_id[one.annotation.id]
            self._highlights -= one.annotation.colour is not None
            self._notes -= bool(one.annotation.note)
            now = coming.get(one.annotation.id)
            # One that has not moved takes its own place, for which the lists need not be shifted.
            kept = [now] if now is not None and (_order(now), stands(now)) == (_order(one), stands(one)) else []
            for some in self._lists_with(one):
                place = bisect_left(some, _order(one), key=_order)
                some[place : place + 1] = kept
            for same in kept:
                self._count(coming.pop(same.annotation.id))
        for one in coming.values():
            for some in self._lists_with(one):
                insort(some, one, key=_order)
            self._count(one)

    def _lists_with(self, one: Placed) -> tuple[list[Placed], ...]:
        return (self._all, self._in_text) if stands(one) else (self._all,)

    def _count(self, one: Placed) -> None:
        self._by_id[one.annotation.id] = one
        self._longest = max(self._longest, one.end - one.start)
        self._highlights += one.annotation.colour is not None
        self._notes += bool(one.annotation.note)


def _touched(change_set: ChangeSet, opened: Opened) -> Iterable[str]:
    """Yield the ids of the article's annotations that have changed, or stand elsewhere."""
    for change in change_set.changes:
        for state in (change.before, change.after):
            match state:
                case Annotation() if state.document == opened.document.id:
                    yield state.id
                case Placement() if state.version == opened.version.id:
                    yield state.annotation


def stands(one: Placed) -> bool:
    """Tell whether an annotation has a place in the text."""
    return one.placement.state is not PlacementState.DETACHED


def _start(one: Placed) -> int:
    return one.placement.start


def _order(one: Placed) -> tuple[int, int, str]:
    return one.placement.start, one.placement.end, one.annotation.id
