"""After a revision, what only moved along with the words around it is told from what came to stand elsewhere."""

from pathlib import Path

from desktop_app.core.annotation import PlacementState
from desktop_app.services.importing.moved_along import MovedAlong
from tests.samples import Desk

_PARAGRAPHS = [f"Here begins paragraph {n}. The {word} of the town was counted twice that year." for n, word in
               enumerate(("wool", "flax", "madder", "copper", "timber", "salt", "honey", "wax"))]  # fmt: skip
_PUT_IN = "A paragraph that nobody had read before was put in at the very beginning."


def _text(first: list[str], second: list[str], heading: str = "## Inland", before: str = "") -> str:
    return "\n\n".join(["# The ledger", *([before] if before else []), *first, heading, *second]) + "\n"


def _revised(desk: Desk, folder: Path, text: str) -> tuple[dict[str, PlacementState], set[str]]:
    """Mark a sentence in each of eight paragraphs, revise, and return what each word is called and what moved along."""
    path = folder / "ledger.md"
    path.write_text(_text(_PARAGRAPHS[:4], _PARAGRAPHS[4:]), encoding="utf-8")
    document = desk.importing.add_file(path).document
    assert document is not None
    opened = desk.open(document)
    words = {desk.mark(opened, one[one.index("The ") :]).id: one.split()[5] for one in _PARAGRAPHS}
    path.write_text(text, encoding="utf-8")
    renewed = desk.importing.add_file(path).document
    assert renewed is not None
    opened = desk.open(renewed)
    placed = desk.reader.placed(opened.document)
    states = {words[one.annotation.id]: one.placement.state for one in placed}
    return states, {words[one] for one in MovedAlong(desk.reader).among(opened, placed)}


_ALL = {one.split()[5] for one in _PARAGRAPHS}


def test_a_paragraph_put_in_moves_everything_along(desk: Desk, tmp_path: Path) -> None:
    states, along = _revised(desk, tmp_path, _text(_PARAGRAPHS[:4], _PARAGRAPHS[4:], before=_PUT_IN))
    assert set(states.values()) == {PlacementState.MOVED}
    assert along == _ALL


def test_what_went_into_another_section_did_not_move_along(desk: Desk, tmp_path: Path) -> None:
    first, second = [*_PARAGRAPHS[1:4]], [_PARAGRAPHS[0], *_PARAGRAPHS[4:]]
    states, along = _revised(desk, tmp_path, _text(first, second, before=_PUT_IN))
    assert states["wool"] is PlacementState.MOVED
    assert along == _ALL - {"wool"}


def test_what_changed_places_within_its_section_did_not_move_along(desk: Desk, tmp_path: Path) -> None:
    first = [*_PARAGRAPHS[1:4], _PARAGRAPHS[0]]
    _, along = _revised(desk, tmp_path, _text(first, _PARAGRAPHS[4:], before=_PUT_IN))
    assert along == _ALL - {"wool"}


def test_a_section_that_has_another_number_is_the_same(desk: Desk, tmp_path: Path) -> None:
    _, along = _revised(desk, tmp_path, _text(_PARAGRAPHS[:4], _PARAGRAPHS[4:], "## 2. Inland", before=_PUT_IN))
    assert along == _ALL


def test_changed_words_beside_a_highlight_are_news(desk: Desk, tmp_path: Path) -> None:
    changed = [one.replace("Here begins paragraph 5", "Now follows number 5") for one in _PARAGRAPHS]
    _, along = _revised(desk, tmp_path, _text(changed[:4], changed[4:], before=_PUT_IN))
    assert along == _ALL - {"salt"}
