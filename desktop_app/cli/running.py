"""Carries out one command, and turns whatever happens into a sentence and an exit status."""

import io
import logging
import sys

import click

from desktop_app import __version__
from desktop_app.cli import exchange_commands, library_commands, safekeeping_commands
from desktop_app.cli.session import Session, refused
from desktop_app.compose import FOLDER_VARIABLE

_EPILOG = "Without a command, opens the window; FILES are added, and “open LINK” follows a margent:// link."

_log = logging.getLogger(__name__)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EPILOG)
@click.option("--data-dir", metavar="FOLDER", help=f"Where the library lies (or {FOLDER_VARIABLE}).")
@click.version_option(__version__, prog_name="margent")
@click.pass_context
def commands(context: click.Context, data_dir: str | None) -> None:
    """Read closely, search everything, keep what you find."""
    context.obj = Session(data_dir)


for _command in (*library_commands.COMMANDS, *exchange_commands.COMMANDS, *safekeeping_commands.COMMANDS):
    commands.add_command(_command)


def run_command(arguments: list[str]) -> int:
    """Carry out a command; return its exit status: 0, 1 for a search without a hit, 2 for what cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal of another encoding must not be a failure
    try:
        commands.main(arguments, prog_name="margent", standalone_mode=False)
    except click.ClickException as error:
        return refused(error.format_message())
    except click.exceptions.Abort:
        return refused("Interrupted; what was answered before is done, the rest is not.")
    except SystemExit as end:
        return int(end.code or 0)
    except BrokenPipeError:
        # Whoever read our answer has seen enough. Python would complain about it at its end.
        sys.stdout = None
    except OSError as error:
        return refused(f"The answer could not be written, or a file not used: {error.strerror or error}.")
    except Exception as error:  # noqa: BLE001 - a person is told in a sentence, whatever it is
        _log.debug("unexpected", exc_info=error)
        return refused(
            f"That did not work because of a mistake in Margent ({type(error).__name__}: {error}). "
            "Nothing that was answered before is lost; please report it."
        )
    return 0
