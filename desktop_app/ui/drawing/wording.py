"""The small words of the rooms: counts, days, and where an article came from."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from desktop_app.core.document import Document
from desktop_app.core.text.folding import local_day

NONE = "—"
# Not strftime's names: those are in the language of the system, and the window is in English.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 note", "2,410 notes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def local_time(moment: int) -> str:
    """Return the time of day, here, of a moment in milliseconds since 1970, UTC: "14:05"."""
    return f"{datetime.fromtimestamp(moment / 1000, tz=UTC).astimezone():%H:%M}"


def day_name(moment: int, now: int) -> str:
    """Return "today", "yesterday", "Mon" within a week, "12 Nov" within a year or "12 Nov 2024", by local time."""
    day, today = local_day(moment), local_day(now)
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    if timedelta(0) < today - day < timedelta(days=7):
        return _DAYS[day.weekday()]
    written = f"{day.day} {_MONTHS[day.month - 1]}"
    return written if day.year == today.year else f"{written} {day.year}"


def came_from(document: Document) -> str:
    """Return the site an article came from, or the name of its format; whether its text was removed or never came."""
    if document.version is None:
        return "Source removed" if document.words else "Notes only, no text yet"
    site = urlsplit(document.source)
    if site.scheme in ("http", "https") and site.hostname:
        return site.hostname.removeprefix("www.")
    return document.format


def percent(part: float) -> str:
    """Return "38 %"; what has been begun is never 0 %, and what is not finished never 100 %."""
    if part <= 0:
        return "0 %"
    if part >= 1:
        return "100 %"
    return f"{min(99, max(1, round(part * 100)))} %"


def day_heading(day: date, today: date) -> str:
    """Return the name of a day as the heading of a group: "Today", "Fri 20 Nov", "12 Nov 2024"."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    written = f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{_DAYS[day.weekday()]} {written}" if day.year == today.year else f"{written} {day.year}"
