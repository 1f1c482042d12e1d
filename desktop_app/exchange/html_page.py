"""Annotations as one HTML page that can be read and printed anywhere: no script, nothing fetched."""

import html
from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt

from desktop_app.exchange.article import Article, Highlight

_STYLE = """
:root { color-scheme: light dark; --ink: #23211d; --muted: #6b665c; --paper: #fdfcf9; --line: #e2ded5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e0ddd6; --muted: #9c9991; --paper: #1d1e20; --line: #2d2f33; } }
body { font: 18px/1.6 Literata, Georgia, serif; max-width: 42rem; margin: 3rem auto; padding: 0 1.5rem;
       color: var(--ink); background: var(--paper); }
h1 { line-height: 1.25; margin: 3rem 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.25rem 0 1rem; }
.source, .place, .tags { color: var(--muted); font: 13px/1.5 Inter, system-ui, sans-serif; overflow-wrap: anywhere; }
article { margin: 0 0 1.5rem; padding-left: 1rem; border-left: 4px solid var(--line); break-inside: avoid; }
blockquote { margin: 0; font-style: italic; white-space: pre-line; } .note p { margin: .5rem 0; }
.yellow { border-color: #d9ad1d; } .green { border-color: #5f9e48; } .blue { border-color: #3d7fbd; }
.pink { border-color: #c05c86; } .orange { border-color: #cf7c22; }
pre { overflow-x: auto; white-space: pre-wrap; }
@media print { body { margin: 0; max-width: none; color: #000; background: #fff; } h1 { break-before: page; }
  h1:first-of-type { break-before: auto; } h1, h2 { break-after: avoid; } }
"""
_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}</style></head><body>
"""


def to_html(articles: Iterable[Article]) -> str:
    """Return a page with a heading for each article and section; a person's notes are rendered, without raw HTML."""
    listed = list(articles)
    title = listed[0].title if len(listed) == 1 else "Notes and highlights"
    parts = [_HEAD.format(title=html.escape(title), style=_STYLE)]
    parts += map(_article, listed)
    return "".join(parts) + "</body></html>\n"


def rendered_note(note: str) -> str:
    """Return a person's Markdown as HTML: no raw HTML, no pictures, and links only to what a browser may open."""
    return str(_markdown().render(note)).strip()


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")


def _article(article: Article) -> str:
    source = html.escape(article.url or article.source)
    linked = f'<a href="{source}" rel="noreferrer">{source}</a>' if article.url else source
    told = " · ".join(filter(None, (html.escape(article.author), linked)))
    parts = [f"<h1>{html.escape(article.title)}</h1>\n<p class=source>{told}</p>\n"]
    parts += map(_highlight, article.notes)
    for section in article.sections:
        if section.heading:
            parts.append(f"<h2>{html.escape(section.heading)}</h2>\n")
        parts += map(_highlight, section.notes + section.highlights)
    return "".join(parts)


def _highlight(one: Highlight) -> str:
    colour = one.colour.value if one.colour is not None else ""
    parts = [f'<article class="{colour}" id="hl-{html.escape(one.id)}">']
    if one.text:
        parts.append(f"<blockquote>{html.escape(one.text)}</blockquote>")
    if one.note:
        parts.append(f"<div class=note>{rendered_note(one.note)}</div>")
    signs = [one.colour_name, *(f"#{tag}" for tag in one.tags), f"{one.created:%Y-%m-%d}"]
    parts.append(f"<p class=tags>{html.escape(' · '.join(filter(None, signs)))}</p></article>\n")
    return "".join(parts)
