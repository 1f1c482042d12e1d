"""Filing: bringing articles in, naming them and taking them out."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.compose import Margent
from desktop_app.core.deep_link import is_deep_link
from desktop_app.core.document import Document
from desktop_app.services.errors import Refused
from desktop_app.services.importing.placing import Arrival, Outcome
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.commands.articles.many_files import ManyFiles
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.dialogs.asking import ask_line, ask_which
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.settings import WindowSettings

_KEEP, _DELETE_TOO = "Keep its highlights and notes", "Delete them too"
_FILTER = "Articles (*.txt *.text *.md *.markdown *.mdown);;All files (*)"


class FilingCommands(QObject):
    """Works on the article that `chosen` names: the one on the desk, or the one selected in the library."""

    link_brought = Signal(str)
    """What was dropped or copied is a link into the library."""

    def __init__(
        self,
        window: QWidget,
        margent: Margent,
        desk: Desk,
        bridge: Bridge,
        notices: Notices,
        settings: WindowSettings,
        chosen: Callable[[], Document | None],
        opened: Callable[[str], None],
        tell_anew: Callable[[str], None],
        sort_out: Callable[[Sequence[Path], Callable[[Sequence[Path]], None]], None],
    ) -> None:
        """`opened` opens an article by its id, and `tell_anew` tells of a new version of the one on the desk.

        `sort_out` takes what is no article among some files, and calls back with the articles.
        """
        super().__init__(window)
        self._window = window
        self._margent = margent
        self._desk = desk
        self._bridge = bridge
        self._notices = notices
        self._settings = settings
        self._chosen = chosen
        self._opened = opened
        self._tell_anew = tell_anew
        self._sort_out = sort_out
        self._thread = ThreadPoolExecutor(1, "margent-files")
        self._closed = False
        self._many = ManyFiles(window, self._added, bridge, notices.tell, opened)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "file.add": self.choose_files,
            "file.paste": self._paste,
            "file.rename": self._rename,
            "file.delete": self._delete,
            "file.mark_read": lambda: self._mark(read=True),
            "file.mark_unread": lambda: self._mark(read=False),
        }

    def close(self) -> None:
        """Wait for the file being written, give up the one being read, and drop those behind it."""
        self._closed = True
        self._many.close()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def choose_files(self) -> None:
        """Ask which files to add."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "Add files", self._settings.load().folder, _FILTER)
        if names:
            self._settings.keep(folder=str(Path(names[0]).parent))
            self.bring([Path(name) for name in names])

    def bring(self, paths: Sequence[Path]) -> None:
        """Add files: articles to the library, and what other programs have exported as its highlights and notes."""
        self._sort_out(paths, self.add_files)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files one after another, away from the window's thread, and open the last one that came in."""
        if self._closed:
            return
        if len(paths) == 1 and not self._many.left:
            self._notices.say(f"Adding {paths[0].name}…")
            self._bridge.when(self._added(paths[0]), self._arrived)
        elif paths:
            self._many.begin(paths)

    @property
    def left(self) -> int:
        """How many of many files have not come in yet."""
        return self._many.left

    def _added(self, path: Path) -> Future[Arrival]:
        return self._thread.submit(self._margent.importing.add_file, path)

    def add_text(self, text: str) -> None:
        """Add pasted text as an article."""
        self._bridge.when(self._thread.submit(self._margent.importing.add_text, text), self._arrived)

    def take(self, data: QMimeData) -> bool:
        """Add what was dropped or copied: articles, notes of other programs, text. Tell whether there was anything."""
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.bring(files)
        elif is_deep_link(data.text().strip()):
            self.link_brought.emit(data.text().strip())
        elif data.hasText() and data.text().strip():
            self.add_text(data.text())
        else:
            return False
        return True

    def _arrived(self, arrival: Arrival) -> None:
        if arrival.outcome is Outcome.FAILED:
            self._notices.fail(Refused(arrival.message or f"{arrival.name} could not be added."))
            return
        assert arrival.document is not None
        told = {
            Outcome.ADDED: f"Added “{arrival.document.title}”.",
            Outcome.VERSION: f"“{arrival.document.title}” has a new version.",
            Outcome.UNCHANGED: f"“{arrival.document.title}”:",
        }[arrival.outcome]
        self._notices.tell(f"{told} {arrival.message}" if arrival.message else told)
        self._opened(arrival.document.id)
        if arrival.outcome is Outcome.VERSION:
            self._tell_anew(told)

    def _paste(self) -> None:
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None or not self.take(data):  # there may be none where nothing has been copied yet
            raise Refused("There is nothing on the clipboard to add. Copy some text or files first.")

    def _rename(self) -> None:
        document = self._wanted()
        title = ask_line(self._window, "Rename the article", "Title:", document.title)
        if title is not None:
            self._notices.saving(self._margent.library.rename(document.id, title))

    def _delete(self) -> None:
        document = self._wanted()
        count = len(self._desk.reader.annotations(document.id))
        chosen: int | None = 1
        if count and document.version is not None:
            detail = "Kept, they stay in the notebook, and find their words when the text comes back under any name."
            question = f"“{document.title}” has {counted(count, 'highlight or note', 'highlights and notes')}."
            chosen = ask_which(self._window, "Delete the article", question, detail, (_KEEP, _DELETE_TOO))
        if chosen == 0:
            self.remove(document, keep_notes=True)
        elif chosen == 1:
            self.remove(document, keep_notes=False)

    def _mark(self, *, read: bool) -> None:
        document = self._wanted()
        told = f"“{document.title}” is marked as {'read' if read else 'unread'}"
        self._notices.saving(self._margent.reading.mark(document.id, read=read), lambda: self._notices.offer_undo(told))

    def remove(self, document: Document, *, keep_notes: bool) -> None:
        """Delete an article with what was written about it, or only its text, and offer to take that back."""
        library = self._margent.library
        saved = library.remove_source(document.id) if keep_notes else library.delete(document.id)
        told = f"Deleted “{document.title}”{'; its notes are kept' if keep_notes else ' with its notes'}"
        self._notices.saving(saved, lambda: self._notices.offer_undo(told))

    def _wanted(self) -> Document:
        document = self._chosen()
        if document is None:
            raise Refused("Choose an article first: {go.library:Ctrl+1} shows the library.")
        return document
