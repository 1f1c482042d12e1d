"""Taking annotations along in one file: the forms that other programs read."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from desktop_app.core.document import Document
from desktop_app.exchange.article import Article
from desktop_app.exchange.failure import ExportFailure
from desktop_app.exchange.files import ready_folder, write_text
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Stopped
from desktop_app.services.exported import Format
from desktop_app.services.exporting import Exporting, Progress, never_stopping
from desktop_app.storage.store import Store


class FileExporting:
    """Writes one file with the annotations of many articles. Not for the window's thread."""

    def __init__(self, store: Store, exporting: Exporting, clock: Clock) -> None:
        self._store = store
        self._exporting = exporting
        self._clock = clock

    def text(
        self,
        form: Format,
        documents: Sequence[Document],
        *,
        only: AbstractSet[str] | None = None,
        progress: Progress = never_stopping,
    ) -> str:
        """Return what `write` would write. Raises Stopped."""
        if form is Format.JSON_LD:
            return self._json_ld(documents, only, progress)
        return _writer(form)(self._articles(documents, only, progress))

    def write(
        self,
        form: Format,
        documents: Sequence[Document],
        target: Path,
        *,
        only: AbstractSet[str] | None = None,
        replace: bool = False,
        progress: Progress = never_stopping,
    ) -> Path:
        """Write the file `target`; one that is there gives way only with `replace`. Raises ExportFailure, Stopped."""
        if not replace and os.path.lexists(target):
            raise ExportFailure(f"“{target}” is already there and was left alone. Choose another name or replace it.")
        text = self.text(form, documents, only=only, progress=progress)
        return write_text(ready_folder(target.absolute().parent), target.name, text, replace=replace)

    def _articles(
        self, documents: Sequence[Document], only: AbstractSet[str] | None, progress: Progress
    ) -> Iterator[Article]:
        for number, article in enumerate(self._exporting.articles(documents, only), start=1):
            yield article
            if not progress(number, len(documents)):
                raise Stopped

    def _json_ld(self, documents: Sequence[Document], only: AbstractSet[str] | None, progress: Progress) -> str:
        from desktop_app.exchange.json_ld import to_json_ld

        annotations = []
        with contextlib.closing(self._store.reader()) as reader:
            for number, document in enumerate(documents, start=1):
                annotations += [one for one in reader.annotations(document.id) if only is None or one.id in only]
                if not progress(number, len(documents)):
                    raise Stopped
        return to_json_ld(documents, annotations, self._clock())


def _writer(form: Format) -> Callable[[Iterator[Article]], str]:
    # Each of them brings along what the others do not need.
    if form in (Format.CSV, Format.ANKI):
        from desktop_app.exchange import tables

        return tables.to_csv if form is Format.CSV else tables.to_anki
    if form is Format.HTML:
        from desktop_app.exchange.html_page import to_html

        return to_html
    from desktop_app.exchange import citations

    return citations.to_bibtex if form is Format.BIBTEX else citations.to_csl_json
