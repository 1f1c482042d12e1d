"""Replaying a written log of keys: what each line presses, and what must be seen then.

A line is `keys | seen & seen …`. Keys stand apart by spaces, as in "Ctrl+K" or "Shift+Right"; what is typed stands in
quotes. What is seen is a verb with words after it, see `SEEN`; words that end in "…" need only begin so. A line
that begins with "#" is for the reader, and one with "!" is something that happens without the person.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QWidget

from desktop_app.core.annotation import Colour, Motivation, Placed, PlacementState, Style
from desktop_app.ui.dialogs.list_panel import ListPanel
from desktop_app.ui.margin.captions import BOOKMARK, caption
from desktop_app.ui.margin.note_editor import NoteEditor
from tests.ui.window.conftest import Person, combination

_KEYS = re.compile(r'"([^"]*)"|(\S+)')
_BETWEEN = 15  # milliseconds between two keys: a dialog that the first one opens must be there for the second

_TOLD = Qt.ItemDataRole.AccessibleTextRole
_PATIENCE = 10_000  # milliseconds that a dialog may stay open


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    number: int
    keys: str
    seen: tuple[str, ...]


def lines_of(log: str) -> Iterator[Line]:
    """Yield the lines of a log that do something."""
    for number, written in enumerate(log.splitlines(), start=1):
        if written.strip() and not written.startswith("#"):
            keys, _, seen = written.partition(" | ")
            yield Line(number, keys.strip(), tuple(one.strip() for one in seen.split(" & ") if one.strip()))


@dataclass
class Replay:
    """A person who does what is written. `happenings` are what the lines with "!" stand for."""

    person: Person
    happenings: dict[str, Callable[[], None]]
    names: dict[str, str] = field(default_factory=dict)
    """What is typed for a name in braces."""
    _left: list[tuple[str, bool]] = field(default_factory=list)

    def follow(self, line: Line) -> None:
        """Press the keys of a line and wait until all of it is seen. Fails with what is seen instead."""
        if line.keys.startswith("!"):
            self.happenings[line.keys[1:].strip()]()
        else:
            self._left = [
                (self._named(typed), True) if typed else (key, False) for typed, key in _KEYS.findall(line.keys)
            ]
            given_up = QTimer(self.person.window, singleShot=True, interval=_PATIENCE)
            given_up.timeout.connect(_close_dialog)
            given_up.start()
            self._next()
            given_up.stop()
            self.person.wait_for(lambda: not self._left)
            if QApplication.activeWindow() is None:  # a window manager would see to it when a dialog is closed
                self.person.window.activateWindow()
                self.person.wait_for(self.person.window.isActiveWindow)
        for one in line.seen:
            verb, _, words = one.partition(" ")
            looked = SEEN[verb]
            try:
                self.person.wait_for(partial(looked, self.person, words))
            except Exception as late:
                raise AssertionError(
                    f"line {line.number}: “{one}” is not seen after {line.keys}.\n{self.told()}"
                ) from late

    def _named(self, typed: str) -> str:
        for name, meant in self.names.items():
            typed = typed.replace(f"{{{name}}}", meant)
        return typed

    def told(self) -> str:
        """Return what there is to see, for whoever mends the log."""
        marks = [f"  {_words(one)!r} {one.annotation.colour} {one.annotation.style} {one.placement.state}"
                 f" {one.annotation.note!r} {one.annotation.tags}" for one in self.person.placed()]  # fmt: skip
        panel = _panel(self.person)
        rows = [f"  {row.side}: {row.words} – {row.detail}" for row in panel.rows()] if panel is not None else []
        window = self.person.window
        return "\n".join(["marks:", *marks, "list:", *rows, f"toast: {window.toast.message()}",
                          f"status: {window.status.message()}", f"keyboard: {QApplication.focusWidget()}",
                          f"selected: {_selected(self.person)!r}"])  # fmt: skip

    def _next(self) -> None:
        """Press the next key; the one after it is on its way already, for a dialog keeps this one from returning."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None and not dialog.isActiveWindow():
            QTimer.singleShot(_BETWEEN, self._next)  # it is not ready for keys yet
            return
        if not self._left:
            return
        if isinstance(dialog, QFileDialog):
            for field in dialog.findChildren(QLineEdit):
                # What it offers comes when the disk has answered, and takes Enter for itself.
                field.setCompleter(None)  # type: ignore[arg-type]
        what, typed = self._left.pop(0)
        target = self._target()
        if typed:  # which opens no dialog, but may take longer than the next key waits
            for sign in what:
                QTest.keyClick(target, sign)  # type: ignore[call-overload]  # both take a letter; the stubs know of neither
        if self._left:
            QTimer.singleShot(_BETWEEN, self._next)
        if not typed:
            QTest.keyClick(target, *combination(what))

    def _target(self) -> QWidget | QWindow:
        """Return where keys go: to the window of a dialog or a list of suggestions, or to what has the keyboard."""
        above: QWindow | None = QGuiApplication.focusWindow()
        over: list[QWidget | None] = [QApplication.activeModalWidget(), QApplication.activePopupWidget()]
        if above is not None and any(over):
            return above
        return QApplication.focusWidget() or self.person.window


