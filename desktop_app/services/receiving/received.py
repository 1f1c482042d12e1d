"""What receiving answers; apart from it, since its parsers are needed seldom."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.core.annotation import Annotation, Placement, PlacementState
from desktop_app.core.document import Document
from desktop_app.exchange.incoming.entries import Entry, Reported


class Fate(StrEnum):
    """What becomes of an entry."""

    MATCHED = "matched"
    """It is new, and its words stand in an article of the library."""
    DETACHED = "detached"
    """It is new; its article is in the library, but its words were not found there for sure."""
    UNMATCHED = "unmatched"
    """It is new, and kept with its book, whose text is not in the library."""
    DUPLICATE = "duplicate"
    """It is in the library already."""


@dataclass(frozen=True, slots=True)
class Received:
    """One entry and what becomes of it: the annotation that is made and where it stands, if it stands anywhere.

    What is there already `differs` where it has another note; that one stays.
    """

    entry: Entry
    fate: Fate
    document: Document
    annotation: Annotation | None = None
    placement: Placement | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Reception:
    """A file of annotations, looked at and not yet written: every entry is in one of the two lists."""

    name: str
    form: str
    received: tuple[Received, ...]
    reported: tuple[Reported, ...]

    @property
    def total(self) -> int:
        """How many entries the file has."""
        return len(self.received) + len(self.reported)

    @property
    def left_out(self) -> tuple[Reported, ...]:
        """What is not taken."""
        return tuple(one for one in self.reported if not one.joined)

    @property
    def joined(self) -> tuple[Reported, ...]:
        """What is taken with another entry, as a note is with its highlight."""
        return tuple(one for one in self.reported if one.joined)

    @property
    def differing(self) -> tuple[Received, ...]:
        """What is there already, with another note."""
        return tuple(one for one in self.received if one.differs)

    @property
    def new(self) -> tuple[Received, ...]:
        """What would be written."""
        return tuple(one for one in self.received if one.fate is not Fate.DUPLICATE)

    def counts(self) -> dict[str, int]:
        """Return how many entries meet with each fate, and how many are reported."""
        fates = Counter(one.fate for one in self.received)
        return {**{fate.value: fates[fate] for fate in Fate}, "reported": len(self.reported)}


FATES = {
    Fate.MATCHED: "New, found in the article",
    Fate.DETACHED: "New, place not found",
    Fate.UNMATCHED: "New, article not in the library",
    Fate.DUPLICATE: "There already",
}
"""What a person is told of each."""
_DIFFERS = " (with another note, which stays)"


def report(reception: Reception, written: int | None) -> str:
    """Return what has become of every entry, as a text to keep; `written` is None for what has only been looked at."""
    counts = reception.counts()
    lines = [f"{reception.form}: {reception.name}", f"{reception.total} entries"]
    lines += [f"{counts[fate.value]} {told[0].lower()}{told[1:]}" for fate, told in FATES.items()]
    lines += [f"{len(reception.joined)} joined another entry", f"{len(reception.left_out)} left out"]
    lines.append("Nothing has been imported yet." if written is None else f"{written} imported")
    for fate, told in FATES.items():
        found = [one for one in reception.received if one.fate is fate]
        if found:
            lines += ["", f"{told} ({len(found)})"]
            lines += [f"- {words_of(one.entry)} [{one.document.title}]{_DIFFERS * one.differs}" for one in found]
    for told, reported in (("Left out", reception.left_out), ("Joined another entry", reception.joined)):
        if reported:
            lines += ["", f"{told} ({len(reported)})"]
            lines += [f"- {one.what}: {one.reason}" for one in reported]
    return "\n".join(lines) + "\n"


def fate_in_words(one: Received) -> str:
    """Return what a person is told of an entry."""
    return "There already, with another note, which stays" if one.differs else FATES[one.fate]


def words_of(entry: Entry) -> str:
    """Return the words that an entry is known by, on one line."""
    words = " ".join((entry.quote or entry.note or "the article itself").split())
    note = " ".join(entry.note.split())
    return f"{words} — {note}" if entry.quote and note else words


def fate_of(placement: Placement | None) -> Fate:
    """Return the fate of a new entry that stands at `placement`, or has none since there is no text."""
    if placement is None:
        return Fate.UNMATCHED
    return Fate.DETACHED if placement.state is PlacementState.DETACHED else Fate.MATCHED
