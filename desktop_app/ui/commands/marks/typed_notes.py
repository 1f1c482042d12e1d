"""Notes while they are typed, in the margin or the notebook: kept as they grow, and nothing of anybody's is lost."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Annotation
from desktop_app.core.change import ChangeSet
from desktop_app.core.ids import new_id
from desktop_app.core.text.normal_form import storable
from desktop_app.services.annotations.annotating import Annotating
from desktop_app.services.errors import Refused
from desktop_app.storage.reader import LibraryReader
from desktop_app.ui.bars.notices import Notices

_OTHERS = (
    "This note was changed elsewhere while you wrote. Yours is kept now, and its history "
    "({note.history:Ctrl+Shift+H}) has the other one."
)
_GONE = "The note could not be kept: what it was about is gone."


class TypedNotes:
    """Keeps what is typed. All edits of a note are one step until its typing ends."""

    def __init__(self, annotating: Annotating, reader: LibraryReader, notices: Notices) -> None:
        self._annotating, self._reader, self._notices = annotating, reader, notices
        self._kept: dict[str, str] = {}  # what each note that is being typed is in the library, as far as is known
        self._own: dict[str, set[str]] = {}  # what it was when its typing began, and all that was typed since
        self._steps: dict[str, str] = {}

    def begin(self, annotation_id: str, note: str) -> None:
        """Let a note be typed that is `note` now; one that is being typed already goes on."""
        self._kept.setdefault(annotation_id, note)
        self._own.setdefault(annotation_id, {note})

    def keep_draft(self, annotation_id: str, text: str) -> None:
        """Keep what is being typed, so that a crash loses no more than the last moment of it."""
        self._notices.saving(self._annotating.keep_draft(annotation_id, text), quietly=True)

    def keep(self, annotation_id: str, text: str, group: str = "") -> None:
        """Keep a note whose typing has paused; the typing that follows belongs to the same step, or to `group`."""
        note = text.rstrip()
        self._steps[annotation_id] = group or self._steps.get(annotation_id) or new_id()
        saved, own = self._set(annotation_id, note)

        def arrived() -> None:
            if annotation_id in self._kept:
                self._kept[annotation_id] = note
            self._tell_of_others(annotation_id, saved, own)

        self._notices.saving(saved, arrived)

    def finish(self, annotation_id: str, text: str, lost: Callable[[], None], group: str = "") -> None:
        """Keep a note whose typing has ended; call `lost` when it cannot be kept.

        One that was looked at and left is not written, so that what somebody else has made of it meanwhile stays.
        """
        if text == self._kept.get(annotation_id):
            self._notices.saving(self._annotating.forget_draft(annotation_id), quietly=True)
        else:
            self._steps[annotation_id] = group or self._steps.get(annotation_id) or new_id()
            saved, own = self._set(annotation_id, text.rstrip())
            self._notices.saving(saved, lambda: self._tell_of_others(annotation_id, saved, own), lost=lost)
        self.leave(annotation_id)

    def leave(self, annotation_id: str) -> None:
        """Know no more of a note: its typing has ended."""
        for known in (self._kept, self._own, self._steps):
            known.pop(annotation_id, None)

    def is_there(self, annotation_id: str) -> bool:
        """Tell whether what a note is about is in the library, and not in the trash."""
        annotation = self._reader.annotation(annotation_id)
        return annotation is not None and annotation.deleted is None

    def offer_words(self, annotation_id: str, text: str) -> None:
        """Offer to copy words that could not be kept. Should what they are about come back, so do they."""
        if text.strip():
            self.keep_draft(annotation_id, text)
            self._notices.offer(_GONE, "Copy its words", partial(QApplication.clipboard().setText, text))

    def _set(self, annotation_id: str, note: str) -> tuple[Future[ChangeSet | None], frozenset[str]]:
        own = self._own.setdefault(annotation_id, set())
        own.add(note)
        step = self._steps[annotation_id]
        return self._annotating.set_note(annotation_id, note, group=step), frozenset(map(storable, own))

    def _tell_of_others(self, annotation_id: str, saved: Future[ChangeSet | None], own: frozenset[str]) -> None:
        """Say so where what was typed has taken the place of words that somebody else had written meanwhile."""
        written = saved.result()
        before = written.changes[0].before if written is not None else None
        if isinstance(before, Annotation) and before.note.strip() and before.note not in own:
            self._notices.say(_OTHERS)
            self._notices.offer(_OTHERS, "Keep both", partial(self._keep_both, annotation_id, before.note))

    def _keep_both(self, annotation_id: str, theirs: str) -> None:
        annotation = self._reader.annotation(annotation_id)
        if annotation is None or not self.is_there(annotation_id):
            raise Refused("What the note was about has been deleted in the meantime. Undo the deletion first.")
        both = "\n\n".join(part for part in (annotation.note, theirs) if part.strip())
        self._notices.saving(self._annotating.set_note(annotation_id, both))
