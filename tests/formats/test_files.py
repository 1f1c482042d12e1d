"""A path becomes a source or a sentence."""

import os
from pathlib import Path

import pytest

from desktop_app.formats.apart.limits import Limits
from desktop_app.formats.files import read_source
from desktop_app.formats.source import ImportFailure


def test_a_file_is_read_with_its_name_and_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")

    source = read_source(path)

    assert (source.data, source.name, source.folder) == (b"words", "a.txt", str(tmp_path.resolve()))


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportFailure, match="There is no file"):
        read_source(tmp_path / "gone.txt")
    with pytest.raises(ImportFailure, match="is a folder"):
        read_source(tmp_path)
    with pytest.raises(ImportFailure, match="could not be read"):
        read_source(tmp_path / "a\0b")
    with pytest.raises(ImportFailure, match="could not be read"):
        read_source(tmp_path / ("a" * 5000))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(ImportFailure, match="1048576 MB large"):
        read_source(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(ImportFailure, match="a device or a pipe"):
        read_source(tmp_path / "pipe")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is allowed here")
def test_a_file_one_may_not_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    path.chmod(0)

    with pytest.raises(ImportFailure, match="not allowed"):
        read_source(path, Limits())
