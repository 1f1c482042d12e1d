"""Commands about copies of the library: taking one, and putting one back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop_app.cli import answers
from desktop_app.cli.session import Failed, Session, as_json_option, print_answers, print_json
from desktop_app.storage.errors import StorageFailure

if TYPE_CHECKING:
    from desktop_app.services.safekeeping import Copy


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@as_json_option
@click.pass_obj
def backup(session: Session, file: Path | None, as_json: bool) -> None:
    """Copy the library as it is now into FILE, which must not be there yet, or into its folder "backups"."""
    with session.library() as (margent, _reader):
        copy = margent.safekeeping.back_up().result().path if file is None else margent.safekeeping.copy_to(file)
    if as_json:
        print_json({"file": str(copy)})
    else:
        click.echo(f"The library as it is now is in {copy}")


@click.command()
@click.argument("backup", required=False)
@as_json_option
@click.pass_obj
def restore(session: Session, backup: str | None, as_json: bool) -> None:
    """Put BACKUP in the library's place: a number or name from the list, or a file. Without one, list what there is.

    The library must not be open. The file that is replaced is kept, and can be put back in the same way.
    """
    from desktop_app.services.safekeeping import copies_of, copy_called, restore_file

    folder = session.folder()
    try:
        if backup is None:
            _list(copies_of(folder), as_json)
            return
        path = copy_called(folder, backup)
        aside = restore_file(folder, path)
    except StorageFailure as failure:
        raise Failed(str(failure)) from None
    if as_json:
        print_json({"restored": str(path), "replaced": str(aside) if aside else None})
    else:
        click.echo(f"The library is as “{path.name}” holds it now.")
        if aside is not None:
            click.echo(f'What was there before is kept; this puts it back: margent restore "{aside}"')


def _list(copies: "Sequence[Copy]", as_json: bool) -> None:
    if copies or as_json:
        print_answers([answers.copy(one) for one in copies], as_json, _line)
    else:
        click.echo("There are no copies yet: one is made each day that Margent is used.", err=True)


def _line(answer: answers.Answer) -> str:
    taken = datetime.fromtimestamp(answer["taken"] / 1000, UTC).astimezone()
    told = f"{answer['number']:>3}  {taken:%Y-%m-%d %H:%M}  "
    if answer["articles"] is None:
        return f"{told}damaged  {answer['name']}"
    held = ", ".join(answers.counted(answer[f"{word}s"], word) for word in ("article", "highlight", "note"))
    return f"{told}{held}  {answer['name']}"


COMMANDS = (backup, restore)
"""What this module adds to the command line."""
