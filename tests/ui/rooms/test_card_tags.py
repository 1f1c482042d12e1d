"""A tag that stands in the words of a note is not shown a second time below it."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.margin.card_face import CardFace
from desktop_app.ui.margin.card_face import Shown as MarginCard
from desktop_app.ui.margin.note_page import NotePage
from desktop_app.ui.rooms.notebook.face import NotebookFace, Shown
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.rooms.shelves import annotation

PALETTE = load_palette(Theme.LIGHT)
TAGS = ("sea", "tide")


@pytest.mark.parametrize(
    ("note", "below"), [("At ten #sea", ("tide",)), ("At ten", TAGS), ("#sea #tide", ()), ("", TAGS)]
)
def test_cards_show_each_tag_once(qtbot: QtBot, note: str, below: tuple[str, ...]) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    margin = CardFace(MarginCard("The boats", note, TAGS, None, 300), NotePage(page), PALETTE)
    assert margin.shown_tags() == below
    card = NotebookFace(Shown(annotation("one", note=note, tags=TAGS), False, 500), PALETTE)
    assert card.shown_tags() == [f"#{tag}" for tag in below]
    without = NotebookFace(Shown(annotation("two", note=note), False, 500), PALETTE)
    assert (card.height() > without.height()) is bool(below)


@pytest.mark.usefixtures("qtbot")
def test_a_tag_in_words_that_are_cut_off_is_shown_below_them() -> None:
    note = "Many words. " * 200 + "#sea"
    card = NotebookFace(Shown(annotation("one", note=note, tags=TAGS), False, 500), PALETTE)
    assert card.shown_tags() == ["#sea", "#tide"]
