"""Articles in the seeds folder join the library once, and what a person deletes does not come back."""

from pathlib import Path

import pytest

from desktop_app.services.importing.placing import Arrival, Outcome
from desktop_app.services.importing.seeding import new_seeds, plant
from tests.samples import BRIDGE, Desk, done, opened_desk


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder of two articles and of files that are none."""
    folder = tmp_path / "seeds"
    (folder / "pictures").mkdir(parents=True)
    (folder / "b.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "a.MD").write_text("# The harbour\n\nShips came here until 1950.")
    (folder / "picture.png").write_bytes(b"\x89PNG\0")
    (folder / "folder.txt").mkdir()
    return folder


def _planted(desk: Desk, folder: Path) -> list[Arrival]:
    return list(plant(folder, desk.reader, desk.importing))


def test_seeds_join_at_the_first_start_in_the_order_of_their_names(desk: Desk, seeds: Path) -> None:
    assert [path.name for path in new_seeds(seeds, desk.reader)] == ["a.MD", "b.txt"]
    arrivals = _planted(desk, seeds)
    assert [(arrival.name, arrival.outcome) for arrival in arrivals] == [
        ("a.MD", Outcome.ADDED),
        ("b.txt", Outcome.ADDED),
    ]
    assert len(desk.reader.documents()) == 2
    assert desk.history.next_undo() is None, "a person did not do it, so it is nothing to undo"


def test_seeds_join_once_and_new_ones_at_the_next_start(tmp_path: Path, seeds: Path) -> None:
    for expected in (2, 0):
        with opened_desk(tmp_path / "library") as desk:
            assert len(_planted(desk, seeds)) == expected
    (seeds / "c.markdown").write_text("A third one.")
    with opened_desk(tmp_path / "library") as desk:
        assert [arrival.name for arrival in _planted(desk, seeds)] == ["c.markdown"]
        assert len(desk.reader.documents()) == 3


def test_a_deleted_seed_stays_deleted(desk: Desk, seeds: Path) -> None:
    document = _planted(desk, seeds)[1].document
    assert document is not None
    done(desk.library.delete(document.id))
    assert _planted(desk, seeds) == []
    (seeds / "b.txt").rename(seeds / "other name.txt")
    assert _planted(desk, seeds) == []
    assert len(desk.reader.documents()) == 1


def test_a_person_can_still_bring_a_deleted_seed_back(desk: Desk, seeds: Path) -> None:
    document = _planted(desk, seeds)[1].document
    assert document is not None
    done(desk.library.delete(document.id))
    assert desk.importing.add_file(seeds / "b.txt").outcome is Outcome.ADDED
    assert len(desk.reader.documents()) == 2


def test_what_a_person_added_and_deleted_does_not_come_back_as_a_seed(desk: Desk, seeds: Path) -> None:
    document = desk.importing.add_file(seeds / "b.txt").document
    assert document is not None
    done(desk.library.delete(document.id))
    _planted(desk, seeds)
    assert [document.title for document in desk.reader.documents()] == ["The harbour"]
    assert _planted(desk, seeds) == []


def test_a_seed_that_is_there_already_is_only_remembered(desk: Desk, seeds: Path) -> None:
    desk.importing.add_file(seeds / "b.txt")
    assert _planted(desk, seeds)[1].outcome is Outcome.UNCHANGED
    assert _planted(desk, seeds) == []


def test_a_revised_seed_is_a_new_version(desk: Desk, seeds: Path) -> None:
    document = _planted(desk, seeds)[1].document
    assert document is not None
    (seeds / "b.txt").write_text(BRIDGE + "\n\nMore.", encoding="utf-8")
    (arrival,) = _planted(desk, seeds)
    assert arrival.outcome is Outcome.VERSION
    assert arrival.document is not None
    assert arrival.document.id == document.id


def test_a_seed_that_cannot_be_read_does_not_keep_the_others_out(desk: Desk, seeds: Path) -> None:
    (seeds / "aa.txt").write_bytes(b"\0")
    assert [arrival.outcome for arrival in _planted(desk, seeds)] == [Outcome.ADDED, Outcome.FAILED, Outcome.ADDED]
    assert len(desk.reader.documents()) == 2


def test_a_seed_that_goes_while_it_is_looked_at_is_said_to_be_gone(desk: Desk, seeds: Path) -> None:
    planting = plant(seeds, desk.reader, desk.importing)
    assert next(planting).outcome is Outcome.ADDED
    (seeds / "b.txt").unlink()
    assert [arrival.outcome for arrival in planting] == [Outcome.FAILED]


def test_there_need_be_no_seeds(desk: Desk, tmp_path: Path) -> None:
    assert new_seeds(tmp_path / "nowhere", desk.reader) == []
    assert _planted(desk, tmp_path / "nowhere") == []
