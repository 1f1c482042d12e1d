"""Looking again: which highlights come back today, and what is remembered of those that did."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from desktop_app.core.annotation import Annotation, Motivation

A_DAY = 5
"""How many highlights come back on one day."""

_DUE_FIRST = 3
"""How many of them are such as have come back before, when there are enough of both."""


class Memory(IntEnum):
    """Where a highlight is in the model of memory; the numbers are the model's own."""

    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class Review:
    """What is remembered of a highlight that has come back. Times are milliseconds since 1970 in UTC.

    `due` is when it comes again, `answered` when a person last said what to do with it, `kept` when they last kept it.
    `stability` (days) and `difficulty` (1 to 10) belong to the model of memory, and are None before the first keeping.
    `discarded` says that it is never to come back.
    """

    annotation: str
    due: int
    answered: int
    kept: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    memory: Memory = Memory.LEARNING
    discarded: bool = False

    @property
    def id(self) -> str:
        """A highlight is remembered once."""
        return self.annotation


def reviewable(annotation: Annotation) -> bool:
    """Tell whether an annotation is one to look at again: words that were marked, not a bookmark, not in the trash."""
    quote = annotation.target.quote
    marked = quote is not None and bool(quote.exact.strip())
    return marked and annotation.deleted is None and annotation.motivation is not Motivation.BOOKMARKING


def chosen_for(
    annotations: Iterable[Annotation], reviews: Mapping[str, Review], today: int, tomorrow: int, count: int = A_DAY
) -> list[Annotation]:
    """Return what comes back on the day from `today` to `tomorrow`, less what has been answered on it.

    Those that are due come first, the longest overdue before the others; new ones fill the rest in an order that is
    the day's own, so that a day shows the same ones however often one looks. What was marked today is still fresh and
    does not come.
    """
    known = [one for one in annotations if reviewable(one)]
    answered = sum(1 for one in reviews.values() if today <= one.answered < tomorrow)
    left = max(0, count - answered)
    due: list[tuple[int, Annotation]] = []
    new: list[Annotation] = []
    for one in known:
        review = reviews.get(one.id)
        if review is None:
            new += [one] if one.created < today else []
        elif not review.discarded and review.due < tomorrow and not today <= review.answered < tomorrow:
            due.append((review.due, one))
    due.sort(key=lambda found: (found[0], found[1].id))
    new.sort(key=lambda one: hashlib.sha256(f"{today} {one.id}".encode()).digest())
    of_due = min(len(due), max(_DUE_FIRST, left - len(new)), left)
    return [one for _, one in due[:of_due]] + new[: left - of_due]
