"""What exporting answers; apart from it, since the templates behind it take long to import."""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop_app.core.document import Document

Progress = Callable[[int, int], bool]
"""Is told (done, total) and says whether to go on."""


def never_stopping(_done: int, _total: int) -> bool:
    """Go on, whatever is done."""
    return True


class Outcome(StrEnum):
    """What became of one document's file, or would become of it."""

    WRITTEN = "written"
    MERGED = "merged"
    """Brought up to date; whatever a person has written there or changed is still there."""
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """A person has edited it, and its template leaves no ids to find our blocks by; it was left as it is."""
    CUT = "cut short"
    """It ends in the middle of what we wrote, as no person leaves it; it was left as it is."""


LEFT_ALONE = (Outcome.KEPT, Outcome.CUT)
"""Where nothing is written, and nothing is to be remembered."""


class Format(StrEnum):
    """The forms besides Markdown; the value is what the command line calls it."""

    JSON_LD = "json-ld"
    CSV = "csv"
    HTML = "html"
    ANKI = "anki"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


SUFFIXES = {
    Format.JSON_LD: ".jsonld",
    Format.CSV: ".csv",
    Format.HTML: ".html",
    Format.ANKI: ".txt",
    Format.BIBTEX: ".bib",
    Format.CSL_JSON: ".json",
}
HOLDING_NOTES = (Format.JSON_LD, Format.CSV, Format.HTML, Format.ANKI)
"""The forms that hold annotations; the others name their sources."""
NAMES = {
    Format.JSON_LD: "W3C web annotations (JSON-LD)",
    Format.CSV: "Table (CSV)",
    Format.HTML: "Page to read and print (HTML)",
    Format.ANKI: "Anki cards (text)",
    Format.BIBTEX: "Sources for BibTeX",
    Format.CSL_JSON: "Sources as CSL-JSON",
}
"""What a person calls them."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One document's file. `counts` says how many blocks were added, updated, removed, or met with a person's edit.

    `others` are files that say they are the same document's, and were not touched.
    """

    document: Document
    path: Path
    outcome: Outcome
    annotations: int
    counts: Mapping[str, int] = field(default_factory=dict)
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds of a document: its annotations, each with when it had last changed."""

    document: str
    annotations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What an export is about to do to one file. `before` is what is there, None for nothing.

    `shared` says that the file will hold a person's words beside ours; `base` is to be remembered of its blocks, and
    `former` are the records of the same file at places where it no longer is. `of_others` says that what is there is
    not what was last written there, where nothing of it would stay. `others` are files that say they are the same
    document's: `path` was taken.
    """

    document: Document
    path: Path
    outcome: Outcome
    annotations: int
    before: str | None
    after: str
    base: tuple[tuple[str, str], ...]
    shared: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    former: tuple[str, ...] = ()
    holds: tuple["Held", ...] = ()
    of_others: bool = False
    others: tuple[Path, ...] = ()

    @property
    def writes(self) -> bool:
        """Tell whether anything in the file changes."""
        return self.outcome in (Outcome.WRITTEN, Outcome.MERGED)

    def diff(self) -> str:
        """Return the change as a unified diff; bytes that are no UTF-8 are shown as question marks."""
        if not self.writes:
            return ""
        before, after = (_shown(text).splitlines() for text in (self.before or "", self.after))
        old = "nothing" if self.before is None else self.path.name
        return "\n".join(difflib.unified_diff(before, after, old, self.path.name, lineterm="", n=2))


def _shown(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode("utf-8")
