"""Exporting: the annotations of documents as Markdown files, never over words that are not ours."""

import contextlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.core.correction import corrected
from desktop_app.core.document import Document
from desktop_app.core.export_record import ExportRecord
from desktop_app.core.outline import Section, sections_of
from desktop_app.exchange.article import Article, article_of
from desktop_app.exchange.escaping import escaped_heading
from desktop_app.exchange.files import FileState, content_hash, ready_folder, state_of, write_text
from desktop_app.exchange.markdown import MarkdownWriter, Rendered
from desktop_app.exchange.names import file_name
from desktop_app.services.clock import Clock
from desktop_app.services.exported import Exported, Outcome
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store


class Exporting:
    """Writes Markdown. Its methods read the library and the disk: not for the window's thread."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def markdown(self, document: Document) -> str:
        """Return what `export` would write for a document."""
        with contextlib.closing(self._store.reader()) as reader:
            return MarkdownWriter().write(self._article(reader, document)).text

    def markdown_of(self, annotation_ids: Sequence[str]) -> str:
        """Return the Markdown of some annotations: a block for each, under the titles of their articles."""
        wanted = frozenset(annotation_ids)
        writer = MarkdownWriter()
        pieces: list[str] = []
        with contextlib.closing(self._store.reader()) as reader:
            for document in _owners(reader, annotation_ids):
                article = self._article(reader, document)
                blocks = [writer.write_one(article, one) for one in article.highlights if one.id in wanted]
                pieces += [f"# {escaped_heading(document.title)}", *blocks]
        return "\n\n".join(pieces) + ("\n" if pieces else "")

    def export(
        self,
        documents: Sequence[Document],
        folder: Path,
        *,
        replace: bool = False,
        progress: Callable[[int, int], bool] = lambda _done, _total: True,
    ) -> list[Exported]:
        """Write a file for each document into `folder`, which is made if it is not there.

        A file that a person has edited since is kept unless `replace` is given; a file of anybody else's is never
        touched, and another name is taken instead. `progress` is told (done, total) after each file and says whether
        to go on. Raises ExportFailure.
        """
        home = ready_folder(folder)
        writer = MarkdownWriter()
        done: list[Exported] = []
        with contextlib.closing(self._store.reader()) as reader:
            for document in documents:
                article = self._article(reader, document)
                done.append(self._write(reader, document, writer.write(article), home, replace))
                if not progress(len(done), len(documents)):
                    break
        return done

    def _write(
        self, reader: LibraryReader, document: Document, rendered: Rendered, home: Path, replace: bool
    ) -> Exported:
        records = {record.path: record for record in reader.exports(document.id)}
        path = _place(document, home, records)
        record = records.get(os.fspath(path))
        state = state_of(path, document.id, record.hash if record else None)
        new_hash = content_hash(rendered.text)
        count = len(rendered.blocks)
        if state is FileState.OURS and record is not None and record.hash == new_hash:
            return Exported(document, path, Outcome.UNCHANGED, count)
        if state is FileState.EDITED and not replace:
            return Exported(document, path, Outcome.KEPT, count)
        write_text(home, path.name, rendered.text, replace=state is not FileState.FREE)
        blocks = tuple((block.annotation, content_hash(block.text)) for block in rendered.blocks)
        kept = ExportRecord(document.id, os.fspath(path), new_hash, blocks, self._clock())
        if not self._store.read_only:
            self._store.submit(lambda transaction: transaction.keep_export(kept)).result()
        return Exported(document, path, Outcome.WRITTEN, count)

    def _article(self, reader: LibraryReader, document: Document) -> Article:
        sections: tuple[Section, ...] = ()
        shown = reader.shown(document)
        if shown is not None:
            version, content = shown
            sections = sections_of(corrected(content, reader.corrections(version.id)))
        return article_of(document, sections, reader.placed(document), exported=self._clock())


def _owners(reader: LibraryReader, annotation_ids: Sequence[str]) -> list[Document]:
    annotations = (reader.annotation(annotation_id) for annotation_id in annotation_ids)
    owners = dict.fromkeys(annotation.document for annotation in annotations if annotation is not None)
    return [document for document in map(reader.document, owners) if document is not None]


def _place(document: Document, home: Path, records: dict[str, ExportRecord]) -> Path:
    """Return the document's file in `home`: the one written before, one that carries its id, or a name that is free.

    Never somebody else's file, not even one that has taken the place of ours.
    """
    names = [path.name for path in home.iterdir()]
    written = [Path(path) for path in records if Path(path).parent == home]
    usual = home / file_name(document.title)
    others = (home / name for name in names if name.endswith(".md"))
    for path in (*written, usual, *others):
        record = records.get(os.fspath(path))
        if state_of(path, document.id, record.hash if record else None) in (FileState.OURS, FileState.EDITED):
            return path
    return home / file_name(document.title, names)
