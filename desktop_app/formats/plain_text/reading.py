"""Plain text files: their headings and paragraphs are told by how the lines stand (see `text`)."""

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
from desktop_app.core.text.normal_form import normalise
from desktop_app.formats.charset import decode
from desktop_app.formats.losses import Loss, Losses
from desktop_app.formats.plain_text.text import heading_lines, opening, paragraphs
from desktop_app.formats.source import Imported, Source
from desktop_app.formats.titles import guess_title

PARSER = "plain text 1"
"""Counts up whenever the same file would come out differently."""


def parse(source: Source) -> Imported:
    """Read a plain text file. Raises ImportFailure for a file that is empty or is not text."""
    decoded = decode(source.data, source.name)
    losses = Losses()
    if decoded.unreadable:
        losses.add(Loss.UNREADABLE, count=decoded.unreadable)
    text = normalise(decoded.text)
    passages = paragraphs(text, heading_lines(text))
    builder = ContentBuilder()
    for passage in passages:
        level = 1 if passage.kind is BlockKind.LIST_ITEM else passage.level
        builder.add(passage.kind, passage.text, level=level, label=passage.marker)
    heading, lead = opening(passages)
    title = guess_title(heading=heading, lead=lead, file_name=source.name)
    return Imported(
        content=builder.content(),
        title=title.title,
        title_guessed=title.guessed,
        format="Plain text",
        parser=PARSER,
        dropped=losses.sentences(),
    )
