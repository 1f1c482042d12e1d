"""Footnotes, links and pictures are opened from the page, and Escape goes back to the very line."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from desktop_app.ui.frame.mark_palette import MarkPalette
from desktop_app.ui.widgets.picture_view import PictureView
from desktop_app.ui.widgets.popover import Popover
from tests.ui.reader.pages import picture
from tests.ui.window.conftest import Person

TEXT = """# Tides

Opening words[^lists], enough of them to make a line or two of text before anything happens at all on this page.

{filler}

The moon pulls at the sea[^moon] and the [tables](https://example.org/tides) say when.

![A gauge](gauge.png "The gauge at the pier")

{filler}

Tables have a note[^table].

{filler}

[^lists]: Two reasons:

    - the moon
    - the sun

    And no third.

[^table]: By day:

    | day | tons |
    |-----|-----:|
    | Mon | *12* |

    So it was.

[^moon]: The sun helps, at about *half* the [strength](https://example.org/sun).

    Twice a month the two pull together.
"""


@pytest.fixture
def tides(person: Person, tmp_path: Path) -> Person:
    """A person who reads an article with a footnote, a link and a picture, at the line that has them."""
    (tmp_path / "gauge.png").write_bytes(picture(300, 200))
    file = tmp_path / "tides.md"
    file.write_text(TEXT.format(filler="\n\n".join(["Words that fill the page. " * 12] * 12)), encoding="utf-8")
    arrival = person.margent.importing.add_file(file)
    assert arrival.document is not None
    person.window.open_document(arrival.document.id)
    person.read()
    person.window.reader.page.go_to(at(person, "The moon"))
    return person


def at(person: Person, words: str) -> int:
    """Where words first stand in the open article."""
    assert person.window.desk.opened is not None
    return person.window.desk.opened.content.text.index(words)


def shown(person: Person, kind: type[QWidget]) -> QWidget | None:
    """The one of this kind that is seen."""
    return next((found for found in person.window.findChildren(kind) if found.isVisible()), None)


def popover(person: Person) -> Popover:
    found = shown(person, Popover)
    assert isinstance(found, Popover)
    return found


def test_enter_shows_the_footnote_and_escape_goes_back_to_the_line(tides: Person) -> None:
    page = tides.window.reader.page
    before = page.verticalScrollBar().value()
    tides.press("Return")
    assert (
        popover(tides).words() == "The sun helps, at about half the strength.\n\nTwice a month the two pull together."
    )
    assert popover(tides).hasFocus()
    tides.press("Escape")
    assert shown(tides, Popover) is None
    assert page.hasFocus()
    assert page.verticalScrollBar().value() == before


def test_a_footnote_looks_as_it_is_meant_and_its_links_lead_on(tides: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    tides.press("Return")
    [words] = [label for label in popover(tides).findChildren(QLabel) if "<i>half</i>" in label.text()]
    assert "Twice a month" in words.text()
    words.linkActivated.emit("https://example.org/sun")
    assert opened == ["https://example.org/sun"]
    assert shown(tides, Popover) is None


def test_enter_in_the_footnote_goes_to_it_and_back_is_the_line(tides: Person) -> None:
    page = tides.window.reader.page
    before = page.top_offset()
    tides.press("Return", "Return")
    note = at(tides, "The sun helps")
    assert 0 <= page.line_top(note) < page.viewport().height()
    tides.press("Alt+Left")
    assert page.top_offset() == before


def test_a_click_on_its_mark_shows_the_footnote(tides: Person) -> None:
    page = tides.window.reader.page
    x, foot = page.foot_of(at(tides, "the sea") + len("the sea"))
    points = [QPoint(round(x) + step, round(foot) - 20) for step in range(-12, 6)]
    point = next(point for point in points if page.anchorAt(point))
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert "The sun helps" in popover(tides).words()
    panel = popover(tides).contentsRect()
    below = page.viewport().mapToGlobal(QPoint(0, round(foot))).y()
    assert popover(tides).mapToGlobal(panel.topLeft()).y() >= below, "the line of the mark is covered"


def test_a_footnote_is_shown_with_the_list_that_it_holds(tides: Person) -> None:
    tides.press("Home", "Return")
    assert popover(tides).words() == "Two reasons:\n\n• the moon\n• the sun\n\nAnd no third."


def test_a_footnote_is_shown_with_the_table_that_it_holds(tides: Person) -> None:
    tides.window.reader.page.go_to(at(tides, "Tables have"))
    tides.press("Return")
    assert popover(tides).words() == "By day:\n\nday · tons\nMon · 12\n\nSo it was."
    [label] = [label for label in popover(tides).findChildren(QLabel) if "By day" in label.text()]
    seen = QTextDocument()
    seen.setHtml(label.text())
    table = seen.find("12").currentTable()
    assert table is not None
    assert (table.rows(), table.columns()) == (2, 2)
    assert seen.find("12").charFormat().fontItalic()
    assert seen.find("So it was").currentTable() is None


@pytest.mark.parametrize("words", ["Short.", "One line,\n\nand another.", "A line that goes on and on. " * 12])
def test_a_popover_has_room_for_its_words(tides: Person, words: str) -> None:
    page = tides.window.reader.page
    made = Popover(tides.window.reader, page.appearance.palette, "Note", words)
    made.show_at(QPoint(300, 300), page)
    label = next(label for label in made.findChildren(QLabel) if label.text() == words)
    scroll = made.findChild(QScrollArea)
    assert scroll is not None
    assert label.heightForWidth(label.width()) <= label.height() <= scroll.viewport().height()
    assert label.width() <= scroll.viewport().width()


def test_a_click_on_a_link_opens_it_and_selects_nothing(tides: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []

    def open_url(url: QUrl) -> bool:
        gone.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    page = tides.window.reader.page
    x, foot = page.foot_of(at(tides, "tables") + 2)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(foot) - 12))
    assert gone == ["https://example.org/tides"]
    assert page.selected_range() is None
    palette = tides.window.findChild(MarkPalette)
    assert palette is not None
    assert not palette.isVisible()


def test_the_keyboard_shows_where_a_link_leads_before_it_is_opened(
    tides: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []

    def open_url(url: QUrl) -> bool:
        gone.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    place = at(tides, "tables")
    tides.window.reader.page.select(place, place + 6)
    tides.press("Return")
    assert popover(tides).words() == "https://example.org/tides"
    assert gone == []
    tides.press("Return")
    assert gone == ["https://example.org/tides"]


def test_a_picture_opens_large_by_click_and_by_key_and_escape_goes_back(tides: Person) -> None:
    page = tides.window.reader.page
    before = page.verticalScrollBar().value()
    figure = page.geometry_of_text.lines(page.content.blocks.index(page_figure(tides)))[0]
    middle = QPoint(round((figure.left + figure.right) / 2), round(figure.middle) - before)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    view = shown(tides, PictureView)
    assert isinstance(view, PictureView)
    assert view.accessibleName() == "The gauge at the pier"
    larger = view.scale_shown()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale_shown() > larger
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert shown(tides, PictureView) is None
    assert page.hasFocus()
    assert page.verticalScrollBar().value() == before
    page.set_caret_mode(True)
    page.place_caret(page_figure(tides).start)
    tides.press("Return")
    assert isinstance(shown(tides, PictureView), PictureView)


def page_figure(person: Person):  # type: ignore[no-untyped-def]
    return next(block for block in person.window.reader.page.content.blocks if block.resource)


def test_what_is_folded_away_is_not_opened(person: Person, tmp_path: Path) -> None:
    (tmp_path / "gauge.png").write_bytes(picture(300, 200))
    file = tmp_path / "piers.md"
    hidden = "## One\n\n![A gauge](gauge.png)\n\nThe [tables](https://example.org/tides) say when."
    file.write_text(f"# Piers\n\nOpening words.\n\n{hidden}\n\n## Two\n\nA note[^moon].\n\n[^moon]: The sun helps.\n")
    arrival = person.margent.importing.add_file(file)
    assert arrival.document is not None
    person.window.open_document(arrival.document.id)
    person.read()
    page = person.window.reader.page
    page.set_folded({1})
    person.press("Return")
    assert popover(person).words() == "The sun helps."
    assert page.folded() == {1}
    person.press("Escape")
    page.set_folded({1, 2})
    person.press("Return")
    person.wait_for(lambda: "no link" in person.window.status.message())
    assert shown(person, PictureView) is None


def test_a_page_without_any_says_so(person: Person) -> None:
    person.read()
    person.press("Return")
    person.wait_for(lambda: "no link" in person.window.status.message())


@pytest.fixture
def gauges(person: Person, tmp_path: Path) -> Person:
    """An article with three pictures, a link between them, and words after them."""
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.png").write_bytes(picture(200, 60))
    file = tmp_path / "gauges.md"
    file.write_text(
        "# Gauges\n\nOpening words.\n\n![Gauge one](one.png)\n\nThe [tables](https://example.org/tides) say when.\n\n"
        "![](two.png)\n\nWords between.\n\n![Gauge three](three.png)\n\nThe end.\n"
    )
    arrival = person.margent.importing.add_file(file)
    assert arrival.document is not None
    person.window.open_document(arrival.document.id)
    person.read()
    return person


def opened_picture(person: Person) -> str:
    """The words of the picture that is looked at, which is then closed again."""
    view = shown(person, PictureView)
    assert isinstance(view, PictureView)
    words = view.accessibleName()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QApplication.processEvents()
    return words


def test_tab_comes_to_pictures_and_enter_opens_the_one_that_it_is_at(gauges: Person) -> None:
    page = gauges.window.reader.page
    page.place_caret(0)
    found: list[str] = []
    for _ in range(4):
        before = page.viewport().grab().toImage()
        QTest.keyClick(page, Qt.Key.Key_Tab)
        QApplication.processEvents()
        assert page.hasFocus()
        assert page.viewport().grab().toImage() != before, "what Tab has come to is seen"
        gauges.press("Return")
        if shown(gauges, PictureView) is not None:
            found.append(opened_picture(gauges))
        else:
            found.append(popover(gauges).words())
            gauges.press("Escape")
        assert page.selected_range() is None or found[-1].startswith("https")
    assert found == ["Gauge one", "https://example.org/tides", "Picture", "Gauge three"]


def test_at_the_caret_enter_opens_what_comes_next(gauges: Person) -> None:
    page = gauges.window.reader.page
    page.set_caret_mode(True)
    page.place_caret(at(gauges, "Words between"))
    gauges.press("Return")
    assert opened_picture(gauges) == "Gauge three"
    page.place_caret(at(gauges, "The end"))
    gauges.press("Return")
    assert opened_picture(gauges) == "Gauge one"


def test_a_link_that_tab_came_to_is_not_meant_once_it_is_out_of_sight(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "piers.md"
    words = "Words about the pier stand here, one after another. " * 12
    file.write_text("# Piers\n\nThe [tables](https://example.org/tides) say when.\n\n" + f"{words}\n\n" * 20)
    arrival = person.margent.importing.add_file(file)
    assert arrival.document is not None
    person.window.open_document(arrival.document.id)
    person.read()
    page = person.window.reader.page
    page.set_smooth(False)
    person.press("Tab")
    assert page.meant_range() is not None
    person.press("Space", "Space", "Return")
    person.wait_for(lambda: "no link" in person.window.status.message())
    person.press("H")
    person.wait_for(lambda: len(person.placed()) == 1)
    marked = person.placed()[0]
    assert page.in_sight(marked.start, marked.end)
    start = page.content.text.index("Words", marked.end)
    page.select(start, start + 5)  # what somebody has selected is meant wherever it is
    page.go_to(0)
    person.press("H")
    person.wait_for(lambda: len(person.placed()) == 2)
    assert person.placed()[1].start == start
