"""What is measured, as values: rows of figures beside their targets and peers, and how they are printed."""

import gc
import json
import math
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `target` is the most it may be; `peer` names what did the same work in the same run.

    `at_scale` is False when the target is for more than was measured: then it can be missed, but not met.
    `note` says how much was measured, and is for people only.
    """

    group: str
    name: str
    value: float
    unit: str
    target: float | None = None
    peer: str | None = None
    peer_value: float | None = None
    note: str = ""
    at_scale: bool = True

    @property
    def verdict(self) -> str:
        """Whether the target is met; a dash where there is none, or where it is kept but at a smaller scale only."""
        if self.target is None:
            return "–"
        if self.value > self.target:
            return "missed"
        return "met" if self.at_scale else "–"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a group is to work on: a scratch `folder` on a real disk, a `corpus` of articles if one was named.

    `quick` asks for the least work that gives every row; such figures only show that the measuring works.
    """

    folder: Path
    corpus: Path | None = None
    quick: bool = False

    def count(self, usual: int, quick: int) -> int:
        """Return how often, or how much, to measure."""
        return quick if self.quick else usual


class MeasuringFailed(Exception):
    """Something that was to be measured did not happen; the message says what."""


@dataclass(slots=True)
class Stopwatch:
    """Collects durations in milliseconds: of the clock, and of this thread's own work."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Time what happens inside."""
        work, clock = time.thread_time_ns(), time.perf_counter_ns()
        yield
        clock_end, work_end = time.perf_counter_ns(), time.thread_time_ns()
        self.wall.append((clock_end - clock) / 1e6)
        self.cpu.append((work_end - work) / 1e6)


@contextmanager
def collecting_between() -> Iterator[Callable[[], object]]:
    """Collect what is new only when what this gives is called: the program does so in the pauses between keys."""
    gc.disable()
    try:
        yield lambda: gc.collect(1)
    finally:
        gc.enable()


def median(values: Sequence[float]) -> float:
    """Return the middle one, or the mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def p95(values: Sequence[float]) -> float:
    """Return the least of `values` that 95 % of them do not exceed (nearest rank)."""
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


def p99(values: Sequence[float]) -> float:
    """Return the least of `values` that 99 % of them do not exceed (nearest rank)."""
    return sorted(values)[math.ceil(len(values) * 0.99) - 1]


def peak_memory_mb() -> float:
    """Return the most memory that this process has had at once, in MB of 1,048,576 bytes.

    Read from /proc where there is one: the peak that getrusage tells is inherited from the parent process there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if os.uname().sysname == "Darwin" else peak / 1024


def as_json(rows: Sequence[Row]) -> str:
    """Return the rows as other programs read them: figures rounded to a thousandth, absent values null."""
    return json.dumps([_values(row) for row in rows], indent=2)


def as_table(rows: Sequence[Row], *, judged: bool = True) -> str:
    """Return the rows of one group as a person reads them, `judged` by their targets or not."""
    cells = [_TITLES, *(_cells(row, row.verdict if judged else "–") for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(_TITLES))]
    lines = ["  ".join(_padded(line, widths)).rstrip() for line in cells]
    rule = "  ".join("─" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]])


class _Cells(NamedTuple):
    name: str
    value: str
    unit: str
    target: str
    verdict: str
    peer: str
    peer_value: str
    note: str


_TITLES = _Cells("name", "value", "unit", "target", "", "peer", "its value", "note")
_FIGURES = frozenset({"value", "target", "peer_value"})


def _cells(row: Row, verdict: str) -> _Cells:
    return _Cells(
        row.name,
        _figure(row.value),
        row.unit,
        f"≤ {row.target:,g}" if row.target is not None else "–",
        verdict,
        row.peer or "–",
        _figure(row.peer_value) if row.peer_value is not None else "–",
        row.note,
    )


def _padded(line: _Cells, widths: Sequence[int]) -> Iterator[str]:
    for title, cell, width in zip(_Cells._fields, line, widths, strict=True):
        yield cell.rjust(width) if title in _FIGURES else cell.ljust(width)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _values(row: Row) -> dict[str, str | float | None]:
    return {
        "group": row.group,
        "name": row.name,
        "value": round(row.value, 3),
        "unit": row.unit,
        "target": row.target,
        "peer": row.peer,
        "peer_value": round(row.peer_value, 3) if row.peer_value is not None else None,
    }
