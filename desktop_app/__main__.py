"""Where `margent` begins: it picks the window or the command line, so that neither has to know the other."""

import gc
import importlib
import os
import re
import socket
import sys
from pathlib import Path

COMMANDS = frozenset(
    {"add", "list", "outline", "search", "annotate", "annotations", "export", "import", "links", "tags"}
    | {"backup", "restore"}
)


def wants_window(arguments: list[str]) -> bool:
    """Tell whether these arguments open the window: files, or nothing, rather than a command or a question."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--data-dir":
            next(rest, None)
        elif argument in ("-h", "--help", "--version"):
            return False
        elif not argument.startswith("-"):
            return argument not in COMMANDS
    return True


def hindrance(arguments: list[str]) -> str | None:
    """Return why the window cannot be opened with these arguments, or None: Qt would end the process without a word."""
    name = arguments[0] if arguments else ""
    if name.isalpha() and not Path(name).exists() and not (name == "open" and len(arguments) > 1):
        return f"There is no command and no file called “{name}”. “margent --help” lists the commands."
    if not sys.platform.startswith("linux") or "--tour" in arguments:
        return None
    display, *others = map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    without = "“margent --help” lists what can be done without one."
    if not display and not any(others):
        return f"There is no display to open a window on. {without}"
    if display and not any(others) and not _answers(display):
        return f"The display “{display}” does not answer. Set DISPLAY to one that does; {without}"
    return None


def _answers(display: str) -> bool:
    """Tell whether a display of this computer takes connections; one of another computer is left to Qt."""
    number = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if number is None:
        return True
    path = f"/tmp/.X11-unix/X{number[1]}"  # noqa: S108 - where X servers listen
    for address in (f"\0{path}", path):
        with socket.socket(socket.AF_UNIX) as there:
            if there.connect_ex(address) == 0:
                return True
    return False


def hasten() -> None:
    """Prepare for the shortest way to a painted window; before anything of Qt is imported."""
    # Nothing made on the way to the first page is ever garbage; the window collects what comes after by itself.
    gc.disable()
    # PySide reads the source of every module that is imported after it, so what has no Qt in it goes first.
    importlib.import_module("desktop_app.compose")


def main() -> int:
    """Run Margent with the process's arguments; return the exit status."""
    arguments = sys.argv[1:]
    if wants_window(arguments):
        refusal = hindrance(arguments)
        if refusal is not None:
            print(f"margent: {refusal}", file=sys.stderr)
            return 2
        hasten()
        from desktop_app.app import run_window

        return run_window(arguments)
    from desktop_app.cli import run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
