"""The text of an article as a lazily laid out page shows it, and where each block begins in that.

Where blocks begin is worked out at once; the words themselves only when they are to be shown. A table's cells are
blocks of Qt's; the breaks between them stand for its tabs and newlines.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter, itemgetter

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.setting.hyphenation import SOFT_HYPHEN, Hyphenator
from desktop_app.ui.reader.setting.line_breaks import LINE_BREAK, binds, with_bound_spaces

_ASTRAL = re.compile("[\\U00010000-\\U0010ffff]")
_FIGURE, _REFERENCE = BlockKind.FIGURE, InlineKind.FOOTNOTE_REFERENCE  # asked of every block: an enum takes its time
_PICTURE = "\ufffc"


def marks_of(block: Block) -> list[Inline]:
    """Return a block's footnote references in the order of their places."""
    marks = [span for span in block.inline if span.kind is _REFERENCE]
    if len(marks) > 1:
        marks.sort(key=attrgetter("start"))
    return marks


def units(text: str) -> int:
    """Return how many of Qt's units a text takes."""
    return len(text) + len(_ASTRAL.findall(text))


class ShownText:
    """See the module. `bases` are the positions of the blocks in Qt's document, `shown_only` is as TextMap takes it.

    `formed` are the blocks in which anything is in a format of its own: words under a span, or a picture.
    """

    def __init__(self, content: Content, hyphens: Hyphenator | None) -> None:
        self._content = content
        self._binds = binds(content.text)
        self.shown_only: dict[int, list[tuple[int, int]]] = {}
        self.formed = [index for index, block in enumerate(content.blocks) if block.inline or block.kind is _FIGURE]
        self._note_what_is_no_text(hyphens)
        self.bases: Sequence[int] = self._worked_out()

    def written(self, first: int, stop: int) -> str:
        """Return the words of the blocks from `first` up to `stop`, each with all that parts it from the next one."""
        text, blocks = self._content.text, self._content.blocks
        found: list[str] = []
        done = blocks[first].start if first else 0
        for index in range(first, stop):
            instead = self._instead(index, blocks[index])
            if instead is not None:
                found += (text[done : blocks[index].start], instead)
                done = blocks[index].end
        found.append(text[done : blocks[stop].start if stop < len(blocks) else len(text)])
        shown = "".join(found)
        return with_bound_spaces(shown) if self._binds else shown

    def stop_after(self, index: int) -> int:
        """Return the block that may be written next when this is the last one: the first that begins one of Qt's."""
        text, blocks = self._content.text, self._content.blocks
        index += 1
        while index < len(blocks) and text.find("\n", blocks[index - 1].end, blocks[index].start) < 0:
            index += 1  # a block that was split off
        return min(index, len(blocks))

    def _note_what_is_no_text(self, hyphens: Hyphenator | None) -> None:
        for index in range(len(self._content.blocks)) if hyphens is not None else self.formed:
            block = self._content.blocks[index]
            if block.kind is _FIGURE:
                self.shown_only[index] = [(0, 2 if block.end > block.start else 1)]
                continue
            marks = [(mark.start - block.start, units(mark.href or "*")) for mark in marks_of(block)]
            is_broken = hyphens is not None and block.kind is not BlockKind.TABLE
            breaks = hyphens.breaks(self._content, block) if hyphens is not None and is_broken else ()
            if marks or breaks:
                self.shown_only[index] = [*marks, *((place - block.start, len(SOFT_HYPHEN)) for place in breaks)]

    def _worked_out(self) -> list[int]:
        """Return where the blocks begin."""
        starts = [block.start for block in self._content.blocks]
        astral = _places_of_astral(self._content.text)
        if not astral and not self.shown_only:
            return starts
        moved, bases = 0, []
        for index, start in enumerate(starts):
            bases.append(start + moved + (bisect_left(astral, start) if astral else 0))
            if index in self.shown_only:
                moved += sum(more for _, more in self.shown_only[index])
        return bases

    def _instead(self, index: int, block: Block) -> str | None:
        """Return what is shown for a block, or None if that is its words as they stand."""
        text = self._content.text
        if block.kind is _FIGURE:
            caption = text[block.start : block.end].replace("\n", LINE_BREAK)
            return _PICTURE + "\n" + caption if caption else _PICTURE
        is_table = block.kind is BlockKind.TABLE
        if is_table and index not in self.shown_only:
            return text[block.start : block.end].replace("\t", "\n")
        if index not in self.shown_only:
            broken = text.find("\n", block.start, block.end) >= 0
            return text[block.start : block.end].replace("\n", LINE_BREAK) if broken else None
        marks = marks_of(block)
        signs = [(mark.start, mark.href or "*") for mark in marks]
        signs += [(block.start + place, SOFT_HYPHEN) for place, _ in self.shown_only[index][len(marks) :]]
        shown: list[str] = []
        done = block.start
        for place, sign in sorted(signs, key=itemgetter(0)):
            shown += (text[done:place], sign)
            done = place
        words = "".join((*shown, text[done : block.end]))
        return words.replace("\t", "\n") if is_table else words.replace("\n", LINE_BREAK)


def _places_of_astral(text: str) -> list[int]:
    """Return where the characters stand that take two units.

    A text has none unless Python keeps it at four bytes a character: which a look at its size tells, where a search
    would read a book through.
    """
    if sys.getsizeof(text) <= 3 * len(text):
        return []
    return [found.start() for found in _ASTRAL.finditer(text)]
