"""Measures groups of figures and prints them beside their targets, as tables or as JSON."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import annotations, exchange, main_job, notebook, reader, search
from tests.benchmarks.measuring import MeasuringFailed, Row, Setting, as_json, as_table

GROUPS: dict[str, Callable[[Setting], Iterator[Row]]] = {
    main_job.NAME: main_job.rows,
    reader.NAME: reader.rows,
    search.NAME: search.rows,
    annotations.NAME: annotations.rows,
    notebook.NAME: notebook.rows,
    exchange.NAME: exchange.rows,
}

_SCRATCH = Path(__file__).resolve().parents[2] / ".benchmarks"
"""Where libraries are made to measure on: beside the code, since the system's temporary folder may be no disk."""


def main(arguments: list[str]) -> int:
    """Measure what is asked for; return the exit status."""
    options = _options(arguments)
    measured: list[Row] = []
    try:
        for group in options.groups:
            rows = _measured(group, options.corpus, quick=options.quick)
            measured += rows
            if not options.json:
                print(f"{group}\n\n{as_table(rows, judged=not options.quick)}\n", flush=True)
    except MeasuringFailed as failure:
        print(f"benchmarks: {failure}", file=sys.stderr)
        return 1
    if options.json:
        print(as_json(measured))
    elif options.quick:
        print("These figures are from a quick run: they show that everything can be measured, and nothing else.")
    return 0


def _measured(group: str, corpus: Path | None, *, quick: bool) -> list[Row]:
    _SCRATCH.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{group}-", dir=_SCRATCH) as folder:
        rows: list[Row] = []
        for row in GROUPS[group](Setting(Path(folder), corpus, quick)):
            print(f"  {row.name} {row.value:.2f} {row.unit}", file=sys.stderr, flush=True)
            rows.append(row)
        return rows


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("named", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; without one, all of them")
    parser.add_argument("--json", action="store_true", help="print [{group, name, value, unit, target, peer, …}]")
    parser.add_argument("--quick", action="store_true", help="do the least of everything, to try the measuring itself")
    parser.epilog = "A GROUP that is a file is the CORPUS to measure on: articles as JSON lines, packed by xz."
    options = parser.parse_args(arguments)
    files = [name for name in options.named if name not in GROUPS]
    missing = [name for name in files if not Path(name).is_file()]
    if missing:
        parser.error(f"there is no group and no file called “{missing[0]}”; groups: {', '.join(GROUPS)}")
    if len(files) > 1:
        parser.error(f"one CORPUS at a time, please; these are {len(files)}: {', '.join(files)}")
    options.corpus = Path(files[0]).resolve() if files else None
    options.groups = list(dict.fromkeys(name for name in options.named if name in GROUPS)) or list(GROUPS)
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
