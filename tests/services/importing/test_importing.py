"""Files and pasted text join the library, once."""

import os
import sys
from pathlib import Path

import pytest

from desktop_app.formats import registry
from desktop_app.services.articles.library import Library
from desktop_app.services.history.history import History
from desktop_app.services.importing.importing import Importing
from desktop_app.services.importing.placing import Outcome
from desktop_app.storage.store import Store
from tests.samples import BRIDGE, Desk, TickingClock, as_nobody, done
from tests.storage.looking import one

OTHER = "The library of the valley keeps every newspaper since 1871.\n\nIt opens on Fridays."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file with the article about the bridge."""
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE, encoding="utf-8")
    return path


def test_a_file_becomes_a_document(desk: Desk, article: Path) -> None:
    arrival = desk.importing.add_file(article)
    assert (arrival.outcome, arrival.name, arrival.message) == (Outcome.ADDED, "bridge.txt", None)
    assert desk.reader.documents() == [arrival.document]
    assert arrival.document is not None
    assert (arrival.document.source, arrival.document.format) == (str(article), "Plain text")
    opened = desk.open(arrival.document)
    assert opened.version.ordinal == 1
    assert opened.version.original is not None
    assert desk.reader.blob(opened.version.original) == article.read_bytes()
    assert desk.history.next_undo() == "Add the article"


def test_the_same_file_again_changes_nothing(desk: Desk, article: Path) -> None:
    first = desk.importing.add_file(article)
    again = desk.importing.add_file(article)
    assert (again.outcome, again.document) == (Outcome.UNCHANGED, first.document)
    assert again.message == "It is in the library already."
    assert len(desk.told) == 1


def test_a_copy_under_another_name_is_recognised(desk: Desk, article: Path) -> None:
    first = desk.importing.add_file(article)
    copy = article.with_name("copy.txt")
    copy.write_bytes(article.read_bytes())
    assert desk.importing.add_file(copy).document == first.document
    assert len(desk.reader.documents()) == 1


def test_pasted_text_becomes_a_document_each_time_it_is_another(desk: Desk) -> None:
    first, again = desk.importing.add_text(BRIDGE), desk.importing.add_text(BRIDGE)
    longer = desk.importing.add_text(BRIDGE + "\n\nOne more paragraph.")
    assert [arrival.outcome for arrival in (first, again, longer)] == [
        *(Outcome.ADDED, Outcome.UNCHANGED),
        Outcome.ADDED,
    ]
    assert first.document is not None
    assert first.document.source == "clipboard"


def test_pasted_text_may_hold_half_a_character(desk: Desk) -> None:
    opened = desk.add("A ferry \ud83d\udea2, half a ferry \ud83d, Émilie.")
    assert opened.content.text.endswith("Émilie.")
    assert "\N{REPLACEMENT CHARACTER}" in opened.content.text


def test_what_was_left_out_is_said_and_pictures_are_kept(desk: Desk) -> None:
    arrival = desk.importing.add_text(BRIDGE + "\n\n![a picture]")
    assert arrival.message == "A picture was not found."
    assert arrival.document is not None
    ((name, blob),) = desk.open(arrival.document).version.resources
    assert (name, desk.reader.blob(blob)) == ("![a picture]", b"![a picture]")


def test_what_lay_in_the_trash_comes_back_with_its_notes(desk: Desk, article: Path) -> None:
    document = desk.importing.add_file(article).document
    assert document is not None
    marked = desk.mark(desk.open(document), "the mill")
    done(desk.library.delete(document.id))
    arrival = desk.importing.add_file(article)
    assert arrival.outcome is Outcome.ADDED
    assert arrival.message == "It was in the trash; it is back, with its notes."
    assert [placed.annotation for placed in desk.reader.placed(desk.open(document.id).document)] == [marked]
    done(desk.history.undo())
    assert desk.reader.documents() == []


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes only there")
def test_a_file_name_may_be_no_text(desk: Desk, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(BRIDGE)
    arrival = desk.importing.add_file(path, seed=True)
    assert arrival.outcome is Outcome.ADDED
    assert arrival.name.encode("utf-8").startswith(b"caf")
    missing = desk.importing.add_file(path.with_name(f"not {path.name}"))
    assert missing.outcome is Outcome.FAILED
    assert "There is no file" in str(missing.message)
    assert str(missing.message).encode("utf-8")


def _missing(folder: Path) -> Path:
    return folder / "nothing.txt"


def _folder(folder: Path) -> Path:
    (folder / "folder").mkdir()
    return folder / "folder"


def _binary(folder: Path) -> Path:
    (folder / "picture.txt").write_bytes(b"\x89PNG\0\0")
    return folder / "picture.txt"


def _too_long(folder: Path) -> Path:
    with (folder / "long.txt").open("wb") as file:
        file.truncate(1 << 40)
    return folder / "long.txt"


def _below_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "below.txt"


def _loop(folder: Path) -> Path:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    return folder / "loop.txt"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_missing, "There is no file “{path}”."),
        (_folder, "“{path}” is a folder. Add the files in it instead, for example {path}/*.txt."),
        (_binary, "“{path.name}” is not text."),
        (_too_long, "1048576 MB large"),
        (_below_a_file, "“{path}” could not be read (Not a directory)."),
        (_loop, "“{path}” could not be read"),
        (lambda folder: folder / "a\0b.txt", "“{path}” could not be read (embedded null byte)."),
    ],
)
def test_what_cannot_be_added_says_why(desk: Desk, tmp_path: Path, make: object, message: str) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    arrival = desk.importing.add_file(path)
    assert (arrival.outcome, arrival.name, arrival.document) == (Outcome.FAILED, path.name, None)
    assert message.format(path=path) in str(arrival.message)
    assert desk.reader.documents() == []
    assert one(desk.store.path, "SELECT count(*) FROM blob") == 0
    assert desk.importing.add_text(OTHER).outcome is Outcome.ADDED


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions work otherwise here")
def test_a_file_that_may_not_be_read_says_so(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(OTHER)
    path.chmod(0)
    with as_nobody():
        arrival = desk.importing.add_file(path)
    assert f"You are not allowed to read “{path}”" in str(arrival.message)


def test_a_closed_library_says_so(desk: Desk) -> None:
    desk.store.close()
    arrival = desk.importing.add_text(OTHER)
    assert (arrival.outcome, arrival.message) == (Outcome.FAILED, "The library has been closed.")


def test_a_file_whose_words_are_the_same_gives_its_new_tags_and_names_its_new_title(
    tmp_path: Path, store: Store
) -> None:
    importing = Importing(store, History(store), registry.parse, TickingClock())
    article = tmp_path / "bridge.md"
    article.write_text("---\ntitle: The bridge\ntags: [rivers]\n---\nIt was closed in March.\n")
    first = importing.add_file(article).document
    article.write_text("---\ntitle: The old bridge\ntags: [rivers, arches]\n---\nIt was closed in March.\n")
    again = importing.add_file(article)
    assert first is not None
    assert again.document is not None
    assert again.outcome is Outcome.UNCHANGED
    assert again.document.id == first.id
    assert again.document.title == "The bridge", "a person may have chosen it"
    assert again.document.tags == ("rivers", "arches")
    assert "“The old bridge”" in str(again.message)


def test_a_new_version_gives_its_new_tags_and_takes_none_away(tmp_path: Path, store: Store) -> None:
    history = History(store)
    importing = Importing(store, history, registry.parse, TickingClock())
    article = tmp_path / "bridge.md"
    article.write_text("---\ntags: [rivers, 'New  York']\n---\nIt was closed in March.\n")
    first = importing.add_file(article).document
    assert first is not None
    assert first.tags == ("rivers", "New-York")
    done(Library(history, TickingClock()).set_tags(first.id, ("rivers", "New-York", "mine")))
    article.write_text("---\ntags: ['New  York', arches]\n---\nIt was closed in March. It is open again.\n")
    again = importing.add_file(article)
    assert again.outcome is Outcome.VERSION
    assert again.document is not None
    assert again.document.tags == ("rivers", "New-York", "mine", "arches")
