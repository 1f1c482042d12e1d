"""How much a line of plain text looks like a heading: a sum of named weights.

Nothing marks a heading in plain text, so it is told by how it stands: short, unfinished as a sentence, above
something longer, not one of a list. Each rule looks at a line and its neighbours and answers with a number, mostly
0 or 1; the weighted sum is the log-odds that the line is a heading.

The weights come from a logistic regression (L2 penalty 2) over the lines of 268 articles with known headings: guides
in 17 languages, security notes, release notes and proposals, each in all three layouts, prose counting three times
as much as technical text. They were checked on articles left out of the fit, all translations of an article with it,
and are rounded to a twentieth. The weights of "chapter" and "counted" are set by hand: such lines are certain, and
were too rare to learn from.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.formats.plain_text.line_looks import NOTHING, Looks, look_at
from desktop_app.formats.plain_text.lines import Layout
from desktop_app.formats.plain_text.numbering import is_chapter
from desktop_app.formats.plain_text.pieces import Piece

_COMFORTABLE_WIDTH = 50
"""Widths in columns: a heading is rarely wider than this, and a list item or a caption often is."""
_LIST_REACH = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """A line, its neighbours, and what the whole text says about it.

    ``since_colon`` counts the pieces since one that ended in a colon (1: the one before did). ``spaced`` tells whether
    blank lines mean anything here.
    """

    here: Looks
    before: Looks
    after: Looks
    since_colon: int
    repeated: bool
    spaced: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to see in a setting, and how many log-odds it is worth."""

    name: str
    weight: float
    answer: Callable[[Setting], float]
    why: str


def _longer_below(at: Setting) -> float:
    return max(-2.0, min(3.0, math.log((at.after.width + 1) / (at.here.width + 1))))


def _within_list(at: Setting) -> float:
    return 1 / at.since_colon if 1 < at.since_colon <= _LIST_REACH else 0


def _is_counted(at: Setting) -> bool:
    return bool(at.here.piece.marker and (at.before.piece.marker or at.after.piece.marker))


def _touches_text(at: Setting) -> bool:
    """Blank lines elsewhere but not here. A line right above a wrapped paragraph may still head it, unless that is
    indented: then the line is a term that gets defined."""
    if not at.spaced or at.here.alone:
        return False
    after = at.after.piece
    return not (at.here.piece.gap_before and after.is_wrapped and after.indent <= at.here.piece.indent)


BIAS = -0.40

RULES = (
    Rule("full stop", -4.25, lambda at: at.here.ends_sentence, "A heading seldom closes a sentence."),
    Rule("exclamation", -2.50, lambda at: at.here.exclaims, "It may call out, but mostly it does not."),
    Rule("colon", -4.80, lambda at: at.here.announces, "What ends in a colon announces a list, or code."),
    Rule("two sentences", -1.90, lambda at: at.here.holds_sentences, "A sentence ending inside: this is prose."),
    Rule("small letter", -1.95, lambda at: at.here.starts_small, "A fragment or a command, not a beginning."),
    Rule("sign first", -2.95, lambda at: at.here.starts_with_sign, "Quotes, flags, markup and mentions."),
    Rule("address", -2.55, lambda at: at.here.has_address, "Links and handles stand in lists and credits."),
    Rule("code", -1.15, lambda at: at.here.has_code_signs, "Names of functions and files, prompts, assignments."),
    Rule("too wide", -0.95, lambda at: max(0.0, at.here.width - _COMFORTABLE_WIDTH) / 50, "Headings are short."),
    Rule("number", 2.15, lambda at: at.here.numbered and not _is_counted(at), "1.2, IV., Part 3: numbered on purpose."),
    Rule("chapter", 6.0, lambda at: is_chapter(at.here.words), "Nothing else is called Chapter 7."),
    Rule("counted", -4.0, _is_counted, "1. above 2. is a list, or a table of contents."),
    Rule("said again", -1.75, lambda at: at.repeated, "The same line twice is a label: Example, Note."),
    Rule("first line", 1.05, lambda at: at.first, "A text may open with its title or first heading."),
    Rule("after colon", -2.80, lambda at: at.since_colon == 1, "What was announced above is its first item."),
    Rule("within list", -1.55, _within_list, "The items that follow the first, less the further down."),
    Rule("after prose", 0.80, lambda at: at.before.ends_sentence, "A finished sentence above: a new start is due."),
    Rule("after such a line", -1.90, lambda at: at.before.is_open, "Two open lines in a row are a list."),
    Rule("longer below", 1.20, _longer_below, "A heading stands above its text; log of the widths' ratio."),
    Rule("stands alone", 1.35, lambda at: at.spaced and at.here.alone, "Blank lines on both sides."),
    Rule("touches text", -4.50, _touches_text, "Blank lines elsewhere, but not here."),
)


def heading_scores(pieces: Sequence[Piece], layout: Layout) -> Iterator[tuple[Piece, float]]:
    """The pieces that could be headings at all, each with its log-odds of being one."""
    for at in settings(pieces, layout):
        yield at.here.piece, BIAS + sum(rule.weight * rule.answer(at) for rule in RULES)


def settings(pieces: Sequence[Piece], layout: Layout) -> Iterator[Setting]:
    """The setting of each piece that could be a heading, in reading order. Takes linear time."""
    looks = [look_at(piece) for piece in pieces]
    times_said = Counter(look.words for look in looks if look.could_head)
    since_colon = _LIST_REACH
    for number, here in enumerate(looks):
        since_colon += 1
        if here.could_head:
            yield Setting(
                here=here,
                before=looks[number - 1] if number else NOTHING,
                after=looks[number + 1] if number + 1 < len(looks) else NOTHING,
                since_colon=since_colon,
                repeated=times_said[here.words] > 1,
                spaced=layout is not Layout.TIGHT,
                first=number == 0,
            )
        if here.announces:
            since_colon = 0
