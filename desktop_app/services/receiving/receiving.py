"""Receiving: annotations from other programs come into the library, each accounted for, and none of them twice."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from desktop_app.core.annotation import Annotation, Placement, PlacementState, Scope, Target
from desktop_app.core.change import Change, ChangeSet, altered, change_set, made
from desktop_app.core.correction import corrected
from desktop_app.core.document import Content, Document
from desktop_app.core.ids import derived_id, is_id, new_id
from desktop_app.core.outline import Section, sections_of
from desktop_app.core.selectors import TextQuoteSelector, describe
from desktop_app.core.text.note_text import retagged
from desktop_app.core.text.tag_names import tidy_tags
from desktop_app.exchange.incoming.entries import Book, Entry, Incoming, NotUnderstood, Reported
from desktop_app.exchange.incoming.recognising import read
from desktop_app.exchange.incoming.values import MOST_BYTES
from desktop_app.formats.apart.limits import Limits
from desktop_app.formats.files import read_source
from desktop_app.formats.source import ImportFailure
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused, Stopped
from desktop_app.services.history.history import History
from desktop_app.services.importing.carrying import Carrying
from desktop_app.services.receiving.matching import book_id, documents_of, folded
from desktop_app.services.receiving.received import Fate, Received, Reception, fate_of
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction

_LIMITS = Limits(input_bytes=MOST_BYTES)
_SLICE = 500
"""How many annotations are written at a time, so that whoever else wants to write is not kept waiting."""

Progress = Callable[[int, int], bool]
"""Is told (done, total) and says whether to go on."""


class Receiving:
    """Reads files of annotations. Its methods wait for the disk: not for the window's thread."""

    def __init__(self, store: Store, history: History, clock: Clock) -> None:
        self._store = store
        self._history = history
        self._clock = clock

    def plan(self, path: Path) -> Reception:
        """Look at a file and say what `carry_out` would do with each of its entries. Raises Refused."""
        return self.plan_for(path.name, _bytes_of(path))

    def plan_for(self, name: str, data: bytes) -> Reception:
        """Do the same for the bytes of a file. Raises Refused with a sentence that says what to do."""
        incoming = _understood(name, data)
        with contextlib.closing(self._store.reader()) as reader:
            received = tuple(_Planning(reader, self._clock()).received(incoming))
        return Reception(name, incoming.form, received, incoming.reported)

    def plan_all(self, paths: Sequence[Path], progress: Progress = lambda _done, _total: True) -> Reception:
        """Look at several files as if they were one; a file that cannot be taken is one more entry that is reported.

        Raises Refused where none of them can be, and Stopped where `progress`, told of each entry, says so.
        """
        received: list[Received] = []
        reported: list[Reported] = []
        forms: dict[str, None] = {}
        with contextlib.closing(self._store.reader()) as reader:
            planning = _Planning(reader, self._clock())
            for path in paths:
                try:
                    incoming = _understood(path.name, _bytes_of(path))
                except Refused as refusal:
                    if len(paths) == 1:
                        raise
                    reported.append(Reported(path.name, str(refusal)))
                    continue
                forms[incoming.form] = None
                for number, one in enumerate(planning.received(incoming), start=1):
                    received.append(one)
                    if not progress(number, len(incoming.entries)):
                        raise Stopped
                reported += incoming.reported
        if not forms:
            raise Refused(reported[0].reason if reported else "There is no file to import.")
        name = paths[0].name if len(paths) == 1 else f"{len(paths):,} files"
        return Reception(name, ", ".join(forms), tuple(received), tuple(reported))

    def knows(self, path: Path) -> bool:
        """Tell whether a file holds annotations of another program's, rather than an article."""
        try:
            _understood(path.name, _bytes_of(path))
        except Refused:
            return False
        return True

    def carry_out(
        self, reception: Reception, *, progress: Progress = lambda _done, _total: True
    ) -> tuple[int, ChangeSet | None]:
        """Write what is new, as one step to undo; return how many entries that were and the last part of the step.

        What has come into the library since the plan was made is left out.
        """
        new, group, written = reception.new, new_id(), 0
        last: ChangeSet | None = None
        for start in range(0, len(new), _SLICE):
            part = new[start : start + _SLICE]
            counted: list[int] = []

            def plan(
                transaction: Transaction, part: Sequence[Received] = part, counted: list[int] = counted
            ) -> ChangeSet:
                places = _Places(transaction)
                changes = [change for one in part for change in _changes(transaction, places, one, counted)]
                return change_set(f"Import from {reception.form}", _once(changes), group=group)

            last = self._history.record(plan).result() or last
            written += len(counted)
            if not progress(min(start + _SLICE, len(new)), len(new)):
                break
        return written, last


