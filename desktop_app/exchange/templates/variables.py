"""What the two parts of a template can use, with what each means: the list that the editor of templates shows.

The names are Readwise's where Readwise has one; see `exchange.markdown`, which fills them in.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variable:
    """A name, what it means, and how it is written in a template; `anywhere` is False for the highlight part alone."""

    name: str
    meaning: str
    written: str
    anywhere: bool = True


def _named(pairs: str, *, anywhere: bool) -> tuple[Variable, ...]:
    lines = (line.split(" ", 1) for line in pairs.strip().splitlines())
    return tuple(Variable(name, meaning.strip(), f"{{{{ {name} }}}}", anywhere) for name, meaning in lines)


_BOTH = """
title                   the article's title
full_title              the same
author                  who wrote it
category                articles or books
source                  where it came from
url                     the same, where it is a web address
image_url               always empty
summary                 always empty
document_id             the id by which an export is found again (margent-id)
document_url            the link that opens the article in Margent
document_tags           the article's tags, as Obsidian takes them
tags                    the article's tags as they are
document_note           the notes on the article as a whole
added                   when it was added
exported                when it is exported
date                    the day of the export
time                    the time of the export
last_highlighted_date   the day of the newest highlight
published_date          always empty
num_highlights          how many highlights and notes there are
is_new_page             always true
has_new_highlights      whether there are any
"""
_HIGHLIGHT = """
highlight_id            its id; a block that ends with it can be updated
highlight_kind          quote, note or bookmark
highlight_text          the words that were marked
highlight_note          your note, in Markdown
highlight_color         yellow, green, blue, pink, orange or empty
highlight_colour        the same
highlight_colour_name   what the colour means to you
highlight_tags          its tags
highlight_location      the headings that lead to it
highlight_location_url  the link that opens it in Margent
highlight_date          the day it was made
highlight_section       the heading it stands under
highlight               the plain values: highlight.text, highlight.note, highlight.tags
"""
_SECTIONS = "{% for section in sections %}\n## {{ section.heading }}\n{% endfor %}"
_BLOCKS = "{% for highlight in highlights %}\n{{ highlight.block }}\n{% endfor %}"

IN_BOTH = _named(_BOTH, anywhere=True)
IN_HIGHLIGHT = _named(_HIGHLIGHT, anywhere=False)
IN_DOCUMENT = (
    Variable("document_notes", "the notes on the article, each with every name of the highlight part",
             "{% for note in document_notes %}\n{{ note.block }}\n{% endfor %}"),
    Variable("sections", "the sections: heading, level, path, notes, highlights, detached", _SECTIONS),
    Variable("highlights", "all highlights in order, each with its block", _BLOCKS),
)  # fmt: skip
FILTERS = (
    Variable("escaped", "no sign of it is Markdown", "{{ title | escaped }}"),
    Variable("heading", "made fit for a heading", "{{ title | heading }}"),
    Variable("prefixed", "every line begins so", '{{ highlight_text | prefixed("> ") }}'),
    Variable("hashtags", "tags with # before them", "{{ highlight_tags | hashtags }}"),
    Variable("front_matter", "values as YAML", '{{ {"title": title} | front_matter }}'),
    Variable("date", "a day in your own order", '{{ highlight_date | date("j F Y") }}'),
    Variable("pluralize", "an s where there are several", "highlight{{ num_highlights | pluralize }}"),
)
