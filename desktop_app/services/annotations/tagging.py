"""Tags as a whole: what a tag is called on everything that has it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from desktop_app.core.annotation import Annotation
from desktop_app.core.change import Change, ChangeSet, altered, change_set
from desktop_app.core.document import Document
from desktop_app.core.ids import new_id
from desktop_app.core.text.note_text import renamed_tag
from desktop_app.core.text.tag_names import tidy_tags
from desktop_app.services.annotations.annotating import SLICE, GoOn, to_the_end
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history.history import History
from desktop_app.storage.transaction import Transaction


@dataclass(slots=True)
class Renamed:
    """What has become of a tag, right once the renaming is saved. What lies in the trash is renamed, not counted.

    `merged` says that there was something called `new` already; the two are one tag now.
    """

    old: str
    new: str
    annotations: int = 0
    articles: int = 0
    merged: bool = False

    @property
    def label(self) -> str:
        """What the step is called."""
        if self.merged:
            return f"Merge the tag “{self.old}” with “{self.new}”"
        return f"Rename the tag “{self.old}” to “{self.new}”"


class Tagging:
    """Renames tags."""

    def __init__(self, history: History, clock: Clock) -> None:
        self._history, self._clock = history, clock

    def rename(self, old: str, new: str, go_on: GoOn = to_the_end) -> tuple[Renamed, Future[ChangeSet | None]]:
        """Call a tag `new` on every annotation and article, and where it is typed in notes, as one step.

        Where `new` is a tag already, the two become one. Raises Refused for a name that is none or the same; the
        future does where nothing has the tag. One that is called otherwise than tags are (earlier imports kept the
        blanks in them) is meant as it is given.
        """
        given, before, after = old.strip(), tidy_tags((old,)), tidy_tags((new,))
        if not before or not after:
            raise Refused("A tag needs a name.")
        if given == after[0]:
            raise Refused(_already(given))
        renamed = Renamed(given, after[0])
        return renamed, self._history.record_all(self._plans(renamed, go_on))

    def _plans(self, renamed: Renamed, go_on: GoOn) -> Iterator[Callable[[Transaction], ChangeSet]]:
        group, found = new_id(), list[tuple[str, str]]()

        def first(transaction: Transaction) -> ChangeSet:
            tags = {use.tag for use in transaction.tag_uses()}
            if renamed.old not in tags:
                renamed.old = tidy_tags((renamed.old,))[0]
            if renamed.old == renamed.new:
                raise Refused(_already(renamed.new))
            if renamed.old not in tags:
                raise Refused(f"Nothing has the tag “{renamed.old}”.")
            annotations, articles = transaction.tagged(renamed.old)
            found.extend([("annotation", one) for one in annotations] + [("document", one) for one in articles])
            renamed.merged = renamed.new in tags
            return plan(found[:SLICE], transaction)

        def plan(part: Sequence[tuple[str, str]], transaction: Transaction) -> ChangeSet:
            entities = (transaction.entity(kind, entity) for kind, entity in part)
            changes = [self._changed(one, renamed) for one in entities if isinstance(one, Annotation | Document)]
            return change_set(renamed.label, [one for one in changes if one is not None], group=group)

        yield first
        for start in range(SLICE, len(found), SLICE):
            if not go_on(start):
                return
            yield partial(plan, found[start : start + SLICE])

    def _changed(self, one: Annotation | Document, renamed: Renamed) -> Change | None:
        if renamed.old not in one.tags:
            return None
        tags = tuple(dict.fromkeys(renamed.new if tag == renamed.old else tag for tag in one.tags))
        if isinstance(one, Document):
            renamed.articles += one.deleted is None
            return altered(one, replace(one, tags=tags, modified=self._clock()))
        renamed.annotations += one.deleted is None
        note = renamed_tag(one.note, renamed.old, renamed.new)
        return altered(one, replace(one, tags=tags, note=note, modified=self._clock()))


def _already(tag: str) -> str:
    return f"The tag is called “{tag}” already."
