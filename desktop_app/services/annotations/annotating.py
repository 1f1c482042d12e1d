"""Annotating: highlights and notes made, changed and deleted, each as one change set."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from itertools import takewhile

from desktop_app.core.annotation import (
    Annotation,
    Colour,
    Draft,
    Motivation,
    Placement,
    PlacementState,
    Scope,
    Style,
    Target,
)
from desktop_app.core.change import Change, ChangeSet, altered, change_set, made, removed
from desktop_app.core.correction import corrected
from desktop_app.core.ids import new_id
from desktop_app.core.outline import Section, block_at, sections_of
from desktop_app.core.selectors import OPENING, SectionSelector, TextPositionSelector, describe
from desktop_app.core.text.normal_form import storable
from desktop_app.core.text.note_text import retagged
from desktop_app.core.text.tag_names import tidy_tags
from desktop_app.services.articles.reading import Opened
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history.history import History
from desktop_app.services.importing.carrying import Carrying
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction

SLICE = 50
"""How many annotations bulk work changes in one transaction: less than ten milliseconds of the writer's time."""

GoOn = Callable[[int], bool]
"""Told, on the writer's thread, how many annotations bulk work has been through; False ends it. What is done is one
step."""


def to_the_end(_done: int) -> bool:
    """Let bulk work go on."""
    return True


