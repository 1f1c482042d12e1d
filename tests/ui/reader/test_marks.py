"""Marks that are changed one by one are the marks that would be made anew."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Colour, Placed
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.ui.reader.painting.marks import Marks
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.reader.pages import placed


def _content() -> Content:
    builder = ContentBuilder()
    for number in range(6):
        builder.add(BlockKind.PARAGRAPH, f"Paragraph {number} has some words of its own.")
    return builder.content()


_steps = st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30), st.booleans()), max_size=12)


def test_marks_changed_one_by_one_are_those_made_anew(qtbot: QtBot) -> None:
    view = ReaderView(Appearance(load_palette(Theme.LIGHT)))
    qtbot.addWidget(view)
    content = _content()
    view.show_content(content, (), {})
    text_map = view._page.text_map

    @given(_steps)
    def check(steps: Iterable[tuple[int, int, bool]]) -> None:
        standing: list[Placed] = []
        marks = Marks((), text_map)
        pieces = [marks.pieces(index) for index in range(6)]
        for number, (start, length, takes) in enumerate(steps):
            if takes and standing:
                touched = marks.change([standing.pop(start % len(standing))], [])
            else:
                end = min(start + length, len(content.text))
                [one] = placed(content, [(start, end, Colour.PINK)])
                annotation = replace(one.annotation, id=f"{number:03}", created=number)
                standing.append(replace(one, annotation=annotation))
                touched = marks.change([], standing[-1:])
            before, pieces = pieces, [marks.pieces(index) for index in range(6)]
            assert touched >= {index for index in range(6) if pieces[index] != before[index]}
            assert _seen(marks) == _seen(Marks(standing, text_map))

    check()
    QApplication.processEvents()


def _seen(marks: Marks) -> object:
    return list(marks.all), [marks.pieces(index) for index in range(6)]
