"""Sections are folded into their headings, and whatever is gone to comes into sight."""

import itertools
import random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Colour
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.folds import Folds, folds_of, outermost
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.palette import Theme
from tests.ui.reader.pages import SENTENCES, Show, appearance, place_of, placed, plain, seen
from tests.ui.reader.test_place import lost_places, top_line


def nested() -> Content:
    """A title, two chapters of two parts each, and a lead before all."""
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before everything. " + " ".join(SENTENCES))
    builder.add(BlockKind.HEADING, "The title", level=1)
    for chapter in ("One", "Two"):
        builder.add(BlockKind.HEADING, f"Chapter {chapter}", level=2)
        builder.add(BlockKind.PARAGRAPH, f"Opening of {chapter}. " + " ".join(SENTENCES * 3))
        for part in ("first", "second"):
            builder.add(BlockKind.HEADING, f"{chapter} {part}", level=3)
            for number in range(4):
                builder.add(BlockKind.PARAGRAPH, f"{chapter} {part} {number}. " + " ".join(SENTENCES))
    return builder.content()


def words_seen(view: ReaderView) -> str:
    """The words of the blocks that stand on the whole page, top to bottom."""
    content, geometry = view.content, view.geometry_of_text
    return "\n".join(content.text_of(content.blocks[index]) for index in geometry.blocks_in(0, geometry.height()))


def whole_height(view: ReaderView) -> float:
    """The height of the page once all of it is laid out, so that nothing is a guess."""
    for index in range(len(view.content.blocks)):
        view.geometry_of_text.lines(index)
    return view.geometry_of_text.height()


def section_named(view: ReaderView, heading: str) -> int:
    return next(one.index for one in sections_of(view.content) if one.heading == heading)


def test_a_folded_section_is_only_its_heading_and_takes_those_inside_along(show: Show) -> None:
    view = show(nested())
    before = whole_height(view)
    assert view.toggle_fold(section_named(view, "Chapter One"))
    words = words_seen(view)
    assert "Chapter One\nChapter Two" in words
    assert "One first" not in words
    assert view.geometry_of_text.height() < before * 0.7
    assert not view.toggle_fold(section_named(view, "Chapter One"))
    assert words_seen(view) == view.content.text
    assert whole_height(view) == pytest.approx(before, abs=2)


def test_text_and_offsets_stay_as_they_are(show: Show) -> None:
    view = show(nested())
    start, end = place_of(view.content, "Opening of Two.")
    view.set_folded([section_named(view, "Chapter One")])
    view.select(start, end)
    assert view.selected_range() == (start, end)
    assert view.content.text[start:end] == "Opening of Two."
    (run,) = view.geometry_of_text.runs(start, end)
    middle = QPoint(round(run.left) + 2, round(run.line.middle) - view.verticalScrollBar().value())
    assert view.offset_at(middle) == start


def test_lines_follow_one_another_without_a_hole(show: Show) -> None:
    view = show(nested())
    view.set_folded([section_named(view, "Chapter One")])
    view.go_to(0)
    stood = [
        line.top for index in view.geometry_of_text.blocks_in(0, 600) for line in view.geometry_of_text.lines(index)
    ]
    assert stood == sorted(stood)
    assert all(later - earlier < 90 for earlier, later in itertools.pairwise(stood))


@pytest.mark.parametrize("way", ["go_to", "reveal", "caret", "select"])
def test_whatever_is_gone_to_comes_into_sight(show: Show, way: str) -> None:
    view = show(nested())
    view.set_folded([section_named(view, "Chapter Two")])
    start, end = place_of(view.content, "Two second 2.")
    assert view.hides(start)
    match way:
        case "go_to":
            view.go_to(start)
        case "reveal":
            view.reveal(start, end)
        case "caret":
            view.set_caret_mode(True)
            view.place_caret(start)
        case _:
            view.select(start, end)
    assert not view.hides(start)
    assert view.folded() == frozenset()
    if way in ("go_to", "reveal"):
        assert 0 <= view.line_top(start) < view.viewport().height()


def test_the_top_line_stays_or_becomes_the_heading_that_stands_for_it(show: Show) -> None:
    view = show(nested())
    below = place_of(view.content, "Two first 2.")[0]
    view.go_to(below)
    view.set_folded([section_named(view, "One first")])
    assert view.top_offset() == below
    assert below in top_line(view)
    view.set_folded([section_named(view, "Chapter Two")])
    heading = place_of(view.content, "Chapter Two")[0]
    assert view.top_offset() == heading
    assert heading in top_line(view)


