"""An export writes whole files into the chosen folder alone, and knows which of them it may write over."""

import os
import stat
from pathlib import Path

import pytest

from desktop_app.exchange.failure import ExportFailure
from desktop_app.exchange.files import (
    FileState,
    content_hash,
    owner_of,
    ready_folder,
    state_of,
    write_text,
)

OURS = "---\ntitle: Harbour lights\nmargent-id: 01jd\n---\n> words\n"
as_anybody = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)


def test_a_file_is_written_as_it_is(tmp_path: Path) -> None:
    path = write_text(tmp_path, "Café.md", "één\r\ntwee\n")
    assert path == tmp_path / "Café.md"
    assert path.read_bytes() == "één\r\ntwee\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("x")
    path = write_text(tmp_path, "a.md", "x")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_nothing_is_replaced_unless_it_is_said(tmp_path: Path) -> None:
    write_text(tmp_path, "a.md", "one")
    with pytest.raises(ExportFailure, match="already there"):
        write_text(tmp_path, "a.md", "two")
    assert (tmp_path / "a.md").read_text() == "one"
    (tmp_path / "a.md").chmod(0o640)
    path = write_text(tmp_path, "a.md", "two", replace=True)
    assert path.read_text() == "two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", ".", "..", "../a.md", "/tmp/a.md", "b/a.md", "b\\a.md", "a\0.md"])
def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "vault"
    (folder / "b").mkdir(parents=True)
    with pytest.raises(ExportFailure, match="not the name of a file"):
        write_text(folder, name, "x", replace=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_link_is_not_followed_and_not_replaced(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    outside = tmp_path / "outside.md"
    outside.write_text(OURS)
    (vault / "a.md").symlink_to(outside)
    (vault / "dangling.md").symlink_to(tmp_path / "nowhere")
    for name in ("a.md", "dangling.md"):
        with pytest.raises(ExportFailure, match="link"):
            write_text(vault, name, "x", replace=True)
        assert state_of(vault / name, "01jd", content_hash(OURS)) is FileState.FOREIGN
    assert outside.read_text() == OURS
    assert not (tmp_path / "nowhere").exists()


def test_the_chosen_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "vault").symlink_to(tmp_path / "real")
    assert write_text(tmp_path / "vault", "a.md", "x") == tmp_path / "real" / "a.md"


def test_a_folder_is_made_when_asked(tmp_path: Path) -> None:
    folder = ready_folder(tmp_path / "a" / "b")
    assert folder.is_dir()
    assert ready_folder(folder) == folder


def test_failures_say_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    (tmp_path / "taken.md").mkdir()
    with pytest.raises(ExportFailure, match=r"not there\. Make the folder"):
        write_text(tmp_path / "missing", "a.md", "x")
    with pytest.raises(ExportFailure, match=r"not a folder\. Choose"):
        write_text(file, "a.md", "x")
    with pytest.raises(ExportFailure, match=r"“.*file”.*Choose"):
        ready_folder(file)
    with pytest.raises(ExportFailure, match=r"a folder of that name is in the way"):
        write_text(tmp_path, "taken.md", "x", replace=True)
    with pytest.raises(ExportFailure, match=r"name is too long"):
        write_text(tmp_path, "a" * 300, "x")
    with pytest.raises(ExportFailure, match=r"could not be read"):
        owner_of(tmp_path / "missing.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "taken.md"]


@as_anybody
def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(ExportFailure, match="not allowed to write there"):
        write_text(folder, "a.md", "x")
    folder.chmod(0o700)


def test_a_write_that_fails_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    # A limit on the size of files fails a write as a full disk does.
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    write_text(tmp_path, "a.md", "one")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        with pytest.raises(ExportFailure, match=r"could not be written: .*again"):
            write_text(tmp_path, "a.md", "x" * 100_000, replace=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, previous)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_text() == "one"


def test_the_owner_of_a_file_is_read_from_its_front_matter(tmp_path: Path) -> None:
    assert owner_of(write_text(tmp_path, "a.md", OURS)) == "01jd"
    assert owner_of(write_text(tmp_path, "b.md", "mine\n")) is None
    binary = tmp_path / "c.md"
    binary.write_bytes(b"\xff\xfe\x00\x80" * 100_000)
    assert owner_of(binary) is None


def test_the_state_of_a_place(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    written = content_hash(OURS)
    assert state_of(path, "01jd", None) is FileState.FREE
    write_text(tmp_path, "a.md", OURS)
    assert state_of(path, "01jd", written) is FileState.OURS
    assert state_of(path, "01jd", None) is FileState.EDITED
    assert state_of(path, "01je", None) is FileState.FOREIGN
    path.write_text(OURS + "My own thoughts.\n")
    assert state_of(path, "01jd", written) is FileState.EDITED
    path.write_text("My own file.\n")
    assert state_of(path, "01jd", written) is FileState.FOREIGN
    path.unlink()
    path.mkdir()
    assert state_of(path, "01jd", written) is FileState.FOREIGN


def test_a_file_without_an_owner_is_ours_while_it_is_as_we_wrote_it(tmp_path: Path) -> None:
    text = "a template of one's own, without front matter\n"
    path = write_text(tmp_path, "a.md", text)
    assert state_of(path, "01jd", content_hash(text)) is FileState.OURS


def test_what_no_file_can_hold_is_replaced_and_hashed_alike(tmp_path: Path) -> None:
    path = write_text(tmp_path, "a.md", "a\ud800b")
    assert path.read_text() == "a?b"
    assert state_of(path, "x", content_hash("a\ud800b")) is FileState.OURS
