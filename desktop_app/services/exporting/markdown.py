"""Exporting: the annotations of documents as Markdown files, never over words that are not ours."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace as altered
from pathlib import Path

from desktop_app.core.annotation import Annotation, Placed, Placement, PlacementState
from desktop_app.core.correction import corrected
from desktop_app.core.document import Document
from desktop_app.core.export_record import ExportRecord
from desktop_app.core.outline import Section, sections_of
from desktop_app.exchange.article import Article, article_of
from desktop_app.exchange.failure import ExportFailure
from desktop_app.exchange.files import future_folder, ready_folder, text_at, write_text
from desktop_app.exchange.markdown import MarkdownWriter, Rendered
from desktop_app.exchange.templates.template import MarkdownTemplate
from desktop_app.services.clock import Clock
from desktop_app.services.exporting.exported import (
    LEFT_ALONE,
    Exported,
    Outcome,
    Planned,
    Progress,
    never_stopping,
)
from desktop_app.services.exporting.places import ExportPlaces
from desktop_app.services.exporting.planning import held_of, planned_file, record_of
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction


class Exporting:
    """Writes Markdown. Its methods read the library and the disk: not for the window's thread."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def markdown(self, document: Document, template: MarkdownTemplate | None = None) -> str:
        """Return what `export` would write for a document. Raises TemplateFailure."""
        return self.rendered(document, template).text

    def rendered(self, document: Document, template: MarkdownTemplate | None = None) -> Rendered:
        """Return the same with its blocks. Raises TemplateFailure."""
        with contextlib.closing(self._store.reader()) as reader:
            return MarkdownWriter(template).write(self._article(reader, document))

    def as_exported(self, annotation_ids: Sequence[str], template: MarkdownTemplate | None = None) -> str:
        """Return the files that an export of some annotations would be, one below the other. Raises TemplateFailure."""
        writer = MarkdownWriter(template)
        return "\n\n".join(writer.write(article).text for article in self.articles(only=frozenset(annotation_ids)))

    def articles(
        self, documents: Sequence[Document] | None = None, only: AbstractSet[str] | None = None
    ) -> Iterator[Article]:
        """Yield what an export is made of: these documents with their annotations, or with those in `only` alone."""
        with contextlib.closing(self._store.reader()) as reader:
            chosen = documents if documents is not None else _owners(reader, only)
            for document in chosen:
                if only is not None and only.isdisjoint(reader.annotation_ids(document.id)):
                    continue
                article = self._article(reader, document, only)
                if only is None or article.highlights:
                    yield article

    def plan(
        self,
        documents: Sequence[Document],
        folder: Path,
        *,
        template: MarkdownTemplate | None = None,
        only: AbstractSet[str] | None = None,
        replace: bool = False,
        progress: Progress = never_stopping,
    ) -> list[Planned]:
        """Return what `carry_out` would do to each document's file in `folder`; nothing is written.

        With `only`, those annotations are written and the others in a file stay as they are. With `replace` a file
        that a person has edited is written anew as a whole, and one that was cut short gets back what it has lost.
        Raises ExportFailure and TemplateFailure.
        """
        home = ready_folder(folder) if os.path.lexists(folder) else future_folder(folder)
        planned: list[Planned] = []
        places = ExportPlaces(home, lambda: progress(len(planned), len(documents)))
        writer = MarkdownWriter(template)
        with contextlib.closing(self._store.reader()) as reader:
            for place, document in enumerate(documents):
                if not progress(place, len(documents)):
                    break
                if only is not None and only.isdisjoint(reader.annotation_ids(document.id)):
                    continue
                article = self._article(reader, document, only)
                if only is None or article.highlights:
                    records = {record.path: record for record in reader.exports(document.id)}
                    path = places.place(document, records)
                    if not progress(place, len(documents)):
                        break  # the folder may not have been looked through to its end
                    rendered, held = writer.write(article), held_of(article)

                    def everything(document: Document = document, rendered: Rendered = rendered) -> Rendered:
                        return rendered if only is None else writer.write(self._article(reader, document))

                    plan = planned_file(
                        document, held, path, rendered, everything, records, whole=only is None, force=replace
                    )
                    planned.append(altered(plan, others=places.others(document, path)))
        return planned

    def carry_out(self, planned: Sequence[Planned], *, progress: Progress = never_stopping) -> list[Exported]:
        """Write what was planned. A file that has changed since is left, and comes back as KEPT: plan it again.

        Raises ExportFailure; the files before the one that failed are written then, and remembered.
        """
        done: list[Exported] = []
        records: list[tuple[ExportRecord, tuple[str, ...]]] = []
        try:
            for one in planned:
                outcome = carried_out(one)
                done.append(Exported(one.document, one.path, outcome, one.annotations, one.counts, one.others))
                if outcome not in LEFT_ALONE:
                    records.append((record_of(one, self._clock()), one.former))
                if not progress(len(done), len(planned)):
                    break
        finally:
            self._remember(records)
        return done

    def export(
        self,
        documents: Sequence[Document],
        folder: Path,
        *,
        replace: bool = False,
        template: MarkdownTemplate | None = None,
        progress: Progress = never_stopping,
    ) -> list[Exported]:
        """Write a file for each document into `folder`, which is made if it is not there.

        A file that a person has worked on is merged, or with `replace` written anew; a file of anybody else's is
        never touched, and another name is taken instead. Raises ExportFailure and TemplateFailure.
        """
        total = 2 * len(documents)
        planned = self.plan(
            documents, folder, template=template, replace=replace, progress=lambda done, _: progress(done, total)
        )
        return self.carry_out(planned, progress=lambda done, _: progress(len(documents) + done, total))

    def changed_since(self, documents: Sequence[Document], folder: Path) -> frozenset[str]:
        """Return the annotations that were made or changed since their documents were last exported to `folder`."""
        home = os.path.realpath(folder)
        changed: set[str] = set()
        with contextlib.closing(self._store.reader()) as reader:
            for document in documents:
                records = [one for one in reader.exports(document.id) if Path(one.path).is_relative_to(home)]
                records.sort(key=lambda one: one.exported)
                times = dict(time for record in records for time in record.times)
                changed.update(
                    one.id for one in reader.annotations(document.id) if times.get(one.id) != str(one.modified)
                )
        return frozenset(changed)

    def exported_to(self, documents: Sequence[Document], folder: Path) -> list[Document]:
        """Return those of `documents` that have been exported to `folder` or a folder in it."""
        home = os.path.realpath(folder)
        with contextlib.closing(self._store.reader()) as reader:
            return [
                document
                for document in documents
                if any(Path(one.path).is_relative_to(home) for one in reader.exports(document.id))
            ]

    def _remember(self, records: Sequence[tuple[ExportRecord, tuple[str, ...]]]) -> None:
        if not records or self._store.read_only:
            return

        def keep(transaction: Transaction) -> None:
            for record, former in records:
                for gone in former:
                    transaction.drop_export(gone)
                transaction.keep_export(record)

        self._store.submit(keep).result()

    def _article(self, reader: LibraryReader, document: Document, only: AbstractSet[str] | None = None) -> Article:
        sections: tuple[Section, ...] = ()
        shown = reader.shown(document)
        if shown is not None:
            version, content = shown
            sections = sections_of(corrected(content, reader.corrections(version.id)))
        placed = _standing(reader, document, only)
        names = reader.colour_names()
        return article_of(document, sections, placed, exported=self._clock(), meanings=names, author=document.author)


