"""The top line stays the top line, whatever happens to the page."""

import os
import random
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.document import BlockKind, Content
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.folds import can_fold, end_of
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.benchmarks.corpus import written
from tests.ui.reader.pages import Show, every_kind, plain

LONG = os.environ.get("MARGENT_TEST_BUDGET", "quick") == "long"


def top_line(view: ReaderView) -> range:
    """The code points of the line that is seen to be the first."""
    line = view.geometry_of_text.line_below(view.verticalScrollBar().value())
    return range(line.start, line.end + 1)


@pytest.mark.parametrize("content", [plain(80), every_kind()], ids=["plain", "every kind"])
@pytest.mark.parametrize("folding", [False, True], ids=["unfolded", "folding"])
def test_thirty_changes_of_the_page_keep_the_top_line(show: Show, content: Content, folding: bool) -> None:
    assert lost_places(show(content), random.Random(3), 30, folding=folding) == []


@pytest.mark.parametrize("folding", [False, True], ids=["unfolded", "folding"])
def test_a_book_keeps_the_top_line_through_every_change(show: Show, folding: bool) -> None:
    words, changes = (200_000, 200) if LONG else (12_000, 25)
    assert lost_places(show(written(words, seed=6).content), random.Random(6), changes, folding=folding) == []


def lost_places(view: ReaderView, chosen: random.Random, changes: int, *, folding: bool) -> list[str]:
    """Change the page in many ways at random places; tell which changes lost the top line."""
    lost = []
    for _ in range(changes):
        if chosen.random() < 0.5:
            view.verticalScrollBar().setValue(chosen.randrange(view.verticalScrollBar().maximum() + 1))
            QApplication.processEvents()
        top = view.top_offset()
        assert top in top_line(view)
        change = change_somehow(view, chosen, folding=folding)
        QApplication.processEvents()
        if top not in top_line(view) or view.top_offset() != top:
            lost.append(f"{change} at {top}: {top_line(view)}, {view.top_offset()}")
    return lost


def change_somehow(view: ReaderView, chosen: random.Random, *, folding: bool) -> str:
    """Change size, type or colours of the page, or what is folded; tell what was changed. Panes change its width."""
    match chosen.randrange(7 if folding else 6):
        case 0:
            view.resize(chosen.randrange(420, 1400), chosen.randrange(300, 1000))
            return f"resized to {view.size()}"
        case 6:
            view.set_folded(fold_somehow(view, chosen))
            return f"folded {len(view.folded())} sections"
        case 1:
            changed = replace(view.appearance, size=chosen.uniform(12, 34))
        case 2:
            changed = replace(view.appearance, family=chosen.choice(list(Family)))
        case 3:
            changed = replace(view.appearance, column=chosen.randrange(400, 900), leading=chosen.uniform(1.3, 2))
        case 4:
            worn = view.appearance
            changed = chosen.choice((
                replace(worn, justified=not worn.justified),
                replace(worn, indented=not worn.indented),
                replace(worn, hyphenated=not worn.hyphenated),
            ))  # fmt: skip
        case _:
            themes = [theme for theme in Theme if theme is not Theme.SYSTEM]
            changed = replace(view.appearance, palette=load_palette(chosen.choice(themes)))
    view.set_appearance(changed)
    return str(changed)[-70:]


def fold_somehow(view: ReaderView, chosen: random.Random) -> set[int]:
    """Some other sections than are folded now, none of which hides the top line."""
    sections, top = sections_of(view.content), view.top_offset()
    every = [section.index for section in sections if can_fold(sections, section.index)]
    folded = set(view.folded()) ^ set(chosen.sample(every, min(len(every), 20)))
    ends = {index: sections[end_of(sections, index) - 1].end for index in folded}
    return {index for index in folded if not sections[index].body <= top <= ends[index]}


