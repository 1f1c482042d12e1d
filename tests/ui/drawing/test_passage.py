"""Passages: as many lines as a card has room for, and a sign where there is more."""

import math

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from pytestqt.qtbot import QtBot

from desktop_app.ui.drawing import chips
from desktop_app.ui.drawing.card_pictures import CardPictures
from desktop_app.ui.drawing.passage import Passage
from desktop_app.ui.theme import fonts

_WORDS = "The boats left at ten and nobody saw them go. "


def test_a_passage_has_as_many_lines_as_it_needs_and_no_more_than_there_is_room_for(qtbot: QtBot) -> None:
    face = chips.interface_font()
    assert Passage(_WORDS, face, 600, 3, 20).lines == 1
    assert Passage(_WORDS * 2, face, 320, 3, 20).lines == 2
    assert Passage(_WORDS * 30, face, 320, 3, 20).lines == 3
    assert Passage("", face, 320, 3, 20).lines <= 1


def test_words_that_just_fit_are_shown_whole(qtbot: QtBot) -> None:
    face = chips.interface_font()
    width = math.ceil(chips.metrics(fonts.INTERFACE, fonts.INTERFACE_SIZE).horizontalAdvance(_WORDS.strip())) + 1
    whole, cut = Passage(_WORDS.strip(), face, width, 1, 20), Passage(_WORDS * 2, face, width, 1, 20)
    assert whole.unit_at(width - 4, 0) is not None
    assert cut.unit_at(width - 4, 0) is None


def test_a_place_of_a_line_is_a_unit_of_the_words(qtbot: QtBot) -> None:
    passage = Passage("😀 boats", chips.interface_font(), 300, 1, 20)
    assert passage.unit_at(0, 0) == 0
    assert passage.unit_at(290, 0) is None
    assert passage.unit_at(0, 1) is None


def test_a_picture_is_drawn_once_while_it_shows_the_same(qtbot: QtBot) -> None:
    pictures, drawn = CardPictures(), []

    def draw(painter: QPainter, box: QRect) -> None:
        drawn.append(box)
        painter.fillRect(box, QColor("red"))

    for key in ("one", "one", "other"):
        picture = pictures.of(key, QSize(40, 20), 2.0, draw)
        assert picture.size() == QSize(80, 40)
    assert drawn == [QRect(QPoint(), QSize(40, 20))] * 2
    assert pictures.known("one", QSize(40, 20), 1.0) is None


def test_pictures_that_were_not_seen_for_long_are_given_up(qtbot: QtBot) -> None:
    pictures, size = CardPictures(), QSize(2000, 2000)
    for key in range(3):
        pictures.of(key, size, 1.0, lambda painter, box: painter.fillRect(box, QColor("red")))
    assert pictures.known(0, size, 1.0) is None
    assert pictures.known(2, size, 1.0) is not None
