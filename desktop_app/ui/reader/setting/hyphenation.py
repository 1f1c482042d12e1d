"""Where long words may be broken at the end of a line, by the patterns of their language.

Soft hyphens are shown and are no text: offsets, selections and what is copied do not know of them. The patterns are
those of LibreOffice, read by pyphen; reading them takes up to a second, so a thread of its own does it.
"""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from functools import cache
from typing import TYPE_CHECKING

from desktop_app.core.document import Block, BlockKind, Content, InlineKind
from desktop_app.core.text.language import language_of

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"

_MOST = 1_500_000
"""Code points (250,000 words) of a text that is hyphenated: half as much again would be felt when it is opened."""

_WORDS = re.compile(r"[^\W\d_]{5,}")
_LEAST_BEFORE, _LEAST_AFTER = 2, 3
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.FOOTNOTE})


class Hyphenator:
    """Hyphenates the words of one language. Words that it has seen cost nothing."""

    def __init__(self, patterns: "Pyphen") -> None:
        self._patterns = patterns
        self._known: dict[str, tuple[int, ...]] = {}

    def breaks(self, content: Content, block: Block) -> list[int]:
        """Return the code points of a block before which its words may be broken, in order."""
        if block.kind not in _RUNNING:
            return []
        found = [
            word.start() + place
            for word in _WORDS.finditer(content.text, block.start, block.end)
            for place in self._of(word.group())
        ]
        whole = [span for span in block.inline if span.kind is InlineKind.CODE]
        return [place for place in found if not any(span.start < place < span.end for span in whole)]

    def _of(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = tuple(self._patterns.positions(word))
        return known


def hyphenator(content: Content) -> "Future[Hyphenator] | None":
    """Return the hyphenator of a content's language, as soon as its patterns are read; None where there is none."""
    if not content.blocks or len(content.text) > _MOST:
        return None
    language = language_of(content.text)
    return _reading(language) if language else None


def with_hyphens(text: str, start: int, breaks: list[int]) -> str:
    """Return `text`, which begins at the code point `start`, with soft hyphens before `breaks`."""
    return SOFT_HYPHEN.join(_parts(text, start, breaks)) if breaks else text


def _parts(text: str, start: int, breaks: list[int]) -> Iterator[str]:
    done = 0
    for place in breaks:
        yield text[done : place - start]
        done = place - start
    yield text[done:]


@cache
def _reading(language: str) -> "Future[Hyphenator] | None":
    from pyphen import LANGUAGES

    if language not in LANGUAGES:
        return None
    future: Future[Hyphenator] = Future()
    threading.Thread(target=_read, args=(language, future), name="margent-hyphens", daemon=True).start()
    return future


def _read(language: str, future: "Future[Hyphenator]") -> None:
    from pyphen import Pyphen

    try:
        future.set_result(Hyphenator(Pyphen(lang=language, left=_LEAST_BEFORE, right=_LEAST_AFTER)))
    except (OSError, ValueError) as error:  # a dictionary that cannot be read: the text stays as it is
        future.set_exception(error)
