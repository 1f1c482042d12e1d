"""Two hundred random actions, all of them undone and all of them redone: the rows are the same to the letter."""

import contextlib
import os
import random
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from desktop_app.core.annotation import Annotation, Colour, Style
from desktop_app.core.change import ChangeSet
from desktop_app.services.annotations.recalling import states_of
from desktop_app.services.articles.correcting import Correcting
from desktop_app.services.articles.reading import Opened
from desktop_app.services.articles.trash import trashed
from desktop_app.services.errors import Refused
from tests.samples import BRIDGE, Desk, done, opened_desk
from tests.storage.looking import state_of

ACTIONS = 200
SEQUENCES = 500 if os.environ.get("MARGENT_TEST_BUDGET") == "long" else 20
OTHER = "Another article.\n\n# With a section\n\nIt has words enough. They can be marked, too. Some of them twice.\n"
Saved = Future[ChangeSet | None]


class Somebody:
    """Does one thing after another to a library, whatever can be done."""

    def __init__(self, desk: Desk, path: Path, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)
        self.path = path
        self.text = BRIDGE
        self.correcting = Correcting(desk.history, desk.clock)
        self.actions: tuple[Callable[[], Saved], ...] = (
            *(self.highlight, self.highlight, self.bookmark, self.paragraph_note, self.section_note),
            *(self.document_note, self.write, self.write, self.recolour, self.restyle, self.tag, self.delete),
            *(self.bulk, self.discard, self.reshape, self.merge, self.attach, self.accept, self.detach),
            *(self.restore, self.recall, self.heading, self.rename, self.name_colour, self.revise, self.remove),
        )

    def act(self) -> None:
        """Do one thing; what the services refuse is nothing."""
        with contextlib.suppress(Refused):
            done(self.chance.choice(self.actions)())

    def highlight(self) -> Saved:
        return self.desk.annotating.highlight(
            self._opened(), *self._range(), colour=self.chance.choice([*Colour]), style=self.chance.choice([*Style])
        )[1]

    def bookmark(self) -> Saved:
        return self.desk.annotating.bookmark(self._opened(), *self._range())[1]

    def paragraph_note(self) -> Saved:
        return self.desk.annotating.note_on_block(self._opened(), self._range()[0])[1]

    def section_note(self) -> Saved:
        opened = self._opened()
        return self.desk.annotating.note_on_section(opened, self.chance.choice(opened.sections))[1]

    def document_note(self) -> Saved:
        return self.desk.annotating.note_on_document(self._opened())[1]

    def write(self) -> Saved:
        note = self.chance.choice(["", "Why? #check", "Because. #a #b", "**Bold** 🚢"])
        group = self.chance.choice(["", "typing"])
        return self.desk.annotating.set_note(self._annotation().id, note, group=group)

    def recolour(self) -> Saved:
        return self.desk.annotating.recolour(self._annotation().id, self.chance.choice([*Colour]))

    def restyle(self) -> Saved:
        return self.desk.annotating.restyle(self._annotation().id, self.chance.choice([*Style]))

    def tag(self) -> Saved:
        return self.desk.annotating.set_tags(self._annotation().id, self.chance.choices("abc", k=2))

    def delete(self) -> Saved:
        return self.desk.annotating.delete([self._annotation().id])

    def bulk(self) -> Saved:
        ids = [one.id for one in self.desk.reader.annotations() if self.chance.random() < 0.7]
        if self.chance.random() < 0.5:
            return self.desk.annotating.retag_all(ids, add=["many"], remove=["a"])
        return self.desk.annotating.recolour_all(ids, self.chance.choice([*Colour]))

    def discard(self) -> Saved:
        return self.desk.annotating.discard(self._annotation().id)

    def reshape(self) -> Saved:
        return self.desk.retargeting.reshape(self._opened(), self._annotation().id, *self._range())

    def merge(self) -> Saved:
        return self.desk.retargeting.merge(self._opened(), self._annotation().id, self._annotation().id)

    def attach(self) -> Saved:
        return self.desk.retargeting.attach(self._opened(), self._annotation().id, *self._range())

    def accept(self) -> Saved:
        return self.desk.retargeting.accept(self._opened(), [self._annotation().id])

    def detach(self) -> Saved:
        return self.desk.retargeting.detach(self._opened(), [self._annotation().id])

    def restore(self) -> Saved:
        items = trashed(self.desk.reader)
        if items and self.chance.random() < 0.2:
            return self.desk.trash.empty(items)
        return self.desk.trash.restore([item.id for item in self.chance.sample(items, min(2, len(items)))])

    def recall(self) -> Saved:
        states = states_of(self.desk.reader, self._annotation().id)
        return self.desk.recalling.restore(self.chance.choice(states).state)

    def heading(self) -> Saved:
        correct = self.chance.choice([self.correcting.make_heading, self.correcting.unmake_heading])
        return correct(self._opened(), self._range()[0])

    def rename(self) -> Saved:
        return self.desk.library.rename(self._opened().document.id, self.chance.choice(["A bridge", "The bridge"]))

    def name_colour(self) -> Saved:
        return self.desk.library.name_colour(self.chance.choice([*Colour]), self.chance.choice(["", "Doubts", "Facts"]))

    def revise(self) -> Saved:
        """Write the file anew, with a sentence more or fewer, and add it again."""
        words = self.text.split(". ")
        place = self.chance.randrange(1, len(words))
        words[place : place + self.chance.randrange(2)] = [f"Number {self.chance.randrange(99)} is new"]
        self.text = ". ".join(words)
        self.path.write_text(self.text, encoding="utf-8")
        self.desk.importing.add_file(self.path)
        return self.desk.history.record(lambda _: None)

    def remove(self) -> Saved:
        """Delete an article; half of the time its text comes back at once."""
        document = self._opened().document.id
        away = self.chance.choice([self.desk.library.delete, self.desk.library.remove_source])
        saved = away(document)
        done(saved)
        if self.chance.random() < 0.7:
            self.desk.importing.add_file(self.path)
        return saved

    def _opened(self) -> Opened:
        documents = [one for one in self.desk.reader.documents() if one.version is not None]
        if not documents:
            raise Refused("Nothing is left.")
        return self.desk.open(self.chance.choice(documents))

    def _annotation(self) -> Annotation:
        annotations = self.desk.reader.annotations()
        if not annotations:
            raise Refused("Nothing is left.")
        return self.chance.choice(annotations)

    def _range(self) -> tuple[int, int]:
        start = self.chance.randrange(0, 400)
        return start, start + self.chance.randrange(1, 60)


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_undo_all_and_redo_all_give_equal_rows(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE, encoding="utf-8")
    with opened_desk(tmp_path / "library") as desk:
        start = state_of(desk.store.path)
        desk.importing.add_file(path)
        desk.add(OTHER)
        somebody = Somebody(desk, path, seed)
        for _ in range(ACTIONS):
            somebody.act()
        end = state_of(desk.store.path)
        steps = 0
        while desk.history.next_undo() is not None:
            done(desk.history.undo())
            steps += 1
        assert state_of(desk.store.path) == start
        for _ in range(steps):
            done(desk.history.redo())
        assert state_of(desk.store.path) == end
        assert desk.history.next_redo() is None
