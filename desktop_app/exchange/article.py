"""One document with its annotations in the order of its text: what every export is made from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from desktop_app.core.annotation import COLOUR_MEANINGS, Annotation, Colour, Motivation, Placed, PlacementState, Scope
from desktop_app.core.deep_link import deep_link
from desktop_app.core.document import Document
from desktop_app.core.outline import Section, section_at

DETACHED_HEADING = "No longer in the text"
"""The heading over annotations whose words the shown version does not have."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class HighlightKind(StrEnum):
    """What a highlight is to a person who reads the export."""

    QUOTE = "quote"
    NOTE = "note"
    BOOKMARK = "bookmark"


@dataclass(frozen=True, slots=True)
class Highlight:
    """An annotation as it leaves the library.

    `text` is the words it is about, as they were marked, and empty for a note on a section or a document; `note` is
    the person's Markdown. `colour_name` is what the colour means to the person ("Claims"), empty without a colour.
    `section` is the heading it stands under and `location` the headings that lead there, both empty where there are
    none; `link` opens it in Margent. `start` is the code point at which it
    stands in the shown version, None where it has no place there.
    """

    id: str
    kind: HighlightKind
    text: str
    note: str
    colour: Colour | None
    colour_name: str
    tags: tuple[str, ...]
    section: str
    location: str
    link: str
    start: int | None
    created: datetime
    modified: datetime


@dataclass(frozen=True, slots=True)
class ArticleSection:
    """A section that has annotations: the notes on the section itself, then the highlights in the order of the text.

    `heading` is empty where the text has no sections; `path` names the headings above it and ends with its own.
    """

    heading: str
    level: int
    path: tuple[str, ...]
    notes: tuple[Highlight, ...]
    highlights: tuple[Highlight, ...]
    detached: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """A document as it leaves the library; times are in UTC.

    `source` is where it came from, as the library has it; `url` is the same when it is a web address, else empty.
    `category` is "articles" or "books". `notes` are about the document as a whole. Sections without annotations are
    left out; what is no longer in the text is in a last section of its own.
    """

    id: str
    title: str
    author: str
    source: str
    url: str
    category: str
    tags: tuple[str, ...]
    link: str
    added: datetime
    exported: datetime
    notes: tuple[Highlight, ...]
    sections: tuple[ArticleSection, ...]

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """Every annotation, in the order in which the article shows them."""
        return self.notes + tuple(one for section in self.sections for one in section.notes + section.highlights)


def article_of(
    document: Document,
    sections: Sequence[Section],
    placed: Iterable[Placed],
    *,
    exported: int,
    meanings: Mapping[Colour, str] = COLOUR_MEANINGS,
    author: str = "",
) -> Article:
    """Group the annotations of `document` under the sections of its shown version.

    `sections` are the shown version's (`core.outline.sections_of` of its corrected content); `exported` is now, in
    milliseconds since 1970 in UTC. An annotation that crosses into another section belongs where it begins. What
    lies in the trash is left out.
    """
    url = document.source if _scheme(document.source) in ("http", "https") else ""
    notes, shown = _grouped(document, sections, placed, meanings)
    return Article(
        id=document.id,
        title=document.title,
        author=author or document.author,
        source=document.source,
        url=url,
        category="books" if document.format.casefold() == "epub" else "articles",
        tags=document.tags,
        link=deep_link(document.id),
        added=_moment(document.added),
        exported=_moment(exported),
        notes=tuple(notes),
        sections=tuple(shown),
    )


def _grouped(
    document: Document, sections: Sequence[Section], placed: Iterable[Placed], meanings: Mapping[Colour, str]
) -> tuple[list[Highlight], list[ArticleSection]]:
    """Return the notes on the whole document, and the sections that have annotations; those not found come last."""
    notes: list[Highlight] = []
    lost: list[Highlight] = []
    grouped: dict[int, tuple[list[Highlight], list[Highlight]]] = {}
    for one in sorted(placed, key=_reading_order):
        annotation = one.annotation
        if annotation.deleted is not None:
            continue
        if annotation.target.scope is Scope.DOCUMENT:
            notes.append(_highlight(annotation, None, (), meanings))
        elif one.placement.state is PlacementState.DETACHED and document.version is not None:
            lost.append(_highlight(annotation, None, _former_place(annotation), meanings))
        else:
            section = section_at(sections, one.start) or (sections[0] if sections else None)
            path = section.path if section else _former_place(annotation)
            group = grouped.setdefault(section.index if section else -1, ([], []))
            of_section = annotation.target.scope is Scope.SECTION
            group[0 if of_section else 1].append(_highlight(annotation, one.start, path, meanings))
    shown = [_section(sections, index, *group) for index, group in sorted(grouped.items())]
    if lost:
        shown.append(ArticleSection(DETACHED_HEADING, 1, (DETACHED_HEADING,), (), tuple(lost), detached=True))
    return notes, shown


def _reading_order(one: Placed) -> tuple[int, int, int, str]:
    return one.start, one.end, one.annotation.created, one.annotation.id


def _section(
    sections: Sequence[Section], index: int, notes: list[Highlight], highlights: list[Highlight]
) -> ArticleSection:
    if index < 0:
        return ArticleSection("", 1, (), tuple(notes), tuple(highlights))
    section = sections[index]
    return ArticleSection(section.heading, section.level, section.path, tuple(notes), tuple(highlights))


def _highlight(
    annotation: Annotation, start: int | None, path: tuple[str, ...], meanings: Mapping[Colour, str]
) -> Highlight:
    colour, quote = annotation.colour, annotation.target.quote
    text = quote.exact if quote is not None else ""
    kind = HighlightKind.QUOTE if text else HighlightKind.NOTE
    return Highlight(
        id=annotation.id,
        kind=HighlightKind.BOOKMARK if annotation.motivation is Motivation.BOOKMARKING else kind,
        text=text,
        note=annotation.note,
        colour=colour,
        colour_name=meanings.get(colour, COLOUR_MEANINGS[colour]) if colour is not None else "",
        tags=annotation.tags,
        section=path[-1] if path else "",
        location=" › ".join(path),
        link=deep_link(annotation.document, annotation.id),
        start=start,
        created=_moment(annotation.created),
        modified=_moment(annotation.modified),
    )


def _former_place(annotation: Annotation) -> tuple[str, ...]:
    return annotation.target.section.path if annotation.target.section is not None else ()


def _moment(milliseconds: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=milliseconds)


def _scheme(source: str) -> str:
    try:
        return urlsplit(source).scheme
    except ValueError:
        return ""
