"""Starts Qt and the window. One window for each library: a second start hands its files over and leaves."""

import gc
import linecache
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app import __version__
from desktop_app.compose import Margent, compose, data_folder
from desktop_app.core.assets import asset_folder
from desktop_app.core.deep_link import is_deep_link
from desktop_app.core.ids import new_id
from desktop_app.core.text.normal_form import count_words
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.bars.notices import in_words
from desktop_app.ui.clipboard import settle_clipboard
from desktop_app.ui.faults import Faults
from desktop_app.ui.frame.stage import LIBRARY
from desktop_app.ui.settings import Remembered, WindowSettings
from desktop_app.ui.single_instance import SingleInstance
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.window import MainWindow

if TYPE_CHECKING:
    from desktop_app.services.importing.placing import Arrival

_SIZE = (1440, 900)
_WELCOMING = "negotiating"
"""The seed that a first start opens begins with this."""
_ROOMS = ("desktop_app.ui.rooms.library.room", "desktop_app.ui.rooms.notebook.room")
"""Take longer to import than a window may be still: the notebook brings numpy along. Loaded while nobody waits."""


def run_window(arguments: list[str]) -> int:
    """Open the window and return the exit status when it is closed."""
    options = _options(arguments)
    try:
        folder = data_folder(options.data_dir)
    except StorageFailure as failure:
        print(f"margent: {failure}", file=sys.stderr)
        return 2
    if options.tour is not None:
        folder = _fresh_folder(options.tour)
    # By its name: a style in the hand of Python would bring six hundred names of its own along.
    application = QApplication.instance() or QApplication([sys.argv[0], "-style", "Fusion"])
    assert isinstance(application, QApplication)
    application.setApplicationName("Margent")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("margent")
    application.setWindowIcon(QIcon(str(asset_folder("resources") / "icons" / "margent.png")))
    asked_for = _asked_for(options.files)
    instance = SingleInstance(folder)
    if instance.hand_over(asked_for):
        return 0
    faults = Faults(folder)
    faults.watch()
    try:
        return _run(application, folder, _Start(instance, faults, asked_for, options.tour))
    except StorageFailure as failure:
        return _explain("Margent cannot open the library", str(failure))
    except Exception as error:  # noqa: BLE001 - who starts a window sees no terminal
        return _explain("Margent cannot start", in_words(error))
    finally:
        faults.stop()


class _Start(NamedTuple):
    """What a window begins with."""

    instance: SingleInstance
    faults: Faults
    asked_for: list[str]
    tour: Path | None


def _run(application: QApplication, folder: Path, start: _Start) -> int:
    settings = WindowSettings(folder)
    remembered = settings.load()
    fonts.load(remembered.family)
    themes = ThemeSwitch(application, remembered.theme)
    margent = compose(folder)
    seeding = ThreadPoolExecutor(1, "margent-seeds")
    try:
        window = MainWindow(margent, settings, themes, remembered.appearance(themes.palette))
        start.faults.met.connect(window.notices.tell_fault)
        start.instance.handed.connect(window.take)
        _place(window, remembered)
        window.show()
        window.equipped.connect(lambda: _after_first_paint(window, margent, start.asked_for, seeding))
        if start.tour is not None:
            tour = start.tour
            window.equipped.connect(lambda: _take_tour(window, tour))
        return application.exec()
    finally:
        start.instance.close()
        seeding.shutdown(wait=True, cancel_futures=True)
        margent.close()
        settle_clipboard()


class _Options(NamedTuple):
    """What the window is asked for."""

    data_dir: str | None
    tour: Path | None
    files: list[str]


def _options(arguments: list[str]) -> _Options:
    """Read the arguments. Ends the process where they make no sense, and says why."""
    folder: str | None = None
    files: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        value = next(rest, "-") if argument == "--data-dir" else argument
        if value.startswith("-"):
            return _all_options(arguments)
        if argument == "--data-dir":
            folder = value
        else:
            files.append(value)
    return _Options(folder, None, files)


def _all_options(arguments: list[str]) -> _Options:
    import argparse  # with the translations of its messages: every start would wait for them

    parser = argparse.ArgumentParser(prog="margent", description="Open the window, with FILES added or LINKS followed.")
    parser.add_argument("--data-dir", metavar="FOLDER", help="where the library lies")
    parser.add_argument("--tour", metavar="FOLDER", type=Path, help="do the main job unattended, pictures into FOLDER")
    parser.add_argument("files", nargs="*", metavar="FILE")
    found = parser.parse_args(arguments)
    return _Options(found.data_dir, found.tour, found.files)


