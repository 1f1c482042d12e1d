"""Annotations as tables: CSV for spreadsheets, and the text file from which Anki takes notes and updates them."""

import csv
import html
import io
from collections.abc import Iterable

from desktop_app.exchange.article import Article, Highlight
from desktop_app.exchange.escaping import safe_tags
from desktop_app.exchange.html_page import rendered_note

_COLUMNS = (
    "id", "document", "title", "author", "source", "section", "kind", "quote", "note", "colour", "meaning", "tags",
    "created", "modified", "link",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet calculate a cell, in full width too, or may hide such a sign behind it."""


def to_csv(articles: Iterable[Article]) -> str:
    """Return one row for each annotation, times in UTC; a cell that would be calculated begins with an apostrophe."""
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for article in articles:
        for one in article.highlights:
            cells = (
                one.id, article.id, article.title, article.author, article.source, one.location, one.kind.value,
                one.text, one.note, one.colour.value if one.colour else "", one.colour_name, ", ".join(one.tags),
                one.created.isoformat(), one.modified.isoformat(), one.link,
            )  # fmt: skip
            table.writerow(map(safe_cell, cells))
    return written.getvalue()


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def to_anki(articles: Iterable[Article]) -> str:
    """Return notes with front, back and tags; the id is the note's, so a second import updates and adds nothing.

    What has a note asks for it by the quote; a quote alone is asked for by where it stands.
    """
    lines = ["#separator:tab", "#html:true", "#guid column:1", "#tags column:4", "#columns:guid\tfront\tback\ttags"]
    lines += ["\t".join(_card(article, one)) for article in articles for one in article.highlights]
    return "\n".join(lines) + "\n"


def _card(article: Article, one: Highlight) -> tuple[str, str, str, str]:
    place = html.escape(" › ".join(filter(None, (article.title, one.location))))
    quote = html.escape(one.text).replace("\n", "<br>")
    if one.note:
        front = f"{quote}<br><small>{place}</small>" if quote else place
        back = rendered_note(one.note)
    else:
        front, back = place, quote
    tags = " ".join(("margent", *safe_tags(one.tags)))
    return one.id, _cell(front), _cell(back), _cell(tags)


def _cell(markup: str) -> str:
    # Anki reads a field that begins with a quotation mark to the next one, over tabs and lines.
    return " ".join(markup.replace("\t", " ").replace('"', "&quot;").split("\n")).replace("\r", " ")
