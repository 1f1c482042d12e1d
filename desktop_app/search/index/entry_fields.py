"""What of an entry is looked up beside its text: the same for the index and the memory."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from desktop_app.search.analysis import fold
from desktop_app.search.ports import Entry


def labels_of(entry: Entry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the values of the fields that only filter, as the index and the memory hold them."""
    return tuple((field, values_of(entry)) for field, values_of in LABELS.items())


def day_of(moment: int) -> str:
    """Return the day of a moment in milliseconds, as ISO 8601 has it and as the clock on the wall showed it."""
    return datetime.fromtimestamp(moment / 1000).astimezone().date().isoformat()


def words_of(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield every text of `entries` whose words a prefix may stand for."""
    for entry in entries:
        yield from (entry.heading, entry.body, entry.title, *entry.path)


LABELS: Mapping[str, Callable[[Entry], tuple[str, ...]]] = {
    "kind": lambda entry: (entry.kind.value,),
    "subject": lambda entry: (entry.subject,),
    "document": lambda entry: (entry.document,),
    "tag": lambda entry: tuple(dict.fromkeys(fold(tag) for tag in entry.tags)),
    "colour": lambda entry: (entry.colour,) if entry.colour else (),
    "day": lambda entry: (day_of(entry.added),) if entry.added else (),
    "language": lambda entry: (entry.language,) if entry.language else (),
    "has": lambda entry: ("note",) if entry.noted else (),
}
"""The fields that only filter, and how the values of an entry are had."""
