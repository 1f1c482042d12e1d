"""What all commands share: the library for the time of a command, and how answers and refusals are told."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from desktop_app.cli.answers import Answer
from desktop_app.compose import Margent, compose, data_folder
from desktop_app.core.text.normal_form import visible
from desktop_app.services.errors import Refused
from desktop_app.services.safekeeping import summary
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.reader import LibraryReader

FAILED = 2
"""The exit status when something cannot be done."""

INDEXING_TIME = 10.0
"""Seconds; what is left is found all the same, and indexed by whoever comes next."""

as_json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


class Failed(click.ClickException):
    """What cannot be done, in a sentence."""

    exit_code = FAILED


class Session:
    """The library, opened when a command first asks for it."""

    def __init__(self, folder: str | None) -> None:
        self._chosen = folder

    def folder(self) -> Path:
        """Return where the library lies; nothing is opened."""
        try:
            return data_folder(self._chosen)
        except StorageFailure as failure:
            raise Failed(str(failure)) from None

    @contextlib.contextmanager
    def library(self, *, writes: bool = False) -> Iterator[tuple[Margent, LibraryReader]]:
        """Open the library for the time of a command, and turn what goes wrong into a sentence and a status.

        A command that `writes` makes the day's backup at its end.
        """
        try:
            margent = compose(data_folder(self._chosen))
        except StorageFailure as failure:
            raise Failed(str(failure)) from None
        if margent.safekeeping.rescue is not None:
            refused(summary(margent.safekeeping.rescue))
        try:
            with contextlib.closing(margent.store.reader()) as reader:
                yield margent, reader
            if writes:
                margent.safekeeping.back_up_if_due().result()
        except (Refused, StorageFailure) as failure:
            raise Failed(str(failure)) from None
        finally:
            margent.close()


def refused(message: str) -> int:
    """Say why on standard error. Control characters, which a file name may hold, are spelt out."""
    click.echo(f"margent: {visible(message)}", err=True)
    return FAILED


def print_answers(answers: list[Answer], as_json: bool, line: Callable[[Answer], str], none: str = "") -> None:
    """Print answers as JSON, or each as its `line`; where there are none, say so on standard error."""
    if as_json:
        print_json(answers)
        return
    for answer in answers:
        click.echo(line(answer))
    if none and not answers:
        click.echo(none, err=True)


def print_json(answer: object) -> None:
    """Print one answer as JSON; in plain ASCII where the terminal has another encoding than UTF-8."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    click.echo(json.dumps(answer, ensure_ascii=encoding != "utf8", indent=2))
