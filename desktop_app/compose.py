"""Where everything is built, once, and handed to what needs it. No window here."""

import os
import threading
from collections.abc import Sequence
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.services.annotations.noting import Noting
from desktop_app.services.articles.reading import Reading
from desktop_app.services.clock import Clock, wall_clock
from desktop_app.services.history.history import History
from desktop_app.services.safekeeping import LogSetAside, Safekeeping, open_or_rescue
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.store import Store

# Each service is imported with the first that is asked of it: the first page waits for none but those above.
if TYPE_CHECKING:
    from desktop_app.formats.source import Imported, Source
    from desktop_app.services.annotations.annotating import Annotating
    from desktop_app.services.annotations.recalling import Recalling
    from desktop_app.services.annotations.retargeting import Retargeting
    from desktop_app.services.annotations.reviewing import Reviewing
    from desktop_app.services.annotations.tagging import Tagging
    from desktop_app.services.articles.comparing import Comparing
    from desktop_app.services.articles.correcting import Correcting
    from desktop_app.services.articles.library import Library
    from desktop_app.services.articles.link_registration import LinkRegistration
    from desktop_app.services.articles.trash import Trash
    from desktop_app.services.exporting.formats import FileExporting
    from desktop_app.services.exporting.markdown import Exporting
    from desktop_app.services.exporting.requests import ExportRequests
    from desktop_app.services.exporting.templates import Templates
    from desktop_app.services.importing.importing import Importing, Parse
    from desktop_app.services.notebook.notebook import Notebook
    from desktop_app.services.receiving.receiving import Receiving
    from desktop_app.services.searching.finding import Finding
    from desktop_app.services.searching.indexing import Indexing
    from desktop_app.services.searching.searching import Searching
    from desktop_app.storage.reader import LibraryReader
    from desktop_app.storage.rescue.salvage import Report

FOLDER_VARIABLE = "MARGENT_DATA_DIR"