def test_a_dozen_zooms_in_and_out_come_back_to_the_same_pixel_line(show: Show) -> None:
    content = plain(80)
    view = show(content)
    view.go_to(len(content.text) // 2)
    before = top_line(view)
    for size in (20, 22, 25, 31, 26, 21, 18.5, 15, 12, 14, 17, 18.5):
        view.set_appearance(replace(view.appearance, size=float(size)))
    assert top_line(view) == before


def test_any_place_can_be_gone_to_even_the_last_line(show: Show) -> None:
    content = plain()
    view = show(content)
    for offset in (0, 1000, len(content.text) - 3, len(content.text), 400):
        view.go_to(offset)
        assert offset in top_line(view)
        assert view.top_offset() == offset


def test_the_last_lines_keep_their_place_too(qtbot: QtBot, show: Show) -> None:
    content = plain()
    view = show(content)
    for size in (30, 14, 22, 18.5):
        view.go_to(len(content.text))
        view.set_appearance(replace(view.appearance, size=float(size)))
        qtbot.wait(30)  # the layout goes on by itself, and works out its own range
        assert len(content.text) in top_line(view)


def test_room_made_for_the_last_line_is_given_back(show: Show) -> None:
    content = plain()
    view = show(content)
    view.scroll_to_end(True)
    natural = view.verticalScrollBar().value()
    view.go_to(len(content.text))
    assert view.verticalScrollBar().maximum() > natural
    view.verticalScrollBar().setValue(100)
    assert view.verticalScrollBar().maximum() == natural
    view.scroll_to_end(True)
    assert view.verticalScrollBar().value() == natural
    view.scroll_to_end(False)
    assert view.verticalScrollBar().value() == 0


def test_a_heading_one_goes_to_keeps_some_air_above_it(show: Show) -> None:
    content = plain()
    view = show(content)
    heading = [block for block in content.blocks if block.kind is BlockKind.HEADING][2]
    view.go_to(heading.start)
    assert view.line_top(heading.start) > 10
    assert view.top_offset() == heading.start


def test_going_through_the_page_by_pages_and_lines_shows_every_line(show: Show) -> None:
    content = plain()
    view = show(content)
    seen_until = view.last_offset()
    for _ in range(100):
        top = view.verticalScrollBar().value()
        view.scroll_page(1)
        if 0 < view.verticalScrollBar().value() < view.verticalScrollBar().maximum():
            assert view.line_top(top_line(view)[0]) == pytest.approx(0, abs=1), "the first line is cut"
        if view.verticalScrollBar().value() == top:
            break
        assert top_line(view)[0] <= seen_until
        seen_until = view.last_offset()
    assert seen_until >= len(content.text) - 1
    view.scroll_page(-1)
    middle = view.verticalScrollBar().value()
    view.scroll_lines(2)
    assert middle < view.verticalScrollBar().value() < middle + 80


def test_what_is_in_sight_is_not_scrolled_to(show: Show) -> None:
    content = plain()
    view = show(content)
    view.reveal(10, 20)
    assert view.verticalScrollBar().value() == 0
    far = len(content.text) // 2
    view.reveal(far, far + 10)
    assert 0 < view.line_top(far) < view.viewport().height() / 2
    told: list[int] = []
    view.scrolled.connect(lambda: told.append(view.verticalScrollBar().value()))
    view.reveal(far, far + 10)
    assert told == []


def test_the_top_is_told_when_it_changes_and_only_then(show: Show) -> None:
    content = plain()
    view = show(content)
    told: list[int] = []
    view.top_changed.connect(told.append)
    view.go_to(900)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 1)
    view.scroll_lines(3)
    assert told[0] == 900
    assert told[-1] == view.top_offset()
    assert all(earlier != later for earlier, later in pairwise(told))


def test_the_column_stands_in_the_middle_and_never_wider_than_asked(show: Show) -> None:
    view = show(plain(), width=1400)
    left, right = view.geometry_of_text.column()
    assert right - left == 660
    outer_left = view.viewport().x() + left
    assert abs(outer_left - (view.width() - (view.viewport().x() + right))) <= 1
    view.resize(500, 600)
    left, right = view.geometry_of_text.column()
    assert right - left < 460
    assert view.horizontalScrollBar().maximum() == 0


def test_an_empty_article_is_no_trouble(show: Show) -> None:
    view = show(Content("", ()))
    view.go_to(10)
    view.select(0, 0)
    view.set_hits([])
    view.set_annotations([])
    view.scroll_page(1)
    view.set_caret_mode(True)
    assert view.top_offset() == 0
    assert view.selected_range() is None
    assert view.sentence_at(0) is None
    assert view.annotations_at(view.viewport().rect().center()) == []
