"""Run as a program: makes backups, restores them, or rescues a library, until somebody kills it.

Usage: python -m tests.faults.keeping FOLDER back-up|restore|rescue. Prints "ready" when it begins.
"""

import sys
from itertools import count
from pathlib import Path

from desktop_app.storage.rescue.backups import back_up, list_backups, restore
from desktop_app.storage.rescue.salvage import salvage
from desktop_app.storage.store import Store
from tests.storage.damaging import add_notes


def main(folder: Path, task: str) -> None:
    """Do the task again and again; a rescue once."""
    print("ready", flush=True)
    match task:
        case "back-up":
            store = Store(folder)
            for number in count(1000):
                add_notes(store, number, number + 1)
                print(back_up(folder, number * 1000).path.name, flush=True)
        case "restore":
            backups = list_backups(folder)
            for number in count():
                restore(folder, backups[number % len(backups)], number * 1000)
        case "rescue":
            salvage(folder, 1000)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
