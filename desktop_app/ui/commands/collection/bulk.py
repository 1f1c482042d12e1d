"""Many annotations changed at once: in slices, as one step, with what has been done so far to be seen."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from desktop_app.core.annotation import Colour
from desktop_app.core.change import ChangeSet
from desktop_app.services.annotations.annotating import GoOn
from desktop_app.ui.dialogs.asking import ask_tags, ask_tags_for_many
from desktop_app.ui.drawing.wording import counted
from desktop_app.ui.frame.parts import Parts

_LONG = 1000
"""Annotations from which on it is told how many are done."""


class BulkCommands:
    """Recolours, retags and deletes; what takes long can be stopped, and what is done by then is one step."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the work that is going on, if there is any."""
        self._stopped.set()

    def recolour(self, annotation_ids: list[str], colour: Colour) -> None:
        """Give annotations a colour; notes without one stay without."""
        name = self._parts.desk.colours.of(colour)
        work = self._parts.margent.annotating.recolour_all
        self._follow(lambda go_on: work(annotation_ids, colour, go_on), annotation_ids, f"{{}} made “{name}”")

    def delete(self, annotation_ids: list[str]) -> None:
        """Move annotations into the trash."""
        work = self._parts.margent.annotating.delete
        self._follow(lambda go_on: work(annotation_ids, go_on), annotation_ids, "Deleted {}")

    def retag(self, annotation_ids: list[str]) -> None:
        """Ask which tags to add and to take away."""
        parts = self._parts

        def known(offer: Callable[[list[str]], None]) -> None:
            parts.bridge.when(parts.margent.noting.tags(), offer)

        if len(annotation_ids) == 1:
            annotation = parts.desk.reader.annotation(annotation_ids[0])
            before = annotation.tags if annotation is not None else ()
            after = ask_tags(parts.window, before, known)
            if after is None:
                return
            add, remove = after, [tag for tag in before if tag not in {one.lstrip("#") for one in after}]
        else:
            asked = ask_tags_for_many(parts.window, len(annotation_ids), known)
            if asked is None:
                return
            add, remove = asked
        work = parts.margent.annotating.retag_all
        self._follow(
            lambda go_on: work(annotation_ids, add=add, remove=remove, go_on=go_on),
            annotation_ids,
            "Tags of {} changed",
        )

    def _follow(self, work: Callable[[GoOn], Future[ChangeSet | None]], annotation_ids: list[str], told: str) -> None:
        stopped = self._stopped = threading.Event()
        notices, bridge, total = self._parts.notices, self._parts.bridge, len(annotation_ids)
        reached = total  # unless it is stopped before

        def go_on(done: int) -> bool:
            nonlocal reached
            if stopped.is_set():
                reached = done
                return False
            if total >= _LONG and done % _LONG == 0:
                bridge.soon(lambda: notices.say(f"{done:,} of {total:,}… Esc stops"))
            return True

        def finished() -> None:
            if not reached:
                notices.say("Stopped; nothing was changed")
                return
            ended = f"{reached:,} of {total:,}" if reached < total else ""
            notices.offer_undo(told.format(ended or ("one annotation" if total == 1 else counted(total, "annotation"))))

        notices.saving(work(go_on), finished)
