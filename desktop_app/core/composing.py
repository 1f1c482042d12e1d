"""Composing a Content: importers add blocks one after another, and the offsets are kept here, in one place."""

from collections.abc import Iterable
from dataclasses import replace

from desktop_app.core.document import Align, Block, BlockKind, Content, Inline
from desktop_app.core.text.normal_form import normalise


class ContentBuilder:
    """Joins blocks into one text. Texts must be in normal form (`core.text.normal_form`), and `add` checks it."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        label: str = "",
        inline: Iterable[Inline] = (),
        resource: str | None = None,
        origin: str | None = None,
        lists: int = 0,
        columns: tuple[Align, ...] = (),
        within: str = "",
        width: int = 0,
    ) -> None:
        """Append a block. The offsets of `inline` count from the start of this block's text.

        Raises ValueError for text that is not normalised or a span that leaves the block.
        """
        if normalise(text) != text:
            raise ValueError("a block's text must be normalised before it is added")
        start = self._length + (1 if self._blocks else 0)
        spans = tuple(inline)
        if any(not 0 <= span.start <= span.end <= len(text) for span in spans):
            raise ValueError("an inline span leaves its block")
        moved = tuple(replace(span, start=start + span.start, end=start + span.end) for span in spans)
        end = start + len(text)
        self._blocks.append(
            Block(kind, start, end, level, label, moved, resource, origin, lists, columns, within, width)
        )
        self._texts.append(text)
        self._length = start + len(text)

    def content(self) -> Content:
        """Return what has been added so far."""
        return Content("\n".join(self._texts), tuple(self._blocks))
