"""What is read from a file of another program's, in our words, with a reason for everything that is not taken."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop_app.core.annotation import Colour, Motivation, Scope, Style
from desktop_app.core.selectors import SectionSelector, TextPositionSelector


class NotUnderstood(Exception):
    """A file is not what it seemed to be; the message says what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class Book:
    """What annotations are about, as their file names it. `url` is a web address or empty.

    `id` and `format` are the library's own where the file came from one; `added` is in milliseconds, UTC.
    """

    title: str
    author: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    id: str = ""
    format: str = ""
    source: str = ""
    added: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One highlight, note or bookmark, or, with `only_book`, a thing to read without any.

    `origin` is where it stood, as a person there would say ("page 26"); times are milliseconds since 1970, UTC.
    `key` is what the other program knows it by; `id` is our own id, in what Margent itself has written.
    """

    book: Book
    quote: str = ""
    note: str = ""
    prefix: str = ""
    suffix: str = ""
    colour: Colour | None = None
    style: Style = Style.FILL
    tags: tuple[str, ...] = ()
    motivation: Motivation = Motivation.HIGHLIGHTING
    scope: Scope = Scope.RANGE
    position: TextPositionSelector | None = None
    section: SectionSelector | None = None
    version: str | None = None
    created: int | None = None
    modified: int | None = None
    origin: str = ""
    key: str = ""
    id: str = ""
    only_book: bool = False


@dataclass(frozen=True, slots=True)
class Reported:
    """An entry that was not taken, or not by itself: which one, in a few words, and why.

    Of one that has `joined` another nothing is lost.
    """

    what: str
    reason: str
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """Everything in a file: `total` entries, each of them either in `entries` or in `reported`."""

    form: str
    entries: tuple[Entry, ...]
    reported: tuple[Reported, ...] = ()

    @property
    def total(self) -> int:
        """How many entries the file has."""
        return len(self.entries) + len(self.reported)


MOST_ENTRIES = 250_000
"""Entries in one file: about a gigabyte, once they have been read."""


@dataclass(slots=True)
class Gathered:
    """What a parser has gathered so far."""

    form: str
    entries: list[Entry] = field(default_factory=list)
    reported: list[Reported] = field(default_factory=list)

    def report(self, what: str, reason: str, *, joined: bool = False) -> None:
        """Leave an entry out, and say why. Raises NotUnderstood where there are too many."""
        self._make_room()
        self.reported.append(Reported(shortened(what) or "an entry without words", reason, joined))

    def take(self, entry: Entry) -> None:
        """Take an entry, unless there is nothing in it. Raises NotUnderstood where there are too many."""
        if entry.only_book or entry.quote or entry.note or entry.tags or entry.motivation is Motivation.BOOKMARKING:
            self._make_room()
            self.entries.append(entry)
        else:
            self.report(entry.book.title, "it has neither words nor a note")

    def _make_room(self) -> None:
        if len(self.entries) + len(self.reported) >= MOST_ENTRIES:
            raise NotUnderstood(
                f"The file has more than {MOST_ENTRIES:,} entries. Export a part of it, and import that."
            )

    def done(self) -> Incoming:
        """Return it all."""
        return Incoming(self.form, tuple(self.entries), tuple(self.reported))


def shortened(words: str, most: int = 80) -> str:
    """Return words on one line, cut where it grows long."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


_NAMES: dict[str, Colour] = {
    "yellow": Colour.YELLOW, "lemon": Colour.YELLOW, "gold": Colour.YELLOW, "olive": Colour.GREEN,
    "green": Colour.GREEN, "lime": Colour.GREEN, "blue": Colour.BLUE, "cyan": Colour.BLUE, "gray": Colour.BLUE,
    "grey": Colour.BLUE, "teal": Colour.BLUE, "pink": Colour.PINK, "red": Colour.PINK, "violet": Colour.PINK,
    "purple": Colour.PINK, "magenta": Colour.PINK, "rose": Colour.PINK, "orange": Colour.ORANGE,
}  # fmt: skip
_EDGES: Sequence[tuple[Colour, tuple[int, int, int]]] = (
    (Colour.YELLOW, (255, 221, 0)), (Colour.GREEN, (95, 190, 80)), (Colour.BLUE, (60, 130, 220)),
    (Colour.PINK, (220, 70, 120)), (Colour.ORANGE, (255, 150, 30)),
)  # fmt: skip


def nearest_colour(name: str, otherwise: Colour = Colour.YELLOW) -> Colour:
    """Return which of the five colours a name or "#rrggbb" comes closest to."""
    plain = name.strip().casefold()
    digits = plain.removeprefix("#")[:6]
    if len(digits) == 6 and all(sign in "0123456789abcdef" for sign in digits):
        seen = tuple(int(digits[place : place + 2], 16) for place in (0, 2, 4))
        return min(_EDGES, key=lambda edge: sum((a - b) ** 2 for a, b in zip(edge[1], seen, strict=True)))[0]
    return _NAMES.get(plain, otherwise)
