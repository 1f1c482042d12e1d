"""Reading: opening a document, and remembering how far one has come."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from desktop_app.core.block_match import BlockMatch
from desktop_app.core.change import ChangeSet, altered, change_set, made
from desktop_app.core.correction import corrected
from desktop_app.core.coverage import Ranges, covered, part_covered
from desktop_app.core.document import Content, Document, ReadingState, ReadingStatus, Version, never_opened
from desktop_app.core.in_sight import end_of_reading
from desktop_app.core.outline import Section, sections_of
from desktop_app.core.pace import Passage, words_a_minute
from desktop_app.core.web_links import with_web_links
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history.history import History
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.transaction import Transaction

_FINISHED = 0.98
"""The part of a text whose sight counts as having read it: a line between two pages may have escaped."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with its text, as corrected, ready to be shown."""

    document: Document
    version: Version
    content: Content
    sections: tuple[Section, ...]
    state: ReadingState

    def read_of(self, section: Section) -> float:
        """Return how much of a section has been read, from 0 to 1."""
        known = self.state.read if self.state.version == self.version.id else ()
        return part_covered(known, section.start, section.end)

    @property
    def folded(self) -> list[int]:
        """The indices of the sections that are folded."""
        return [section.index for section in self.sections if section.path in self.state.folded]


def open_document(reader: LibraryReader, document_id: str, known: Opened | None = None) -> Opened:
    """Return a document with its text. Raises Refused when it is gone or has no text.

    `known` is what lies open already: where that is the same version, its text is not read again.
    """
    document = reader.document(document_id)
    if document is None or document.deleted is not None:
        raise Refused("This article has been deleted. Undo the deletion, or add its file again, to read it.")
    version = reader.version(document.version) if document.version else None
    if version is None:
        raise Refused(
            f"“{document.title}” has no text any more; only its notes are kept. Add its file again to read it."
            if document.words
            else f"Only the notes on “{document.title}” came in, not its text. Add its file to read it here."
        )
    state = reader.reading_state(document.id) or never_opened(document.id)
    if known is None or known.version != version:
        content = with_web_links(corrected(reader.content(version), reader.corrections(version.id)))
        known = Opened(document, version, content, sections_of(content), state)
    if state.version not in (None, version.id):
        state = carried(state, match_with(reader, state.version, known.content), version.id)
    return replace(known, document=document, state=state)


def place_from(reader: LibraryReader, opened: Opened, version_id: str, position: int) -> int:
    """Return where the words now stand in an open document that stood at the code point `position` of a version."""
    if version_id == opened.version.id:
        return position
    match = match_with(reader, version_id, opened.content)
    return position if match is None else match.place(position)


def match_with(reader: LibraryReader, version_id: str | None, content: Content) -> BlockMatch | None:
    """Return which blocks of a version stand in `content`, or None where its text is lost."""
    try:
        version = reader.version(version_id) if version_id is not None else None
        return BlockMatch(reader.content(version), content) if version is not None else None
    except EntryDamaged:
        return None


def carried(state: ReadingState, match: BlockMatch | None, version_id: str) -> ReadingState:
    """Return where somebody is in another version of a document, by how its text matches the one `state` is about."""
    if match is None:
        return replace(state, version=version_id, read=(), seen=())
    place, read = match.place(state.position), match.ranges(state.read)
    moved = replace(state, version=version_id, position=place, read=read)
    after = _with_seen(moved, match.new, match.ranges(_seen(state, match.old)))
    return replace(after, status=state.status) if state.status is ReadingStatus.TO_READ else after


def pace(reader: LibraryReader) -> float:
    """Return the person's pace in words a minute, as far as it is known."""
    return words_a_minute(*reader.reading_time())


