"""A table with more columns than the page has room for keeps its words whole, and is slid to and fro."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Colour
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.reader.pages import Show, appearance, box_of, colours_in, place_of, placed, plain, seen

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March"]


def ledger(rows: int = 3) -> Content:
    """Twenty columns of words between two paragraphs."""
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "Before the table.")
    lines = ["\t".join(f"{day} {half}" for half in ("early", "late") for day in DAYS)]
    lines += ["\t".join(f"{row}{column:02},{column:03}" for column in range(20)) for row in range(1, rows + 1)]
    builder.add(BlockKind.TABLE, "\n".join(lines), level=1)
    for paragraph in range(12):
        builder.add(BlockKind.PARAGRAPH, f"After the table, number {paragraph}. " * 12)
    return builder.content()


def is_seen(view: ReaderView, words: str) -> bool:
    box = box_of(view, *place_of(view.content, words))
    return view.viewport().rect().contains(box.center())


def turn(view: ReaderView, words: str, by: QPoint, held: Qt.KeyboardModifier) -> None:
    """Turn the wheel over words."""
    at = QPointF(view.width() / 2, view.viewport().y() + box_of(view, *place_of(view.content, words)).center().y())
    event = QWheelEvent(at - QPointF(view.viewport().pos()), view.mapToGlobal(at), QPoint(), by,
                        Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_no_word_of_a_wide_table_is_broken(show: Show) -> None:
    content = ledger()
    view = show(content)
    for line in view.geometry_of_text.lines(1):
        before, after = content.text[line.start - 1], content.text[line.end : line.end + 1]
        assert (before in "\n\t " and after in ("\n", "\t", "")) or content.text[line.end - 1] == " "


def test_keys_and_the_wheel_slide_it_and_nothing_else(show: Show) -> None:
    view = show(ledger())
    assert is_seen(view, "Monday early")
    assert not is_seen(view, "March late")
    first = view.geometry_of_text.line_of(0)
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert is_seen(view, "March late")
    assert not is_seen(view, "Monday early")
    assert view.geometry_of_text.line_of(0) == first
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert is_seen(view, "Monday early")
    for _ in range(40):
        turn(view, "101,001", QPoint(0, -120), Qt.KeyboardModifier.ShiftModifier)
    assert is_seen(view, "March late")
    turn(view, "119,019", QPoint(4000, 0), Qt.KeyboardModifier.NoModifier)
    assert is_seen(view, "Monday early")
    assert view.verticalScrollBar().value() == 0
    turn(view, "101,001", QPoint(0, -120), Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() > 0


def test_what_is_gone_to_in_it_is_brought_into_sight(show: Show) -> None:
    content = ledger()
    view = show(content)
    view.reveal(*place_of(content, "319,019"))
    assert is_seen(view, "319,019")
    view.reveal(*place_of(content, "Monday early"))
    assert is_seen(view, "Monday early")
    view.go_to(place_of(content, "319,019")[0], flash=True)
    assert is_seen(view, "319,019")
    view.go_to(place_of(content, "Monday early")[0], flash=True)
    assert is_seen(view, "Monday early")
    view.set_caret_mode(True)
    view.place_caret(place_of(content, "March late")[0])
    assert is_seen(view, "March late")


def test_highlights_and_the_mouse_go_with_the_words(show: Show) -> None:
    content = ledger()
    view = show(content)
    start, end = place_of(content, "315,015")
    view.set_annotations(placed(content, [(start, end, Colour.GREEN)]))
    seen(view)
    view.reveal(start, end)
    fill = appearance().palette.fill(Colour.GREEN).name()
    assert fill in colours_in(seen(view), box_of(view, start, end))
    assert start <= view.offset_at(box_of(view, start, end).center()) <= end
    assert view.annotations_at(box_of(view, start, end).center()) == [f"{0:026d}"]


def test_pages_without_such_tables_scroll_as_ever(show: Show) -> None:
    view = show(plain())
    before = seen(view)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert seen(view) == before


def test_the_bar_below_it_begins_where_it_does_and_is_seen(show: Show) -> None:
    for theme in (Theme.LIGHT, Theme.HIGH_CONTRAST):
        view = show(ledger())
        view.set_appearance(appearance(theme))
        palette, geometry = load_palette(theme), view.geometry_of_text
        left, right = (round(edge) for edge in geometry.column())
        assert geometry.rows(1)[0].left() == left
        image, top = seen(view), round(geometry.block_rect(1).bottom()) + 8 - view.verticalScrollBar().value()
        assert image.pixelColor(left + 3, top).name() == palette.muted
        assert image.pixelColor(right - 3, top).name() == palette.trough()
        for _ in range(40):
            QTest.keyClick(view, Qt.Key.Key_Right)
        assert geometry.rows(1)[0].left() == 0
        assert geometry.rows(1)[0].right() == right
        assert seen(view).pixelColor(right - 3, top).name() == palette.muted
