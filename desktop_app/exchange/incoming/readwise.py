"""Readwise's CSV export, with the marks that its users put into their notes."""

import re
from dataclasses import replace

from desktop_app.core.annotation import Motivation, Scope
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming, nearest_colour
from desktop_app.exchange.incoming.values import decoded, line, moment, note, rows, tags, web_address, words

FORM = "Readwise"
_JOINING = re.compile(r"^\.c(\d+)\b\s*", re.IGNORECASE)
_TAG = re.compile(r"^\.([^\W\d]\w*)\s*")


def parse(data: bytes) -> Incoming:
    """Read the table. Fragments marked `.c1`, `.c2` … become one highlight, `.words` before a note become tags."""
    gathered = Gathered(FORM)
    for row in rows(decoded(data)):
        if not any(value.strip() for value in row.values()):
            continue
        entry, part = _entry(row)
        former = gathered.entries[-1] if gathered.entries else None
        if part > 1 and former is not None and former.book == entry.book and former.quote:
            joined = "\n\n".join(filter(None, (former.note, entry.note)))
            gathered.entries[-1] = replace(former, quote=f"{former.quote} {entry.quote}", note=joined)
            gathered.report(entry.quote, "the fragment has joined the highlight before it")
        else:
            gathered.take(entry)
    return gathered.done()


def _entry(row: dict[str, str]) -> tuple[Entry, int]:
    book = Book(
        line(row.get("Book Title")) or "Untitled",
        line(row.get("Book Author")),
        web_address(row.get("URL")),
        tags(row.get("Document tags", "").split(",")),
    )
    quote, remark = words(row.get("Highlight")), note(row.get("Note"))
    part = _JOINING.match(remark)
    if part:
        remark = remark[part.end() :]
    marks: list[str] = []
    while found := _TAG.match(remark):
        marks.append(found[1])
        remark = remark[found.end() :]
    kind, place = line(row.get("Location Type")), line(row.get("Location"))
    entry = Entry(
        book,
        quote=quote,
        note=remark.strip(),
        colour=nearest_colour(row.get("Color", "")) if quote else None,
        tags=tuple(dict.fromkeys((*tags(row.get("Tags", "").split(",")), *marks))),
        motivation=Motivation.HIGHLIGHTING if quote else Motivation.COMMENTING,
        scope=Scope.RANGE if quote else Scope.DOCUMENT,
        created=moment(row.get("Highlighted at")),
        origin=f"{kind or 'location'} {place}" if place else "",
        key=f"{place} {quote} {remark if not quote else ''}",
    )
    return entry, int(part[1]) if part else 0
