"""Which of several states of a row a rescued library gets: from its table, its journal, its bytes, or a backup."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop_app.storage.journal import decode_changes
from desktop_app.storage.rescue.carving import JournalRow
from desktop_app.storage.rescue.recovering import Found, Recovered
from desktop_app.storage.rows import ROW_KINDS, UNREADABLE, decode, encode, row_hash

_MOMENTS = ("modified", "opened", "exported", "made", "imported")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row for the rescued library."""

    value: bytes
    number: int | None
    from_backup: bool


Story = dict[tuple[str, str], Chosen | None]
"""The last state that the journal tells of, by kind and id; None when it was removed."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows of one kind, by id, and the ids of those that nothing is left of."""

    rows: dict[str, Chosen]
    lost: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    moment: int
    rank: int
    chosen: Chosen


def merge(recovered: Recovered, backup: Recovered | None) -> tuple[dict[str, Merged], list[JournalRow]]:
    """Return the rows of the rescued library by kind, and its journal.

    What a table leads to is taken. What it does not lead to is taken in its latest state from the journal, from loose
    rows or from the backup, unless the journal tells that it was removed. A table that is whole is taken as it is.
    """
    own = {row.sequence for row in recovered.journal}
    copied = [row for row in (backup.journal if backup else ()) if row.sequence not in own]
    ordered = sorted((*copied, *recovered.journal), key=lambda row: row.sequence)
    story = _story(ordered, own, {kind: found.proofs for kind, found in recovered.rows.items()})
    rows = {
        kind: _merged(kind, found, story, backup.rows[kind] if backup else Found(), recovered.journal_whole)
        for kind, found in recovered.rows.items()
    }
    _drop_old_drafts(rows)
    return rows, ordered


def _story(journal: Iterable[JournalRow], own: set[int], proofs: dict[str, set[bytes]]) -> Story:
    story: Story = {}
    for row in journal:
        try:
            changes = decode_changes(row.changes)
        except (*UNREADABLE, LookupError):
            continue
        for change in changes:
            value = encode(change.after) if change.after is not None else None
            # A row of the journal from before it had hashes speaks only where the damaged row's own hash confirms it.
            if row.hash is not None or value is None or row_hash(value) in proofs[change.kind]:
                told = None if value is None else Chosen(value, None, row.sequence not in own)
                story[change.kind, change.id] = told
            else:
                story.pop((change.kind, change.id), None)
    return story


def _merged(kind: str, found: Found, story: Story, backup: Found, journal_whole: bool) -> Merged:
    rows = {name: Chosen(value, number, False) for name, (value, number) in found.live.items()}
    if found.whole:
        return Merged(rows, frozenset())
    told = {name: value for (told_kind, name), value in story.items() if told_kind == kind}
    removed: set[str] = set()
    for name in (found.loose.keys() | told.keys() | backup.live.keys()) - rows.keys():
        if name in told and told[name] is None and (journal_whole or name not in found.loose):
            removed.add(name)
            continue
        candidates = list(_candidates(kind, name, found, told.get(name), backup))
        if candidates:
            rows[name] = max(candidates, key=lambda candidate: (candidate.moment, candidate.rank)).chosen
    return Merged(rows, frozenset(found.known - rows.keys() - removed))


def _candidates(kind: str, name: str, found: Found, told: Chosen | None, backup: Found) -> Iterable[_Candidate]:
    number = next((row.number for row in found.loose.get(name, ()) if row.number is not None), None)
    if told is not None:
        yield _Candidate(_moment(kind, told.value), 1 if told.from_backup else 3, replace(told, number=number))
    for row in found.loose.get(name, ()):
        yield _Candidate(_moment(kind, row.value), 2, Chosen(row.value, number, False))
    if name in backup.live:
        value, its_number = backup.live[name]
        yield _Candidate(_moment(kind, value), 0, Chosen(value, number or its_number, True))


def _moment(kind: str, value: bytes) -> int:
    """Return when a state of an entity came about (milliseconds, UTC), as far as it tells."""
    try:
        entity = decode(value, ROW_KINDS[kind])
    except UNREADABLE:
        return 0
    return max((getattr(entity, name, None) or 0 for name in _MOMENTS), default=0)


def _drop_old_drafts(rows: dict[str, Merged]) -> None:
    """Leave out drafts whose note has been written since: they are what was typed before it."""
    notes = rows["annotation"].rows
    drafts = rows["draft"].rows
    for name in list(drafts):
        if name in notes and _moment("draft", drafts[name].value) <= _moment("annotation", notes[name].value):
            del drafts[name]
