"""Carrying: annotations and corrections find their places in a new version of a text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.core.anchoring import Anchored, Anchoring, Lost, stands
from desktop_app.core.annotation import Annotation, Placement, PlacementState, Scope, Target
from desktop_app.core.block_match import BlockMatch
from desktop_app.core.correction import Correction, corrected
from desktop_app.core.document import Content, Document, ReadingState
from desktop_app.core.ids import new_id
from desktop_app.core.outline import Section, sections_of
from desktop_app.core.section_anchoring import anchor_section, describe_opening
from desktop_app.core.selectors import TextPositionSelector, TextQuoteSelector, describe
from desktop_app.services.articles.reading import carried, match_with
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.reader import LibraryReader


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a range is known to stand: in a version, or, with no position, in none that is kept."""

    version: str | None
    position: TextPositionSelector | None
    quote: TextQuoteSelector


class Carrying:
    """Finds in one new text the places of what was said about a document's earlier ones.

    What has been found is remembered. So `prepare` can do the work while the writer is free for others, and inside the
    transaction the same questions are answered at once; only what was written in between is still to be found.
    """

    def __init__(self, content: Content) -> None:
        """`content` is what was read from the file, without corrections."""
        self._content = content
        self._found: dict[_Origin, Anchored | Lost] = {}
        self._texts: dict[str, str | None] = {}
        self._matches: dict[str | None, BlockMatch | None] = {}
        self._anchoring: tuple[str | None, Anchoring] | None = None

    def prepare(self, library: LibraryReader, document: Document) -> None:
        """Find whatever `corrections` and `placements` will ask for; about a millisecond for each annotation."""
        corrections = self.corrections(library, document, "")
        self.placements(library, document, "", sections_of(corrected(self._content, corrections)))
        self._anchoring = None  # it is large, and what else is asked for is little
        state = library.reading_state(document.id)
        if state is not None:
            self.reading(library, document, state, "")

    def corrections(self, library: LibraryReader, document: Document, version: str) -> list[Correction]:
        """Return what the corrections of the version shown become in the new `version`; some may have lost theirs."""
        latest = _latest(library, document)
        former = library.corrections(latest) if latest else []
        carried = (self._correction(library, correction, version) for correction in former)
        return [correction for correction in carried if correction is not None]

    def reading(self, library: LibraryReader, document: Document, state: ReadingState, version: str) -> ReadingState:
        """Return where a person is in the new `version`, and what of it they have read."""
        former = state.version or _latest(library, document)
        if former not in self._matches:
            self._matches[former] = match_with(library, former, self._content)
        return carried(state, self._matches[former], version)

    def placements(
        self, library: LibraryReader, document: Document, version: str, sections: Sequence[Section]
    ) -> list[Placement]:
        """Return where each annotation stands in the new `version`, those in the trash too.

        `sections` are those of the new text, corrected. One whose words are gone is detached and keeps the best guess.
        """
        latest = _latest(library, document)
        standing = library.placements(latest) if latest else {}
        every = (library.annotation(annotation_id) for annotation_id in library.annotation_ids(document.id))
        # Those that come from the same text follow each other, so that it is compared with the new one once.
        annotations = [one for one in every if one is not None]
        annotations.sort(key=lambda one: _source(one.target, standing.get(one.id)))
        return [self._placement(library, one, standing.get(one.id), version, sections) for one in annotations]

    def placement(
        self, library: LibraryReader, annotation: Annotation, version: str, sections: Sequence[Section]
    ) -> Placement:
        """Return where an annotation from elsewhere stands in the new `version`."""
        return self._placement(library, annotation, None, version, sections)

    def _placement(
        self,
        library: LibraryReader,
        annotation: Annotation,
        before: Placement | None,
        version: str,
        sections: Sequence[Section],
    ) -> Placement:
        target = annotation.target
        if target.scope is Scope.DOCUMENT:
            return Placement(annotation.id, version, 0, 0, PlacementState.EXACT, 1.0)
        if target.section is not None:
            text = self._text(library, target.version)
            opening = _Origin(target.version, *describe_opening(text, target.section, target.position))
            found = anchor_section(sections, target.section, target.position, self._find(library, opening))
            return self._by_hand(library, before, found, version) or _placed(annotation.id, version, found, None)
        if target.quote is None:
            return _placed(annotation.id, version, Lost(), None)
        return self._range(library, annotation.id, target, target.quote, before, version)

    def _range(
        self,
        library: LibraryReader,
        annotation_id: str,
        target: Target,
        quote: TextQuoteSelector,
        before: Placement | None,
        version: str,
    ) -> Placement:
        """Carry a range on from where it stands in the version shown: small changes add up over many versions.

        One that has lost its words there, or whose words have come back, is found from where it was made.
        """
        text = self._content.text
        if target.position is not None and self._is_back(library, target.position, quote, before):
            back = Anchored(target.position.start, target.position.end, PlacementState.EXACT, 1.0)
            return _placed(annotation_id, version, back, None)
        if before is not None and before.refused:
            return self._still_refused(library, before, version)
        made = _Origin(target.version, target.position, quote)
        latest = self._standing(library, before) if before is not None else None
        found = self._find(library, latest or made)
        if latest is None or before is None or isinstance(found, Lost):
            return _placed(annotation_id, version, found, None)
        # What it is called depends on what was marked, and not on what that had become on the way.
        state = found.state
        if text[found.start : found.end] != quote.exact:
            state = PlacementState.CHANGED
        elif target.position is not None:
            state = PlacementState.EXACT if found.start == target.position.start else PlacementState.MOVED
        return _placed(annotation_id, version, replace(found, state=state), before)

    def _is_back(
        self, library: LibraryReader, position: TextPositionSelector, quote: TextQuoteSelector, before: Placement | None
    ) -> bool:
        """Tell whether the words stand where they were marked, and the annotation is to stand there with them.

        What a person has put elsewhere stays there, and a place that was refused stays refused, if the words stood
        where they were marked then as well.
        """
        if not stands(self._content.text, position, quote):
            return False
        latest = self._standing(library, before) if before is not None else None
        if before is None or (latest is not None and latest.position == position):
            return True
        former = self._text(library, before.version)
        stood = former is not None and stands(former, position, quote)
        if before.refused or latest is None:
            return not (before.refused and stood)
        if not (stood or before.accepted):
            return True
        found = self._find(library, latest)
        return isinstance(found, Lost) or (found.score < 1 and not stood)

    def _still_refused(self, library: LibraryReader, before: Placement, version: str) -> Placement:
        """Keep what a person has taken out of the text out of it; the place that was refused is carried as a guess."""
        guess = self._words(library, before.version, before.start, before.end)
        found = self._find(library, guess) if guess is not None else Lost()
        return replace(before, version=version, start=found.start, end=found.end)

    def _by_hand(
        self, library: LibraryReader, before: Placement | None, found: Anchored | Lost, version: str
    ) -> Placement | None:
        """Return what becomes of a person's word on where a note on a section stands; None where it has none now.

        `found` is where the section is. It holds while the line is there that the note was put to, and a refusal as
        long as the section is not where it was.
        """
        if before is None or not before.accepted:
            return None
        if before.refused:
            there = isinstance(found, Anchored) and found.state is PlacementState.EXACT
            return None if there else replace(before, version=version, start=found.start, end=found.start)
        text = self._text(library, before.version) or ""
        stop = text.find("\n", before.start)
        line = self._words(library, before.version, before.start, len(text) if stop < 0 else stop)
        carried = self._find(library, line) if line is not None else Lost()
        if isinstance(carried, Lost) or carried.score < 1:
            return None
        return replace(before, version=version, start=carried.start, end=carried.start)

    def _standing(self, library: LibraryReader, placement: Placement) -> _Origin | None:
        """Return where an annotation stands in the version shown, or None where it does not."""
        if placement.state is PlacementState.DETACHED:
            return None
        return self._words(library, placement.version, placement.start, placement.end)

    def _words(self, library: LibraryReader, version: str, start: int, end: int) -> _Origin | None:
        """Describe a range of an earlier version; None where there are no words."""
        text = self._text(library, version)
        if text is None or not 0 <= start < end <= len(text):
            return None
        return _Origin(version, *describe(text, start, end))

    def _correction(self, library: LibraryReader, correction: Correction, version: str) -> Correction | None:
        text = self._text(library, correction.version)
        if text is None or not 0 <= correction.start < correction.end <= len(text):
            return None
        found = self._find(library, _Origin(correction.version, *describe(text, correction.start, correction.end)))
        if isinstance(found, Lost):
            return None
        return replace(correction, id=new_id(), version=version, start=found.start, end=found.end)

    def _find(self, library: LibraryReader, origin: _Origin) -> Anchored | Lost:
        if origin not in self._found:
            if self._anchoring is None or self._anchoring[0] != origin.version:
                old_text = self._text(library, origin.version)
                self._anchoring = origin.version, Anchoring(old_text, self._content.text)
            self._found[origin] = self._anchoring[1].find(origin.position, origin.quote)
        return self._found[origin]

    def _text(self, library: LibraryReader, version_id: str | None) -> str | None:
        if version_id is None:
            return None
        if version_id not in self._texts:
            self._texts[version_id] = text_of(library, version_id)
        return self._texts[version_id]


def text_of(library: LibraryReader, version_id: str) -> str | None:
    """Return the text of a version, or None where it is lost: then the quotes have to do."""
    try:
        version = library.version(version_id)
        return library.content(version).text if version is not None else None
    except EntryDamaged:
        return None


def _latest(library: LibraryReader, document: Document) -> str | None:
    """Return the version that is shown, or the last one that was before the source was removed."""
    if document.version is not None:
        return document.version
    versions = library.versions(document.id)
    return versions[-1].id if versions else None


def _source(target: Target, before: Placement | None) -> str:
    by_before = before is not None and (before.state is not PlacementState.DETACHED or before.refused)
    return before.version if before is not None and by_before and target.section is None else target.version or ""


def _placed(annotation_id: str, version: str, found: Anchored | Lost, before: Placement | None) -> Placement:
    """Return `found` as a placement. What a person has agreed to stays agreed to while its words stay as they are."""
    if isinstance(found, Lost):
        return Placement(annotation_id, version, found.start, found.end, PlacementState.DETACHED, found.score)
    accepted = before is not None and before.accepted and found.score == 1
    score = found.score if before is None or before.accepted else min(found.score, before.score)
    return Placement(annotation_id, version, found.start, found.end, found.state, score, accepted)
