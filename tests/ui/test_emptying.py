"""What is said before the trash is emptied."""

from pathlib import Path

from desktop_app.storage.rescue.backups import Backup
from desktop_app.ui.commands.marks.emptying import kept_in

DAY = 24 * 60 * 60 * 1000
NOW = 1_795_000_000_000


def _copies(*days: int) -> list[Backup]:
    return [Backup(Path(f"{day}.db"), NOW - day * DAY, 1, 1000 - day, 1) for day in days]


def test_it_says_which_copies_hold_the_words_and_until_when() -> None:
    told = kept_in(_copies(0, 1, 5), NOW)
    assert told.startswith("3 copies in the folder “backups”, made from ")
    assert "to today, still have the words" in told
    assert "about a year of use" in told
    assert "delete the copies there as well" in told
    assert kept_in(_copies(0), NOW).startswith("1 copy in the folder “backups”, made today, still has the words")


def test_where_there_is_no_copy_it_says_that() -> None:
    assert "No copy of the library has been made yet" in kept_in([], NOW)
