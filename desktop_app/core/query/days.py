"""Days as people write them in a query: a year, a month, a day, or how long ago."""

import re
from datetime import date, timedelta
from typing import NamedTuple

_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)
_AGO = re.compile(r"(?P<count>\d{1,3})(?P<unit>[dwmy])", re.ASCII)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NAMED = {"today": 0, "yesterday": 1}
_ONE_DAY = timedelta(days=1)


class Period(NamedTuple):
    """From the day `first` to the day `last`, both included."""

    first: date
    last: date

    @property
    def next_day(self) -> date:
        """The day after; at the end of the calendar, the last one there is."""
        return self.last + _ONE_DAY if self.last < date.max else date.max

    @property
    def day_before(self) -> date:
        """The day before; at the beginning of the calendar, the first one there is."""
        return self.first - _ONE_DAY if self.first > date.min else date.min


def period(text: str, today: date) -> Period | None:
    """Return what `text` names (`2024`, `2024-05`, `2024-05-17`, `today`, `yesterday`, `7d`, `2w`, `3m`, `1y`), or
    None. A month is 30 days and a year 365 when counted back from `today`."""
    if text.lower() in _NAMED:
        day = today - timedelta(days=_NAMED[text.lower()])
        return Period(day, day)
    ago = _AGO.fullmatch(text.lower())
    if ago:
        day = date.fromordinal(max(1, today.toordinal() - int(ago["count"]) * _DAYS[ago["unit"]]))
        return Period(day, day)
    written = _WRITTEN.fullmatch(text)
    try:
        return _written(written) if written else None
    except ValueError:
        return None  # no such day


def _written(written: re.Match[str]) -> Period:
    year, month, day = int(written["year"]), written["month"], written["day"]
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    if day is not None:
        only = date(year, int(month), int(day))
        return Period(only, only)
    first = date(year, int(month), 1)
    if first.year == date.max.year and first.month == 12:
        return Period(first, date.max)
    following = date(year + first.month // 12, first.month % 12 + 1, 1)
    return Period(first, following - _ONE_DAY)
