"""Files in a folder that belongs to somebody else: written whole or not at all, and never over what is not ours."""

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from desktop_app.core.ids import new_id
from desktop_app.exchange.failure import ExportFailure
from desktop_app.exchange.front_matter import owner_in

_HEAD = 65536
"""How many bytes of a file are read in search of its front matter."""

_REASONS = {
    errno.ENOENT: "it is not there. Make the folder or choose another one",
    errno.ENOTDIR: "it is not a folder. Choose a folder",
    errno.EEXIST: "a file of that name is in the way. Choose another folder",
    errno.EISDIR: "a folder of that name is in the way. Rename the folder or the document",
    errno.EACCES: "you are not allowed to write there. Change its permissions or choose another folder",
    errno.EPERM: "you are not allowed to write there. Change its permissions or choose another folder",
    errno.EROFS: "it can only be read. Choose another folder",
    errno.ENOSPC: "the disk is full. Make room and try again",
    errno.EDQUOT: "your share of the disk is full. Make room and try again",
    errno.ENAMETOOLONG: "its name is too long for the disk. Choose a folder with a shorter name",
}


class FileState(StrEnum):
    """What stands where an export is about to be written."""

    FREE = "free"
    """Nothing."""
    OURS = "ours"
    """The document's file exactly as it was last written."""
    EDITED = "edited"
    """The document's file, but changed since it was last written, or written by a Margent that does not remember it."""
    FOREIGN = "foreign"
    """Anything else: somebody's file, another document's, a link, a folder, a file that cannot be read."""


def is_file(path: Path) -> bool:
    """Tell whether a file itself stands at `path`: no link, no folder, no pipe."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def content_hash(text: str) -> str:
    """Return the SHA-256 of `text` as `write_text` writes it, in hexadecimal: what to remember for `state_of`."""
    return hashlib.sha256(_encoded(text)).hexdigest()


def state_of(path: Path, document: str, last_hash: str | None) -> FileState:
    """Tell what stands at `path`: `last_hash` is the `content_hash` of what was last written for `document` there.

    Only FREE and OURS may be written without asking.
    """
    if not os.path.lexists(path):
        return FileState.FREE
    try:
        if not is_file(path):
            return FileState.FOREIGN
        if last_hash is not None and _hash_of(path) == last_hash:
            return FileState.OURS
        return FileState.EDITED if owner_of(path) == document else FileState.FOREIGN
    except (OSError, ExportFailure):
        return FileState.FOREIGN


def owner_of(path: Path) -> str | None:
    """Return the id of the document that the file at `path` says it is the export of (its `margent-id`), if any.

    Files that are no text have no owner. Raises ExportFailure when the file cannot be read.
    """
    with _explained(path, "read"), path.open("rb") as file:
        head = file.read(_HEAD)
    return owner_in(head.decode("utf-8", errors="replace"))


def ready_folder(folder: Path) -> Path:
    """Return `folder` resolved, made with its parents if it was not there. Raises ExportFailure."""
    with _explained(folder, "made"):
        folder.mkdir(parents=True, exist_ok=True)
    return _resolved(folder)


def future_folder(folder: Path) -> Path:
    """Return `folder` resolved as far as it is there; nothing is made. Raises ExportFailure."""
    with _explained(folder, "made"):
        return folder.resolve()


def write_text(folder: Path, name: str, text: str, *, replace: bool = False) -> Path:
    """Write `text` as UTF-8 to the file `name` in `folder` and return its path.

    The file is written beside its place, forced to the disk and then moved there, so that a reader sees the old text
    or the new one and never a half; line ends are written as they are. `name` is one name, without folders. With
    `replace` an existing file gives way and keeps its permissions; without, it stays. Raises ExportFailure: then
    nothing has changed.
    """
    home = _resolved(folder)
    if name in ("", ".", "..") or any(sign in name for sign in "/\\\0") or Path(name).name != name:
        raise ExportFailure(f"“{name}” is not the name of a file. Rename the document and export it again.")
    target = home / name
    spare = home / f".{new_id()}.tmp"
    with _explained(target, "written"):
        if target.is_symlink():
            raise ExportFailure(f"“{target}” is a link to another place. Remove the link and try again.")
        try:
            _write_through(spare, _encoded(text))
            _move(spare, target, replace=replace)
        except BaseException:
            with contextlib.suppress(OSError):
                spare.unlink()
            raise
    _settle(home)
    return target


def _resolved(folder: Path) -> Path:
    with _explained(folder, "used"):
        home = folder.resolve(strict=True)
        if not home.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(folder))
    return home


def _write_through(path: Path, data: bytes) -> None:
    # O_EXCL: a link that somebody put in the way is not followed.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move(spare: Path, target: Path, *, replace: bool) -> None:
    if os.path.lexists(target):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder", str(target))
        if not replace:
            raise ExportFailure(f"“{target}” is already there and was left alone. Choose another name or replace it.")
        spare.chmod(stat.S_IMODE(target.lstat().st_mode))
    spare.replace(target)


def _settle(folder: Path) -> None:
    """Force the folder's list of names to the disk, where the system can: Windows and some shares cannot."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def text_at(path: Path) -> str | None:
    """Return what the file at `path` holds, None where nothing is.

    Bytes that are no UTF-8 come back from `write_text` as they were. Raises ExportFailure where there is something
    that cannot be read, or no file: a pipe would be waited for without end.
    """
    if not os.path.lexists(path):
        return None
    with _explained(path, "read"):
        if not stat.S_ISREG(path.stat().st_mode):
            raise ExportFailure(f"“{path}” is no file. Move it away, or choose another name.")
        return path.read_bytes().decode("utf-8", errors="surrogateescape")


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError:  # halves of characters that no file can hold
        return text.encode("utf-8", errors="replace")


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _explained(path: Path, action: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or f"{error.strerror or error}. Choose another folder or try again"
        raise ExportFailure(f"“{path}” could not be {action}: {reason}.") from error
    except ValueError as error:
        raise ExportFailure(f"“{path}” is no place on this computer. Choose another.") from error
