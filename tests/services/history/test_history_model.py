"""Whatever a person does, in whatever order: the library is what it should be, and all of it can be taken back."""

import contextlib
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from desktop_app.core.annotation import Colour
from tests.samples import BRIDGE, done, opened_desk
from tests.storage.looking import state_of
from tests.strategies import State


@dataclass(frozen=True)
class Mark:
    """What the model knows of a highlight."""

    colour: Colour | None = Colour.YELLOW
    note: str = ""
    tags: tuple[str, ...] = ()
    deleted: bool = False


@dataclass(frozen=True)
class Model:
    """What a person would say is in the library."""

    title: str
    marks: tuple[tuple[str, Mark], ...] = ()

    def with_mark(self, annotation_id: str, mark: Mark) -> "Model":
        """Return the model with a new or changed highlight."""
        return replace(self, marks=tuple(sorted({**dict(self.marks), annotation_id: mark}.items())))

    def without(self, annotation_id: str) -> "Model":
        """Return the model as if the highlight had never been made."""
        return replace(self, marks=tuple(pair for pair in self.marks if pair[0] != annotation_id))


words = st.builds(str.__add__, st.sampled_from("ab"), st.text("ab ", max_size=3))  # blanks alone are no note


class Working(RuleBasedStateMachine):
    """A person at work on one article, beside a model of what that does."""

    marks: Bundle[str] = Bundle("marks")

    @initialize()
    def open(self) -> None:
        """Open a library with one article."""
        self.folder = tempfile.TemporaryDirectory()
        self.closing = contextlib.ExitStack()
        self.desk = self.closing.enter_context(opened_desk(Path(self.folder.name)))
        self.opened = self.desk.add()
        self.model = Model(self.opened.document.title)
        self.done: list[Model] = []
        self.undone: list[Model] = []
        self.start = self._rows()

    def _rows(self) -> State:
        return state_of(self.desk.store.path)

    def _becomes(self, model: Model) -> None:
        if model != self.model:
            self.done.append(self.model)
            self.undone.clear()
            self.model = model

    def _present(self, annotation_id: str) -> Mark | None:
        mark = dict(self.model.marks).get(annotation_id)
        return None if mark is None or mark.deleted else mark

    @rule(target=marks, start=st.integers(0, len(BRIDGE) // 2), length=st.integers(30, 60))
    def highlight(self, start: int, length: int) -> str:
        """Mark some words."""
        annotation, saved = self.desk.annotating.highlight(self.opened, start, start + length)
        done(saved)
        self._becomes(self.model.with_mark(annotation.id, Mark()))
        return annotation.id

    @rule(mark=marks, note=words)
    def write(self, mark: str, note: str) -> None:
        """Write a note."""
        before = self._present(mark)
        if before is not None:
            done(self.desk.annotating.set_note(mark, note))
            self._becomes(self.model.with_mark(mark, replace(before, note=note)))

    @rule(mark=marks, notes=st.lists(words, min_size=2, max_size=4, unique=True))
    def type(self, mark: str, notes: list[str]) -> None:
        """Type a note in one go: one step, however often it is kept."""
        before = self._present(mark)
        if before is not None and notes[0] != before.note:
            for note in notes:
                done(self.desk.annotating.set_note(mark, note, group=f"typing {len(self.done)} {notes}"))
            self.done.append(self.model)
            self.undone.clear()
            self.model = self.model.with_mark(mark, replace(before, note=notes[-1]))

    @rule(mark=marks, colour=st.sampled_from(Colour))
    def recolour(self, mark: str, colour: Colour) -> None:
        """Choose a colour."""
        before = self._present(mark)
        if before is not None:
            done(self.desk.annotating.recolour(mark, colour))
            self._becomes(self.model.with_mark(mark, replace(before, colour=colour)))

    @rule(mark=marks, tags=st.lists(st.sampled_from(["one", "two"]), unique=True))
    def tag(self, mark: str, tags: list[str]) -> None:
        """Put tags on a highlight."""
        before = self._present(mark)
        if before is not None:
            done(self.desk.annotating.set_tags(mark, tags))
            self._becomes(self.model.with_mark(mark, replace(before, tags=tuple(tags))))

    @rule(chosen=st.lists(marks, max_size=3))
    def delete(self, chosen: list[str]) -> None:
        """Delete highlights together."""
        present = {mark: found for mark in chosen if (found := self._present(mark)) is not None}
        done(self.desk.annotating.delete(present))
        model = self.model
        for mark, found in present.items():
            model = model.with_mark(mark, replace(found, deleted=True))
        self._becomes(model)

    @rule(mark=consumes(marks))
    def discard(self, mark: str) -> None:
        """Take a highlight back as if it had never been made; right after it was made, that is no step at all."""
        if mark not in dict(self.model.marks):
            return
        done(self.desk.annotating.discard(mark))
        without = self.model.without(mark)
        self.undone.clear()
        if self.done and self.done[-1] == without:
            self.model = self.done.pop()
        else:
            self._becomes(without)

    @rule(title=st.sampled_from(["The bridge", "A bridge"]))
    def rename(self, title: str) -> None:
        """Give the article another name."""
        if title != self.model.title:
            done(self.desk.library.rename(self.opened.document.id, title))
            self._becomes(replace(self.model, title=title))

    @rule(place=st.integers(0, 400))
    def read_on(self, place: int) -> None:
        """Scroll, which is no step."""
        done(self.desk.reading.keep_place(self.opened, place, ((0, place),)))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        """Take the last step back."""
        done(self.desk.history.undo())
        self.undone.append(self.model)
        self.model = self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        """Do it again."""
        done(self.desk.history.redo())
        self.done.append(self.model)
        self.model = self.undone.pop()

    @invariant()
    def the_library_is_what_the_model_says(self) -> None:
        """Compare what a reader sees with the model."""
        if not hasattr(self, "desk"):
            return
        reader = self.desk.reader
        seen = [reader.annotation(found) for found in reader.annotation_ids(self.opened.document.id)]
        model = Model(self.desk.open(self.opened.document).document.title)
        for one in filter(None, seen):
            model = model.with_mark(one.id, Mark(one.colour, one.note, one.tags, one.deleted is not None))
        assert model == self.model

    def teardown(self) -> None:
        """Undo everything, then do everything again; compare the rows."""
        if not hasattr(self, "desk"):
            return
        with self.folder, self.closing:
            reading = {key: entity for key, entity in self._rows().items() if key[0] == "reading"}
            end = self._rows()
            steps = len(self.done)
            for _ in range(steps):
                done(self.desk.history.undo())
            assert self._rows() == self.start | reading
            for _ in range(steps):
                done(self.desk.history.redo())
            assert self._rows() == end


TestWorking = Working.TestCase
TestWorking.settings = settings(max_examples=max(15, settings().max_examples // 10), stateful_step_count=25)
