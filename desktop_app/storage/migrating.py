"""Bringing a library file to the present schema, one numbered step at a time, never without a way back."""

import contextlib
import sqlite3
from pathlib import Path

from desktop_app.storage.connection import APPLICATION_ID, open_unchanged
from desktop_app.storage.errors import LibraryDamaged, LibraryTooNew, NotALibrary

_OURS = {"document", "annotation", "journal", "blob"}
_FOREIGN = (
    "“{path}” is a database of another program. It has not been touched. "
    "Choose another data folder with --data-dir or MARGENT_DATA_DIR."
)
_BEGINNING = "The first bytes of the library “{path}” are damaged. It has not been touched."
_FAR = 1000  # a format that is so much newer is a damaged number


def migrations() -> list[str]:
    """Return the steps in order; the first makes a library out of an empty file."""
    folder = Path(__file__).with_name("migrations")
    return [step.read_text(encoding="utf-8") for step in sorted(folder.glob("*.sql"))]


def recognise(path: Path) -> None:
    """Make sure that the file at `path`, if there is one, may be written; it is looked at and left as it is.

    Raises NotALibrary for somebody else's database and LibraryTooNew for a schema from the future.
    """
    if path.is_file() and path.stat().st_size:
        try:
            with contextlib.closing(open_unchanged(path)) as connection:
                _recognised_version(connection, path, len(migrations()))
        except sqlite3.OperationalError as error:
            _explain_odd(path, error)


def _explain_odd(path: Path, error: sqlite3.OperationalError) -> None:
    match error.sqlite_errorcode & 0xFF:
        case sqlite3.SQLITE_READONLY:
            # Somebody was cut short, and SQLite cannot look without tidying up after them: it may if they are us.
            if not _ours_or_empty(path):
                raise NotALibrary(_FOREIGN.format(path=path)) from None
        case sqlite3.SQLITE_ERROR:
            raise LibraryDamaged(_BEGINNING.format(path=path)) from error
        case _:
            raise error


def check_beginning(path: Path) -> None:
    """Raise LibraryDamaged where a damaged number makes SQLite refuse to write, as if for want of permission.

    Only while this process has no connection to the file: closing it here would take away SQLite's locks.
    """
    with path.open("rb") as file:
        formats = file.read(20)[18:20]
    if formats not in (b"\1\1", b"\2\2"):
        raise LibraryDamaged(_BEGINNING.format(path=path))


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the library behind `connection` up to date; an older one is copied into "backups" first.

    Raises as `recognise` does.
    """
    steps = migrations()
    version = _recognised_version(connection, path, len(steps))
    if 0 < version < len(steps):
        _back_up(connection, path.parent / "backups" / f"before-format-{version + 1}.db")
    for number, step in enumerate(steps[version:], start=version + 1):
        _take(connection, step, number)


def _recognised_version(connection: sqlite3.Connection, path: Path, known: int) -> int:
    connection.execute("BEGIN")  # all three from one moment: another Margent may be making the library just now
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.execute("ROLLBACK")
    mark = application == APPLICATION_ID
    if tables >= _OURS and (not mark or not 0 < version < known + _FAR):
        raise LibraryDamaged(_BEGINNING.format(path=path))
    if not mark and (application or version or tables):
        raise NotALibrary(_FOREIGN.format(path=path))
    if version > known:
        raise LibraryTooNew(
            f"“{path}” was last used by a newer Margent (format {version}; this one knows {known}). "
            "Install the newer Margent to go on writing in it; nothing has been changed."
        )
    return version


def _ours_or_empty(path: Path) -> bool:
    """Tell from the first page of a database whether it carries our mark, or nothing at all yet."""
    with path.open("rb") as file:
        page = file.read(105)
    mark, version, tables = page[68:72], page[60:64], page[103:105]
    return mark == APPLICATION_ID.to_bytes(4, "big") or not any(mark + version + tables)


def _take(connection: sqlite3.Connection, step: str, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] >= number:
            connection.execute("ROLLBACK")  # a second Margent was quicker
            return
        for statement in _statements(step):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    statements: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
        damage = copy.execute("PRAGMA quick_check").fetchone()[0]
    finally:
        copy.close()
    if damage != "ok":
        raise NotALibrary(f"The copy of the library in “{target}” is not sound ({damage}); nothing has been changed.")
