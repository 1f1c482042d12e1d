"""Which parser reads a file: by its name, and by its first bytes where the name says nothing true."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from desktop_app.formats import signatures
from desktop_app.formats.portions import in_portions
from desktop_app.formats.signatures import FileKind, recognise
from desktop_app.formats.source import Imported, ImportFailure, Source

Parser = Callable[[Source], Imported]

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".rmd", ".qmd"})
_PLAIN_TEXT = frozenset({".txt", ".text"})
_NOT_YET = {
    ".pdf": signatures.PDF,
    ".docx": signatures.WORD,
    ".doc": signatures.WORD,
    ".epub": signatures.EPUB,
    ".odt": signatures.OPEN_DOCUMENT,
    ".rtf": signatures.RICH_TEXT,
    ".html": signatures.HTML,
    ".htm": signatures.HTML,
    ".xhtml": signatures.HTML,
    ".mhtml": signatures.HTML,
    ".mobi": signatures.MOBI,
    ".azw3": signatures.MOBI,
    ".djvu": signatures.DJVU,
}
_WEB_PAGE = re.compile(rb"(?is)\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html[\s>])")
_HEAD = 4096


def parse(source: Source) -> Imported:
    """Parse a file with the parser for it, in this process. Untrusted files go through `parsing.parse_in_child`.

    Raises ImportFailure for formats that cannot be opened and for what the parser refuses.
    """
    return parser_for(source)(source)


def parser_for(source: Source) -> Parser:
    """Return the parser for a file, loading it now; what it gives comes in blocks that a page can show.

    Raises ImportFailure, naming the format, for files that are known but cannot be opened.
    """
    kind = _unreadable_kind(source)
    if kind is not None:
        raise ImportFailure(f"{source.name} is {kind.what}. {kind.advice}")
    module = "markdown.reading" if _extension(source.name) in _MARKDOWN else "plain_text.reading"
    # Loaded by need: a child that reads plain text must not wait for the Markdown library.
    parse_format = cast("Parser", import_module(f"desktop_app.formats.{module}").parse)
    return lambda source: in_portions(parse_format(source))


def _unreadable_kind(source: Source) -> FileKind | None:
    extension = _extension(source.name)
    recognised = recognise(source.data)
    named = _NOT_YET.get(extension)
    if recognised is not None:
        # A document that is a zip file inside may not show it in its first bytes; its name then knows better.
        return named if named is not None and recognised in (signatures.ARCHIVE, signatures.OFFICE) else recognised
    if named is not None and source.data.strip():
        return named
    if extension not in _MARKDOWN | _PLAIN_TEXT and _WEB_PAGE.match(source.data[:_HEAD]):
        return signatures.HTML
    return None


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower()
