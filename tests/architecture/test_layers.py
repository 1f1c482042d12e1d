"""Imports run one way, and the contract that says so notices when they do not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def _lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    # As a child, since the linter imports the package by its name and ours is imported already.
    return subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache", "--config", "pyproject.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package, to plant imports into."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(CHECKOUT / "desktop_app", tmp_path / "desktop_app", ignore=ignored)
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


def _plant(copy: Path, module: str, line: str) -> None:
    path = copy / "desktop_app" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")


def test_imports_run_one_way() -> None:
    linted = _lint(CHECKOUT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("core/text/normal_form.py", "import PySide6.QtCore", "never reach Qt"),
        ("services/articles/reading.py", "import PySide6.QtGui", "never reach Qt"),
        ("services/articles/reading.py", "import sqlite3", "Only storage speaks SQL"),
        ("services/articles/reading.py", "import whoosh.index", "Only search knows Whoosh"),
        ("core/text/normal_form.py", "import desktop_app.storage.store", "Imports run one way"),
        ("storage/store.py", "import desktop_app.search.ports", "Imports run one way"),
        ("ui/widgets/choice.py", "import desktop_app.ui.rooms.reader_room", "import each other"),
        ("ui/desk/trail.py", "import desktop_app.ui.printing.job", "what is general knows nothing"),
        ("cli/session.py", "def window() -> None:\n    import desktop_app.app", "never reach Qt"),
    ],
)
def test_a_planted_import_breaks_the_contract(copy: Path, module: str, line: str, contract: str) -> None:
    _plant(copy, module, line)
    linted = _lint(copy)
    assert linted.returncode != 0
    broken = [told for told in linted.stdout.splitlines() if told.endswith("BROKEN")]
    assert any(contract in told for told in broken), linted.stdout + linted.stderr


def test_the_copy_without_a_planted_import_keeps_the_contracts(copy: Path) -> None:
    assert "BROKEN" not in _lint(copy).stdout
