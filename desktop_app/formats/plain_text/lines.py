"""Which layout a plain text is in: what its line breaks and its blank lines mean.

Three layouts occur in practice:

* ``TIGHT``: one paragraph, heading or list item a line; blank lines mean nothing (also the answer when in doubt);
* ``SPACED``: the same with a blank line between most of them;
* ``WRAPPED``: paragraphs broken by hand or by a program at a column, blank lines between them.

A line is *full* when the first word of the next one would not have fitted behind it. Text is wrapped when most of
its longer lines are full and go on in the middle of a sentence, and not much of it stands in lines that run on
past the column though they could have been broken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

NARROWEST_COLUMN = 48
"""In code points. Narrower columns are verse, addresses and code, whose line breaks are worth keeping."""

WIDEST_COLUMN = 120
"""In code points. Nobody breaks lines further out: a longer line is a paragraph."""

_COLUMN_SPREAD = 8
"""Full lines end at most this many code points apart, a long next word aside."""

_RAGGED = 4
"""Code points by which a full line may miss the column: who breaks by hand keeps no exact one."""

_STOPS = ".!?:;…。！？：；؟۔।"
_NEXT_ITEM = re.compile(r"\s*(?:[-*+•‣]|\d{1,3}[.)])\s")


class Layout(Enum):
    """What line breaks and blank lines mean in one text."""

    TIGHT = "tight"
    SPACED = "spaced"
    WRAPPED = "wrapped"


@dataclass(frozen=True, slots=True)
class Page:
    """The layout of a text and, where it is wrapped, the column (in code points) its lines are broken at."""

    layout: Layout
    column: int = 0

    def is_full(self, line: str, following: str) -> bool:
        """Whether ``line`` was broken for want of room, so that ``following`` goes on with it."""
        return _ends_full(line, following, self.column)


def read_page(lines: Sequence[str]) -> Page:
    """The layout of a text, from all of its lines. Takes time linear in the text."""
    column = _wrap_column(lines)
    if column:
        return Page(Layout.WRAPPED, column)
    return Page(Layout.SPACED if _is_spaced(lines) else Layout.TIGHT)


def is_blank(line: str) -> bool:
    """Whether a line shows nothing."""
    return not line or line.isspace()


def _is_spaced(lines: Sequence[str]) -> bool:
    filled = sum(not is_blank(line) for line in lines)
    before_blank = sum(not is_blank(line) and is_blank(after) for line, after in pairwise(lines))
    return filled > 1 and before_blank >= 0.4 * (filled - 1)


def _wrap_column(lines: Sequence[str]) -> int:
    """The column that lines are broken at, or 0 where they are not."""
    joins = [
        (line.rstrip(), after)
        for line, after in pairwise(lines)
        if len(line) <= WIDEST_COLUMN and not is_blank(line) and not is_blank(after)
    ]
    column = _busiest_column([len(line) for line, _ in joins])
    longer = [(line, after) for line, after in joins if 0.6 * column <= len(line) <= column + 2]
    continued = sum(
        line[-1] not in _STOPS and not _NEXT_ITEM.match(after) and _ends_full(line, after, column)
        for line, after in longer
    )
    running_on = sum(len(line) for line in lines if len(line) > column + 2 and _breakable(line, column))
    wrapped = continued > 0 and continued >= 0.5 * len(longer) and running_on <= 0.9 * continued * column
    return column if wrapped else 0


def _breakable(line: str, column: int) -> bool:
    """Whether a line has a space to break at before the column, other than the one behind a bullet."""
    return " " in line[:column].lstrip(" -*+•‣").rstrip()


def _busiest_column(lengths: Sequence[int]) -> int:
    """The column that most of these line lengths end at or just before; the left one of equals."""
    ending_at = [0] * (WIDEST_COLUMN + 1)
    for length in lengths:
        ending_at[length] += 1
    return max(
        range(NARROWEST_COLUMN, WIDEST_COLUMN + 1),
        key=lambda column: (sum(ending_at[column - _COLUMN_SPREAD + 1 : column + 1]), -column),
    )


def _ends_full(line: str, following: str, column: int) -> bool:
    first_word = following.split(None, 1)[0] if len(following) <= WIDEST_COLUMN else following[:WIDEST_COLUMN]
    return len(line.rstrip()) + 1 + len(first_word) > column - _RAGGED