def _asked_for(names: list[str]) -> list[str]:
    """Return files as absolute paths and links as they are. "open" may stand before them, unless it is a file."""
    if len(names) > 1 and names[0] == "open" and not Path("open").exists():
        names = names[1:]
    return [name if is_deep_link(name) else os.fspath(Path(_local(name)).resolve()) for name in names]


def _local(name: str) -> str:
    # A desktop hands files over as addresses when the entry takes links too.
    return QUrl(name).toLocalFile() if name.startswith("file://") else name


def _fresh_folder(tour: Path) -> Path:
    """Return a new library for a tour, and do without a display where there is none."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import tempfile

    tour.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="library-", dir=tour)).resolve()


def _take_tour(window: MainWindow, folder: Path) -> None:
    from desktop_app.ui.tour import Tour, TourFailed

    try:
        Tour(window, folder).take()
    except TourFailed as failure:
        print(f"margent: {failure}", file=sys.stderr)
        QApplication.exit(1)
    else:
        window.close()


def _explain(title: str, reason: str) -> int:
    print(f"margent: {reason}", file=sys.stderr)
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Critical, title, reason)
    box.exec()
    return 2


def _place(window: MainWindow, remembered: Remembered) -> None:
    """Put the window where it was; a screen that is gone does not take it along, restoreGeometry sees to that."""
    window.resize(*_SIZE)
    if remembered.geometry is not None:
        window.restoreGeometry(remembered.geometry)
    window.reader.show_panes(remembered.panes)
    document = window.desk.reader.document(remembered.document) if remembered.document else None
    if document is not None and document.deleted is None and document.version is not None:
        try:
            window.open_document(document.id)
            window.pair.restore()
        except Exception as error:  # noqa: BLE001 - one article that cannot be shown must not close all the others
            window.notices.fail(error)
    window.stage.enter(remembered.room if remembered.room and window.desk.opened else window.stage.room)


def _forget_sources() -> None:
    """Let go of the sources that PySide has read into a cache: those of all modules that came before the window's."""
    linecache.clearcache()


def _after_first_paint(window: MainWindow, margent: Margent, asked_for: list[str], seeding: ThreadPoolExecutor) -> None:
    _forget_sources()
    gc.freeze()
    window.settle()
    seeding.submit(new_id)  # the first id brings imports along that would be felt when the first highlight is made
    window.stage.count_ahead(lambda: seeding.submit(_counted, margent))
    first = not window.desk.reader.has_documents()
    if first:
        window.notices.say("Putting the first articles on the shelf…")
    planted = seeding.submit(_plant, margent)
    for room in _ROOMS:
        seeding.submit(import_module, room)
    seeding.submit(count_words, "")  # its pattern takes longer to compile than all else when sections are folded
    window.bridge.when(planted, lambda arrivals: _welcome(window, arrivals, first=first, asked_for=asked_for))
    if asked_for:
        window.take(asked_for)


def _counted(margent: Margent) -> dict[str, tuple[int, int]]:
    with closing(margent.store.reader()) as reader:
        return reader.annotation_counts()


def _plant(margent: Margent) -> "list[Arrival]":
    from desktop_app.services.importing.seeding import plant

    with closing(margent.store.reader()) as reader:
        return list(plant(asset_folder("seeds"), reader, margent.importing))


def _welcome(window: MainWindow, arrivals: "list[Arrival]", *, first: bool, asked_for: list[str]) -> None:
    documents = [(arrival.name, arrival.document) for arrival in arrivals if arrival.document is not None]
    chosen = next((document for name, document in documents if name.startswith(_WELCOMING)), None)
    if documents and isinstance(QApplication.focusWidget(), QLineEdit):  # who types already is not led elsewhere
        there = "article is" if len(documents) == 1 else "articles are"
        window.notices.say(f"{len(documents)} {there} on the shelf; {{go.library:Ctrl+1}} shows them")
    elif first and not asked_for and chosen is not None:
        window.open_document(chosen.id)
    elif window.stage.room == LIBRARY and documents:
        window.stage.enter(LIBRARY)
    elif documents and not asked_for:  # what became of what was asked for is of more interest
        new = "new article" if len(documents) == 1 else "new articles"
        window.notices.say(f"{len(documents)} {new} from the seeds folder")
