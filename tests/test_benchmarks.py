"""The benchmarks can be run, and what they print has the form that others read."""

import json
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
FIELDS = ["group", "name", "value", "unit", "target", "peer", "peer_value"]
NAMES = {
    "cold_start_ms",
    "page_down_p95_ms",
    "peak_200k_mb",
    "keystroke_p95_ms",
    "keystroke_max_ms",
    "note_overlay_ms",
    "note_indexed_p95_ms",
    "search_open_ms",
    "save_p95_ms",
}


def benchmarks(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.benchmarks", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_a_quick_run_gives_every_figure_of_the_main_job_in_the_agreed_form() -> None:
    done = benchmarks("main", "--quick", "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert all(list(row) == FIELDS for row in rows)
    assert {row["group"] for row in rows} == {"main"}
    assert {row["name"] for row in rows} >= NAMES
    assert all(row["value"] > 0 and row["unit"] in {"ms", "MB"} for row in rows)
    assert all((row["peer"] is None) == (row["peer_value"] is None) for row in rows)


def test_a_name_that_is_neither_a_group_nor_a_file_is_refused_with_the_groups_there_are() -> None:
    done = benchmarks("mian")
    assert done.returncode == 2
    assert "“mian”" in done.stderr
    assert "main" in done.stderr
