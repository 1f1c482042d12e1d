"""What a link in a note may lead to besides annotations: articles, and their sections."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.deep_link import deep_link, section_link
from desktop_app.core.outline import below_title
from desktop_app.core.query.hit import HitKind
from desktop_app.core.query.tree import All, InSection, OfKind, Titled
from desktop_app.core.text.folding import folded

if TYPE_CHECKING:
    from desktop_app.search.answering.searcher import Searcher

MOST = 3
"""Of articles, and of sections."""
_LOOKED_AT = 40
"""Hits: those in the sections below a heading are found with it."""


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """An article by its title, or a section of it; `address` opens it."""

    title: str
    address: str
    heading: str = ""


def link_targets(searcher: "Searcher", words: str, cancelled: Callable[[], bool]) -> list[LinkTarget]:
    """Return a few articles whose titles have these words, the last of them begun, and sections whose headings do.

    Raises SearchCancelled.
    """
    asked = All((OfKind(HitKind.TITLE), Titled(words, prefix=True)))
    articles = searcher.search(asked, MOST, cancelled=cancelled).hits
    found = [LinkTarget(hit.title, deep_link(hit.document)) for hit in articles]
    return found + list(_sections(searcher, words, cancelled))


def _sections(searcher: "Searcher", words: str, cancelled: Callable[[], bool]) -> Iterator[LinkTarget]:
    asked = All((OfKind(HitKind.TEXT), InSection(words, prefix=True)))
    wanted, seen = folded(words).split(), 0
    for hit in searcher.search(asked, _LOOKED_AT, cancelled=cancelled).hits:
        told = below_title(hit.path, hit.title)
        own = folded(told[-1]) if told else ""
        if own and all(word in own for word in wanted):
            yield LinkTarget(hit.title, section_link(hit.document, told[-1], hit.start), told[-1])
            seen += 1
            if seen == MOST:
                return
