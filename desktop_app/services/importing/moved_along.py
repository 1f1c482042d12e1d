"""Moving along: what stands elsewhere in a new version only because words came or went before it, which is no news."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.core.annotation import Placed, PlacementState, Target
from desktop_app.core.correction import corrected
from desktop_app.core.document import Content
from desktop_app.core.outline import sections_of
from desktop_app.core.selectors import OPENING, TextQuoteSelector
from desktop_app.services.articles.reading import Opened
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.reader import LibraryReader


@dataclass(frozen=True, slots=True)
class _Divisions:
    """Where the sections of one version begin, and what each is known by: its heading, and how its text begins."""

    starts: tuple[int, ...]
    known_by: tuple[tuple[str, str], ...]

    def at(self, offset: int) -> tuple[str, str]:
        place = bisect_right(self.starts, offset) - 1
        return self.known_by[place] if place >= 0 else ("", "")


class MovedAlong:
    """Tells what has moved along with its neighbours. What earlier versions were divided into is remembered."""

    def __init__(self, library: LibraryReader) -> None:
        self._library = library
        self._shown = ""
        self._divisions: dict[str, _Divisions | None] = {}

    def among(self, opened: Opened, placed: Iterable[Placed]) -> frozenset[str]:
        """Return the ids of those called moved that stand between the same words, in the same section and in order.

        `placed` are all that the text has, or nobody can tell which of them has changed its place among the others.
        """
        if opened.version.id != self._shown:
            self._shown = opened.version.id
            self._divisions = {opened.version.id: _divided(opened.content)}
        standing = [one for one in placed if one.placement.state is not PlacementState.DETACHED]
        moved = (one for one in _in_order(standing) if one.placement.state is PlacementState.MOVED)
        return frozenset(one.annotation.id for one in moved if self._along(opened, one))

    def _along(self, opened: Opened, placed: Placed) -> bool:
        target = placed.annotation.target
        if target.section is not None:
            return True  # a section's note is wherever the section is
        if target.quote is None or not _keeps_company(opened.content.text, target.quote, placed.start, placed.end):
            return False
        return self._in_the_same_section(opened, target, placed.start)

    def _in_the_same_section(self, opened: Opened, target: Target, start: int) -> bool:
        before, now = self._of(target.version), self._of(opened.version.id)
        if before is None or now is None or target.position is None:
            return True  # nobody can tell any more
        was, becomes = before.at(target.position.start), now.at(start)
        return any(one == other for one, other in zip(was, becomes, strict=True))

    def _of(self, version_id: str | None) -> _Divisions | None:
        if version_id is None:
            return None
        if version_id not in self._divisions:
            self._divisions[version_id] = self._read(version_id)
        return self._divisions[version_id]

    def _read(self, version_id: str) -> _Divisions | None:
        version = self._library.version(version_id)
        if version is None:
            return None
        try:
            return _divided(corrected(self._library.content(version), self._library.corrections(version_id)))
        except EntryDamaged:
            return None


def _in_order(placed: Iterable[Placed]) -> list[Placed]:
    """Leave out those that have changed places with others: as few as leave the rest in the order they were made in."""
    by_version: dict[str | None, list[Placed]] = {}
    for one in placed:
        by_version.setdefault(one.annotation.target.version, []).append(one)
    return [one for some in by_version.values() for one in _longest_rise(sorted(some, key=_was))]


def _longest_rise(placed: list[Placed]) -> list[Placed]:
    """Return the longest part of a list, as it is ordered, in which each stands where the one before does or later."""
    ends: list[int] = []  # by length less one, where the rise of that length ends that ends first
    last: list[int] = []  # the same as indices
    before: list[int] = []
    for index, one in enumerate(placed):
        length = bisect_right(ends, one.start)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [one.start]
        last[length : length + 1] = [index]
    found, index = [], last[-1] if last else -1
    while index >= 0:
        found.append(placed[index])
        index = before[index]
    return found[::-1]


def _was(placed: Placed) -> tuple[int, int]:
    """Return where an annotation stood when it was made; of those made at one place, where they stand now."""
    position = placed.annotation.target.position
    return (position.start if position is not None else 0), placed.start


def _divided(content: Content) -> _Divisions:
    sections = sections_of(content)
    starts = tuple(section.start for section in sections)
    known_by = ((one.heading, content.text[one.body : min(one.end, one.body + OPENING)]) for one in sections)
    return _Divisions(starts, tuple(known_by))


def _keeps_company(text: str, quote: TextQuoteSelector, start: int, end: int) -> bool:
    """Tell whether the words around a quote in its paragraph are the same; around a whole one, those on either side."""
    before, after = quote.prefix.rpartition("\n")[2], quote.suffix.partition("\n")[0]
    if before or after:
        return text.endswith(before, 0, start) and text.startswith(after, end)
    return text.endswith(quote.prefix, 0, start) or text.startswith(quote.suffix, end)
