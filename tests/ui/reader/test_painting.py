"""Highlights and search hits are really at their words, and the words stay readable over them."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Colour, Scope, Style
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content, Inline, InlineKind
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.reader.pages import (
    SCRIPTS,
    Show,
    appearance,
    box_of,
    colours_in,
    detached,
    every_kind,
    middle_of,
    picture,
    place_of,
    placed,
    plain,
    seen,
)

LIGHT = load_palette(Theme.LIGHT)


class Painted(QObject):
    """Counts how often a page is painted."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self.times = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


def over(view: ReaderView, words: str) -> set[str]:
    """The colours behind and in some words, and just below them."""
    return colours_in(seen(view), box_of(view, *place_of(view.content, words)).adjusted(0, 0, 0, 3))


@pytest.fixture
def content() -> Content:
    return plain()


@pytest.mark.parametrize("colour", Colour)
def test_a_highlight_is_in_its_colour_at_its_words_and_nowhere_beside_them(
    show: Show, content: Content, colour: Colour
) -> None:
    view = show(content)
    start, end = place_of(content, "harbour master")
    view.set_annotations(placed(content, [(start, end, colour)]))
    fill = LIGHT.fills[colour]
    assert fill in over(view, "harbour master")
    assert fill not in over(view, "told the ")
    assert fill not in over(view, "wrote it down")


@pytest.mark.parametrize("theme", [theme for theme in Theme if theme is not Theme.SYSTEM])
def test_the_words_over_a_highlight_are_in_ink(show: Show, content: Content, theme: Theme) -> None:
    view = show(content)
    view.set_annotations(placed(content, [(*place_of(content, "harbour master"), Colour.GREEN)]))
    view.set_appearance(appearance(theme, size=30))
    palette = load_palette(theme)
    found = over(view, "harbour master")
    assert palette.fills[Colour.GREEN] in found
    assert palette.ink in found


def test_the_newest_of_two_fills_and_the_other_is_a_bar_below(show: Show, content: Content) -> None:
    view = show(content)
    start, end = place_of(content, "harbour master")
    middle = start + len("harbour")
    view.set_annotations(placed(content, [(start, end, Colour.YELLOW), (middle, end, Colour.PINK)]))
    assert LIGHT.fills[Colour.YELLOW] in over(view, "harbour")
    both = over(view, "master")
    assert LIGHT.fills[Colour.PINK] in both
    assert LIGHT.fills[Colour.YELLOW] not in both
    assert LIGHT.edges[Colour.YELLOW] in both


def test_bars_stand_below_the_descenders_and_there_are_two_at_most(show: Show, content: Content) -> None:
    view = show(content)
    start, end = place_of(content, "harbour master")
    order = [Colour.BLUE, Colour.ORANGE, Colour.GREEN, Colour.PINK]
    view.set_annotations(placed(content, [(start, end, colour) for colour in order]))
    line = view.geometry_of_text.line_of(start)
    box = box_of(view, start, end)
    below = QRect(box.left(), round(line.baseline - view.verticalScrollBar().value()) + 4, box.width(), 12)
    found = colours_in(seen(view), below)
    assert {LIGHT.edges[Colour.GREEN], LIGHT.edges[Colour.ORANGE]} <= found
    assert LIGHT.edges[Colour.BLUE] not in found
    assert LIGHT.fills[Colour.PINK] in over(view, "harbour master")


def test_an_underline_leaves_the_paper_as_it_is(show: Show, content: Content) -> None:
    view = show(content)
    marks = placed(content, [(*place_of(content, "harbour master"), Colour.BLUE)], Style.UNDERLINE)
    view.set_annotations(marks)
    found = over(view, "harbour master")
    assert LIGHT.edges[Colour.BLUE] in found
    assert LIGHT.paper in found
    assert LIGHT.fills[Colour.BLUE] not in found


def test_what_is_detached_or_gone_is_not_painted(show: Show, content: Content) -> None:
    view = show(content)
    marks = placed(content, [(*place_of(content, "harbour master"), Colour.PINK)])
    view.set_annotations([detached(marks[0])])
    assert LIGHT.fills[Colour.PINK] not in over(view, "harbour master")
    view.set_annotations(marks)
    view.set_annotations([])
    assert LIGHT.fills[Colour.PINK] not in over(view, "harbour master")


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_highlight_covers_every_script(show: Show, text: str) -> None:
    content = every_kind()
    view = show(content)
    start, end = place_of(content, text)
    view.go_to(start)
    before = seen(view)
    view.set_annotations(placed(content, [(start, end, Colour.GREEN)]))
    line = view.geometry_of_text.line_of(start)
    box = QRect(round(line.left), round(line.top) - view.verticalScrollBar().value(), round(line.right - line.left), 22)
    after = seen(view)
    paper = QColor(LIGHT.paper)
    assert any(before.pixelColor(x, box.center().y()) == paper for x in range(box.left(), box.right()))
    left_bare = [x for x in range(box.left() + 2, box.right() - 2) if after.pixelColor(x, box.bottom() - 4) == paper]
    assert not left_bare


