"""Renaming a tag: everything that has it follows, in one step."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.compose import Margent, compose
from desktop_app.core.annotation import Annotation
from desktop_app.formats import registry
from desktop_app.services.annotations.tagging import Renamed
from desktop_app.services.articles.reading import Opened, open_document
from desktop_app.services.errors import Refused
from tests.samples import BRIDGE, done


@pytest.fixture
def margent(tmp_path: Path) -> Iterator[Margent]:
    made = compose(tmp_path / "library", parse=registry.parse)
    file = tmp_path / "bridge.md"
    file.write_text(f"---\ntags: [check, stone]\n---\n# Bridge\n\n{BRIDGE}\n", encoding="utf-8")
    assert made.importing.add_file(file).document is not None
    yield made
    made.close()


def opened(margent: Margent) -> Opened:
    with closing(margent.store.reader()) as reader:
        return open_document(reader, reader.documents()[0].id)


def mark(margent: Margent, *tags: str, note: str = "") -> str:
    made, saved = margent.annotating.highlight(opened(margent), 10, 30, tags=tags, note=note)
    done(saved)
    return made.id


def kept(margent: Margent, annotation: str) -> Annotation:
    with closing(margent.store.reader()) as reader:
        found = reader.annotation(annotation)
    assert found is not None
    return found


def uses(margent: Margent) -> dict[str, tuple[int, int]]:
    with closing(margent.store.reader()) as reader:
        return {use.tag: (use.annotations, use.articles) for use in reader.tag_uses()}


def rename(margent: Margent, old: str, new: str) -> Renamed:
    renamed, saved = margent.tagging.rename(old, new)
    done(saved)
    return renamed


def test_a_tag_is_renamed_on_annotations_articles_and_in_notes_and_comes_back_at_once(margent: Margent) -> None:
    first = mark(margent, "sea", "check", "old", note="See #check, `#check` and [#check](margent://x#check).")
    second, binned = mark(margent, "check"), mark(margent, "check")
    done(margent.annotating.delete([binned]))
    renamed = rename(margent, "#check", " to verify ")
    assert (renamed.annotations, renamed.articles, renamed.merged) == (2, 1, False)
    assert kept(margent, first).tags == ("sea", "to-verify", "old")
    assert kept(margent, first).note == "See #to-verify, `#check` and [#to-verify](margent://x#check)."
    assert kept(margent, second).tags == kept(margent, binned).tags == ("to-verify",)
    assert uses(margent) == {"to-verify": (2, 1), "sea": (1, 0), "old": (1, 0), "stone": (0, 1)}
    assert margent.history.next_undo() == "Rename the tag “check” to “to-verify”"
    done(margent.history.undo())
    assert kept(margent, first).tags == ("sea", "check", "old")
    assert kept(margent, first).note.startswith("See #check")
    assert kept(margent, binned).tags == ("check",)
    assert uses(margent)["check"] == (2, 1)


def test_editing_a_note_afterwards_does_not_bring_the_old_tag_back(margent: Margent) -> None:
    mark_id = mark(margent, "check", note="#check this")
    rename(margent, "check", "verify")
    done(margent.annotating.set_note(mark_id, kept(margent, mark_id).note + " soon"))
    assert kept(margent, mark_id).tags == ("verify",)


def test_two_tags_become_one(margent: Margent) -> None:
    both, one = mark(margent, "stone", "sea", "check"), mark(margent, "check")
    renamed = rename(margent, "check", "sea")
    assert (renamed.merged, renamed.annotations) == (True, 2)
    assert kept(margent, both).tags == ("stone", "sea")
    assert kept(margent, one).tags == ("sea",)
    assert margent.history.next_undo() == "Merge the tag “check” with “sea”"
    done(margent.history.undo())
    assert kept(margent, both).tags == ("stone", "sea", "check")


def test_many_are_one_step(margent: Margent) -> None:
    ids = [mark(margent, "check") for _ in range(120)]
    assert rename(margent, "check", "verify").annotations == 120
    assert {kept(margent, one).tags for one in ids} == {("verify",)}
    done(margent.history.undo())
    assert {kept(margent, one).tags for one in ids} == {("check",)}


def test_the_search_follows(margent: Margent) -> None:
    mark_id = mark(margent, "check")

    def found(query: str) -> set[str]:
        return set(margent.searching.annotations(query).result())

    assert found("tag:check") == {mark_id}
    rename(margent, "check", "verify")
    assert found("tag:check") == set()
    assert found("tag:verify") == {mark_id}


@pytest.mark.parametrize(("old", "new"), [("check", "#check"), ("", "x"), ("check", " # ")])
def test_names_that_are_none_are_refused(margent: Margent, old: str, new: str) -> None:
    with pytest.raises(Refused):
        margent.tagging.rename(old, new)


def test_a_tag_that_nothing_has_is_refused(margent: Margent) -> None:
    _, saved = margent.tagging.rename("nowhere", "somewhere")
    with pytest.raises(Refused, match="Nothing has the tag “nowhere”"):
        saved.result()
    assert margent.history.next_undo() is None or "nowhere" not in str(margent.history.next_undo())


def test_a_tag_with_a_blank_from_an_earlier_import_can_be_renamed_and_merged(margent: Margent) -> None:
    document = opened(margent).document
    done(margent.library.set_tags(document.id, ("new york", "new-york")))
    rename(margent, "new york", "new-york")
    assert opened(margent).document.tags == ("new-york",)
    rename(margent, "#new-york", "York")
    assert uses(margent) == {"York": (0, 1)}
    with pytest.raises(Refused, match="called “York” already"):
        rename(margent, "#York", "York")
