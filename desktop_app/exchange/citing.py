"""Words as people paste them into what they write: the quote with where it is from, and their own note beneath it.

Not an export: nothing here is ever found again and merged, so there are no ids and no template.
"""

import re
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote

from desktop_app.exchange.article import Article, Highlight
from desktop_app.exchange.escaping import contained, escaped, escaped_heading, prefixed, safe_tags

_NOT_IN_AN_ADDRESS = re.compile(r"[<>\s\\\x00-\x20\x7f]|[\ud800-\udfff]")


def cited(articles: Iterable[Article]) -> str:
    """Return every annotation of `articles` as Markdown, each with its own source, a blank line between two."""
    pieces = [cited_one(article, one) for article in articles for one in article.highlights]
    return "\n\n".join(pieces) + ("\n" if pieces else "")


def cited_one(article: Article, highlight: Highlight) -> str:
    """Return one annotation as Markdown.

    A quote holds its source, which is part of quoting; a note without one is followed by it. The title is a link that
    opens the place in Margent; a web address follows as one, of a file its name only.
    """
    source = f"— {_source(article, highlight)}"
    note = contained(highlight.note).strip()
    tags = " ".join(f"#{tag}" for tag in safe_tags(highlight.tags))
    quoted = prefixed(f"{escaped(highlight.text)}\n\n{source}") if highlight.text else ""
    return "\n\n".join(part for part in (quoted, note, tags, "" if quoted else source) if part)


def _source(article: Article, highlight: Highlight) -> str:
    title = escaped_heading(article.title) or "Untitled"
    author = f"{escaped_heading(article.author)}, " if article.author else ""
    location = highlight.location.removeprefix(f"{article.title} › ")
    parts = [f"{author}[{title}]({highlight.link})"]
    if location and location != article.title:
        parts.append(escaped_heading(location))
    if article.url:
        parts.append(f"<{_NOT_IN_AN_ADDRESS.sub(_percent, article.url)}>")
    elif name := _file_name(article.source):
        parts.append(escaped_heading(name))
    return ", ".join(parts)


def _file_name(source: str) -> str:
    """Return the name of a source that is a file: where it lies is nobody's business who reads the quote."""
    return PurePath(source.replace("\\", "/")).name if "/" in source or "\\" in source else ""


def _percent(sign: re.Match[str]) -> str:
    return quote(sign[0], safe="", errors="replace")
