"""What only one of the two layouts could get wrong: the other one says what is right."""

import os
import random

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Colour
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import Align, BlockKind, Content
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.palette import Theme
from tests.benchmarks.corpus import written
from tests.ui.reader.pages import Show, appearance, every_kind, nested, place_of, placed, plain, seen

LONG = os.environ.get("MARGENT_TEST_BUDGET", "quick") == "long"
SCROLLS = 80 if LONG else 24
WORDS = 200_000 if LONG else 6_000


def without_tables(content: Content) -> Content:
    """The same blocks but for the tables, which the two layouts set each in its own way."""
    builder = ContentBuilder()
    for block in content.blocks:
        if block.kind is not BlockKind.TABLE:
            inline = tuple(
                type(span)(span.kind, span.start - block.start, span.end - block.start, span.href)
                for span in block.inline
            )
            builder.add(block.kind, content.text_of(block), level=block.level, label=block.label, inline=inline,
                        resource=block.resource, lists=block.lists, within=block.within)  # fmt: skip
    return builder.content()


@pytest.fixture
def both(qtbot: QtBot) -> tuple[Show, Show]:
    return Show(qtbot, lazily=False), Show(qtbot, lazily=True)


@pytest.mark.parametrize(
    "content",
    [plain(), without_tables(every_kind()), without_tables(nested())],
    ids=["plain", "every kind", "nested"],
)
@pytest.mark.parametrize("size", [18.5, 27.0])
def test_lines_break_and_stand_alike_in_both_layouts(both: tuple[Show, Show], content: Content, size: float) -> None:
    stock, lazy = (show(content) for show in both)
    for view in (stock, lazy):
        view.set_appearance(appearance(size=size))
    for index, block in enumerate(content.blocks):
        ours, theirs = (view.geometry_of_text.lines(index) for view in (lazy, stock))
        assert [(line.start, line.end) for line in ours] == [(line.start, line.end) for line in theirs], block
        for one, other in zip(ours, theirs, strict=True):
            assert (one.left, one.right) == pytest.approx((other.left, other.right), abs=0.1)
            if block.kind is not BlockKind.FIGURE:
                assert one.bottom - one.top == pytest.approx(other.bottom - other.top)


def test_a_page_looks_the_same_in_both_layouts(both: tuple[Show, Show]) -> None:
    content = plain()
    stock, lazy = (show(content) for show in both)
    for view in (stock, lazy):
        view.set_annotations(placed(content, [(start, start + 50, Colour.GREEN) for start in range(0, 3000, 170)]))
    assert seen(stock) == seen(lazy)
    for view in (stock, lazy):
        view.set_appearance(appearance(Theme.SEPIA, size=24))
    assert seen(stock) == seen(lazy)


def test_a_screen_reader_reads_the_same_in_both_layouts(both: tuple[Show, Show]) -> None:
    content = plain()
    texts = []
    for show in both:
        view = show(content)
        interface = QAccessible.queryAccessibleInterface(view)
        text = interface.textInterface()
        assert isinstance(text, QAccessibleTextInterface)
        assert text.characterCount() >= len(content.text)
        assert text.characterRect(50).isValid()
        texts.append(text.text(0, len(content.text)))
    assert texts == [content.text, content.text]