class _Places:
    """Where annotations stand in the texts that are shown, each of which is made ready once."""

    def __init__(self, reader: LibraryReader) -> None:
        self._reader = reader
        self._texts: dict[str, tuple[Content, tuple[Section, ...], Carrying] | None] = {}

    def of(self, annotation: Annotation, document: Document) -> tuple[Placement, Content] | None:
        """Return where an annotation stands and in what; None where the document has no text."""
        text = self._text(document)
        if text is None or document.version is None:
            return None
        content, sections, carrying = text
        return carrying.placement(self._reader, annotation, document.version, sections), content

    def _text(self, document: Document) -> tuple[Content, tuple[Section, ...], Carrying] | None:
        if document.id not in self._texts:
            shown = self._reader.shown(document)
            self._texts[document.id] = None
            if shown is not None:
                version, content = shown
                sections = sections_of(corrected(content, self._reader.corrections(version.id)))
                self._texts[document.id] = content, sections, Carrying(content)
        return self._texts[document.id]


class _Planning:
    def __init__(self, reader: LibraryReader, now: int) -> None:
        self._reader = reader
        self._form = ""
        self._now = now
        self._places = _Places(reader)
        self._there: dict[str, set[tuple[object, ...]]] = {}
        self._seen: set[str] = set()

    def received(self, incoming: Incoming) -> Iterator[Received]:
        self._form = incoming.form
        matched = documents_of(self._reader, incoming.entries)
        for entry in incoming.entries:
            document = matched.get(entry.book) or self._stub(entry.book)
            if entry.only_book:
                there = self._reader.document(document.id) is not None or document.id in self._seen
                self._seen.add(document.id)
                yield Received(entry, Fate.DUPLICATE if there else Fate.UNMATCHED, document)
            else:
                yield self._annotation(entry, document)

    def _stub(self, book: Book) -> Document:
        """Return the document that stands for a book: without a version, since there is no text."""
        found = self._reader.document(book_id(book))
        if found is not None:
            return replace(found, deleted=None)
        added = self._now if book.added is None else book.added
        return Document(
            id=book_id(book),
            title=book.title,
            title_guessed=False,
            format=book.format or self._form,
            source=book.source or book.url,
            version=None,
            words=0,
            sections=0,
            added=added,
            modified=added,
            tags=book.tags if book.id else tidy_tags(book.tags),
            author=book.author,
        )

    def _annotation(self, entry: Entry, document: Document) -> Received:
        annotation = self._made(entry, document)
        found = self._places.of(annotation, document)
        placement = found[0] if found is not None else None
        if found is not None and not is_id(entry.id):
            annotation, placement = _settled(annotation, *found)
        if self._known(annotation, placement, document, ours=is_id(entry.id)):
            return Received(entry, Fate.DUPLICATE, document, differs=is_id(entry.id) and self._says_else(annotation))
        return Received(entry, fate_of(placement), document, annotation, placement)

    def _says_else(self, annotation: Annotation) -> bool:
        """Tell whether the annotation of the same id that is there has another note."""
        there = self._reader.annotation(annotation.id)
        return there is not None and there.note.split() != annotation.note.split()

    def _made(self, entry: Entry, document: Document) -> Annotation:
        ours = is_id(entry.id)
        book = entry.book.url or f"{entry.book.title}\n{entry.book.author}"
        name = entry.key or f"{entry.quote}\n{'' if entry.quote else entry.note}"
        quote = TextQuoteSelector(entry.quote, entry.prefix, entry.suffix) if entry.quote else None
        created = self._now if entry.created is None else entry.created
        return Annotation(
            id=entry.id if ours else derived_id(self._form, book, name),
            document=document.id,
            motivation=entry.motivation,
            target=Target(entry.scope, entry.version, entry.position, quote, entry.section),
            created=created,
            modified=created if entry.modified is None else entry.modified,
            colour=entry.colour,
            style=entry.style,
            note=entry.note,
            tags=entry.tags if ours else retagged(tidy_tags(entry.tags), "", entry.note),
            origin=entry.origin,
        )

    def _known(self, annotation: Annotation, placement: Placement | None, document: Document, *, ours: bool) -> bool:
        """Tell whether an annotation is there already: the same one, or one that says the same of the same words."""
        if annotation.id in self._seen or self._reader.annotation(annotation.id) is not None:
            return True
        self._seen.add(annotation.id)
        there = self._there.setdefault(document.id, set())
        if not there:
            placements = self._reader.placements(document.version) if document.version else {}
            for one in self._reader.annotations(document.id):
                there.update(_likenesses(one, placements.get(one.id)))
            there.add(())
        likenesses = _likenesses(annotation, placement)
        if any(likeness in there for likeness in likenesses):
            return True
        if not ours:  # two of our own that are alike in one file were two in the library that they came from
            there.update(likenesses)
        return False


