"""Emptying the trash: what it removes, and what is kept of it elsewhere, said before anything is removed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.core.document import Document
from desktop_app.services.articles.trash import Trashed
from desktop_app.ui.dialogs.asking import ask_whether
from desktop_app.ui.drawing.wording import counted, day_name

if TYPE_CHECKING:
    from desktop_app.storage.rescue.backups import Backup

_FOR_GOOD = "This cannot be undone: every word of it is taken out of the library, and out of its history."
_NO_COPY = "No copy of the library has been made yet, so nothing holds the words then but what you have exported."
_COPIES = (
    "{} in the folder “backups”, made {}, still {} the words. Copies give way to newer ones, the last of these after "
    "about a year of use. To be rid of the words at once, delete the copies there as well."
)


def ask_to_empty(parent: QWidget, items: Sequence[Trashed], backups: "Sequence[Backup]", now: int) -> bool:
    """Return whether a person agrees that what lies in the trash is removed for good.

    `backups` are the copies of the library, newest first; `now` is in milliseconds since 1970 in UTC.
    """
    return ask_whether(parent, "Empty the trash", _question(items), "Remove for good",
                       detail=f"{_FOR_GOOD}\n\n{kept_in(backups, now)}", cautious=True)  # fmt: skip


def _question(items: Sequence[Trashed]) -> str:
    articles = [one for one in items if isinstance(one.entity, Document)]
    notes = sum(one.notes for one in articles) + len(items) - len(articles)
    parts = [
        counted(len(articles), "article") if articles else "",
        counted(notes, "highlight or note", "highlights and notes") if notes else "",
    ]
    return f"Remove {' and '.join(part for part in parts if part)} for good?"


def kept_in(backups: "Sequence[Backup]", now: int) -> str:
    """Say which copies of the library hold what is in it now, and until when."""
    if not backups:
        return _NO_COPY
    first, last = day_name(backups[-1].taken, now), day_name(backups[0].taken, now)
    made = f"on {first}" if first == last else f"from {first} to {last}"
    return _COPIES.format(
        counted(len(backups), "copy", "copies"),
        made.replace("on today", "today").replace("on yesterday", "yesterday"),
        "has" if len(backups) == 1 else "have",
    )