def test_tables_are_set_side_by_side_with_their_cells_inside_the_column(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before the table.")
    rows = [
        "Day\tWhat was seen\tBoats",
        "Monday\t" + "nothing but the sea and the long light on it " * 4 + "\t3",
        "Tuesday",
    ]
    builder.add(BlockKind.TABLE, "\n".join(rows), level=1)
    builder.add(BlockKind.PARAGRAPH, "After the table.")
    content = builder.content()
    view = show(content)
    geometry = view.geometry_of_text
    left, right = geometry.column()
    assert all(left <= line.left and line.right <= right + 1 for line in geometry.lines(1))
    above, first, second, third = [geometry.block_rect(0), *geometry.rows(1)]
    assert above.bottom() < first.top()
    assert first.bottom() == pytest.approx(second.top(), abs=1)
    assert second.height() > 2 * first.height()
    assert third.bottom() < geometry.block_rect(2).top()
    day, seen_, boats = (geometry.line_of(place_of(content, words)[0]) for words in ("Monday", "nothing", "3"))
    assert day.top == seen_.top == boats.top
    assert day.right < seen_.left < seen_.right < boats.left
    start, end = place_of(content, "sea and the long")
    view.select(start, end)
    assert view.textCursor().selectedText() == "sea and the long"
    for run in geometry.runs(start, end):
        middle = QPoint(round((run.left + run.right) / 2), round(run.line.middle) - view.verticalScrollBar().value())
        assert start <= view.offset_at(middle) <= end


def test_another_palette_lays_nothing_out(show: Show) -> None:
    view = show(every_kind())
    view.go_to(200)
    changed: list[int] = []
    view.document().contentsChange.connect(lambda position, _removed, _added: changed.append(position))
    document, before = view.document(), [view.geometry_of_text.block_rect(index) for index in range(10)]
    view.set_appearance(appearance(Theme.DARK))
    assert view.document() is document
    assert [view.geometry_of_text.block_rect(index) for index in range(10)] == before
    assert changed == []


def test_zooming_a_long_text_does_not_build_it_anew(qtbot: QtBot) -> None:
    view = Show(qtbot, lazily=True)(plain(80))
    document = view.document()
    view.set_appearance(appearance(size=26))
    assert view.document() is document
    assert view.geometry_of_text.lines(0)[0].bottom - view.geometry_of_text.lines(0)[0].top == round(1.62 * 26)


def test_the_end_is_the_end_however_one_comes_there(show: Show) -> None:
    article = written(WORDS, seed=4).content
    view = show(article)
    bar = view.verticalScrollBar()
    for by_the_bar in (False, True):
        view.scroll_to_end(False)
        assert bar.value() == 0
        if by_the_bar:
            bar.setValue(bar.maximum())
        else:
            view.scroll_to_end(True)
        QApplication.processEvents()
        assert view.last_offset() >= len(article.text) - 1
        last = view.geometry_of_text.line_of(len(article.text))
        assert last.bottom <= bar.value() + view.viewport().height()
        assert bar.value() == bar.maximum()


@pytest.mark.parametrize("kind", ["written", "every kind"])
def test_after_every_scroll_the_screen_is_what_a_full_repaint_shows(show: Show, kind: str) -> None:
    content = written(WORDS, seed=2).content if kind == "written" else every_kind()
    view = show(content)
    ranges = [(start, start + 90, list(Colour)[start % 5]) for start in range(0, len(content.text) - 100, 131)]
    view.set_annotations(placed(content, ranges))
    view.select(30, 400)
    chosen = random.Random(5)
    for _ in range(SCROLLS):
        scroll_somehow(view, chosen)
        screen = on_screen(view)
        view.viewport().update()
        assert screen == on_screen(view)


def test_a_line_on_the_page_moves_by_what_was_scrolled_and_no_further(show: Show) -> None:
    content = written(WORDS, seed=3).content
    view = show(content)
    chosen = random.Random(8)
    for _ in range(SCROLLS):
        view.go_to(chosen.randrange(len(content.text)))
        QApplication.processEvents()
        line = view.last_offset()
        before = view.line_top(line)
        for dy in (-100, -60, 40, 30, -75):
            bar = view.verticalScrollBar()
            if 100 < bar.value() < bar.maximum() - 100:
                bar.setValue(bar.value() + dy)
                assert view.line_top(line) == before - dy
                before -= dy


def scroll_somehow(view: ReaderView, chosen: random.Random) -> None:
    bar = view.verticalScrollBar()
    how = chosen.random()
    if how < 0.15:
        view.go_to(chosen.randrange(len(view.content.text)))
    elif how < 0.25:
        bar.setValue(chosen.randrange(bar.maximum() + 1))
    else:
        bar.setValue(bar.value() + chosen.choice((-1, 1, -1, -1)) * chosen.choice((7, 24, 60, 180, bar.pageStep())))


def on_screen(view: ReaderView) -> object:
    """What the window shows, not painted for the purpose: what was moved on the screen is there as it was moved."""
    QApplication.processEvents()
    page = view.viewport().geometry()
    screen = view.window().screen()
    return screen.grabWindow(view.window().winId(), page.x(), page.y(), page.width(), page.height()).toImage()


def test_the_columns_of_a_table_are_set_as_the_writer_has_set_them(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before the table.")
    rows = "What\tWhere it was seen\tHow many\nboats\tquay\t1,102\ngulls and terns\teverywhere else\t7"
    builder.add(BlockKind.TABLE, rows, level=1, columns=(Align.NATURAL, Align.CENTRE, Align.RIGHT))
    content = builder.content()
    view = show(content)
    geometry = view.geometry_of_text
    boats, gulls, quay, elsewhere, many, few, heading = (
        geometry.line_of(place_of(content, words)[0])
        for words in ("boats", "gulls", "quay", "everywhere", "1,102", "7", "How many")
    )
    assert boats.left == pytest.approx(gulls.left, abs=1)
    assert quay.left + quay.right == pytest.approx(elsewhere.left + elsewhere.right, abs=2)
    assert many.right == pytest.approx(few.right, abs=1) == pytest.approx(heading.right, abs=1)
    assert many.left < few.left


def test_the_digits_of_a_table_are_of_one_width(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before the table.")
    builder.add(BlockKind.TABLE, "111111\tone\n000000\ttwo", level=0)
    content = builder.content()
    view = show(content)
    geometry = view.geometry_of_text
    ones, noughts = (geometry.line_of(place_of(content, words)[0]) for words in ("111111", "000000"))
    assert ones.right - ones.left == pytest.approx(noughts.right - noughts.left, abs=1)


def test_tables_stand_in_alike_in_both_layouts(both: tuple[Show, Show]) -> None:
    content = nested()
    tables = [index for index, block in enumerate(content.blocks) if block.kind is BlockKind.TABLE]
    views = [show(content) for show in both]
    stock, lazy = (view.geometry_of_text for view in views)
    for index in tables:
        ours, theirs = lazy.rows(index), stock.rows(index)
        assert [(row.left(), row.right()) for row in ours] == [(row.left(), row.right()) for row in theirs]
        assert lazy.lines(index)[0].left == pytest.approx(stock.lines(index)[0].left, abs=1)
        above = [view.block_rect(index).top() - view.block_rect(index - 1).bottom() for view in (lazy, stock)]
        assert above[0] == pytest.approx(above[1], abs=3)
