"""A path on disk into a Source, or into a sentence about why it cannot be one."""

import os
import stat
from pathlib import Path

from desktop_app.formats.apart.limits import DEFAULT, Limits
from desktop_app.formats.source import ImportFailure, Source


def read_source(path: Path, limits: Limits = DEFAULT) -> Source:
    """Read the file at `path`; local pictures may later be read from its folder.

    Raises ImportFailure for what is missing, no file, not allowed or larger than `limits` say; nothing larger than
    that is ever read.
    """
    shown = spelt(path)
    try:
        path = path.resolve()
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ImportFailure(f"“{shown}” is a folder. Add the files in it instead, for example {shown}/*.txt.")
        if not stat.S_ISREG(found.st_mode):
            raise ImportFailure(
                f"“{shown}” is a device or a pipe, not a file. Save what it holds in a file and add that."
            )
        limits.check_size(found.st_size, shown)
        with path.open("rb") as file:
            data = file.read(limits.input_bytes + 1)
    except FileNotFoundError as error:
        raise ImportFailure(f"There is no file “{shown}”. Check the name and the folder.") from error
    except PermissionError as error:
        raise ImportFailure(
            f"You are not allowed to read “{shown}”. Change its permissions, or copy it first."
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        # ValueError: a zero byte in the name; RuntimeError: links that lead in a circle.
        raise ImportFailure(f"“{shown}” could not be read ({_reason(error)}). Check the name and the disk.") from error
    limits.check_size(len(data), shown)
    return Source(data, spelt(path.name), str(path.parent))


def spelt(path: Path | str) -> str:
    """Return a path or name as it can be stored and printed: bytes of it that are no UTF-8 are spelt out."""
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