class Annotating:
    """Makes and changes annotations. Every method returns at once; its future is done when the change is saved."""

    def __init__(self, store: Store, history: History, clock: Clock) -> None:
        self._store = store
        self._history = history
        self._clock = clock

    def highlight(
        self,
        opened: Opened,
        start: int,
        end: int,
        *,
        colour: Colour = Colour.YELLOW,
        style: Style = Style.FILL,
        note: str = "",
        tags: Iterable[str] = (),
    ) -> tuple[Annotation, Future[ChangeSet | None]]:
        """Highlight the code points `start` to `end` of the document that is open.

        White space at both ends is left out. Raises Refused when nothing else is left.
        """
        start, end = trimmed(opened.content.text, start, end)
        position, quote = describe(opened.content.text, start, end)
        target = Target(Scope.RANGE, opened.version.id, position, quote)
        annotation = self._new(opened, Motivation.HIGHLIGHTING, target, colour, style, note, tags)
        return annotation, self._add("Highlight", annotation, start, end)

    def bookmark(self, opened: Opened, start: int, end: int) -> tuple[Annotation, Future[ChangeSet | None]]:
        """Put a bookmark at the words from `start` to `end`. Raises Refused where there are none."""
        start, end = trimmed(opened.content.text, start, end)
        position, quote = describe(opened.content.text, start, end)
        target = Target(Scope.RANGE, opened.version.id, position, quote)
        annotation = self._new(opened, Motivation.BOOKMARKING, target, None, Style.FILL, "", ())
        return annotation, self._add("Bookmark", annotation, start, end)

    def highlight_all(
        self, opened: Opened, ranges: Sequence[tuple[int, int]], *, colour: Colour = Colour.YELLOW
    ) -> Future[ChangeSet | None]:
        """Highlight every one of the ranges, in code points, as one step. Those of white space alone are left out."""
        text, group = opened.content.text, new_id()
        chosen = [trimmed(text, start, end) for start, end in ranges if text[start:end].strip()]

        def plan(part: Sequence[tuple[int, int]], transaction: Transaction) -> ChangeSet:
            _refuse_deleted(transaction, opened.document.id)
            changes: list[Change] = []
            for start, end in part:
                target = Target(Scope.RANGE, opened.version.id, *describe(text, start, end))
                annotation = self._new(opened, Motivation.HIGHLIGHTING, target, colour, Style.FILL, "", ())
                changes += [made(annotation), *_placed(transaction, annotation, start, end)]
            return change_set("Highlight all matches", changes, group=group)

        return self._history.record_all(
            [partial(plan, chosen[first : first + SLICE]) for first in range(0, len(chosen), SLICE)]
        )

    def note_on_block(self, opened: Opened, offset: int) -> tuple[Annotation, Future[ChangeSet | None]]:
        """Begin a note on the paragraph that holds the code point `offset`. Raises Refused where there is none."""
        block = block_at(opened.content.blocks, offset)
        if block is None:
            raise Refused("There is no paragraph here to write a note on.")
        start, end = trimmed(opened.content.text, block.start, block.end)
        position, quote = describe(opened.content.text, start, end)
        annotation = self._note(opened, Target(Scope.BLOCK, opened.version.id, position, quote))
        return annotation, self._add("Note on the paragraph", annotation, start, end)

    def note_on_section(self, opened: Opened, section: Section) -> tuple[Annotation, Future[ChangeSet | None]]:
        """Begin a note on a section; it stands at the section's heading, or at its first line where it has none."""
        body = opened.content.text[section.body : section.end]
        selector = SectionSelector(section.path, section.heading, body[:OPENING])
        position = TextPositionSelector(section.start, section.end)
        annotation = self._note(opened, Target(Scope.SECTION, opened.version.id, position, None, selector))
        return annotation, self._add("Note on the section", annotation, section.start, section.start)

    def note_on_document(self, opened: Opened) -> tuple[Annotation, Future[ChangeSet | None]]:
        """Begin a note on the whole document."""
        annotation = self._note(opened, Target(Scope.DOCUMENT, opened.version.id))
        return annotation, self._add("Note on the article", annotation, 0, 0)

    def keep_draft(self, annotation_id: str, note: str) -> Future[None]:
        """Keep what a person is typing, so that a crash loses no more than the last moment of it."""
        draft = Draft(annotation_id, storable(note), self._clock())
        return self._store.submit(lambda transaction: transaction.keep_draft(draft))

    def forget_draft(self, annotation_id: str) -> Future[None]:
        """Forget what was being typed: it is what the note says."""
        return self._store.submit(lambda transaction: transaction.drop_draft(annotation_id))

    def set_note(self, annotation_id: str, note: str, *, group: str = "") -> Future[ChangeSet | None]:
        """Make `note` the annotation's note and forget its draft. Edits that share a `group` are undone together.

        Tags typed in it (`#tag`) become the annotation's, and those taken out of it no longer are.
        """

        note = _worded(note)

        def plan(transaction: Transaction) -> ChangeSet | None:
            transaction.drop_draft(annotation_id)
            before = existing(transaction, annotation_id)
            if before.note == note:
                return None
            tags = retagged(before.tags, before.note, note)
            return self._altered("Edit note", before, replace(before, note=note, tags=tags), group)

        return self._history.record(plan)

    def recover_drafts(self) -> Future[ChangeSet | None]:
        """Turn drafts that a crash has left behind into notes."""

        def plan(transaction: Transaction) -> ChangeSet:
            changes: list[Change] = []
            for draft in transaction.drafts():
                before = transaction.annotation(draft.annotation)
                if before is None:
                    continue  # its highlight was undone; should that be done again, the words are still here
                note = _worded(draft.note.rstrip())
                if before.note != note:
                    tags = retagged(before.tags, before.note, note)
                    changes.append(altered(before, replace(before, note=note, tags=tags, modified=draft.modified)))
                transaction.drop_draft(draft.annotation)
            return change_set("Recover unfinished notes", changes)

        return self._history.record(plan)

    def recolour(self, annotation_id: str, colour: Colour) -> Future[ChangeSet | None]:
        """Give a highlight another colour."""
        return self._change("Change colour", annotation_id, lambda before: replace(before, colour=colour))

    def restyle(self, annotation_id: str, style: Style) -> Future[ChangeSet | None]:
        """Draw a highlight as a fill or as an underline."""
        return self._change("Change style", annotation_id, lambda before: replace(before, style=style))

    def set_tags(self, annotation_id: str, tags: Iterable[str]) -> Future[ChangeSet | None]:
        """Give an annotation these tags and no others."""
        cleaned = tidy_tags(tags)
        return self._change("Change tags", annotation_id, lambda before: replace(before, tags=cleaned))

    def recolour_all(
        self, annotation_ids: Iterable[str], colour: Colour, go_on: GoOn = to_the_end
    ) -> Future[ChangeSet | None]:
        """Give many highlights one colour; notes, which have none, stay as they are."""

        now = self._clock()

        def changed(before: Annotation) -> Annotation:
            return before if before.colour in (None, colour) else replace(before, colour=colour, modified=now)

        return self._change_all("Change the colour of {}", annotation_ids, changed, go_on)

    def retag_all(
        self,
        annotation_ids: Iterable[str],
        *,
        add: Iterable[str] = (),
        remove: Iterable[str] = (),
        go_on: GoOn = to_the_end,
    ) -> Future[ChangeSet | None]:
        """Give many annotations some tags, and take others from them."""
        added, gone, now = tidy_tags(add), set(tidy_tags(remove)), self._clock()

        def changed(before: Annotation) -> Annotation:
            tags = tuple(dict.fromkeys(tag for tag in before.tags + added if tag not in gone))
            return before if tags == before.tags else replace(before, tags=tags, modified=now)

        return self._change_all("Change the tags of {}", annotation_ids, changed, go_on)

    def delete(self, annotation_ids: Iterable[str], go_on: GoOn = to_the_end) -> Future[ChangeSet | None]:
        """Move annotations into the trash, together."""
        now = self._clock()
        return self._change_all("Delete {}", annotation_ids, lambda before: replace(before, deleted=now), go_on)

    def discard(self, annotation_id: str) -> Future[ChangeSet | None]:
        """Take back an annotation that was begun and left empty, as if it had never been begun."""

        def plan(transaction: Transaction) -> ChangeSet | None:
            transaction.drop_draft(annotation_id)
            annotation = transaction.annotation(annotation_id)
            if annotation is None:
                return None
            placements = transaction.placements_of(annotation_id)
            return change_set("Discard", [*map(removed, placements), removed(annotation)], group=annotation_id)

        return self._history.record(plan)

    def _new(
        self,
        opened: Opened,
        motivation: Motivation,
        target: Target,
        colour: Colour | None,
        style: Style,
        note: str,
        tags: Iterable[str],
    ) -> Annotation:
        now = self._clock()
        document = opened.document.id
        note = _worded(note)
        tags = retagged(tidy_tags(tags), "", note)
        return Annotation(new_id(), document, motivation, target, now, now, colour, style, note, tags)

    def _note(self, opened: Opened, target: Target) -> Annotation:
        return self._new(opened, Motivation.COMMENTING, target, None, Style.FILL, "", ())

    def _add(self, label: str, annotation: Annotation, start: int, end: int) -> Future[ChangeSet | None]:
        def plan(transaction: Transaction) -> ChangeSet:
            _refuse_deleted(transaction, annotation.document)
            placements = _placed(transaction, annotation, start, end)
            return change_set(label, [made(annotation), *placements], group=annotation.id)

        return self._history.record(plan)

    def _change(
        self, label: str, annotation_id: str, changed: Callable[[Annotation], Annotation]
    ) -> Future[ChangeSet | None]:
        def plan(transaction: Transaction) -> ChangeSet | None:
            before = existing(transaction, annotation_id)
            after = changed(before)
            return None if after == before else self._altered(label, before, after)

        return self._history.record(plan)

    def _change_all(
        self,
        label: str,
        annotation_ids: Iterable[str],
        changed: Callable[[Annotation], Annotation],
        go_on: GoOn,
    ) -> Future[ChangeSet | None]:
        """Change annotations in slices that are one step; one alone must be there. `label` has a place for what."""
        chosen = tuple(dict.fromkeys(annotation_ids))
        name = label.format("the annotation" if len(chosen) == 1 else f"{len(chosen):,} annotations")
        group = new_id()

        def plan(part: Sequence[str], transaction: Transaction) -> ChangeSet:
            found = map(transaction.annotation, part) if len(chosen) > 1 else [existing(transaction, part[0])]
            before = [one for one in found if one is not None and one.deleted is None]
            pairs = [(one, changed(one)) for one in before]
            return change_set(name, [altered(one, after) for one, after in pairs if after != one], group=group)

        slices = takewhile(go_on, range(0, len(chosen), SLICE))
        return self._history.record_all(partial(plan, chosen[first : first + SLICE]) for first in slices)

    def _altered(self, label: str, before: Annotation, after: Annotation, group: str = "") -> ChangeSet:
        return change_set(label, [altered(before, replace(after, modified=self._clock()))], group=group)


