"""Words as they are compared and sorted for a person, and the days that moments fall on where that person is."""

import unicodedata
from datetime import UTC, date, datetime
from functools import lru_cache

_QUARTER = 15 * 60 * 1000  # milliseconds; days begin at a quarter of an hour in every time zone


def folded(words: str) -> str:
    """Return words without case and accents."""
    lowered = words.casefold()
    if lowered.isascii():
        return lowered
    return "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))


def local_day(moment: int) -> date:
    """Return the day, here, of a moment in milliseconds since 1970, UTC."""
    return _day_of(moment // _QUARTER)


@lru_cache(maxsize=4096)
def _day_of(quarter: int) -> date:
    return datetime.fromtimestamp(quarter * _QUARTER / 1000, tz=UTC).astimezone().date()