def _close_dialog() -> None:
    """Close a dialog that the keys of its line have not closed, so that the test fails and does not hang."""
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        dialog.close()


def _words(one: Placed) -> str:
    return caption(one.annotation).removeprefix(BOOKMARK)


def _fits(wanted: str, words: str) -> bool:
    return words.startswith(wanted[:-1]) if wanted.endswith("…") else words == wanted


def _marks(person: Person, words: str) -> list[Placed]:
    return [one for one in person.placed() if _fits(words, _words(one))]


def _panel(person: Person) -> ListPanel | None:
    panel = person.window.commands.marking.listing.panel
    return panel if panel.isVisible() else None


def _selected(person: Person) -> str:
    page = person.window.reader.page
    chosen = page.selected_range()
    return page.content.text[slice(*chosen)].replace("\n", " ") if chosen else ""


def _of_mark(person: Person, words: str, told: Callable[[Placed], str]) -> bool:
    """Tell whether a mark is as it says: "words = value"."""
    quote, _, value = words.rpartition(" =")
    return any(_fits(value.strip(), told(one)) for one in _marks(person, quote))


def _active(person: Person, words: str) -> bool:
    active = person.window.desk.active_placed()
    return active is not None and _fits(words, _words(active))


def _title(person: Person) -> str:
    opened = person.window.desk.opened
    return opened.document.title if opened is not None else ""


def _listed(person: Person, words: str) -> bool:
    panel = _panel(person)
    return panel is not None and any(_fits(words, f"{row.side}: {row.words}" if row.side else row.words)
                                     for row in panel.rows())  # fmt: skip


def _current(person: Person, words: str) -> bool:
    panel = _panel(person)
    row = next((row for row in panel.rows() if row.id == panel.current()), None) if panel is not None else None
    return row is not None and _fits(words, row.words)


def _row(person: Person, words: str) -> bool:
    current = person.window.commands.comparing.view.current()
    return current is not None and _fits(words, f"{current.side}: {current.words}")


def _offered() -> list[str]:
    popup: QWidget | None = QApplication.activePopupWidget()
    if not isinstance(popup, QListView):
        return []
    return [str(popup.model().index(row, 0).data()) for row in range(popup.model().rowCount())]


SEEN: dict[str, Callable[[Person, str], bool]] = {
    "article": lambda person, words: _title(person) == words,
    "room": lambda person, words: person.window.stage.seen == words,
    "named": lambda person, words: person.window.desk.colours.of(Colour(words.split()[0])) == words.split()[-1],
    "cards": lambda person, words: len(person.window.rooms.notebook.chosen()) == int(words),
    "card": lambda person, words: any(
        words in str(person.window.rooms.notebook.list.model().index(row, 0).data(_TOLD))
        for row in range(person.window.rooms.notebook.list.model().rowCount())
    ),
    "page": lambda person, _: person.window.reader.page.hasFocus(),
    "caret": lambda person, words: person.window.reader.page.caret_mode() is (words != "off"),
    "selected": lambda person, words: _fits(words, _selected(person)),
    "marked": lambda person, words: bool(_marks(person, words)),
    "unmarked": lambda person, words: not _marks(person, words),
    "marks": lambda person, words: len(person.placed()) == int(words),
    "active": _active,
    "colour": lambda person, words: _of_mark(person, words, lambda one: str(one.annotation.colour)),
    "underlined": lambda person, words: any(one.annotation.style is Style.UNDERLINE for one in _marks(person, words)),
    "filled": lambda person, words: any(one.annotation.style is Style.FILL for one in _marks(person, words)),
    "bookmark": lambda person, words: any(
        one.annotation.motivation is Motivation.BOOKMARKING for one in _marks(person, words)
    ),
    "note": lambda person, words: _of_mark(person, words, lambda one: one.annotation.note),
    "tags": lambda person, words: _of_mark(person, words, lambda one: " ".join(one.annotation.tags)),
    "state": lambda person, words: _of_mark(person, words, lambda one: one.placement.state.value),
    "accepted": lambda person, words: any(one.placement.accepted for one in _marks(person, words)),
    "doubtful": lambda person, words: any(not one.placement.accepted for one in _marks(person, words)),
    "attached": lambda person, words: any(
        one.placement.accepted and one.placement.state is not PlacementState.DETACHED for one in _marks(person, words)
    ),
    "writing": lambda _person, _: isinstance(QApplication.focusWidget(), NoteEditor),
    "offers": lambda _person, words: any(words in offered for offered in _offered()),
    "says": lambda person, words: words in f"{person.window.toast.message()}\n{person.window.status.message()}",
    "rows": lambda person, words: (panel := _panel(person)) is not None and len(panel.rows()) == int(words),
    "listed": _listed,
    "row": _current,
    "closed": lambda person, _: _panel(person) is None,
    "comparing": lambda person, words: person.window.commands.comparing.view.isVisible() and _row(person, words),
    "sections": lambda person, words: (
        person.window.desk.opened is not None and len(person.window.desk.opened.sections) == int(words)
    ),
    "found": lambda person, words: (
        (panel := person.window.commands.searching.panel).isVisible()
        and panel.answered() == words
        and panel.chosen() is not None
    ),
    "kept": lambda person, words: len(person.window.desk.reader.annotations()) == int(words),
}
"""What a line may say is seen."""
