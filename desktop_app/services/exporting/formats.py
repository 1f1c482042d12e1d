"""Taking annotations along in one file: the forms that other programs read."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from desktop_app.core.document import Document
from desktop_app.exchange.article import Article
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Stopped
from desktop_app.services.exporting.exported import Format, Held, Progress, never_stopping
from desktop_app.services.exporting.markdown import Exporting
from desktop_app.services.exporting.planning import held_of
from desktop_app.storage.store import Store


class FileExporting:
    """Makes one file with the annotations of many articles. Not for the window's thread."""

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
        """Return the file of these documents with all their annotations, or those in `only`. Raises Stopped."""
        return self.made(form, documents, only=only, progress=progress)[0]

    def made(
        self,
        form: Format,
        documents: Sequence[Document],
        *,
        only: AbstractSet[str] | None = None,
        progress: Progress = never_stopping,
    ) -> tuple[str, tuple[Held, ...]]:
        """Return the same, and what is in it of each document. Raises Stopped."""
        held: list[Held] = []
        if form is Format.JSON_LD:
            return self._json_ld(documents, only, progress, held), tuple(held)
        return _writer(form)(self._articles(documents, only, progress, held)), tuple(held)

    def _articles(
        self, documents: Sequence[Document], only: AbstractSet[str] | None, progress: Progress, held: list[Held]
    ) -> Iterator[Article]:
        for number, article in enumerate(self._exporting.articles(documents, only), start=1):
            held.append(held_of(article))
            yield article
            if not progress(number, len(documents)):
                raise Stopped

    def _json_ld(
        self, documents: Sequence[Document], only: AbstractSet[str] | None, progress: Progress, held: list[Held]
    ) -> str:
        from desktop_app.exchange.json_ld import to_json_ld

        annotations = []
        with contextlib.closing(self._store.reader()) as reader:
            for number, document in enumerate(documents, start=1):
                chosen = [one for one in reader.annotations(document.id) if only is None or one.id in only]
                if chosen or only is None:
                    held.append(Held(document.id, tuple((one.id, str(one.modified)) for one in chosen)))
                annotations += chosen
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
