"""Markdown made of an article's annotations, by a template.

What the two parts of a template can use; the names are Readwise's where Readwise has one, so that people's templates
can be carried over. Whatever begins with `highlight_` is ready to stand in Markdown.

In both parts: `title`, `full_title`, `author`, `category`, `source`, `url`, `image_url`, `summary`, `document_id`,
`document_url` (opens it in Margent), `document_tags` (as Obsidian takes them), `tags` (as they are), `document_note`,
`added`, `exported`, `date`, `time`, `last_highlighted_date`, `published_date`, `num_highlights`, `is_new_page`,
`has_new_highlights`.

In the highlight part also: `highlight_id`, `highlight_kind` (quote, note, bookmark), `highlight_text` (escaped, a
blank line between paragraphs), `highlight_note` (the person's own Markdown), `highlight_color`, `highlight_colour`,
`highlight_colour_name` (its meaning), `highlight_tags`, `highlight_location`, `highlight_location_url` (opens it in
Margent), `highlight_date`, `highlight_section`, and `highlight`, the plain values (`highlight.text`, `.note`, `.tags`).

In the document part also: `document_notes`, `sections` (each with `heading`, `level`, `path`, `notes`, `highlights`,
`detached`) and `highlights`, all of them in order. A highlight there has every name of the highlight part and
`block`, the highlight part filled in for it.

Filters: `escaped`, `heading`, `prefixed("> ")`, `hashtags`, `front_matter`, `date("j F Y")`, `pluralize`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.exchange.article import Article, ArticleSection, Highlight
from desktop_app.exchange.escaping import contained, escaped, escaped_heading, safe_tags
from desktop_app.exchange.templates.template import CompiledPart, MarkdownTemplate, profile

BLOCK_ID = re.compile(
    r"^(?:\^hl-(?P<obsidian>[0-9a-z-]+)|(?:  )?<!-- hl-(?P<plain>[0-9a-z-]+) -->)[ \t\r]*$", re.MULTILINE
)
"""The line that ends a highlight's block, in every profile of ours. No line of a quote or a note looks like it."""

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RenderedBlock:
    """What was written for one annotation; it ends with the line that carries the annotation's id."""

    annotation: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole file, and its blocks in the order in which they stand there."""

    text: str
    blocks: tuple[RenderedBlock, ...]


class MarkdownWriter:
    """A template, compiled once for any number of articles."""

    def __init__(self, template: MarkdownTemplate | None = None) -> None:
        """Compile `template`, by default the Obsidian profile. Raises TemplateFailure."""
        chosen = template or profile()
        self._document = CompiledPart("document", chosen.document)
        self._highlight = CompiledPart("highlight", chosen.highlight)

    def write(self, article: Article) -> Rendered:
        """Return the Markdown of `article`. Raises TemplateFailure."""
        common = _document_values(article)
        filled: dict[str, Values] = {}
        blocks: list[RenderedBlock] = []
        for highlight in article.highlights:
            values = _highlight_values(highlight)
            block = self._block(common, values)
            blocks.append(RenderedBlock(highlight.id, block))
            filled[highlight.id] = {**values, "block": block}
        values = {
            **common,
            "document_notes": [filled[note.id] for note in article.notes],
            "sections": [_section_values(section, filled) for section in article.sections],
            "highlights": list(filled.values()),
        }
        text = contained(self._document.fill(values)).strip("\n")
        return Rendered(f"{text}\n" if text else "", tuple(blocks))

    def write_one(self, article: Article, highlight: Highlight) -> str:
        """Return the block of a single highlight of `article`, without a last newline. Raises TemplateFailure."""
        return self._block(_document_values(article), _highlight_values(highlight))

    def _block(self, common: Values, values: Values) -> str:
        return contained(self._highlight.fill({**common, **values})).strip("\n")


def to_markdown(article: Article, template: MarkdownTemplate | None = None) -> str:
    """Return the Markdown of one article, by default as the Obsidian profile has it. Raises TemplateFailure."""
    return MarkdownWriter(template).write(article).text


def _document_values(article: Article) -> Values:
    highlights = article.highlights
    return {
        "title": article.title,
        "full_title": article.title,
        "author": article.author,
        "category": article.category,
        "source": article.source,
        "url": article.url,
        "image_url": "",
        "summary": "",
        "document_id": article.id,
        "document_url": article.link,
        "document_tags": list(safe_tags(article.tags)),
        "tags": list(article.tags),
        "document_note": "\n\n".join(contained(note.note) for note in article.notes),
        "added": article.added,
        "exported": article.exported,
        "date": article.exported.date(),
        "time": article.exported.strftime("%H:%M"),
        "last_highlighted_date": max((one.created.date() for one in highlights), default=""),
        "published_date": "",
        "num_highlights": len(highlights),
        "is_new_page": True,
        "has_new_highlights": bool(highlights),
    }


def _highlight_values(highlight: Highlight) -> Values:
    colour = highlight.colour.value if highlight.colour is not None else ""
    return {
        "highlight": highlight,
        "highlight_id": highlight.id,
        "highlight_kind": highlight.kind.value,
        "highlight_text": escaped(highlight.text),
        "highlight_note": contained(highlight.note),
        "highlight_color": colour,
        "highlight_colour": colour,
        "highlight_colour_name": escaped_heading(highlight.colour_name),
        "highlight_tags": list(safe_tags(highlight.tags)),
        "highlight_location": escaped_heading(highlight.location),
        "highlight_location_url": highlight.link,
        "highlight_date": highlight.created.date(),
        "highlight_section": escaped_heading(highlight.section),
    }


def _section_values(section: ArticleSection, filled: Mapping[str, Values]) -> Values:
    return {
        "heading": section.heading,
        "level": section.level,
        "path": section.path,
        "notes": [filled[note.id] for note in section.notes],
        "highlights": [filled[highlight.id] for highlight in section.highlights],
        "detached": section.detached,
    }
