"""The trail: where one was before each jump, and the way back and forward along it."""

from dataclasses import dataclass

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a version of an article: the code point at the top of the page."""

    document: str
    version: str
    offset: int


class Trail:
    """Remembers the spots that were left by jumping. Scrolling leaves no trace."""

    def __init__(self) -> None:
        self._back: list[Spot] = []
        self._forward: list[Spot] = []

    def leave(self, spot: Spot) -> None:
        """Remember `spot`, which is about to be left for somewhere new; the way forward ends here."""
        if not self._back or self._back[-1] != spot:
            self._back.append(spot)
            del self._back[:-_LONGEST]
        self._forward.clear()

    def back(self, now: Spot) -> Spot | None:
        """Return the spot that was left last, and remember `now` for the way forward; None at the beginning."""
        return _step(self._back, self._forward, now)

    def forward(self, now: Spot) -> Spot | None:
        """Return the spot that `back` came from; None at the end."""
        return _step(self._forward, self._back, now)


def _step(source: list[Spot], target: list[Spot], now: Spot) -> Spot | None:
    while source:
        spot = source.pop()
        if spot != now:
            target.append(now)
            return spot
    return None
