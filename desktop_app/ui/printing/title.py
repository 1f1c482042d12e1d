"""Whether a printed article needs its title above it, or begins with one of its own."""

import re
from difflib import SequenceMatcher

from desktop_app.core.document import BlockKind, Content
from desktop_app.core.text.folding import folded

_WORDS = re.compile(r"\w+")
_ALIKE = 0.85
_MANY = 4
"""Words with which a longer title goes on into what is a title by itself: fewer are a chapter's heading."""

_AMONG = 3
"""Blocks among which an article's own title stands: a picture or a line may stand above it."""


def heading_above(content: Content, title: str) -> str:
    """Return what is printed above an article of this title: nothing where its own words begin with it."""
    if content.blocks and content.text_of(content.blocks[0]) == title:
        return ""
    first = next((block for block in content.blocks[:_AMONG] if block.kind is BlockKind.HEADING), None)
    return title if first is None or not _say_the_same(content.text_of(first), title) else ""


def _say_the_same(heading: str, title: str) -> bool:
    words = sorted((_WORDS.findall(folded(text)) for text in (heading, title)), key=len)
    shorter, longer = words
    begins = longer[: len(shorter)] == shorter and (len(shorter) >= _MANY or len(shorter) == len(longer))
    return begins or SequenceMatcher(None, " ".join(shorter), " ".join(longer)).ratio() >= _ALIKE
