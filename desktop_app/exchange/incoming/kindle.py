"""Kindle's `My Clippings.txt`: one record after another, in the language of the device, edited ones over and over."""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace

from desktop_app.core.annotation import Colour, Motivation, Scope
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming
from desktop_app.exchange.incoming.kindle_dates import clipping_date
from desktop_app.exchange.incoming.values import decoded, line, note, words

FORM = "Kindle clippings"
_SEPARATOR = re.compile(r"^\ufeff?={10,}[ \t]*\r?$", re.MULTILINE)


def _naming(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KINDS = (
    ("bookmark", _naming("bookmark|marcador|lesezeichen|signet|segnalibro|закладка|ブックマーク|书签|書籤")),
    ("highlight", _naming(
        "highlight|clip|subrayado|resaltado|markierung|surlignement|surlignée?|evidenziazione|destaque|"
        "выделенн|ハイライト|标注|標註")),
    ("note", _naming(r"\bnot[ea]s?\b|notiz|заметка|メモ|笔记|筆記")),
)  # fmt: skip
_RANGE = re.compile(r"(?<!\d)(\d{1,9})(?!\d)(?:\s*[-–]\s*(\d{1,9})(?!\d))?")
_LOCATION = re.compile(r"loc|pos[iz]|empl|mesto|место|位置", re.IGNORECASE)
_LONGEST = 50  # hundreds of locations
_LIMIT = re.compile(r"^<.*(?:limit|límite|limite|limit).*>$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Clipping:
    number: int
    kind: str
    book: Book
    place: str  # "page", "location" or ""
    first: int
    last: int
    origin: str
    made: int | None
    text: str


def parse(data: bytes) -> Incoming:
    """Read a clippings file. Notes join their highlight; of a highlight made again and again the last one is kept."""
    gathered = Gathered(FORM)
    clippings: list[_Clipping] = []
    for number, record in enumerate(_SEPARATOR.split(decoded(data))):
        lines = record.strip("\ufeff \t\r\n").splitlines()
        if lines:
            clipping = _clipping(number, lines)
            trouble = _trouble(clipping)
            if trouble:
                gathered.report(lines[-1] if len(lines) > 2 else lines[0], trouble)
            elif clipping is not None:
                clippings.append(clipping)
    kept = _without_earlier(clippings, gathered)
    notes = _notes_of(kept)
    joined = {clipping.number for of_one in notes.values() for clipping in of_one}
    for clipping in kept:
        if clipping.number in joined:
            gathered.report(clipping.text, "the note has joined its highlight", joined=True)
        else:
            gathered.take(_entry(clipping, notes.get(clipping.number, [])))
    return gathered.done()


def _clipping(number: int, lines: list[str]) -> _Clipping | None:
    if len(lines) < 2 or not lines[1].lstrip().startswith(("-", "–", "—")):
        return None
    parts = [part.strip() for part in lines[1].lstrip("-–— \t").split("|")]
    about, dated = (parts[:-1], parts[-1]) if len(parts) > 1 else (parts, parts[0])
    told = " | ".join(about)
    kind = next((name for name, pattern in _KINDS if pattern.search(told)), "")
    place, first, last = _place(told)
    text = "\n".join(lines[2:])
    text = note(text) if kind == "note" else words(text)
    return _Clipping(number, kind, _book(lines[0]), place, first, last, _origin(told), clipping_date(dated), text)


def _trouble(clipping: _Clipping | None) -> str:
    if clipping is None:
        return "the record has no line that says what it is"
    if clipping.kind == "":
        return "the record does not say in a language that is known here whether it is a highlight or a note"
    if clipping.kind == "bookmark":
        return "a bookmark has no words to find it by"
    if _LIMIT.match(clipping.text):
        return "Kindle did not export its words: the book's clipping limit was reached"
    return "" if clipping.text else "it has no words"


def _book(title_line: str) -> Book:
    """Take the last parenthesis, with those inside it, for the author."""
    title = line(title_line.strip("\ufeff"))
    if not title.endswith(")"):
        return Book(title)
    depth = 0
    for place in range(len(title) - 1, -1, -1):
        depth += (title[place] == ")") - (title[place] == "(")
        if depth == 0:
            name = title[:place].strip()
            return Book(name, title[place + 1 : -1].strip()) if name else Book(title)
    return Book(title)


def _place(told: str) -> tuple[str, int, int]:
    found = list(_RANGE.finditer(told))
    if not found:
        return "", 0, 0
    first, last = int(found[-1][1]), int(found[-1][2] or found[-1][1])
    if last < first:  # "1234-36" is 1234 to 1236
        last = int(str(first)[: len(str(first)) - len(found[-1][2] or "")] + (found[-1][2] or ""))
    return ("location" if len(found) > 1 or _LOCATION.search(told) else "page"), first, max(first, last)


def _origin(told: str) -> str:
    ranges = [found[0] for found in _RANGE.finditer(told)]
    names = ("page", "location") if len(ranges) > 1 else ("location",) if _LOCATION.search(told) else ("page",)
    return ", ".join(f"{name} {numbers}" for name, numbers in zip(names, ranges, strict=False))


def _without_earlier(clippings: list[_Clipping], gathered: Gathered) -> list[_Clipping]:
    """Leave out what a later record of the same place replaces."""
    kept: list[_Clipping] = []
    near: dict[tuple[Book, str, str, int], list[_Clipping]] = defaultdict(list)
    for clipping in reversed(clippings):
        about = (clipping.book, clipping.kind, clipping.place)
        stretches = _stretches(clipping)
        if any(_replaces(one, clipping) for stretch in stretches for one in near[*about, stretch]):
            gathered.report(clipping.text, "a later record of the same place replaces it")
        else:
            kept.append(clipping)
            for stretch in stretches:
                near[*about, stretch].append(clipping)
    return kept[::-1]


def _stretches(clipping: _Clipping) -> range:
    """Return which hundreds of its book a clipping lies in, no more than a highlight can be long."""
    first = clipping.first // 100
    return range(first, min(clipping.last // 100, first + _LONGEST) + 1)


def _replaces(later: _Clipping, earlier: _Clipping) -> bool:
    if later.place != earlier.place or later.first > earlier.last or earlier.first > later.last:
        return False
    if later.kind == "note":
        return later.first == earlier.first or later.text == earlier.text
    beginning = min(20, len(later.text), len(earlier.text))
    same_beginning = later.first == earlier.first and later.text[:beginning] == earlier.text[:beginning]
    return same_beginning or later.text in earlier.text or earlier.text in later.text


def _notes_of(clippings: list[_Clipping]) -> dict[int, list[_Clipping]]:
    """Return the notes of each highlight, by its number: a note stands at the end of the passage it is about."""
    ends: dict[tuple[Book, str], list[_Clipping]] = defaultdict(list)
    for clipping in clippings:
        if clipping.kind == "highlight" and clipping.place:
            ends[clipping.book, clipping.place].append(clipping)
    for highlights in ends.values():
        highlights.sort(key=lambda one: one.first)
    notes: dict[int, list[_Clipping]] = defaultdict(list)
    for clipping in clippings:
        if clipping.kind == "note":
            near = ends[clipping.book, clipping.place]
            until = bisect_right(near, clipping.first, key=lambda one: one.first)
            holding = [one for one in near[max(0, until - 50) : until] if one.last >= clipping.first]
            if holding:
                best = min(holding, key=lambda one: (one.last - clipping.first, one.last - one.first))
                notes[best.number].append(clipping)
    return notes


def _entry(clipping: _Clipping, notes: list[_Clipping]) -> Entry:
    entry = Entry(
        clipping.book, created=clipping.made, origin=clipping.origin, key=f"{clipping.origin} {clipping.text}"
    )
    if clipping.kind == "note":
        return replace(entry, note=clipping.text, motivation=Motivation.COMMENTING, scope=Scope.DOCUMENT)
    note_text = "\n\n".join(one.text for one in notes)
    return replace(entry, quote=clipping.text, note=note_text, colour=Colour.YELLOW)
