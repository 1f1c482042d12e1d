"""Exports that come as a zip: Omnivore's articles with their highlights, and Pocket's tables."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from desktop_app.core.annotation import Colour
from desktop_app.exchange.incoming import saved_links
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming, NotUnderstood
from desktop_app.exchange.incoming.values import (
    decoded,
    line,
    mapping,
    moment,
    note,
    parsed_json,
    sequence,
    tags,
    web_address,
    words,
)

OMNIVORE = "Omnivore"
_MOST_FILES = 100_000
_MOST_EXPANDED = 200_000_000  # bytes that are read, of all files together
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError, OSError, EOFError,
    ValueError, LookupError, OverflowError,
)  # fmt: skip
"""What zipfile raises for one that somebody has cut short or bent."""
_HASHTAG = re.compile(r"(?<!\S)#([\w/-]+)")
_BACK = re.compile(r"\s*\[[⤴️↗]+\]\([^)]*\)$")
_WANTED = re.compile(r"(?:^|/)(?:metadata_.*\.json|highlights/[^/]+\.md|part_\d+\.csv)$")


def parse(data: bytes) -> Incoming:
    """Read a zip. Raises NotUnderstood for one that is damaged, unreasonably large, or somebody else's."""
    files = _unpacked(data)
    tables = [files[name] for name in sorted(files) if name.endswith(".csv")]
    if tables:
        return saved_links.parse_pocket(*tables)
    gathered = Gathered(OMNIVORE)
    listings = [name for name in sorted(files) if name.endswith(".json")]
    if not listings:
        raise NotUnderstood("This zip is neither Omnivore's export nor Pocket's: it has no list of articles.")
    notes = {PurePosixPath(name).stem: files[name] for name in files if name.endswith(".md")}
    for name in listings:
        for one in sequence(parsed_json(files[name])):
            article = mapping(one)
            _take_article(gathered, article, notes.pop(line(article.get("slug")), b""))
    for slug in notes:
        gathered.report(slug, "these highlights belong to no article in the export")
    return gathered.done()


def _unpacked(data: bytes) -> dict[str, bytes]:
    left = _MOST_EXPANDED
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            listed = packed.infolist()
            if len(listed) > _MOST_FILES:
                raise NotUnderstood("The zip holds too many files to be an export.")
            for member in listed:
                if not _WANTED.search(member.filename):
                    continue
                with packed.open(member) as file:
                    read = file.read(left + 1)
                left -= len(read)
                if left < 0:
                    raise NotUnderstood("The zip holds more than 200 MB of text; that is no export.")
                files[member.filename] = read
    except _DAMAGED as error:
        raise NotUnderstood(f"The zip cannot be read ({error}). Download the export again.") from None
    return files


def _take_article(gathered: Gathered, article: "object", highlights: bytes) -> None:
    found = mapping(article)
    url = web_address(found.get("url"))
    title = line(found.get("title")) or url or line(found.get("slug"))
    if not title:
        gathered.report("", "the article has neither a title nor an address")
        return
    saved = moment(found.get("savedAt"))
    book = Book(title, line(found.get("author")), url, tags(found.get("labels")), added=saved)
    passages = list(_passages(decoded(highlights)))
    if not passages:
        gathered.take(Entry(book, created=saved, only_book=True))
    for quote, remark, marks in passages:
        colour = Colour.YELLOW if quote else None
        gathered.take(Entry(book, quote=quote, note=remark, colour=colour, tags=marks, created=saved))


def _passages(text: str) -> "list[tuple[str, str, tuple[str, ...]]]":
    """Return (quote, note, tags) of each passage: a Markdown quote, and what stands between it and the next."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    quote: list[str] = []
    remark: list[str] = []

    def close() -> None:
        if quote:
            marks = tuple(_HASHTAG.findall("\n".join(remark)))
            rest = "\n".join(line_ for line_ in remark if _HASHTAG.sub("", line_).strip() or not line_.strip())
            found.append((words("\n".join(quote)), note(rest), marks))

    for one in text.splitlines():
        if one.startswith(">"):
            if remark:
                close()
                quote, remark = [], []
            quote.append(_BACK.sub("", one[1:].strip()))
        elif quote:
            remark.append(one)
    close()
    return found
