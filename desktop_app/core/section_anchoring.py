"""Finding a section in a later version: by the headings that lead to it, or by how its text begins."""

from collections.abc import Sequence

from desktop_app.core.anchoring import Anchored, Lost
from desktop_app.core.annotation import PlacementState
from desktop_app.core.outline import Section, section_at
from desktop_app.core.selectors import OPENING, SectionSelector, TextPositionSelector, TextQuoteSelector, describe


def describe_opening(
    text: str | None, section: SectionSelector, position: TextPositionSelector | None
) -> tuple[TextPositionSelector | None, TextQuoteSelector]:
    """Describe the opening words of a section that stood at `position` of `text`, or in a text that is not known."""
    opening = section.opening.strip()
    start = text.find(opening, position.start, position.end) if text and position and opening else -1
    if text is None or start < 0:
        return None, TextQuoteSelector(opening, "", "")
    return describe(text, start, start + len(opening))


def anchor_section(
    sections: Sequence[Section],
    wanted: SectionSelector,
    position: TextPositionSelector | None,
    opening: Anchored | Lost,
) -> Anchored | Lost:
    """Find `wanted` among the `sections` of a new text; the range is empty and stands where the section begins.

    `opening` is where its opening words stand now. They decide between sections of one name, and find one that was
    renamed; words that have gone into the middle of a section do not make it the one that was meant.
    """
    namesakes = [section for section in sections if section.path == wanted.path]
    if len(namesakes) == 1:
        return _at(namesakes[0], wanted, position, 1.0)
    begun = section_at(sections, opening.start) if isinstance(opening, Anchored) else None
    if begun is not None and opening.start < begun.body + OPENING and (begun in namesakes or not namesakes):
        return _at(begun, wanted, position, opening.score)
    guess = section_at(sections, opening.start) if opening.score else None
    return Lost(guess.start, guess.start, opening.score) if guess else Lost()


def _at(section: Section, wanted: SectionSelector, position: TextPositionSelector | None, score: float) -> Anchored:
    if section.path != wanted.path:
        return Anchored(section.start, section.start, PlacementState.CHANGED, score)
    same = position is not None and section.start == position.start
    return Anchored(section.start, section.start, PlacementState.EXACT if same else PlacementState.MOVED, score)
