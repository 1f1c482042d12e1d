"""Run as a program: writes notes into a library without end, and says of each when it is safe.

Usage: python -m tests.faults.noting FOLDER FIRST. Prints "ID NOTE" after the note numbered from FIRST is saved.
"""

import sys
from itertools import count
from pathlib import Path

from tests.samples import BRIDGE, done, opened_desk


def main(folder: Path, first: int) -> None:
    """Write notes until somebody kills this process."""
    with opened_desk(folder) as desk:
        documents = desk.reader.documents()
        opened = desk.open(documents[0]) if documents else desk.add()
        print("ready", flush=True)
        for number in count(first):
            start = number % (len(BRIDGE) // 2)
            annotation, saved = desk.annotating.highlight(opened, start, start + 40)
            noted = desk.annotating.set_note(annotation.id, f"note-{number}")
            done(saved)
            done(noted)
            print(annotation.id, f"note-{number}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
