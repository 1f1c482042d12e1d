"""Files are short, types are checked, and the style is one."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 350
UNWELCOME_NAMES = ("util", "utils", "helpers", "misc", "common", "manager")


def _sources(folder: str) -> list[Path]:
    return sorted(path for path in (CHECKOUT / folder).rglob("*.py") if "__pycache__" not in path.parts)


@pytest.mark.parametrize("folder", ["desktop_app", "tests"])
def test_no_file_is_long(folder: str) -> None:
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _sources(folder)}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_file_says_what_it_is_for() -> None:
    texts = {str(path): path.read_text(encoding="utf-8") for path in _sources("desktop_app")}
    assert [path for path, text in texts.items() if not text.startswith('"""')] == []


def test_no_file_is_a_drawer_for_everything() -> None:
    assert [str(path) for path in _sources("desktop_app") if path.stem in UNWELCOME_NAMES] == []


def _run(*command: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", *command], cwd=CHECKOUT, capture_output=True, text=True, timeout=280, check=False
    )
    return "" if run.returncode == 0 else run.stdout + run.stderr


def test_ruff_finds_nothing() -> None:
    assert _run("ruff", "check", "desktop_app", "tests") == ""


def test_mypy_finds_nothing() -> None:
    assert _run("mypy") == ""
