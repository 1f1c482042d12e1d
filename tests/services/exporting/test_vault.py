"""Exports into a vault that a person keeps in order or interrupts: every file stays whole, and theirs."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.compose import Margent, compose
from desktop_app.core.document import Document
from desktop_app.exchange.failure import ExportFailure
from desktop_app.formats import registry
from desktop_app.services.articles.reading import open_document
from desktop_app.services.exporting.exported import Exported, Outcome
from tests.samples import BRIDGE

QUOTES = ("Nobody in the valley", "A new arch costs", "The council met on a Sunday")


@pytest.fixture
def margent(tmp_path: Path) -> Iterator[Margent]:
    """A library with three articles, each with three highlights."""
    made = compose(tmp_path / "library", parse=registry.parse)
    for title in ("Bridge", "Ferry", "Mill"):
        file = tmp_path / f"{title}.md"
        file.write_text(f"# {title}\n\n{BRIDGE}\n{title} is its name.\n", encoding="utf-8")
        arrival = made.importing.add_file(file)
        assert arrival.document is not None
        with closing(made.store.reader()) as reader:
            opened = open_document(reader, arrival.document.id)
        for quote in QUOTES:
            start = opened.content.text.index(quote)
            made.annotating.highlight(opened, start, start + len(quote))[1].result()
    yield made
    made.close()


@pytest.fixture
def vault(tmp_path: Path, margent: Margent) -> Path:
    """A folder with the files of a first export."""
    folder = tmp_path / "vault"
    assert {one.outcome for one in export(margent, folder)} == {Outcome.WRITTEN}
    return folder


def documents(margent: Margent) -> list[Document]:
    with closing(margent.store.reader()) as reader:
        return sorted(reader.documents(), key=lambda one: one.title)


def export(margent: Margent, folder: Path) -> list[Exported]:
    return margent.exporting.export(documents(margent), folder)


def note(margent: Margent, words: str, which: int = 0) -> None:
    """Write a note on one highlight of every article."""
    for document in documents(margent):
        with closing(margent.store.reader()) as reader:
            found = reader.placed(document)[which]
        margent.annotating.set_note(found.annotation.id, words).result()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("stop", range(8))
def test_an_export_that_is_stopped_leaves_every_file_old_or_new(margent: Margent, vault: Path, stop: int) -> None:
    before = files(vault)
    note(margent, "A new note.")
    whole = vault.parent / "whole"
    export(margent, whole)
    after = files(whole)
    steps = iter(range(100))
    margent.exporting.export(documents(margent), vault, progress=lambda _done, _total: next(steps) < stop)
    now = files(vault)
    assert now.keys() == before.keys(), "and nothing half is left beside them"
    assert all(now[name] in (before[name], after[name]) for name in now)
    export(margent, vault)
    assert files(vault) == after


def test_a_failure_half_way_leaves_what_was_written_remembered(
    margent: Margent, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(margent, "A new note.")
    real, calls = os.replace, iter(range(10))

    def full(source: Path, target: Path) -> None:
        if next(calls) == 1:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ExportFailure, match="disk is full"):
        export(margent, vault)
    monkeypatch.undo()
    assert not [name for name in files(vault) if name.endswith(".tmp")]
    assert {one.outcome for one in export(margent, vault)} == {Outcome.WRITTEN, Outcome.UNCHANGED}


MOVES: dict[str, Callable[[Path], Path]] = {
    "renamed": lambda path: path.rename(path.with_name("My own name.md")),
    "moved": lambda path: path.rename(_made(path.parent / "Reading" / "2024") / path.name),
    "case": lambda path: path.rename(path.with_name("BRIDGE.md")),
    "decomposed": lambda path: path.rename(path.with_name("Bru\u0308cke.md")),
}


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
@pytest.mark.parametrize("edited", [False, True])
def test_a_file_that_went_elsewhere_is_found(
    margent: Margent, vault: Path, move: Callable[[Path], Path], edited: bool
) -> None:
    path = move(vault / "Bridge.md")
    if edited:
        path.write_text(path.read_text() + "\nMine.\n")
    note(margent, "A new note.")
    export(margent, vault)
    text = path.read_text()
    assert "A new note." in text
    assert ("Mine." in text) is edited
    assert sorted(files(vault)) == sorted({str(path.relative_to(vault)), "Ferry.md", "Mill.md"})


def test_a_vault_in_windows_line_ends_with_a_mark_stays_so(margent: Margent, vault: Path) -> None:
    path = vault / "Bridge.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"Mine.\r\n")
    note(margent, "A new note.\nOf two lines.")
    done = {one.path.name: one.outcome for one in export(margent, vault)}
    data = path.read_bytes()
    assert done["Bridge.md"] is Outcome.MERGED
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"Of two lines." in data
    assert data.endswith(b"Mine.\r\n")


def test_a_copy_of_a_file_is_a_persons(margent: Margent, vault: Path) -> None:
    copy = vault / "A copy of it.md"
    copy.write_bytes((vault / "Bridge.md").read_bytes())
    before = copy.read_bytes()
    note(margent, "A new note.")
    export(margent, vault)
    assert copy.read_bytes() == before
    assert "A new note." in (vault / "Bridge.md").read_text()


def test_the_vault_may_be_a_link_and_a_file_in_it_that_is_one_is_left(margent: Margent, vault: Path) -> None:
    link = vault.parent / "link"
    link.symlink_to(vault, target_is_directory=True)
    elsewhere = vault.parent / "elsewhere.md"
    (vault / "Mill.md").rename(elsewhere)
    (vault / "Mill.md").symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    note(margent, "A new note.")
    export(margent, link)
    assert "A new note." in (vault / "Bridge.md").read_text()
    assert elsewhere.read_bytes() == before
    assert (vault / "Mill.md").is_symlink()
    assert "A new note." in (vault / "Mill 2.md").read_text()


def test_what_took_the_place_of_a_file_is_left(margent: Margent, vault: Path) -> None:
    (vault / "Bridge.md").unlink()
    (vault / "Bridge.md").mkdir()
    (vault / "Ferry.md").write_text("# My own page on ferries\n")
    (vault / "Mill.md").write_bytes(b"\xff\xfe\x00binary")
    note(margent, "A new note.")
    export(margent, vault)
    assert (vault / "Bridge.md").is_dir()
    assert (vault / "Ferry.md").read_text() == "# My own page on ferries\n"
    assert (vault / "Mill.md").read_bytes() == b"\xff\xfe\x00binary"
    assert sorted(files(vault)) == ["Bridge 2.md", "Ferry 2.md", "Ferry.md", "Mill 2.md", "Mill.md"]


def test_what_comes_between_the_dry_run_and_the_export_is_left(margent: Margent, vault: Path) -> None:
    note(margent, "A new note.")
    planned = margent.exporting.plan(documents(margent), vault)
    (vault / "Bridge.md").unlink()
    (vault / "Bridge.md").mkdir()
    mine = (vault / "Ferry.md").read_bytes() + b"\nMine.\n"
    (vault / "Ferry.md").write_bytes(mine)
    done = margent.exporting.carry_out(planned)
    assert [one.outcome for one in done] == [Outcome.KEPT, Outcome.KEPT, Outcome.WRITTEN]
    assert (vault / "Bridge.md").is_dir()
    assert (vault / "Ferry.md").read_bytes() == mine


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_nobody_waits_for_a_pipe_that_is_called_like_a_file(margent: Margent, vault: Path) -> None:
    note(margent, "A new note.")
    planned = margent.exporting.plan(documents(margent), vault)
    (vault / "Bridge.md").unlink()
    os.mkfifo(vault / "Bridge.md")
    os.mkfifo(vault / "Another.md")
    assert margent.exporting.carry_out(planned)[0].outcome is Outcome.KEPT
    export(margent, vault)
    assert "A new note." in (vault / "Bridge 2.md").read_text()


@pytest.mark.parametrize("name", ["y" * 300, "a\0b"])
def test_a_place_that_cannot_be_is_told(margent: Margent, tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportFailure, match="Choose"):
        export(margent, tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_vault_that_can_only_be_read_is_told(margent: Margent, vault: Path) -> None:
    note(margent, "A new note.")
    vault.chmod(0o555)
    try:
        with pytest.raises(ExportFailure, match="not allowed"):
            export(margent, vault)
    finally:
        vault.chmod(0o755)


def test_blocks_of_others_and_callouts_reworked_by_hand_stay(margent: Margent, vault: Path) -> None:
    path = vault / "Bridge.md"
    lines = path.read_text().split("\n")
    first = next(place for place, line in enumerate(lines) if line.startswith("> [!quote"))
    lines[first : first + 1] = ["> [!warning]- Mine", *(f"> {line}" for line in lines[first : first + 1])]
    lines += [
        "Their own claim. ^hl-mine",
        "",
        "^claim-1",
        "",
        "- a list item",
        "^hl-01jd8x7q4mz8r2w5t9k3b6c199",
        "",
        "End.",
    ]
    path.write_text("\n".join(lines))
    before = path.read_text().split("\n")
    note(margent, "A new note.", 1)
    [done] = [one for one in export(margent, vault) if one.path == path]
    after = path.read_text().split("\n")
    assert done.outcome is Outcome.MERGED
    rest = iter(after)
    assert all(line in rest for line in before), "every line is there, in the order it was in"
    assert any("A new note." in line for line in after)
    assert [one.outcome for one in export(margent, vault) if one.path == path] == [Outcome.UNCHANGED]


def test_a_file_that_was_cut_short_is_left_alone_and_its_end_is_not_taken_for_deleted(
    margent: Margent, vault: Path
) -> None:
    path = vault / "Bridge.md"
    whole = path.read_text().replace("---\n#", "---\nMine.\n\n#", 1)
    short = whole[: whole.index(QUOTES[1]) + 8]
    path.write_text(short)
    for words in ("", "A new note."):
        if words:
            note(margent, words, 2)
        done = {one.path.name: one.outcome for one in export(margent, vault)}
        assert (done["Bridge.md"], path.read_text()) == (Outcome.CUT, short)
    assert done["Ferry.md"] is Outcome.WRITTEN
    path.write_text(whole)
    assert {one.path.name: one.outcome for one in export(margent, vault)}["Bridge.md"] is Outcome.MERGED
    assert "Mine." in path.read_text()
    noted = path.read_text()
    assert "A new note." in noted
    path.write_text(short)
    mended = margent.exporting.plan(documents(margent)[:1], vault, replace=True)
    assert [(one.outcome, one.counts) for one in mended] == [(Outcome.MERGED, {"added": 1})]
    margent.exporting.carry_out(mended)
    assert [line for line in path.read_text().split("\n") if line] == [line for line in noted.split("\n") if line]


def test_a_part_of_an_article_is_not_put_behind_a_cut(margent: Margent, vault: Path) -> None:
    path = vault / "Bridge.md"
    short = path.read_text()[: path.read_text().index(QUOTES[1]) + 8]
    path.write_text(short)
    [bridge] = [one for one in documents(margent) if one.title == "Bridge"]
    with closing(margent.store.reader()) as reader:
        first = reader.placed(bridge)[0].annotation.id
    [planned] = margent.exporting.plan([bridge], vault, only={first})
    assert (planned.outcome, planned.after) == (Outcome.CUT, short)


@pytest.mark.parametrize("copy", ["Bridge (conflicted copy).md", "Bridge.sync-conflict-20240101.md"])
def test_of_two_files_of_the_same_article_it_is_told_which_was_taken(margent: Margent, vault: Path, copy: str) -> None:
    (vault / copy).write_bytes((vault / "Bridge.md").read_bytes())
    (vault / "Bridges of the world.md").write_text("Mine.")
    told = {one.path.name: one.others for one in export(margent, vault)}
    assert told == {"Bridge.md": (vault / copy,), "Ferry.md": (), "Mill.md": ()}
    (vault / "Bridge.md").rename(vault / "Another.md")
    told = {one.path.name: one.others for one in export(margent, vault)}
    assert told["Another.md"] == (vault / copy,)
