"""Copies of the library are taken and put back from the command line, whatever state the library is in."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def library(margent: Run, harbour: Path, tmp_path: Path) -> Path:
    """A library with one highlight, copied, and a second one made since; its file."""
    margent("add", str(harbour))
    margent("annotate", "harbour", "--quote", "They mended nets")
    assert margent("backup").status == 0
    margent("annotate", "harbour", "--quote", "nine hundred names", "--note", "So many")
    return tmp_path / "library" / "library.db"


def quotes(margent: Run) -> set[str]:
    """Return what is marked."""
    return {one["exact"] for one in margent("annotations", "--json").json}


@pytest.mark.usefixtures("library")
def test_the_copies_are_listed_with_what_is_in_them_and_one_is_put_back_and_taken_back(margent: Run) -> None:
    both = quotes(margent)
    newest = margent("restore", "--json").json[0]
    assert (newest["articles"], newest["highlights"], newest["notes"]) == (1, 1, 0)
    assert "1 article, 1 highlight, 0 notes" in margent("restore").out
    restored = margent("restore", str(newest["number"]), "--json")
    assert quotes(margent) == {"They mended nets"}
    assert margent("restore", restored.json["replaced"]).status == 0
    assert quotes(margent) == both


def test_a_library_that_cannot_be_read_at_all_is_replaced_by_a_copy(margent: Run, library: Path) -> None:
    library.write_text("Dear diary, " * 400)
    assert margent("restore", margent("restore", "--json").json[0]["name"]).status == 0
    assert "They mended nets" in quotes(margent)
    assert list(library.parent.glob("library.db.before-restore-*"))


def test_a_copy_goes_into_a_file_that_is_not_there_yet(margent: Run, library: Path, tmp_path: Path) -> None:
    both = quotes(margent)
    copy = tmp_path / "copy.db"
    assert margent("backup", str(copy)).status == 0
    assert margent("backup", str(copy)).status == 2
    library.unlink()
    assert margent("restore", str(copy)).status == 0
    assert quotes(margent) == both
    assert margent("restore", "no such copy").status == 2
    assert margent("backup", str(tmp_path / "no folder" / "copy.db")).status == 2