class Reading:
    """Remembers the place and the progress in each document."""

    def __init__(self, history: History, clock: Clock) -> None:
        self._history = history
        self._clock = clock

    def keep_place(
        self, opened: Opened, position: int, seen: Ranges = (), passages: Sequence[Passage] = ()
    ) -> Future[ChangeSet | None]:
        """Remember the code point at the top of the page, and which code points have been `seen` on it.

        `passages` were before the person's eyes since this was last told. Where another version has come since the
        document was opened, its place is where that one was, and stays: of the former, only the pace is told.
        """
        version = opened.version.id

        def plan(transaction: Transaction) -> ChangeSet | None:
            document = transaction.document(opened.document.id)
            if document is None:
                return None
            before = transaction.reading_state(document.id)
            state = _paced(before or never_opened(document.id), passages)
            if document.version == version:
                if state.version not in (None, version):  # a version was taken back; what was shown is the place in it
                    state = replace(state, read=opened.state.read, seen=opened.state.seen)
                read, all_seen = _read(state.read, passages), _seen(state, opened.content)
                for start, end in seen:
                    all_seen = covered(all_seen, start, end)
                state = replace(state, version=version, position=position, read=read)
                state = _with_seen(state, opened.content, all_seen)
            after = replace(state, opened=self._clock())
            change = made(after) if before is None else altered(before, after)
            return change_set("Reading place", [change], undoable=False)

        return self._history.record(plan)

    def mark(self, document_id: str, *, read: bool) -> Future[ChangeSet | None]:
        """Say that a document has been read, or has not been; the future raises Refused where that is known.

        The place in it stays.
        """

        def plan(transaction: Transaction) -> ChangeSet:
            document = transaction.document(document_id)
            shown = transaction.shown(document) if document is not None and document.deleted is None else None
            if document is None or shown is None:
                raise Refused("This article has no text that could be read.")
            before = transaction.reading_state(document_id)
            state = before or never_opened(document_id)
            wanted = ReadingStatus.FINISHED if read else ReadingStatus.TO_READ
            if state.status is wanted:
                raise Refused(f"“{document.title}” is marked as {'read' if read else 'unread'} already.")
            version, content = shown
            if state.version not in (None, version.id):
                state = carried(state, match_with(transaction, state.version, content), version.id)
            everything: Ranges = ((0, len(content.text)),) if read else ()
            state = replace(state, version=version.id, progress=float(read), status=wanted)
            after = replace(state, read=everything, seen=everything)
            label = "Mark as read" if read else "Mark as unread"
            return change_set(label, [made(after) if before is None else altered(before, after)])

        return self._history.record(plan)

    def keep_folded(self, document_id: str, paths: Sequence[tuple[str, ...]]) -> Future[ChangeSet | None]:
        """Remember which sections of a document are folded, by their paths."""

        def plan(transaction: Transaction) -> ChangeSet | None:
            if transaction.document(document_id) is None:
                return None
            before = transaction.reading_state(document_id)
            if (before.folded if before else ()) == tuple(paths):
                return None
            after = replace(before or never_opened(document_id), folded=tuple(paths))
            change = made(after) if before is None else altered(before, after)
            return change_set("Folding", [change], undoable=False)

        return self._history.record(plan)


def _seen(state: ReadingState, content: Content) -> Ranges:
    """Return what has been seen; of a state from before that was kept, as much from the beginning as it tells of."""
    return state.seen or covered((), 0, round(state.progress * end_of_reading(content)))


def _with_seen(state: ReadingState, content: Content, seen: Ranges) -> ReadingState:
    progress = round(part_covered(seen, 0, end_of_reading(content)), 4)
    status = ReadingStatus.FINISHED if progress >= _FINISHED else ReadingStatus.READING
    return replace(state, seen=seen, progress=progress, status=status)


def _read(read: Ranges, passages: Sequence[Passage]) -> Ranges:
    for passage in passages:
        if passage.was_read:
            read = covered(read, passage.start, passage.end)
    return read


def _paced(state: ReadingState, passages: Sequence[Passage]) -> ReadingState:
    telling = [passage for passage in passages if passage.tells_pace]
    return replace(
        state,
        words_read=state.words_read + sum(passage.words for passage in telling),
        time_read=state.time_read + sum(passage.milliseconds for passage in telling),
    )
