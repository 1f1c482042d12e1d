"""How much memory a process takes to search, which this one is run for."""

import json
import sys
from contextlib import closing
from pathlib import Path

_PATIENCE = 60  # seconds


def main(folder: str, *questions: str) -> None:
    """Ask all questions, and print by how much the process has grown, with everything that had to be imported."""
    from desktop_app.services.searching.searching import Searching

    before = _resident_mb()
    with closing(Searching(Path(folder), lambda: None)) as searching:
        for question in questions:
            searching.search(question, limit=10, typing=True).result(_PATIENCE)
        grown = _resident_mb() - before
    print(json.dumps({"mb": grown}))


def _resident_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
