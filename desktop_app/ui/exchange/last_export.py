"""What a person has chosen for an export the last time, so that the next one begins from there."""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from desktop_app.services.exporting.exported import Format
from desktop_app.ui.settings import WindowSettings

_NAME, _YES = "export", "yes"


class What(StrEnum):
    """What can be exported."""

    ARTICLE = "article"
    CHOSEN = "chosen"
    LISTED = "listed"
    FOUND = "found"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class LastExport:
    """Plain values, as they are kept: an empty `form` is Markdown, an empty `what` means that nothing was chosen yet.

    `closing` and `since` are empty or "yes", and `trouble` says what went wrong when files were brought up to date at
    the end.
    """

    what: str = ""
    query: str = ""
    form: str = ""
    template: str = ""
    folder: str = ""
    file: str = ""
    since: str = ""
    closing: str = ""
    trouble: str = ""

    @property
    def chosen_form(self) -> Format | None:
        """The form; None for Markdown, and for one that this Margent does not know."""
        return Format(self.form) if self.form in set(Format) else None

    @property
    def target(self) -> str:
        """Where it goes."""
        return self.folder if self.chosen_form is None else self.file


def switch(on: bool) -> str:
    """Return how a switch is kept."""
    return _YES if on else ""


def load(settings: WindowSettings) -> LastExport:
    """Return what was chosen the last time; a name that is no longer known is passed over."""
    known = {field.name for field in fields(LastExport)}
    pairs = (line.partition("=") for line in settings.lines(_NAME))
    return LastExport(**{name: value for name, _, value in pairs if name in known})


def keep(settings: WindowSettings, last: LastExport) -> None:
    """Remember what was chosen."""
    settings.keep_lines(_NAME, [f"{name}={value}" for name, value in asdict(last).items()])
