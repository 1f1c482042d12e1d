"""Reviewing: a few highlights a day come back; each is kept, put off or discarded, and that can be undone.

When a kept one comes again is reckoned by FSRS (Ye, Su & Cao, KDD 2022, https://doi.org/10.1145/3534678.3539081):
later each time, as far apart as it takes to have half forgotten it.
"""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from desktop_app.core.annotation import Annotation, PlacementState
from desktop_app.core.change import ChangeSet, altered, change_set, made
from desktop_app.core.correction import corrected
from desktop_app.core.document import Document
from desktop_app.core.outline import section_at, sections_of
from desktop_app.core.review import A_DAY, Memory, Review, chosen_for
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history.history import History
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import Transaction

_DAY = 86_400_000  # milliseconds
_PUT_OFF = 7 * _DAY
_RETENTION = 0.8
"""How probably a highlight is still remembered when it comes again: this is to meet it anew, not to cram it."""
_LONGEST = 730
"""Days after which even the best remembered one comes again."""


@dataclass(frozen=True, slots=True)
class Resurfaced:
    """A highlight that has come back, with the article it is from and the headings that lead to it."""

    annotation: Annotation
    document: Document
    path: tuple[str, ...]


class Reviewing:
    """Chooses what comes back, which reads the library and is not for the window's thread; and remembers answers."""

    def __init__(self, store: Store, history: History, clock: Clock) -> None:
        self._store = store
        self._history = history
        self._clock = clock

    def today(self, *, more: int = 0) -> list[Resurfaced]:
        """Return what is left of today's highlights, and `more` beyond them if a person asks for more."""
        today, tomorrow = day_around(self._clock())
        with contextlib.closing(self._store.reader()) as reader:
            documents = {document.id: document for document in reader.documents()}
            annotations = (one for one in reader.annotations() if one.document in documents)
            chosen = chosen_for(annotations, reader.reviews(), today, tomorrow, A_DAY + more)
            return [_resurfaced(reader, one, documents[one.document]) for one in chosen]

    def keep(self, annotation_id: str) -> Future[ChangeSet | None]:
        """Let a highlight come back later, and later each time."""
        return self._answer("Keep the highlight", annotation_id, _kept)

    def put_off(self, annotation_id: str) -> Future[ChangeSet | None]:
        """Let a highlight come back in a week; what is known of how well it is remembered stays."""
        return self._answer(
            "Snooze the highlight", annotation_id, lambda before, now: replace(before, due=now + _PUT_OFF)
        )

    def discard(self, annotation_id: str) -> Future[ChangeSet | None]:
        """Never let a highlight come back by itself; it stays in its article and in the notebook."""
        return self._answer("Discard from review", annotation_id, lambda before, _now: replace(before, discarded=True))

    def _answer(
        self, label: str, annotation_id: str, answered: Callable[[Review, int], Review]
    ) -> Future[ChangeSet | None]:
        def plan(transaction: Transaction) -> ChangeSet | None:
            annotation = transaction.annotation(annotation_id)
            if annotation is None or annotation.deleted is not None:
                raise Refused("This highlight has been deleted in the meantime.")
            now = self._clock()
            before = transaction.review(annotation_id)
            after = replace(answered(before or Review(annotation_id, now, now), now), answered=now)
            return change_set(label, [made(after) if before is None else altered(before, after)])

        return self._history.record(plan)


def day_around(now: int) -> tuple[int, int]:
    """Return when the day began that `now` is in where the person is, and when the next one begins, in UTC."""
    here = datetime.fromtimestamp(now / 1000).astimezone()
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    begun, ended = (day.astimezone().timestamp() for day in (midnight, midnight + timedelta(days=1)))
    return round(begun * 1000), round(ended * 1000)


def _kept(before: Review, now: int) -> Review:
    from fsrs import Card, Rating, Scheduler, State  # needed only by those who review

    # Steps within a day are for cramming, and chance in the intervals would make undone and redone differ.
    scheduler = Scheduler(
        desired_retention=_RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=_LONGEST,
        enable_fuzzing=False,
    )
    card = Card(
        card_id=0,
        state=State(before.memory),
        stability=before.stability,
        difficulty=before.difficulty,
        due=_moment(before.due),
        last_review=None if before.kept is None else _moment(before.kept),
    )
    after, _ = scheduler.review_card(card, Rating.Good, _moment(max(now, before.kept or 0)))
    return replace(
        before,
        due=round(after.due.timestamp() * 1000),
        kept=now,
        stability=after.stability,
        difficulty=after.difficulty,
        memory=Memory(after.state),
        discarded=False,
    )


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _resurfaced(reader: LibraryReader, annotation: Annotation, document: Document) -> Resurfaced:
    shown = reader.shown(document)
    if shown is None:
        section = annotation.target.section
        return Resurfaced(annotation, document, section.path if section is not None else ())
    version, content = shown
    found = next((one for one in reader.placed(document, [annotation.id])), None)
    sections = sections_of(corrected(content, reader.corrections(version.id)))
    lost = found is None or found.placement.state is PlacementState.DETACHED  # then it stands at a guess
    here = section_at(sections, found.start) if found is not None and not lost and found.end > found.start else None
    return Resurfaced(annotation, document, here.path if here is not None else ())
