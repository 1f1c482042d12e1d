"""A notebook room over annotations of our own invention."""

from collections.abc import Sequence

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Colour
from desktop_app.core.notebook_view import NotebookView
from desktop_app.services.notebook.notebook import Noted
from desktop_app.ui.rooms.notebook.room import NotebookRoom
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.rooms.shelves import NOON, Notes, annotation

ROWS = [
    annotation("ten", "The boats left at ten.", start=900, note="Why so late?", tags=("sea",), days_ago=1),
    annotation("nobody", "Nobody saw them go.", start=10, colour=Colour.PINK, days_ago=3),
    annotation("loom", "A loom takes a winter.", title="Weavers", tags=("cloth", "sea"), colour=Colour.GREEN),
    annotation("section", "", title="Weavers", note="Émilie says otherwise.", colour=None, start=50),
]
IN_ORDER = ["nobody", "ten", "loom", "section"]


class Room(NotebookRoom):
    """A room that is given what it asks for at once."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(load_palette(Theme.LIGHT), notes, clock=lambda: NOON)
        self.notes = notes
        self.listing_wanted.connect(self._answer)

    def _answer(self, view: NotebookView) -> None:
        self.show_listing(self.notes.listing(view))
        # What stands around the list follows when it has been painted.
        deadline = QDeadlineTimer(1000)
        while self._around.waits and not deadline.hasExpired():
            QTest.qWait(1)

    def show_annotations(self, notes: Sequence[Noted]) -> None:
        """Show these annotations and no others."""
        self.notes.keep(notes)
        self._model.forget()
        self.refresh()


def opened_room(qtbot: QtBot) -> Room:
    """Return a room in a window of its own, with the keyboard in its cards."""
    made = Room(Notes(ROWS))
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.refresh()
    made.show()
    made.activateWindow()
    made.list.setFocus()
    return made


def listed(room: Room) -> list[str]:
    """Return the ids of the cards in order."""
    listed = (room._model.listed(row) for row in range(room._model.rowCount()))
    return [one.annotation.id for one in listed if isinstance(one, Noted)]


def many(number: int) -> list[Noted]:
    """Return so many annotations in articles of fifty."""
    return [
        annotation(
            f"a{place:05}",
            "It was agreed to meet again when the ice was gone. " * (1 + place % 7),
            note="Ask the clerk. " * (place % 5),
            title=f"Article {place // 50:04}",
            start=place,
            tags=("ice",) * (place % 2),
        )
        for place in range(number)
    ]
