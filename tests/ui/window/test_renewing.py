"""A new version that comes while one reads is told of however it came, and what one was looking for stays found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.core.annotation import PlacementState
from tests.samples import opened_desk
from tests.ui.window.conftest import Person

_BEFORE = "# Wells\n\nThe old well is deep and its water is cold.\n\n## Ropes\n\nA rope of hemp holds for nine years.\n"
_AFTER = _BEFORE.replace("# Wells\n", "# Wells\n\nA new beginning.\n").replace("is cold", "was never cold")


@pytest.fixture(params=["elsewhere", "here"])
def renew(person: Person, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], None]:
    """Bring the open article's next version, by the command line or in the window."""
    path = tmp_path / "wells.md"
    path.write_text(_BEFORE)
    arrival = person.margent.importing.add_file(path)
    assert arrival.document is not None
    person.window.open_document(arrival.document.id)
    opened = person.window.desk.opened
    assert opened is not None
    for words in ("well is deep and its water is cold", "rope of hemp"):
        start = opened.content.text.index(words)
        person.margent.annotating.highlight(opened, start, start + len(words))[1].result(30)
    person.wait_for(lambda: len(person.placed()) == 2)

    def bring() -> None:
        path.write_text(_AFTER)
        if request.param == "here":
            person.window.commands.filing.add_files([path])
            return
        with opened_desk(person.margent.store.folder) as elsewhere:
            elsewhere.importing.add_file(path)
        person.window.watch()

    return bring


def test_it_is_told_with_what_became_of_the_highlights(person: Person, renew: Callable[[], None]) -> None:
    person.read()
    renew()
    person.wait_for(lambda: "has a new version. 1 changed; Ctrl+Shift+M lists them." in person.window.toast.message())
    assert [one.placement.state for one in person.placed()] == [PlacementState.CHANGED, PlacementState.MOVED]
    assert "Compare" in person.window.toast.accessibleName()


def test_the_bar_stays_with_what_it_looks_for(
    person: Person, renew: Callable[[], None], request: pytest.FixtureRequest
) -> None:
    bar, page = person.window.reader.find_bar, person.window.reader.page
    person.read()
    person.press("/")
    person.type("hemp")
    person.wait_for(lambda: page.hit_in_sight() is not None)
    page.set_folded({1})
    renew()
    person.wait_for(lambda: "A new beginning" in page.content.text)
    assert bar.isVisible()
    # Whoever adds a file goes to the page; what comes from elsewhere leaves the keyboard where it is.
    person.wait_for(lambda: bar.field.hasFocus() is ("elsewhere" in request.node.name))
    person.wait_for(lambda: page.hit_in_sight() is not None)
    assert bar.message() == "1 of 1"
    found = page.hit_in_sight()
    assert found is not None
    assert page.content.text[slice(*found)] == "hemp"
    bar.field.setFocus()
    person.press("Escape")
    assert not bar.isVisible()
    assert page.hasFocus()


def test_another_article_closes_the_bar(person: Person, renew: Callable[[], None]) -> None:
    del renew
    person.read()
    person.press("/")
    person.type("hemp")
    other = next(one for one in person.window.desk.reader.documents() if one.title != "Wells")
    person.window.open_document(other.id)
    assert not person.window.reader.find_bar.isVisible()
