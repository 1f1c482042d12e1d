"""What is done while a page rests, so that turning it only paints."""

from time import thread_time

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
from desktop_app.ui.reader.setting.letters import draw_ahead, draw_words_ahead
from desktop_app.ui.reader.view import ReaderView
from tests.ui.reader.pages import Show, every_kind, plain

_FURTHER = 600
"""Code points past the last that is seen: on the next page."""


def rested(qtbot: QtBot, view: ReaderView) -> ReaderView:
    """Wait until nothing more is being prepared."""
    qtbot.waitUntil(lambda: not view._idle.isActive())
    return view


@pytest.mark.parametrize("turns", [0, 1, 3])
def test_the_next_page_is_laid_out_while_one_rests(qtbot: QtBot, turns: int) -> None:
    view = Show(qtbot, lazily=True)(plain(200))
    for _ in range(turns):
        view.scroll_page(1)
        QApplication.processEvents()
    further = view.document().findBlock(view.last_offset() + _FURTHER)  # in plain words, offsets are Qt's positions
    rested(qtbot, view)
    assert further.layout().lineCount() > 0


def test_the_next_page_is_laid_out_again_once_pages_are_turned_in_no_hurry(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.reader.canvas._HURRIED", 600_000)
    view = Show(qtbot, lazily=True)(plain(200))
    for _ in range(3):
        view.scroll_page(1)
        QApplication.processEvents()
    qtbot.wait(20)
    view.scroll_page(1)
    QApplication.processEvents()
    further = view.document().findBlock(view.last_offset() + _FURTHER)
    rested(qtbot, view)
    assert further.layout().lineCount() > 0


def test_a_page_that_has_rested_looks_as_one_that_has_not(show: Show, qtbot: QtBot) -> None:
    view = show(every_kind())
    view.scroll_page(1)
    QApplication.processEvents()
    before = view.grab().toImage()
    rested(qtbot, view).viewport().update()
    assert view.grab().toImage() == before


@pytest.mark.parametrize("text", ["", "\n\n", "漢字かな", "\U0001f600", "A plain line."])
def test_letters_are_drawn_ahead_whatever_the_text_holds(show: Show, text: str) -> None:
    draw_ahead(show(every_kind()).document().defaultFont(), text)


def test_a_page_that_has_rested_has_the_letters_of_the_next_in_every_face(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[tuple[int, int]] = []

    def meet(document: QTextDocument, start: int, end: int, height: float, ratio: float) -> None:
        met.append((start, end))
        draw_words_ahead(document, start, end, height, ratio)

    monkeypatch.setattr("desktop_app.ui.reader.canvas.draw_words_ahead", meet)
    view = rested(qtbot, Show(qtbot, lazily=True)(plain(200)))
    seen = view.last_offset()
    assert any(start <= seen + _FURTHER < end for start, end in met)
    met.clear()
    view.viewport().update()
    rested(qtbot, view)
    assert not met, "once is enough"


def test_of_a_block_without_end_only_a_page_is_drawn_ahead(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.CODE, "\n".join("a line of code" for _ in range(3_000)))
    view = show(builder.content())
    document = view.document()
    timed = []
    for height in (500.0, 1e6):
        begun = thread_time()
        draw_words_ahead(document, 0, document.characterCount(), height)
        timed.append(thread_time() - begun)
    assert timed[0] < timed[1]
