"""Matching: which document of the library a book of another program's is: by id, address, title, or words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from desktop_app.core.document import Document
from desktop_app.core.ids import derived_id, is_id
from desktop_app.exchange.incoming.entries import Book, Entry
from desktop_app.storage.reader import LibraryReader

_PROBES = 3
"""How many of a book's quotes are sought in a text that goes by another title; two must be there, or the only one."""

_LEAST = 24
"""How many characters a quote must have to say anything about where it comes from."""

_TRACKING = re.compile(r"(?:^|&)(?:utm_[^=&]*|fbclid|gclid)=[^&]*")
_BESIDE_WORDS = re.compile(r"[\W_]+")


def book_id(book: Book) -> str:
    """Return the id of the document that stands for a book whose text is not in the library."""
    if is_id(book.id):
        return book.id
    return derived_id("book", book.url or book.source or f"{folded(book.title)}\n{folded(book.author)}")


def documents_of(reader: LibraryReader, entries: Iterable[Entry]) -> dict[Book, Document]:
    """Return the document of each book that is found; those in the trash are not looked at."""
    quotes: dict[Book, list[str]] = {}
    for entry in entries:
        quotes.setdefault(entry.book, []).append(entry.quote)
    documents = reader.documents()
    by_id = {document.id: document for document in documents}
    by_address = {_address(document.source): document for document in reversed(documents) if _address(document.source)}
    by_title = {folded(document.title): document for document in reversed(documents)}
    found: dict[Book, Document] = {}
    for book in quotes:
        named = by_id.get(book_id(book)) or by_address.get(_address(book.url)) or by_title.get(folded(book.title))
        if named is not None:
            found[book] = named
    probes = {book: _probes(words) for book, words in quotes.items() if book not in found or not found[book].version}
    found.update(_by_words(reader, documents, {book: words for book, words in probes.items() if words}))
    return found


def folded(words: str) -> str:
    """Return words as they are compared: without case, punctuation and white space."""
    return _BESIDE_WORDS.sub(" ", words.casefold()).strip()


def _by_words(
    reader: LibraryReader, documents: Sequence[Document], probes: Mapping[Book, Sequence[str]]
) -> dict[Book, Document]:
    """Read every text once, as long as books are sought."""
    found: dict[Book, Document] = {}
    for document in documents:
        sought = {book: words for book, words in probes.items() if book not in found}
        if not sought:
            break
        shown = reader.shown(document)
        if shown is None:
            continue
        text = folded(shown[1].text)
        for book, words in sought.items():
            if sum(one in text for one in words) >= min(2, len(words)):
                found[book] = document
    return found


def _probes(quotes: Sequence[str]) -> list[str]:
    shortened = sorted((folded(quote)[:200] for quote in quotes), key=len, reverse=True)
    return [words for words in dict.fromkeys(shortened) if len(words) >= _LEAST][:_PROBES]


def _address(url: str) -> str:
    """Return a web address without what does not name the page: scheme, "www.", last slash, tracking."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    query = _TRACKING.sub("", parts.query).strip("&")
    return f"{host}{parts.path.rstrip('/')}{f'?{query}' if query else ''}"
