"""What an export is about to do to one Markdown file: write it, bring it up to date, or leave it alone."""

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace as altered
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.core.document import Document
from desktop_app.core.export_record import ExportRecord
from desktop_app.exchange.article import Article
from desktop_app.exchange.cut_short import intact_part
from desktop_app.exchange.files import content_hash, text_at
from desktop_app.exchange.markdown import Rendered
from desktop_app.exchange.merging import base_of, mergeable, merged
from desktop_app.exchange.pieces import ids_in
from desktop_app.services.exporting.exported import Held, Outcome, Planned

_EPOCH, _MILLISECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)


def held_of(article: Article) -> Held:
    """Return which annotations an article takes along, and when each had last changed."""
    times = ((one.id, str((one.modified - _EPOCH) // _MILLISECOND)) for one in article.highlights)
    return Held(article.id, tuple(times))


def planned_file(
    document: Document,
    held: Held,
    path: Path,
    rendered: Rendered,
    everything: Callable[[], Rendered],
    records: Mapping[str, ExportRecord],
    *,
    whole: bool,
    force: bool,
) -> Planned:
    """Return what becomes of the file at `path`, which is to hold `held`; `records` are the document's, by path.

    `rendered` is what is to be written, and `everything` gives what belongs to the file as a whole: without `whole`
    that is more. With `force` an edited file is written anew. Raises ExportFailure.
    """
    before = text_at(path)
    record, former = _last_written(path, records)
    base = dict(record.blocks) if record else {}
    if record is not None and not whole:
        held = altered(held, annotations=tuple({**dict(record.times), **dict(held.annotations)}.items()))
    as_written = before is not None and record is not None and record.hash == content_hash(before)
    ours = before is None or (as_written and record is not None and not record.shared and whole)
    plan = Planned(
        document,
        path,
        Outcome.WRITTEN,
        len(rendered.blocks),
        before,
        rendered.text,
        base_of(rendered),
        former=former,
        holds=(held,),
    )
    if before is not None and not ours and mergeable(rendered):
        left = None if as_written or base.keys() <= ids_in(before) else intact_part(before, everything(), base.keys())
        if left is not None and not force:
            return altered(plan, outcome=Outcome.CUT, after=before, base=tuple(base.items()))
        if left is not None:
            standing = ids_in(left)
            plan = _merged(plan, left, rendered, {block: base[block] for block in base if block in standing}, whole)
        elif not force:
            plan = _merged(plan, before, rendered, base, whole)
    elif not ours and not force:
        return altered(plan, outcome=Outcome.KEPT, after=before or "", base=tuple(base.items()))
    return altered(plan, outcome=Outcome.UNCHANGED) if plan.after == before else plan


def record_of(planned: Planned, now: int) -> ExportRecord:
    """Return what is to be remembered of a file that was written as planned."""
    path = os.fspath(planned.path)
    times = planned.holds[0].annotations
    digest = content_hash(planned.after)
    return ExportRecord(planned.document.id, path, digest, planned.base, now, planned.shared, times=times)


def _merged(plan: Planned, theirs: str, rendered: Rendered, base: Mapping[str, str], whole: bool) -> Planned:
    merge = merged(theirs, rendered, base, whole=whole)
    counts = Counter(outcome.value for _, outcome in merge.outcomes)
    return altered(plan, outcome=Outcome.MERGED, after=merge.text, base=merge.base, shared=True, counts=counts)


def _last_written(path: Path, records: Mapping[str, ExportRecord]) -> tuple[ExportRecord | None, tuple[str, ...]]:
    """Return what was last written to a file; one that was moved is known from where it was, and that is forgotten."""
    record = records.get(os.fspath(path))
    if record is not None:
        return record, ()
    gone = [one for one in records.values() if not os.path.lexists(one.path)]
    if not gone or not os.path.lexists(path):
        return None, ()
    return max(gone, key=lambda one: one.exported), tuple(one.id for one in gone)