def test_a_selection_inside_goes_to_the_heading(show: Show) -> None:
    view = show(nested())
    view.select(*place_of(view.content, "One first 2."))
    view.set_folded([section_named(view, "Chapter One")])
    assert view.selected_range() is None
    assert view.folded() == {section_named(view, "Chapter One")}


def test_changes_of_the_page_keep_the_place_among_folds(show: Show) -> None:
    view = show(plain(80))
    view.set_folded([1, 3, 4, 8])
    assert lost_places(view, random.Random(11), 25, folding=False) == []
    assert view.folded() == {1, 3, 4, 8}


def test_after_each_scroll_the_screen_is_that_of_a_full_repaint(show: Show) -> None:
    view = show(plain(80))
    view.set_annotations(placed(view.content, [(at, at + 60, Colour.PINK) for at in range(0, 12_000, 300)]))
    view.set_folded([0, 2, 3, 7])
    chosen = random.Random(5)
    for _ in range(20):
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + chosen.randrange(-500, 700))
        QApplication.processEvents()
        shown = seen(view)
        view.viewport().update()
        QApplication.processEvents()
        assert seen(view) == shown


def test_the_scroll_bar_ends_where_the_folded_text_ends(show: Show) -> None:
    view = show(plain(80))
    view.scroll_to_end(True)
    whole = view.verticalScrollBar().value()
    last = len(sections_of(view.content)) - 1
    view.set_folded(range(1, last + 1))
    view.scroll_to_end(True)
    assert view.verticalScrollBar().value() < whole * 0.4
    assert view.top_offset() <= sections_of(view.content)[last].start
    view.go_to(0)
    view.scroll_page(500)
    assert sections_of(view.content)[last].start <= view.last_offset()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_a_click_beside_a_heading_folds_and_unfolds_it(show: Show, theme: Theme) -> None:
    view = show(nested())
    view.set_appearance(appearance(theme))
    chapter = section_named(view, "Chapter One")
    line = view.geometry_of_text.line_of(sections_of(view.content)[chapter].start)
    beside = QPoint(round(line.left) - 14, round(line.middle) - view.verticalScrollBar().value())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert view.folded() == {chapter}
    assert seen(view).pixelColor(beside) != seen(view).pixelColor(beside - QPoint(8, 0))  # the sign is there
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert view.folded() == frozenset()


def test_the_main_headings_are_those_below_a_single_title() -> None:
    sections = sections_of(nested())
    assert [sections[index].heading for index in outermost(sections)] == ["Chapter One", "Chapter Two"]
    assert [sections_of(plain())[index].level for index in outermost(sections_of(plain()))] == [1] * 7


def test_folds_tell_what_is_in_sight() -> None:
    folds = Folds([(2, 4), (6, 9)])
    assert list(folds.seen(0, 12)) == [0, 1, 4, 5, 9, 10, 11]
    assert list(folds.seen(3, 8)) == [4, 5]
    assert list(folds.seen(7, 8)) == []
    assert [folds.standing_for(index) for index in (1, 2, 3, 4, 7, 9)] == [1, 1, 1, 4, 5, 9]
    assert [folds.after(index) for index in (0, 1, 4, 5)] == [1, 4, 5, 9]


def test_a_section_inside_a_folded_one_adds_nothing() -> None:
    content = nested()
    sections = sections_of(content)
    starts = [block.start for block in content.blocks]
    outer = next(one.index for one in sections if one.heading == "Chapter One")
    assert folds_of(sections, {outer, outer + 1}, starts) == folds_of(sections, {outer}, starts)
    assert not folds_of(sections, {0}, starts)  # the lead has no heading


def test_what_is_folded_away_is_not_in_sight(show: Show) -> None:
    view = show(nested())
    one = section_named(view, "One first")
    hidden = place_of(view.content, "One first 2.")
    view.go_to(sections_of(view.content)[one].start)
    view.set_folded([one])
    after = place_of(view.content, "One second 0.")
    assert not view.in_sight(*hidden)
    assert view.in_sight(*after)
    heading_ends = sections_of(view.content)[one].body
    assert view.parts_in_sight(view.top_offset(), view.last_offset())[0][1] == heading_ends
    assert view.parts_in_sight(hidden[0] - 5000, after[1])[-1] == (sections_of(view.content)[one + 1].start, after[1])
    view.set_folded(())
    assert view.parts_in_sight(*hidden) == [hidden]
