"""What an importer left out, counted, and said in sentences at the end."""

from enum import Enum

_NAMED = 3
_LONGEST_NAME = 60


class Loss(Enum):
    """A kind of thing left out: its sentence for one and for several; `{count}` and `{names}` are filled in."""

    UNREADABLE = ("1 place could not be read and shows as �.", "{count} places could not be read and show as �.")
    PICTURE_MISSING = ("1 picture was not found: {names}.", "{count} pictures were not found: {names}.")
    PICTURE_ON_WEB = (
        "1 picture is on the web and was not fetched: {names}.",
        "{count} pictures are on the web and were not fetched: {names}.",
    )
    PICTURE_EMBEDDED = (
        "1 picture is written into the text itself and was left out.",
        "{count} pictures are written into the text itself and were left out.",
    )
    PICTURE_OUTSIDE = (
        "1 picture lies outside the file's folder and was left out: {names}.",
        "{count} pictures lie outside the file's folder and were left out: {names}.",
    )
    PICTURE_TOO_LARGE = (
        "1 picture is too large and was left out: {names}.",
        "{count} pictures are too large and were left out: {names}.",
    )
    PICTURE_UNKNOWN = (
        "1 picture is neither PNG, JPEG, GIF nor WebP and was left out: {names}.",
        "{count} pictures are neither PNG, JPEG, GIF nor WebP and were left out: {names}.",
    )
    LINK = (
        "1 link goes to an address that is not opened from here, so only its words were kept: {names}.",
        "{count} links go to addresses that are not opened from here, so only their words were kept: {names}.",
    )
    TAG = (
        "1 HTML tag was left out and the words in it kept: {names}.",
        "{count} HTML tags were left out and the words in them kept: {names}.",
    )
    SCRIPT = ("1 script or style sheet was left out.", "{count} scripts and style sheets were left out.")
    DEPTH = (
        "1 passage is nested too deeply and was made a plain paragraph.",
        "{count} passages are nested too deeply and were made plain paragraphs.",
    )
    WIDE_TABLE = (
        "1 table is too wide for a page and is set as lines of plain text.",
        "{count} tables are too wide for a page and are set as lines of plain text.",
    )
    LONG_HEADING = (
        "1 heading is too long for an outline and was made a plain paragraph.",
        "{count} headings are too long for an outline and were made plain paragraphs.",
    )
    FRONT_MATTER_BROKEN = ("The front matter could not be read ({names}), so its title and tags are missing.",) * 2
    FRONT_MATTER_FIELD = (
        "1 field of the front matter is not shown: {names}.",
        "{count} fields of the front matter are not shown: {names}.",
    )


class Losses:
    """Collects what was left out while one file is parsed."""

    def __init__(self) -> None:
        self._counts: dict[Loss, int] = {}
        self._names: dict[Loss, list[str]] = {}

    def add(self, loss: Loss, name: str = "", count: int = 1) -> None:
        """Count something left out; `name` says which one it was."""
        self._counts[loss] = self._counts.get(loss, 0) + count
        names = self._names.setdefault(loss, [])
        shown = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
        if shown and shown not in names and len(names) <= _NAMED:
            names.append(shown)

    def sentences(self) -> tuple[str, ...]:
        """Return a sentence for each kind of loss, in the order they were first met."""
        return tuple(
            loss.value[count > 1].format(count=count, names=_join(self._names[loss]))
            for loss, count in self._counts.items()
        )


def _join(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" and others" if len(names) > _NAMED else "")