class Margent:
    """The program without a face: the store and the services over it, each built once, when it is first asked for."""

    def __init__(
        self, store: Store, rescue: "Report | LogSetAside | None", parse: "Parse | None", clock: Clock
    ) -> None:
        self.clock = clock
        self.stopping = threading.Event()
        """Set at the end, to stop whatever is being parsed."""
        self.store = store
        self._readers = ExitStack()
        self.history = History(store)
        self.reading = Reading(self.history, clock)
        self.noting = Noting(store.folder, self._markdown, self._cited)
        self.safekeeping = Safekeeping(store, clock, rescue)
        self._parse = parse or self._parse_apart
        self.template = ""
        """The template that exports use, as far as one was chosen: what previews of them are made by."""

    @cached_property
    def library(self) -> "Library":
        """What articles are called, and where they are kept."""
        from desktop_app.services.articles.library import Library

        return Library(self.history, self.clock)

    @cached_property
    def importing(self) -> "Importing":
        """Articles from files."""
        from desktop_app.services.importing.importing import Importing

        return Importing(self.store, self.history, self._parse, self.clock)

    @cached_property
    def annotating(self) -> "Annotating":
        """Highlights and notes."""
        from desktop_app.services.annotations.annotating import Annotating

        return Annotating(self.store, self.history, self.clock)

    @cached_property
    def retargeting(self) -> "Retargeting":
        """Annotations that come to stand at other words."""
        from desktop_app.services.annotations.retargeting import Retargeting

        return Retargeting(self.history, self.clock)

    @cached_property
    def tagging(self) -> "Tagging":
        """Tags, called something else."""
        from desktop_app.services.annotations.tagging import Tagging

        return Tagging(self.history, self.clock)

    @cached_property
    def recalling(self) -> "Recalling":
        """What annotations have been, and bringing it back."""
        from desktop_app.services.annotations.recalling import Recalling

        return Recalling(self.history, self.clock)

    @cached_property
    def trash(self) -> "Trash":
        """What was deleted, and can come back."""
        from desktop_app.services.articles.trash import Trash

        return Trash(self.history, self.clock)

    @cached_property
    def correcting(self) -> "Correcting":
        """Corrections of headings."""
        from desktop_app.services.articles.correcting import Correcting

        return Correcting(self.history, self.clock)

    @cached_property
    def searching(self) -> "Searching":
        """Questions to everything that was read and written."""
        from desktop_app.services.searching.searching import Searching

        return Searching(self.store.folder, self.indexing.mend)

    @cached_property
    def finding(self) -> "Finding":
        """Words in one article."""
        from desktop_app.services.searching.finding import Finding

        return Finding()

    @cached_property
    def indexing(self) -> "Indexing":
        """The index, kept in step."""
        from desktop_app.services.searching.indexing import Indexing

        return Indexing(self.store)

    @cached_property
    def comparing(self) -> "Comparing":
        """Two versions of an article as one text."""
        from desktop_app.services.articles.comparing import Comparing

        return Comparing(self.store)

    @property
    def exporting(self) -> "Exporting":
        """Exporting as Markdown."""
        from desktop_app.services.exporting.markdown import Exporting

        return Exporting(self.store, self.clock)

    @property
    def file_exporting(self) -> "FileExporting":
        """Exporting into one file, in the forms of other programs."""
        from desktop_app.services.exporting.formats import FileExporting

        return FileExporting(self.store, self.exporting, self.clock)

    @property
    def export_requests(self) -> "ExportRequests":
        """Exporting in every form, as the window asks for it."""
        from desktop_app.services.exporting.file_records import FileRecords
        from desktop_app.services.exporting.requests import ExportRequests

        return ExportRequests(
            self.exporting,
            self.file_exporting,
            FileRecords(self.store, self.clock),
            self.templates,
            lambda query: self.searching.annotations(query).result(),
        )

    @property
    def receiving(self) -> "Receiving":
        """Annotations from other programs."""
        from desktop_app.services.receiving.receiving import Receiving

        return Receiving(self.store, self.history, self.clock)

    @cached_property
    def notebook(self) -> "Notebook":
        """All annotations, narrowed and arranged; made when it is first asked for, since it holds a table of them."""
        from desktop_app.services.notebook.notebook import Notebook

        return Notebook(self.store.folder)

    @property
    def reviewing(self) -> "Reviewing":
        """Highlights that come back."""
        from desktop_app.services.annotations.reviewing import Reviewing

        return Reviewing(self.store, self.history, self.clock)

    @property
    def templates(self) -> "Templates":
        """The templates of the Markdown export."""
        from desktop_app.services.exporting.templates import Templates

        return Templates(self.store.folder)

    @property
    def links(self) -> "LinkRegistration":
        """The way for the desktop to open links of this library here."""
        from desktop_app.services.articles.link_registration import LinkRegistration, starting_command

        return LinkRegistration(starting_command(self.store.folder, _usual_folder()))

    def reader(self) -> "LibraryReader":
        """Return a reader for the thread that will call `close`, which closes the reader too."""
        return self._readers.enter_context(closing(self.store.reader()))

    def close(self) -> None:
        """Finish what has been asked for and close the library, readers and all: then its file holds everything."""
        built = vars(self)
        if "searching" in built:
            self.searching.close()
        if "finding" in built:
            self.finding.close()
        self.noting.close()
        if "notebook" in built:
            self.notebook.close()
        if "comparing" in built:
            self.comparing.close()
        if "indexing" in built:
            self.indexing.close()
        self.safekeeping.close()
        self._readers.close()
        self.store.close()

    def _markdown(self, annotation_ids: Sequence[str]) -> str:
        from desktop_app.exchange.templates.template import TemplateFailure
        from desktop_app.services.errors import Refused

        try:
            template = self.templates.load(self.template) if self.template else None
            return self.exporting.as_exported(annotation_ids, template)
        except (Refused, TemplateFailure) as failure:
            return str(failure)

    def _cited(self, annotation_ids: Sequence[str]) -> str:
        from desktop_app.exchange import citing

        return citing.cited(self.exporting.articles(only=frozenset(annotation_ids)))

    def _parse_apart(self, source: "Source") -> "Imported":
        from desktop_app.formats.apart.parsing import parse_in_child

        return parse_in_child(source, cancelled=self.stopping.is_set)


def data_folder(chosen: str | None = None) -> Path:
    """Return the folder of the library: the one chosen, or MARGENT_DATA_DIR, or the system's place for such data.

    Raises StorageFailure for an empty name, which a script gives by mistake.
    """
    if chosen is not None and not chosen.strip():
        raise StorageFailure("The name of the data folder is empty; give one, or leave --data-dir out.")
    named = chosen or os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(os.path.expanduser(named))  # noqa: PTH111 - Path's own raises for a user who is not there
    return _usual_folder()


def _usual_folder() -> Path:
    from platformdirs import user_data_dir

    return Path(user_data_dir("margent", appauthor=False))


def compose(folder: Path, *, parse: "Parse | None" = None, clock: Clock = wall_clock) -> Margent:
    """Open the library in `folder`, rescued if need be; services are built later. Raises StorageFailure."""
    store, rescue = open_or_rescue(folder, clock)
    return Margent(store, rescue, parse, clock)
