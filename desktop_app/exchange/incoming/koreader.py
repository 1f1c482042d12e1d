"""KOReader: the JSON of its exporter, and the Lua file that it keeps beside a book. The Lua is read and never run."""

from collections.abc import Mapping

from desktop_app.core.annotation import Motivation, Style
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming, NotUnderstood, nearest_colour
from desktop_app.exchange.incoming.lua_table import NotATable, read_table
from desktop_app.exchange.incoming.values import decoded, line, mapping, moment, note, sequence, words

FORM = "KOReader"
_MOST = 20_000_000  # characters; a file for one book is a few hundred thousand at most


def parse(value: object) -> Incoming:
    """Read the JSON of one book, or of several."""
    gathered = Gathered(FORM)
    found = mapping(value)
    for document in sequence(found.get("documents")) or [found]:
        book = _book(mapping(document))
        for one in sequence(mapping(document).get("entries")):
            entry = mapping(one)
            if entry:
                gathered.take(_entry(book, entry, entry.get("time")))
            else:
                gathered.report(book.title, "it is not an entry")
    return gathered.done()


def parse_sidecar(data: bytes) -> Incoming:
    """Read `metadata.*.lua`. Raises NotUnderstood."""
    text = decoded(data)
    if len(text) > _MOST:
        raise NotUnderstood("The file is too large to be what KOReader keeps of one book.")
    try:
        value: Mapping[object, object] = read_table(text)
    except NotATable as failure:
        raise NotUnderstood(
            f"The file is no sound table of KOReader's: {failure}. Copy it from the device again."
        ) from None
    gathered = Gathered(FORM)
    props = mapping(value.get("doc_props") or value.get("stats"))
    book = _book({**props, "file": value.get("doc_path")})
    listed = _numbered(value.get("annotations"))
    if not listed:
        listed = [{**one, "drawer": one.get("drawer", "lighten")} for one in _old_highlights(value.get("highlight"))]
    for entry in listed:
        if entry.get("drawer"):
            gathered.take(_entry(book, entry, entry.get("datetime")))
        else:
            gathered.report(line(entry.get("text")) or book.title, "a bookmark has no words to find it by")
    return gathered.done()


def _book(found: Mapping[str, object]) -> Book:
    name = line(found.get("file")).replace("\\", "/").rpartition("/")[2]
    title = line(found.get("title")) or name or "Untitled"
    authors = found.get("author") or found.get("authors")
    return Book(title, line(authors.replace("\n", ", ")) if isinstance(authors, str) else "")


def _entry(book: Book, entry: Mapping[str, object], made: object) -> Entry:
    page = entry.get("pageno") or entry.get("page")
    # An old page is a number, or "107-107"; a new one may be a path into the book, which says nothing to a person.
    shown = str(page) if isinstance(page, int) or (isinstance(page, str) and page[:1].isdigit()) else ""
    first, _, last = shown.partition("-")
    chapter = line(entry.get("chapter"))
    quote = words(entry.get("text"))
    drawer = line(entry.get("drawer"))
    return Entry(
        book,
        quote=quote,
        note=note(entry.get("note")),
        colour=nearest_colour(line(entry.get("color"))) if quote else None,
        style=Style.UNDERLINE if drawer in ("underscore", "strikeout") else Style.FILL,
        motivation=Motivation.HIGHLIGHTING if quote else Motivation.COMMENTING,
        created=moment(made),
        modified=moment(entry.get("datetime_updated")),
        origin=" · ".join(filter(None, (chapter, f"page {first if first == last else shown}" if shown else ""))),
        key=f"{made} {entry.get('pos0')}",
    )


def _numbered(table: object) -> list[Mapping[str, object]]:
    """Return the entries of a Lua table: a list, or numbers as keys where some are missing."""
    values = list(table.values()) if isinstance(table, dict) else sequence(table)
    return [mapping(one) for one in values if isinstance(one, dict)]


def _old_highlights(table: object) -> list[Mapping[str, object]]:
    pages = table.items() if isinstance(table, dict) else enumerate(sequence(table), start=1)
    return [{"page": page, **one} for page, entries in pages for one in _numbered(entries)]