def _bytes_of(path: Path) -> bytes:
    try:
        return read_source(path, _LIMITS).data
    except ImportFailure as failure:
        raise Refused(str(failure)) from None


def _understood(name: str, data: bytes) -> Incoming:
    try:
        return read(name, data)
    except NotUnderstood as refusal:
        raise Refused(f"“{name}”: {refusal}") from None


def _likenesses(annotation: Annotation, placement: Placement | None) -> list[tuple[object, ...]]:
    note = " ".join(annotation.note.split())
    found: list[tuple[object, ...]] = []
    if placement is not None and placement.state is not PlacementState.DETACHED and placement.end > placement.start:
        found.append((placement.start, placement.end, note))
    elif annotation.target.quote is not None:
        found.append((folded(annotation.target.quote.exact), note))
    elif annotation.target.scope is Scope.DOCUMENT and note:
        found.append((Scope.DOCUMENT, note))
    return found


def _settled(annotation: Annotation, placement: Placement, content: Content) -> tuple[Annotation, Placement]:
    """Describe a passage by the text in which it was found, where its words are the same but for white space."""
    quote, version = annotation.target.quote, placement.version
    words = content.text[placement.start : placement.end]
    if quote is None or placement.state is PlacementState.DETACHED or words.split() != quote.exact.split():
        return annotation, placement
    position, found = describe(content.text, placement.start, placement.end)
    target = replace(annotation.target, version=version, position=position, quote=found)
    return replace(annotation, target=target), replace(placement, state=PlacementState.EXACT, score=1.0)


def _changes(transaction: Transaction, places: _Places, one: Received, counted: list[int]) -> Iterator[Change]:
    document = transaction.document(one.document.id)
    if document is None:
        yield made(one.document)
    elif document.deleted is not None:
        yield altered(document, replace(document, deleted=None))
    if one.annotation is None:
        counted += [1] if document is None else []
    elif transaction.annotation(one.annotation.id) is None:
        counted.append(1)
        yield made(one.annotation)
        if document is not None and document.version is not None:
            placement = one.placement
            if placement is None or placement.version != document.version:  # another text has come since the plan
                found = places.of(one.annotation, document)
                placement = found[0] if found is not None else None
            if placement is not None:
                yield made(placement)


def _once(changes: Sequence[Change]) -> list[Change]:
    """Leave out what is made twice: several annotations bring the same book."""
    return list({(change.kind, change.id): change for change in reversed(changes)}.values())[::-1]
