"""Values out of files that anybody may have written: of the kind that is wanted, or as good as absent."""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, islice

from desktop_app.core.text.normal_form import normalise, storable
from desktop_app.exchange.incoming.entries import NotUnderstood

MOST_BYTES = 200 * 1024 * 1024
MOST_VALUES = 10_000_000
"""About as many as one JSON file may have: a file of nothing but empty lists would take thirty times its size."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ZONE = re.compile(r"(?:Z|UTC)$", re.IGNORECASE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_CELL = 10_000_000
_LAST = 253_402_300_799_000  # the end of the year 9999


def decoded(data: bytes) -> str:
    """Return the text of a file: by its byte-order mark, else UTF-8, else the old code page of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parsed_json(data: bytes) -> object:
    """Return what a JSON file holds. Raises NotUnderstood."""
    if sum(map(data.count, (b",", b"{", b"["))) > MOST_VALUES:
        raise NotUnderstood(f"The file has more than {MOST_VALUES:,} values. Export a part of it, and import that.")
    try:
        value: object = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        told = str(error) if isinstance(error, ValueError) else "it is nested too deeply"
        raise NotUnderstood(f"The file is not sound JSON: {told}. Export it again from where it came.") from None
    return value


def rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by the names in its first line; cells may have several lines.

    Raises NotUnderstood, after the rows, where the last one has a cell without an end: it has swallowed all others.
    """
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.DictReader(_lines(text), strict=False)
    try:
        begun = ended = reader.line_num if reader.fieldnames else 0
        for row in reader:
            begun, ended = ended, reader.line_num
            yield {str(name).strip(): value for name, value in row.items() if name and isinstance(value, str)}
    except csv.Error as error:
        raise NotUnderstood(f"The file is not a sound table: {error}. Export it again from where it came.") from None
    if not _is_closed(text, begun):
        raise NotUnderstood(
            f"A quotation mark in the row that begins in line {begun + 1:,} is never closed, so all that follows would "
            "be taken for one cell. Close it, or export the file again from where it came."
        )


def _lines(text: str) -> Iterator[str]:
    return (found[0] for found in _LINE.finditer(text))  # a StringIO would take four bytes for each letter


def _is_closed(text: str, lines: int) -> bool:
    """Tell whether a table ends outside a quoted cell; its last row begins after so many lines."""
    last_row = islice(_lines(text), lines, None)
    return list(csv.reader(chain(last_row, ("\n", "after"))))[-1:] == [["after"]]


def mapping(value: object) -> Mapping[str, object]:
    """Return a JSON object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> Sequence[object]:
    """Return a JSON array; a single value is an array of one, None an empty one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def words(value: object) -> str:
    """Return a passage as the library keeps texts, without white space around it."""
    return normalise(value).strip() if isinstance(value, str) else ""


def context(value: object) -> str:
    """Return what stands beside a passage; white space there is part of it."""
    return normalise(value) if isinstance(value, str) else ""


def note(value: object) -> str:
    """Return a person's note with one kind of line break."""
    if not isinstance(value, str):
        return ""
    return storable(value).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def line(value: object, most: int = 500) -> str:
    """Return a title or a name on one line."""
    return " ".join(normalise(value).split())[:most] if isinstance(value, str) else ""


def tags(value: object) -> tuple[str, ...]:
    """Return tags: strings, or objects with a name."""
    names = (one.get("name") if isinstance(one, dict) else one for one in sequence(value))
    return tuple(dict.fromkeys(name for name in map(line, names) if name))


def web_address(value: object) -> str:
    """Return an http address, or nothing."""
    address = line(value, 4000)
    return address if re.match(r"https?://[^\s/]", address, re.IGNORECASE) else ""


def moment(value: object) -> int | None:
    """Return a time as milliseconds since 1970 in UTC; one without a zone is taken for UTC.

    Understands ISO 8601 and its looser relatives, and seconds or milliseconds since 1970, also as text.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float) or (isinstance(value, str) and re.fullmatch(r"[0-9]{9,14}", value.strip())):
        number = float(value)
        if not 0 < number < _LAST:
            return None
        return int(number if number > 1e11 else number * 1000)
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(_ZONE.sub("+00:00", value.strip()))
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return (aware - _EPOCH) // timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        return None