def carried_out(planned: Planned) -> Outcome:
    """Write one file, unless it has changed since it was planned; return what was done. Raises ExportFailure."""
    if not planned.writes:
        return planned.outcome
    if not _as_planned(planned):
        return Outcome.KEPT
    home = ready_folder(planned.path.parent)
    write_text(home, planned.path.name, planned.after, replace=planned.before is not None)
    return planned.outcome


def _as_planned(planned: Planned) -> bool:
    """Tell whether what stands at the place of a file is what stood there when it was planned."""
    try:
        return text_at(planned.path) == planned.before
    except ExportFailure:
        return False  # it could be read then


def _standing(reader: LibraryReader, document: Document, only: AbstractSet[str] | None) -> list[Placed]:
    if document.version is None:
        found = reader.annotations(document.id)
        return [_unplaced(one) for one in found if only is None or one.id in only]
    # A preview is of a few, and an article may have thousands.
    return reader.placed(document, None if only is None else only & set(reader.annotation_ids(document.id)))


def _unplaced(annotation: Annotation) -> Placed:
    return Placed(annotation, Placement(annotation.id, "", 0, 0, PlacementState.DETACHED, 0.0))


def _owners(reader: LibraryReader, only: AbstractSet[str] | None) -> list[Document]:
    """Return the documents that have these annotations, or any."""
    if only is None:
        annotated = reader.annotation_counts()
        return [document for document in reader.documents() if document.id in annotated]
    annotations = (reader.annotation(annotation_id) for annotation_id in sorted(only))
    owners = dict.fromkeys(annotation.document for annotation in annotations if annotation is not None)
    return [document for document in map(reader.document, owners) if document is not None]
