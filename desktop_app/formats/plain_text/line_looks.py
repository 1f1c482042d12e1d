"""What can be seen of one piece of plain text by itself: width, beginning, ending, and whether it could be a heading.

Endings and openings are those of many scripts, since articles come in them.
"""

import re
from dataclasses import dataclass

from desktop_app.formats.plain_text.numbering import number_of
from desktop_app.formats.plain_text.pieces import Piece

LONGEST_HEADING = 100
"""Code points."""
_WIDEST_HEADING = 130
"""Columns, as are all widths."""
_SAMPLE = 400
"""Code points of a long paragraph that are enough to tell how wide it is."""

_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
_WIDE_COUNTS_MORE = 1.2
"""By how much a wide character is wider: one says as much as two or three letters of an alphabet."""

_CLOSERS = re.compile("[\"'”’»›)\\]）」』*_\\s\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+$")
"""Quotation marks, brackets and pictures that may follow the stop of a sentence."""
_LONGEST_CLOSERS = 12

_FULL_STOPS = frozenset(".…।۔。")
_EXCLAMATIONS = frozenset("!！")
_QUESTIONS = frozenset("?？؟")
_GREEK_QUESTION = re.compile("[\u0370-\u03ff\u1f00-\u1fff];$")
_COLONS = frozenset(":：")
_HALTS = frozenset(",،、，-")
_OPENING_SIGNS = frozenset("¿¡\"'“‘«„「『(")

_SENTENCE_INSIDE = re.compile(r"[.!?;][\"'”’»)]*\s+\S|[。！？；]\S")
_CODE_SIGNS = re.compile(r"[{}=;<>\\$|`]|\w\(|->|::|//|_\w")
_ADDRESS = re.compile(r"://|www\.|@")


@dataclass(frozen=True, slots=True)
class Looks:
    """One piece as it looks; of the neighbour of an edge, nothing.

    ``could_head`` tells of a line that may be scored as a heading. The other marks are what their names say.
    """

    piece: Piece
    width: float = 0.0
    ends_sentence: bool = False
    exclaims: bool = False
    asks: bool = False
    announces: bool = False
    could_head: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it could be a heading and nothing closes it."""
        return self.could_head and not (self.ends_sentence or self.exclaims or self.asks or self.announces)

    @property
    def words(self) -> str:
        """The text without its list marker."""
        return self.piece.text

    @property
    def alone(self) -> bool:
        """Whether blank lines, or an edge of the text, are on both sides."""
        return self.piece.gap_before and self.piece.gap_after

    @property
    def numbered(self) -> bool:
        """Whether it carries a number of its own."""
        return bool(self.piece.marker) or number_of(self.words) is not None

    @property
    def starts_small(self) -> bool:
        """Whether it begins with a small letter, in scripts that have them."""
        return self.words[0].islower()

    @property
    def starts_with_sign(self) -> bool:
        """Whether it begins with neither a letter nor a digit, nor with what opens a quotation or a question."""
        return not self.words[0].isalnum() and self.words[0] not in _OPENING_SIGNS

    @property
    def holds_sentences(self) -> bool:
        """Whether a sentence ends inside."""
        return bool(_SENTENCE_INSIDE.search(self.words))

    @property
    def has_address(self) -> bool:
        """Whether it names a page, a mailbox or an account."""
        return bool(_ADDRESS.search(self.words))

    @property
    def has_code_signs(self) -> bool:
        """Whether it holds signs that code is full of and prose is not."""
        return bool(_CODE_SIGNS.search(self.words))


NOTHING = Looks(Piece(0, 0, ""))
"""What stands before the first piece and after the last."""


def look_at(piece: Piece) -> Looks:
    """See one piece. Long text is seen by a sample, so the time does not grow with its length."""
    width = width_of(piece.text)
    ending = _ending(piece.text)
    ends_sentence = ending in _FULL_STOPS
    exclaims = ending in _EXCLAMATIONS
    return Looks(
        piece=piece,
        width=width,
        ends_sentence=ends_sentence,
        exclaims=exclaims,
        asks=ending in _QUESTIONS,
        announces=ending in _COLONS,
        could_head=ending not in _HALTS and width <= _WIDEST_HEADING and _is_line_of_words(piece),
    )


def width_of(text: str) -> float:
    """The width of a text in columns of a letter each; long texts by their first few hundred code points."""
    if text.isascii():
        return float(len(text))
    sample = text[:_SAMPLE]
    wide = len(_WIDE.findall(sample))
    return len(text) * (1 + _WIDE_COUNTS_MORE * wide / len(sample))


def _ending(text: str) -> str:
    """The last character that says how the text ends, or nothing."""
    core = _CLOSERS.sub("", text[-_LONGEST_CLOSERS:]) or text
    return "?" if _GREEK_QUESTION.search(core) else core[-1:]


def _is_line_of_words(piece: Piece) -> bool:
    return (
        piece.end == piece.start + 1
        and not piece.preformatted
        and not piece.bulleted
        and 0 < len(piece.text) <= LONGEST_HEADING
        and any(map(str.isalpha, piece.text))
    )