def test_part_of_a_right_to_left_word_is_marked_at_its_own_place(show: Show) -> None:
    content = every_kind()
    view = show(content)
    start, _ = place_of(content, "עברית")
    first, second = middle_of(view, start, start + 1), middle_of(view, start + 4, start + 5)
    assert first.x() > second.x()
    assert abs(view.offset_at(first) - start) <= 1
    assert abs(view.offset_at(second) - (start + 4)) <= 1


def test_cells_code_and_captions_can_be_highlighted(show: Show) -> None:
    content = every_kind()
    view = show(content, height=1600)
    for words in ("Monday", "count(boat)", "Drawn from", "Said by"):
        view.set_annotations(placed(content, [(*place_of(content, words), Colour.ORANGE)]))
        view.reveal(*place_of(content, words))
        assert LIGHT.fills[Colour.ORANGE] in over(view, words), words


def test_search_hits_are_outlined_and_the_current_one_differs(show: Show, content: Content) -> None:
    view = show(content)
    hits = [place_of(content, "harbour master"), place_of(content, "wrote it down")]
    hits.sort()
    view.set_hits(hits, 1)
    first, second = (colours_in(seen(view), box_of(view, *hit).adjusted(-3, 0, 3, 0)) for hit in hits)
    assert LIGHT.hit in first & second
    assert LIGHT.accent in second
    assert LIGHT.accent not in first
    view.set_hits([])
    assert LIGHT.hit not in over(view, "harbour master")


def test_the_selection_is_painted_over_highlights_and_under_words(show: Show, content: Content) -> None:
    view = show(content)
    start, end = place_of(content, "harbour master")
    view.set_annotations(placed(content, [(start, end, Colour.PINK)]))
    view.select(start, end)
    found = colours_in(seen(view), box_of(view, start, end))
    assert LIGHT.selection in found
    assert LIGHT.fills[Colour.PINK] not in found
    assert LIGHT.ink in found


def test_a_picture_that_is_selected_or_marked_is_so_no_deeper_than_it_reaches(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before.")
    builder.add(BlockKind.FIGURE, "A harbour", resource="harbour")
    builder.add(BlockKind.PARAGRAPH, "After.")
    content = builder.content()
    view = show(content, picture(400, 300))
    figure = view.geometry_of_text.block_rect(1)
    between = QRect(60, round(figure.bottom()) + 2, 300, 6)
    assert between.top() > figure.bottom()
    view.select(0, len(content.text))
    assert LIGHT.selection not in colours_in(seen(view), between)
    view.clear_selection()
    view.set_annotations(placed(content, [(0, len(content.text), Colour.GREEN)]))
    assert LIGHT.fills[Colour.GREEN] not in colours_in(seen(view), between)


def test_the_note_of_a_paragraph_is_a_bar_beside_it_and_a_wider_one_while_it_is_active(
    show: Show, content: Content
) -> None:
    view = show(content)
    start, end = content.blocks[0].start, content.blocks[0].end
    [marked] = placed(content, [(start, end, None)], scope=Scope.BLOCK)
    view.set_annotations([marked])
    lines = view.geometry_of_text.block_rect(0).toRect()
    beside = QRect(lines.left() - 14, lines.top(), 14, lines.height())
    quiet = seen(view)
    view.set_active(marked.annotation.id)
    active = seen(view)
    assert quiet.copy(lines) == active.copy(lines), "the words are not underlined"
    assert quiet.copy(beside) != active.copy(beside)


def test_the_active_highlight_is_outlined(show: Show, content: Content) -> None:
    view = show(content)
    marks = placed(content, [(*place_of(content, "harbour master"), Colour.GREEN)])
    view.set_annotations(marks)
    before = over(view, "harbour master")
    view.set_active(marks[0].annotation.id)
    assert over(view, "harbour master") != before
    view.set_active(None)
    assert over(view, "harbour master") == before


def test_a_note_on_a_paragraph_is_a_bar_beside_it(show: Show, content: Content) -> None:
    view = show(content)
    block = content.blocks[0]
    view.set_annotations(placed(content, [(block.start, block.end, Colour.ORANGE)], scope=Scope.BLOCK))
    rect = view.geometry_of_text.block_rect(0)
    beside = QRect(round(rect.left()) - 18, round(rect.top()) + 4, 16, 10)
    assert LIGHT.edges[Colour.ORANGE] in colours_in(seen(view), beside)
    assert LIGHT.fills[Colour.ORANGE] not in colours_in(seen(view), rect.toRect())


def test_a_click_tells_the_highlights_under_it_newest_first_and_beside_them_nothing(
    show: Show, content: Content
) -> None:
    view = show(content)
    start, end = place_of(content, "harbour master")
    marks = placed(content, [(start, end, Colour.YELLOW), (start, end, Colour.PINK)])
    view.set_annotations(marks)
    told: list[list[str]] = []
    view.annotations_clicked.connect(lambda ids, _place: told.append(ids))
    point = middle_of(view, start, end)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert told == [[marks[1].annotation.id, marks[0].annotation.id]]
    assert view.annotations_at(point) == [marks[1].annotation.id, marks[0].annotation.id]
    assert view.annotations_at(point + QPoint(0, 60)) == []
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point + QPoint(0, 60))
    assert len(told) == 1