def _placed(transaction: Transaction, annotation: Annotation, start: int, end: int) -> list[Change]:
    """Place an annotation where it was made, and in a version that has come since, which nobody was shown yet."""
    version = annotation.target.version
    assert version is not None
    places = [made(Placement(annotation.id, version, start, end, PlacementState.EXACT, 1.0))]
    document = transaction.document(annotation.document)
    shown = transaction.shown(document) if document is not None and document.version != version else None
    if shown is not None:
        latest, content = shown
        content = corrected(content, transaction.corrections(latest.id))
        carried = Carrying(content).placement(transaction, annotation, latest.id, sections_of(content))
        places.append(made(carried))
    return places


def _refuse_deleted(transaction: Transaction, document_id: str) -> None:
    document = transaction.document(document_id)
    if document is None or document.deleted is not None:
        raise Refused("The article has been deleted in the meantime. Undo the deletion, then try again.")


def _worded(note: str) -> str:
    """Return a note as it is kept; one of blanks alone is none."""
    return storable(note) if note.strip() else ""


def existing(transaction: Transaction, annotation_id: str) -> Annotation:
    """Return an annotation that is not in the trash. Raises Refused."""
    annotation = transaction.annotation(annotation_id)
    if annotation is None or annotation.deleted is not None:
        raise Refused("This annotation has been deleted in the meantime. Undo the deletion to go on with it.")
    return annotation


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the white space at its ends. Raises Refused when nothing is left."""
    chosen = text[start:end]
    start += len(chosen) - len(chosen.lstrip())
    end = start + len(chosen.strip())
    if start >= end:
        raise Refused("Select some words first; there is nothing but white space here.")
    return start, end
