"""What exporting answers; apart from it, since the templates behind it take long to import."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.core.document import Document


class Outcome(StrEnum):
    """What became of one document's file."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Exported:
    """One document's file. KEPT means that a person has edited it, and it was left as it is."""

    document: Document
    path: Path
    outcome: Outcome
    annotations: int