def test_scrolling_leaves_no_torn_frames(show: Show, content: Content) -> None:
    view = show(content)
    ranges = [(start, start + 90, list(Colour)[start % 5]) for start in range(0, len(content.text) - 100, 70)]
    view.set_annotations(placed(content, ranges))
    for step in (30, 200, -77, 500, -300, 41):
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + step)
        scrolled = seen(view)
        view.viewport().update()
        assert scrolled == seen(view)


def test_marks_that_change_in_sight_are_painted_and_others_leave_the_page_alone(show: Show) -> None:
    content = plain(200)
    view = show(content)
    view.verticalScrollBar().setValue(500)
    view.scroll_page(1)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 24)  # most of the line that was on top is gone
    first, last = view.top_offset(), view.last_offset()
    QApplication.processEvents()
    painted = Painted(view)
    for start, in_sight in ((first - 1, True), (first, True), (last, True), (last + 4000, False), (20, False)):
        (mark,) = placed(content, [(start - 9, start, Colour.PINK)])
        for gone, come in (((), (mark,)), ((mark,), ())):
            painted.times = 0
            view.change_annotations(gone, come)
            QApplication.processEvents()
            assert (painted.times > 0) is in_sight, f"{start - first} after the top"


def test_a_highlight_that_runs_on_covers_a_footnotes_mark_where_another_one_ends(show: Show) -> None:
    built = ContentBuilder()
    mark = Inline(InlineKind.FOOTNOTE_REFERENCE, 24, 24, "12")
    built.add(BlockKind.PARAGRAPH, "He wrote it down at noon. Nobody had asked.", inline=[mark])
    content = built.content()
    view = show(content)
    noon, nobody = place_of(content, "at noon"), place_of(content, "Nobody")
    view.set_annotations(placed(content, [(*noon, Colour.YELLOW), (noon[0], nobody[1], Colour.PINK)]))
    before, after = box_of(view, *noon), box_of(view, nobody[0] - 2, nobody[1])
    between = QRect(before.right() + 1, before.top() + 4, after.left() - before.right() - 2, 4)
    assert between.width() > 3
    assert LIGHT.fills[Colour.PINK] in colours_in(seen(view), between)
    assert LIGHT.paper not in colours_in(seen(view), between)


def test_a_line_of_code_that_has_no_room_is_marked_where_it_goes_on(show: Show) -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.CODE, "one = 1\n" + "long_enough_to_be_broken(somewhere) + " * 4)
    view = show(builder.content())
    lines = view.geometry_of_text.lines(0)
    assert len(lines) > 2
    left = round(view.geometry_of_text.block_rect(0).left())
    beside = [QRect(left + 2, round(line.top), round(line.left) - left - 4, 24) for line in lines[:3]]
    shown = [len(colours_in(seen(view), box)) > 1 for box in beside]
    assert shown == [False, False, True]


def test_two_pieces_of_one_highlight_meet_without_a_seam(show: Show, content: Content) -> None:
    view = show(content)
    start, end = place_of(content, "harbour master")
    for inside in range(start + 2, start + 12):
        view.set_annotations(placed(content, [(inside - 2, inside, Colour.YELLOW), (start, end, Colour.PINK)]))
        box = box_of(view, start, end)
        above_words = QRect(box.left() + 2, box.top() + 6, box.width() - 4, 2)
        assert colours_in(seen(view), above_words) == {LIGHT.fills[Colour.PINK]}
