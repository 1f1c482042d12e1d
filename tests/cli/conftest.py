"""A library of its own for each test, and what commands answer about it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import run_command

ARTICLE = """\
The harbour at Vesterø froze twice in one winter, and the pilots were out of work until April.

What the pilots did

They mended nets and taught the schoolchildren to tie knots. One of them, Søren Bak, wrote a list of ships.
The list runs to nine hundred names.

Why the ice came back

Nobody could say. The oldest pilot thought that the current had moved; the youngest said it was only weather.
"""


@dataclass(frozen=True)
class Answer:
    """What a command printed, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def margent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over a library of its own."""

    def run(*arguments: str) -> Answer:
        status = run_command(["--data-dir", str(tmp_path / "library"), *arguments])
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return run


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """An article on the disk."""
    file = tmp_path / "harbour.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file
