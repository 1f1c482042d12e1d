"""Lists of things to read from services that were for keeping them: Pocket (CSV and HTML) and Instapaper (CSV)."""

import json
from html.parser import HTMLParser

from desktop_app.core.annotation import Colour
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming
from desktop_app.exchange.incoming.values import decoded, line, moment, rows, tags, web_address, words

POCKET = "Pocket"
INSTAPAPER = "Instapaper"


def parse_pocket(*tables: bytes) -> Incoming:
    """Read `title,url,time_added,tags,status`, in one table or several."""
    gathered = Gathered(POCKET)
    for table in tables:
        for row in rows(decoded(table)):
            _take_link(
                gathered, row.get("url"), row.get("title"), row.get("tags", "").split("|"), row.get("time_added")
            )
    return gathered.done()


def parse_pocket_page(data: bytes) -> Incoming:
    """Read the page of links that Pocket used to export."""
    reader = _Links()
    reader.feed(decoded(data))
    reader.close()
    gathered = Gathered(POCKET)
    for found, title in reader.links:
        _take_link(gathered, found.get("href"), title, (found.get("tags") or "").split(","), found.get("time_added"))
    return gathered.done()


def parse_instapaper(data: bytes) -> Incoming:
    """Read `URL,Title,Selection,Folder,Timestamp,Tags`; a selection is a highlight."""
    gathered = Gathered(INSTAPAPER)
    for row in rows(decoded(data)):
        names = [*_listed(row.get("Tags", "")), *_folder(row.get("Folder", ""))]
        selection = words(row.get("Selection"))
        if selection:
            url = web_address(row.get("URL"))
            book = Book(line(row.get("Title")) or url or "Untitled", url=url, tags=tags(names))
            made = moment(row.get("Timestamp"))
            gathered.take(Entry(book, quote=selection, colour=Colour.YELLOW, created=made))
        else:
            _take_link(gathered, row.get("URL"), row.get("Title"), names, row.get("Timestamp"))
    return gathered.done()


def _take_link(gathered: Gathered, address: object, title: object, names: list[str], made: object) -> None:
    url = web_address(address)
    if not url:
        gathered.report(line(title) or line(address), "it has no web address")
        return
    moment_added = moment(made)
    book = Book(line(title) or url, url=url, tags=tags(names), added=moment_added)
    gathered.take(Entry(book, created=moment_added, only_book=True))


def _listed(value: str) -> list[str]:
    try:
        found = json.loads(value) if value.strip() else []
    except (ValueError, RecursionError):
        return value.split(",")
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _folder(name: str) -> list[str]:
    return [] if name.strip() in ("", "Unread", "Archive", "Starred", "Home") else [name]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[dict[str, str | None], str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag == "a"
        if self._open:
            self.links.append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._open:
            found, title = self.links[-1]
            self.links[-1] = (found, title + data)
