"""What the list beside two compared versions says: changes, highlights and notes below the heading of their section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge

from desktop_app.core.annotation import Colour, PlacementState
from desktop_app.core.comparing import Comparison, Revision, RevisionKind
from desktop_app.core.outline import Section, section_at
from desktop_app.core.text.note_words import words_of
from desktop_app.services.articles.comparing import Compared, Standing
from desktop_app.ui.margin.captions import caption

SIGNS = {
    RevisionKind.REWORDED: "±",
    RevisionKind.ADDED: "+",
    RevisionKind.REMOVED: "−",
    RevisionKind.MOVED_HERE: "→",
    RevisionKind.MOVED_AWAY: "←",
}

STATES = {
    PlacementState.EXACT: "exact",
    PlacementState.MOVED: "moved",
    PlacementState.CHANGED: "changed",
    PlacementState.DETACHED: "not found",
}
"""How surely an annotation stands, as a person is told."""

_LONGEST = 160  # code points of a row; the page has the rest


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One line of the list, about `start` to `end` of the woven text. A heading has neither sign nor mark.

    `revision` is the change it is about, `standing` the annotation; `words` and `detail` are its two lines.
    """

    start: int
    end: int
    words: str
    detail: str = ""
    side: str = ""
    sign: str = ""
    colour: Colour | None = None
    revision: int | None = None
    standing: int | None = None

    @property
    def heading(self) -> bool:
        """Whether this names a section."""
        return self.revision is None and self.standing is None

    def told(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join(part for part in (self.side, self.words, self.detail) if part)


def rows_of(compared: Compared) -> list[ComparedRow]:
    """Return the rows of two compared versions in the order of the text."""
    comparison = compared.comparison
    revisions = (_of_revision(number, one, comparison) for number, one in enumerate(comparison.revisions))
    standings = (_of_standing(number, one) for number, one in enumerate(compared.standings))
    return list(_below_headings(merge(revisions, standings, key=lambda row: row.start), compared.sections))


def _below_headings(rows: Iterator[ComparedRow], sections: Sequence[Section]) -> Iterator[ComparedRow]:
    last: Section | None = None
    for row in rows:
        section = section_at(sections, row.start)
        if section is not None and section is not last:
            last = section
            yield ComparedRow(section.start, section.body, section.heading)
        yield row


def _of_revision(number: int, revision: Revision, comparison: Comparison) -> ComparedRow:
    removed, added = _short(comparison, revision.removed), _short(comparison, revision.added)
    detail = f"was: {removed}" if removed and added else ""
    return ComparedRow(
        revision.start,
        revision.end,
        added or removed,
        detail,
        _kind(revision),
        SIGNS[revision.kind],
        revision=number,
    )


def _kind(revision: Revision) -> str:
    if revision.kind is not RevisionKind.REWORDED or (revision.added and revision.removed):
        return revision.kind.value
    return "words added" if revision.added else "words removed"


def _short(comparison: Comparison, span: tuple[int, int] | None) -> str:
    if span is None:
        return ""
    words = comparison.words_of((span[0], min(span[1], span[0] + _LONGEST)))
    return f"{words}…" if span[1] - span[0] > _LONGEST else words


def _of_standing(number: int, standing: Standing) -> ComparedRow:
    note = words_of(standing.annotation.note)
    return ComparedRow(
        standing.start,
        standing.end,
        caption(standing.annotation) or note,
        note,
        state_of(standing),
        colour=standing.annotation.colour,
        standing=number,
    )


def state_of(standing: Standing) -> str:
    """Say how surely an annotation stands."""
    placement = standing.placement
    return "accepted" if placement.accepted and not placement.refused else STATES[placement.state]
