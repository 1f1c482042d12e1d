"""The index opened and asked for the first time in the life of a process, which this one is run for."""

import json
import sys
import time
from contextlib import closing
from pathlib import Path

_PATIENCE = 60  # seconds


def main(folder: str, question: str) -> None:
    """Measure, and print the answer: the milliseconds include importing what searching needs."""
    from desktop_app.services.searching.searching import Searching

    begun = time.perf_counter()
    with closing(Searching(Path(folder), lambda: None)) as searching:
        results = searching.search(question, limit=10, typing=True).result(_PATIENCE)
        ended = time.perf_counter()
    print(json.dumps({"ms": (ended - begun) * 1000, "hits": len(results.hits)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
