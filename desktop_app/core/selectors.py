"""Selectors of the W3C Web Annotation model: how a place in a text is described so that it can be found again."""

from dataclasses import dataclass

CONTEXT = 32
"""How many code points of prefix and suffix a quote keeps."""

OPENING = 64
"""How many code points of its body a section keeps, so that one without a heading has a place too."""


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """Where a range stands in one version; code points, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words of a range and up to `CONTEXT` code points on either side."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class SectionSelector:
    """A section by the path of headings that leads to it and the opening words of its body."""

    path: tuple[str, ...]
    heading: str
    opening: str


def describe(text: str, start: int, end: int) -> tuple[TextPositionSelector, TextQuoteSelector]:
    """Describe the code points `start` to `end` of `text`, so that `anchoring.anchor` can find them in another text.

    Raises ValueError when the range is empty or leaves the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is not a range of a text of {len(text)} code points")
    quote = TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
    return TextPositionSelector(start, end), quote
