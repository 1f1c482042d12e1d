"""The dates of Kindle's clippings, as devices write them in seven languages.

dateparser knows more languages, but not the Japanese form nor two-digit years with a spelt-out time zone, and takes
milliseconds for each of the thousands of records that a clippings file has.
"""

import re
from datetime import UTC, datetime

_MONTHS = (
    "jan ene gen янв", "feb fév fev фев", "mar mär março mars мар", "apr abr avr апр", "may mai mag mayo мая",
    "jun jui-n giu июн", "jul juil lug июл", "aug ago aoû août авг", "sep set сен", "oct okt out ott окт",
    "nov ноя", "dec dez dic déc дек",
)  # fmt: skip
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH_OF |= {"juin": 6, "juillet": 7, "julho": 7, "junho": 6, "juni": 6, "juli": 7}
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s*([AaPp])?\.?\s?[Mm]?", re.UNICODE)
_ASIAN_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WORDS = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"(?<![:\d])\d{1,4}(?![:\d])")
_AFTERNOON = re.compile(r"下午|午後|晚上")


def clipping_date(told: str) -> int | None:
    """Return the time that the last part of a clipping's second line names, in milliseconds since 1970.

    Devices write local time without a zone; it is taken for UTC. None when there is no date that is understood.
    """
    clock = _CLOCK.search(told)
    rest = told[: clock.start()] + told[clock.end() :] if clock else told
    day = _asian_day(rest) or _spelt_day(rest)
    if day is None:
        return None
    try:
        return int(datetime(*day, *_hour(clock, told), tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return None


def _hour(clock: re.Match[str] | None, told: str) -> tuple[int, int, int]:
    if clock is None:
        return 0, 0, 0
    hour = int(clock[1])
    half = (clock[4] or "").casefold()
    if half == "p" or _AFTERNOON.search(told):
        hour = hour % 12 + 12
    elif half == "a" or "上午" in told or "午前" in told:
        hour %= 12
    return hour, int(clock[2]), int(clock[3] or 0)


def _asian_day(told: str) -> tuple[int, int, int] | None:
    found = _ASIAN_DATE.search(told)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _spelt_day(told: str) -> tuple[int, int, int] | None:
    month = next((number for number in map(_month, _WORDS.findall(told)) if number), None)
    numbers = _NUMBERS.findall(told)
    if month is None or len(numbers) < 2:
        return None
    year = next((number for number in numbers if len(number) == 4), None)
    if year is None:  # "3 December 12"
        return 2000 + int(numbers[1]), month, int(numbers[0])
    day = next((number for number in numbers if len(number) <= 2), None)
    return (int(year), month, int(day)) if day else None


def _month(word: str) -> int | None:
    folded = word.casefold()
    if folded in _WEEKDAYS:
        return None
    return _MONTH_OF.get(folded) or _MONTH_OF.get(folded[:4]) or _MONTH_OF.get(folded[:3])


_WEEKDAYS = frozenset(("martes", "mardi", "martedì", "mercredi", "mercoledì", "segunda", "sexta", "sete"))
"""Words that begin like a month and are none."""
