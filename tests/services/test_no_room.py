"""A library that cannot be written just now can be read: on a full disk, or in a folder that may not be written."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop_app.compose import Margent, compose
from desktop_app.core.notebook_view import NotebookView
from desktop_app.storage.errors import StorageFailure
from tests.samples import PATIENCE, TickingClock, as_nobody, done, parse
from tests.storage.damaging import everything, fill

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of a library with an article and twenty notes."""
    fill(tmp_path / "library", notes=20)
    return tmp_path / "library"


@pytest.fixture
def unwritable(library: Path) -> Iterator[Path]:
    """A copy in a folder where this process, while it is nobody in particular, may write into `out` alone."""
    with closing(compose(library, parse=parse, clock=TickingClock())) as margent:
        read_everything(margent, library.with_name("out"))  # imports what nobody in particular may not
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(library, folder / "library")
    (folder / "out").mkdir()
    for path in (*(folder / "library").rglob("*"), folder / "library"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (folder / "out").chmod(0o777)
    folder.chmod(0o755)
    with as_nobody():
        yield folder
    for path in (folder, folder / "library"):
        path.chmod(0o755)
    shutil.rmtree(folder)


def read_everything(margent: Margent, out: Path) -> None:
    """Read, search, and take along what is in the library."""
    with closing(margent.store.reader()) as reader:
        [document] = reader.documents()
        assert reader.shown(document) is not None
        assert len(reader.annotations()) == 20
    assert margent.searching.search("inspector").result(PATIENCE).total > 0
    assert margent.notebook.listing(NotebookView(), date(2026, 11, 25)).result(PATIENCE).total == 20
    (exported,) = margent.exporting.export([document], out)
    assert "and why it matters" in exported.path.read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions work otherwise here")
def test_what_may_not_be_written_can_be_read_and_says_why_it_takes_nothing(unwritable: Path) -> None:
    with closing(compose(unwritable / "library", parse=parse, clock=TickingClock())) as margent:
        assert margent.store.read_only
        read_everything(margent, unwritable / "out")
        with pytest.raises(StorageFailure, match=r"permissions.*can be read but not written"):
            done(margent.library.rename("01d", "Other"))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions work otherwise here")
def test_a_folder_that_may_not_even_be_looked_into_is_named(library: Path) -> None:
    library.parent.chmod(0o700)
    with as_nobody(), pytest.raises(StorageFailure, match="cannot be used: Permission denied"):
        compose(library, parse=parse)


_FULL = """
import errno, os, sys
from datetime import date
from pathlib import Path
from tests.services import test_no_room
from tests.samples import TickingClock, done, parse
from desktop_app.compose import compose
from desktop_app.core.notebook_view import NotebookView
from desktop_app.storage.errors import StorageFailure

def main():
    folder, out = map(Path, sys.argv[1:])
    margent = compose(folder, parse=parse, clock=TickingClock())
    print(margent.store.refusal)
    test_no_room.read_everything(margent, out)
    try:
        done(margent.library.rename("01d", "Other"))
    except StorageFailure as failure:
        print(failure)
    margent.close()

main()
"""


@pytest.fixture
def disk(tmp_path: Path, library: Path) -> Iterator[Path]:
    """A small disk of its own with the library on it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("no disk can be made here")
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    shutil.copytree(library, place / "library")
    yield place
    subprocess.run(["umount", place], check=True)


def test_on_a_full_disk_everything_can_be_read(disk: Path, tmp_path: Path) -> None:
    before = everything(disk / "library" / "library.db")
    _fill_up(disk)
    command = [sys.executable, "-c", _FULL, str(disk / "library"), str(tmp_path / "out")]
    ended = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    refusal, failure = ended.stdout.splitlines()
    assert "the disk is full. Free some space" in refusal
    assert failure == refusal
    (disk / "filler").unlink()
    assert everything(disk / "library" / "library.db") == before
    with closing(compose(disk / "library", parse=parse)) as margent:
        assert not margent.store.read_only


def test_a_disk_that_becomes_full_while_the_library_is_open_is_gone_on_with_when_there_is_room(disk: Path) -> None:
    library = compose(disk / "library", parse=parse, clock=TickingClock())
    with closing(library) as margent, closing(margent.store.reader()) as reader:
        [document], [first, *_] = reader.documents(), reader.annotations()
        _fill_up(disk)
        writing = [margent.annotating.set_note(first.id, f"{number} needs room " * 1000) for number in range(50)]
        with pytest.raises(StorageFailure, match=r"the disk is full. Free some space"):
            done(writing[-1])
        kept = reader.annotation(first.id)
        assert reader.shown(document) is not None
        (disk / "filler").unlink()
        done(margent.annotating.set_note(first.id, "There is room again."))
        after = reader.annotation(first.id)
        assert kept is not None
        assert after is not None
        assert after.note == "There is room again."
        done(margent.history.undo())
        assert reader.annotation(first.id) == kept


def _fill_up(disk: Path) -> None:
    filler = os.open(disk / "filler", os.O_CREAT | os.O_WRONLY)
    try:
        while True:
            os.write(filler, b"x" * 4096)
    except OSError:
        os.close(filler)
