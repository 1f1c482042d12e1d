"""Where everything is built, once, and handed to what needs it. No window here."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.formats.source import Imported, Source
from desktop_app.services.annotating import Annotating
from desktop_app.services.clock import Clock, wall_clock
from desktop_app.services.comparing import Comparing
from desktop_app.services.correcting import Correcting
from desktop_app.services.finding import Finding
from desktop_app.services.history import History
from desktop_app.services.importing import Importing, Parse
from desktop_app.services.indexing import Indexing
from desktop_app.services.library import Library
from desktop_app.services.noting import Noting
from desktop_app.services.reading import Reading
from desktop_app.services.recalling import Recalling
from desktop_app.services.retargeting import Retargeting
from desktop_app.services.safekeeping import Safekeeping, open_or_rescue
from desktop_app.services.searching import Searching
from desktop_app.services.trash import Trash
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.store import Store

if TYPE_CHECKING:
    from desktop_app.services.export_formats import FileExporting
    from desktop_app.services.exporting import Exporting
    from desktop_app.services.link_registration import LinkRegistration
    from desktop_app.services.receiving import Receiving
    from desktop_app.services.templates import Templates

FOLDER_VARIABLE = "MARGENT_DATA_DIR"


@dataclass(frozen=True, slots=True)
class Margent:
    """The program without a face: the store and the services over it."""

    clock: Clock
    stopping: threading.Event  # set at the end, to stop whatever is being parsed
    store: Store
    history: History
    library: Library
    importing: Importing
    reading: Reading
    annotating: Annotating
    retargeting: Retargeting
    recalling: Recalling
    trash: Trash
    correcting: Correcting
    searching: Searching
    finding: Finding
    indexing: Indexing
    noting: Noting
    comparing: Comparing
    safekeeping: Safekeeping

    @property
    def exporting(self) -> "Exporting":
        """Exporting, imported when it is first asked for: its templates would be a third of the time to start."""
        return _exporting(self.store, self.clock)

    @property
    def file_exporting(self) -> "FileExporting":
        """Exporting into one file, in the forms of other programs."""
        from desktop_app.services.export_formats import FileExporting

        return FileExporting(self.store, self.exporting, self.clock)

    @property
    def receiving(self) -> "Receiving":
        """Annotations from other programs; imported when it is first asked for."""
        from desktop_app.services.receiving import Receiving

        return Receiving(self.store, self.history, self.clock)

    @property
    def templates(self) -> "Templates":
        """The templates of the Markdown export."""
        from desktop_app.services.templates import Templates

        return Templates(self.store.folder)

    @property
    def links(self) -> "LinkRegistration":
        """The way for the desktop to open links of this library here."""
        from desktop_app.services.link_registration import LinkRegistration, starting_command

        return LinkRegistration(starting_command(self.store.folder, _usual_folder()))

    def close(self) -> None:
        """Finish what has been asked for and close the library."""
        self.searching.close()
        self.finding.close()
        self.noting.close()
        self.comparing.close()
        self.indexing.close()
        self.safekeeping.close()
        self.store.close()


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


def compose(folder: Path, *, parse: Parse | None = None, clock: Clock = wall_clock) -> Margent:
    """Open the library in `folder`, rescued if need be, and build the services. Raises StorageFailure."""
    store, rescue = open_or_rescue(folder, clock)
    history = History(store)
    indexing = Indexing(store)

    def markdown(annotation_ids: Sequence[str]) -> str:
        return _exporting(store, clock).markdown_of(annotation_ids)

    def cited(annotation_ids: Sequence[str]) -> str:
        from desktop_app.exchange import citing

        return citing.cited(_exporting(store, clock).articles(only=frozenset(annotation_ids)))

    stopping = threading.Event()

    def parse_apart(source: Source) -> Imported:
        from desktop_app.formats.parsing import parse_in_child

        return parse_in_child(source, cancelled=stopping.is_set)

    return Margent(
        clock=clock,
        stopping=stopping,
        store=store,
        history=history,
        library=Library(history, clock),
        importing=Importing(store, history, parse or parse_apart, clock),
        reading=Reading(history, clock),
        annotating=Annotating(store, history, clock),
        retargeting=Retargeting(history, clock),
        recalling=Recalling(history, clock),
        trash=Trash(history, clock),
        correcting=Correcting(history, clock),
        searching=Searching(folder, indexing.mend),
        finding=Finding(),
        indexing=indexing,
        noting=Noting(folder, markdown, cited),
        comparing=Comparing(store),
        safekeeping=Safekeeping(store, clock, rescue),
    )


def _exporting(store: Store, clock: Clock) -> "Exporting":
    from desktop_app.services.exporting import Exporting

    return Exporting(store, clock)
