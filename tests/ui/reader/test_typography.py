"""How the page is set can be chosen, and the words, their offsets and the reader's place do not know of it."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Colour
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.setting.hyphenation import SOFT_HYPHEN
from desktop_app.ui.reader.view import ReaderView
from tests.ui.reader.pages import Show, every_kind, place_of, placed, plain, seen
from tests.ui.reader.test_place import top_line

SETTINGS = [{"justified": True}, {"indented": True}, {"hyphenated": True, "column": 420}]


def long_words() -> Content:
    """English with words that a narrow column has to break, a footnote mark and words of code."""
    builder = ContentBuilder()
    builder.add(BlockKind.HEADING, "Internationalisation of characteristics", level=1)
    for number in range(30):
        text = "The representatives of the international organisation considered administrative responsibilities."
        text += " It was the understanding of everybody else."
        code = Inline(InlineKind.CODE, *place_in(text, "organisation"))
        mark = Inline(InlineKind.FOOTNOTE_REFERENCE, 19, 19, str(number))
        builder.add(BlockKind.PARAGRAPH, text, inline=(mark, code))
    return builder.content()


def place_in(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a paragraph's own text."""
    return text.index(words), text.index(words) + len(words)


def set_as(view: ReaderView, qtbot: QtBot, **choices: object) -> None:
    """Set the page so, and wait until it is."""
    view.set_appearance(replace(view.appearance, **choices))  # type: ignore[arg-type]
    if choices.get("hyphenated"):
        qtbot.waitUntil(lambda: SOFT_HYPHEN in view.document().toPlainText(), timeout=10_000)
    QApplication.processEvents()


@pytest.mark.parametrize("choices", SETTINGS, ids=str)
def test_the_top_line_stays_when_the_page_is_set_in_another_way(
    show: Show, qtbot: QtBot, choices: dict[str, object]
) -> None:
    content = long_words()
    view = show(content)
    view.go_to(len(content.text) // 2)
    top = view.top_offset()
    set_as(view, qtbot, **choices)
    assert view.top_offset() == top
    assert top in top_line(view)


@pytest.mark.parametrize("choices", SETTINGS, ids=str)
def test_both_layouts_set_it_alike(qtbot: QtBot, choices: dict[str, object]) -> None:
    pictures = []
    for lazily in (False, True):
        view = Show(qtbot, lazily=lazily)(long_words())
        view.set_annotations(placed(view.content, [(50, 140, Colour.GREEN), (300, 420, Colour.PINK)]))
        set_as(view, qtbot, **choices)
        pictures.append(seen(view))
    assert pictures[0] == pictures[1]


def test_justified_lines_end_where_the_column_ends_and_the_last_does_not(show: Show, qtbot: QtBot) -> None:
    view = show(plain())
    set_as(view, qtbot, justified=True)
    _, right = view.geometry_of_text.column()
    index = next(number for number in range(20) if len(view.geometry_of_text.lines(number)) > 2)
    *lines, last = view.geometry_of_text.lines(index)
    assert all(line.right == pytest.approx(right, abs=1.5) for line in lines)
    assert last.right < right - 4


def test_headings_code_and_tables_are_never_justified(show: Show, qtbot: QtBot) -> None:
    view = show(every_kind())
    kinds = (BlockKind.HEADING, BlockKind.CODE, BlockKind.TABLE, BlockKind.FIGURE)
    indices = [number for number, block in enumerate(view.content.blocks) if block.kind in kinds]
    before = [[line.right - line.left for line in view.geometry_of_text.lines(index)] for index in indices]
    set_as(view, qtbot, justified=True)
    assert [[line.right - line.left for line in view.geometry_of_text.lines(index)] for index in indices] == before


def test_indented_paragraphs_follow_without_space_and_the_first_is_not_indented(show: Show, qtbot: QtBot) -> None:
    view = show(plain())
    set_as(view, qtbot, indented=True)
    geometry = view.geometry_of_text
    first, second = geometry.lines(0), geometry.lines(1)
    assert first[-1].bottom == second[0].top
    assert second[0].left - first[0].left == pytest.approx(1.4 * view.appearance.size, abs=1)
    heading = next(number for number, block in enumerate(view.content.blocks) if block.kind is BlockKind.HEADING)
    assert geometry.lines(heading + 1)[0].left == first[0].left


def test_hyphens_are_shown_and_are_no_text(show: Show, qtbot: QtBot) -> None:
    content = long_words()
    view = show(content)
    set_as(view, qtbot, hyphenated=True, column=420)
    start, end = place_of(content, "representatives of the international organisation considered")
    view.select(start, end)
    assert view.selected_range() == (start, end)
    assert view.createMimeDataFromSelection().text() == content.text[start:end]
    assert SOFT_HYPHEN in view.textCursor().selectedText()
    ends = [line.end for line in view.geometry_of_text.lines(1)]
    assert any(content.text[place - 1 : place + 1].isalpha() for place in ends)
    for offset in range(start, end):
        view.place_caret(offset)
        assert view.caret_offset() == offset


def test_code_and_headings_are_not_hyphenated(show: Show, qtbot: QtBot) -> None:
    content = long_words()
    view = show(content)
    set_as(view, qtbot, hyphenated=True)
    heading = view.document().begin().text()
    assert heading == "Internationalisation of characteristics"
    code = next(span for span in content.blocks[1].inline if span.kind is InlineKind.CODE)
    view.select(code.start, code.end)
    assert view.textCursor().selectedText() == "organisation"


def test_without_hyphens_again_the_words_are_as_before(show: Show, qtbot: QtBot) -> None:
    view = show(long_words())
    before = seen(view)
    set_as(view, qtbot, hyphenated=True)
    set_as(view, qtbot, hyphenated=False)
    assert SOFT_HYPHEN not in view.document().toPlainText()
    assert seen(view) == before


def test_no_line_of_a_french_text_begins_with_a_sign_that_belongs_to_the_word_before(show: Show, qtbot: QtBot) -> None:
    builder = ContentBuilder()
    for number in range(12):
        text = "Le quai est vide ; « personne ne passe » dit-il : où est-on ? Et la mer ! " * (number % 3 + 2)
        builder.add(BlockKind.PARAGRAPH, "Hm " * number + text.strip())
    content = builder.content()
    view = show(content)
    for column in (300, 380, 460):
        set_as(view, qtbot, column=column)
        for index in range(len(content.blocks)):
            for line in view.geometry_of_text.lines(index):
                words = content.text[line.start : line.end].strip(" ")
                assert words[0] not in ";:?!»"
                assert words[-1] != "«"
    start, end = place_of(content, "« personne ne passe »")
    view.select(start, end)
    assert view.selected_range() == (start, end)
