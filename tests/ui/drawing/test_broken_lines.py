"""Passages are broken into the lines of a card without losing or splitting a character."""

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.broken_lines import broken


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Fonts need an application."""


def test_a_short_passage_is_one_line() -> None:
    assert broken("The boats left at ten.", chips.interface_font(), 400, 3) == ("The boats left at ten.",)


def test_no_word_is_lost_while_there_are_lines_enough(qtbot: QtBot) -> None:
    passage = " ".join(f"word{number} 🚢" for number in range(30))
    lines = broken(passage, chips.interface_font(), 300, 100)
    assert len(lines) > 3
    assert " ".join(lines) == passage


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = broken("It was agreed to meet again when the ice was gone. " * 20, chips.interface_font(), 300, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_a_word_wider_than_the_card_is_broken() -> None:
    assert "".join(broken("x" * 200, chips.interface_font(), 300, 50)) == "x" * 200


def test_nothing_is_no_line() -> None:
    assert "".join(broken("", chips.interface_font(), 300, 3)) == ""
