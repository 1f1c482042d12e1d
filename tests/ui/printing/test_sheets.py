"""Sheets: every line is printed once, whole, and in order; headings do not stand alone at the foot."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.core.annotation import Colour
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.ui.printing.sheets import FINENESS, Cut, Sheets
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.reader.pages import every_kind, picture, placed, plain

PAPER = QSizeF(600, 500)


def sheets_of(content: Content, size: QSizeF = PAPER) -> Sheets:
    return Sheets(content, (), {}, size, Family.SERIF, {"harbour": picture()}.get)


def cuts_of(sheets: Sheets) -> list[Cut]:
    cuts, cut = [], sheets.first()
    while cut is not None:
        cuts.append(cut)
        cut = sheets.after(cut)
        assert len(cuts) < 500
    return cuts


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("content", [plain(80), every_kind()], ids=["plain", "every kind"])
def test_every_line_is_on_one_sheet_and_whole(content: Content) -> None:
    sheets = sheets_of(content)
    cuts = cuts_of(sheets)
    assert all(cut.bottom - cut.top <= PAPER.height() * FINENESS + 1 for cut in cuts)
    assert all(one.bottom <= other.top + 20 for one, other in pairwise(cuts))
    for index in range(len(content.blocks)):
        for above, below in sheets._rows.of(index):
            assert [cut.top <= above and below <= cut.bottom for cut in cuts].count(True) == 1, (index, above, below)


@pytest.mark.usefixtures("qapp")
def test_a_heading_goes_to_the_sheet_of_its_text() -> None:
    for lines in range(1, 40):
        builder = ContentBuilder()
        for number in range(lines):
            builder.add(BlockKind.PARAGRAPH, f"Line {number}.")
        builder.add(BlockKind.HEADING, "Chapter", level=1)
        builder.add(BlockKind.HEADING, "Section", level=2)
        builder.add(BlockKind.PARAGRAPH, "The text below it. " * 40)
        sheets = sheets_of(builder.content())
        for cut in cuts_of(sheets)[:-1]:
            last = sheets._layout.block_at(cut.bottom - 2)
            assert builder.content().blocks[last].kind is not BlockKind.HEADING, lines


@pytest.mark.usefixtures("qapp")
def test_a_line_taller_than_the_paper_does_not_print_for_ever() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.FIGURE, "", resource="harbour")
    builder.add(BlockKind.PARAGRAPH, "After it.")
    assert len(cuts_of(sheets_of(builder.content(), QSizeF(300, 8)))) == 2
    assert cuts_of(sheets_of(ContentBuilder().content())) == []


@pytest.mark.usefixtures("qapp")
def test_highlights_lie_under_the_words_and_numbers_beside_them() -> None:
    content = plain(6)
    marks = placed(content, [(0, 20, Colour.GREEN)])
    sheets = Sheets(content, marks, {marks[0].annotation.id: 7}, PAPER, Family.SERIF, lambda _: None)
    cut = sheets.first()
    assert cut is not None
    image = on_paper(sheets, cut)
    green = QColor(load_palette(Theme.LIGHT).fills[Colour.GREEN]).name()
    assert green in {image.pixelColor(x, y).name() for x in range(0, 200, 2) for y in range(40)}
    beside = {image.pixelColor(x, y).name() for x in range(602, 640) for y in range(40)}
    assert len(beside) > 1


def ledger(rows: int, *, headings: int = 1, above: int = 0) -> ContentBuilder:
    """A table of nine columns below so many lines."""
    builder = ContentBuilder()
    for number in range(above):
        builder.add(BlockKind.PARAGRAPH, f"Line {number}.")
    names = "Model\tParameters\tAccuracy (dev)\tAccuracy (test)\tPrecision\tRecall\tF1\tTraining hours\tHardware"
    lines = [f"Ferry-{n}\t{n}40,000,000\t88.02\t87.44\t0.8801\t0.8702\t0.8751\t192.0\tsixty-four boats"
             for n in range(1, rows + 1)]  # fmt: skip
    builder.add(BlockKind.TABLE, "\n".join([names] * headings + lines), level=headings)
    return builder


def lines_of(content: Content) -> list[str]:
    sheets = sheets_of(content)
    return [content.text[line.start : line.end] for line in sheets._geometry.lines(0)]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [600, 460])
def test_no_word_and_no_number_of_a_table_is_broken(width: int) -> None:
    content = ledger(3).content()
    sheets = sheets_of(content, QSizeF(width, 500))
    for line in sheets._geometry.lines(0):
        after, last = content.text[line.end : line.end + 1], content.text[line.end - 1]
        assert after in ("\n", "\t", "") or last in " -", content.text[line.start : line.end]


@pytest.mark.usefixtures("qapp")
def test_where_words_must_be_broken_numbers_are_still_whole() -> None:
    builder = ContentBuilder()
    row = "\t".join("1,234,567" if column % 2 else "Weathervanes" for column in range(16))
    builder.add(BlockKind.TABLE, "\n".join([row] * 3), level=0)
    lines = lines_of(builder.content())
    assert lines.count("1,234,567") == 24
    assert "Weathervanes" not in lines


@pytest.mark.usefixtures("qapp")
def test_a_column_of_short_words_is_not_broken_for_a_long_neighbour() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.TABLE, "name 10\t" + "a long cell of words " * 60 + "\nname 11\tshort", level=0)
    lines = lines_of(builder.content())
    assert {"name 10", "name 11"} <= set(lines)


@pytest.mark.usefixtures("qapp")
def test_the_headings_of_a_table_go_with_its_first_row_and_stand_on_every_sheet() -> None:
    for above in range(10, 24):
        content = ledger(40, above=above).content()
        sheets = sheets_of(content)
        first, second = sheets._geometry.rows(above)[:2]
        cuts = cuts_of(sheets)
        assert [cut for cut in cuts if cut.top <= first.top() and second.bottom() <= cut.bottom], above
        assert [cut.headed for cut in cuts] == [None if cut.top < first.bottom() else above for cut in cuts]
        for cut in cuts:
            repeated = 0 if cut.headed is None else first.height()
            assert cut.bottom - cut.top + repeated <= PAPER.height() * FINENESS + 1


@pytest.mark.usefixtures("qapp")
def test_headings_that_stand_again_are_painted() -> None:
    sheets = sheets_of(ledger(40).content())
    second = cuts_of(sheets)[1]
    ground = QColor(load_palette(Theme.LIGHT).ground()).name()
    painted = on_paper(sheets, second)
    assert painted.pixelColor(4, 8).name() == ground
    head = sheets._geometry.rows(0)[0].height() / FINENESS
    assert painted.pixelColor(4, round(head) + 14).name() != ground


@pytest.mark.usefixtures("qapp")
def test_a_row_taller_than_a_sheet_goes_on_from_sheet_to_sheet() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.TABLE, "Name\tWords\nTall\t" + "a long cell of words " * 300, level=1)
    sheets = sheets_of(builder.content())
    cuts = cuts_of(sheets)
    assert len(cuts) > 1
    for line in sheets._geometry.lines(0):
        assert any(cut.top <= line.top and line.bottom <= cut.bottom for cut in cuts)


@pytest.mark.usefixtures("qapp")
def test_a_missing_picture_has_a_place_on_paper() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.FIGURE, "A harbour", resource=None)
    sheets = sheets_of(builder.content())
    cut = sheets.first()
    assert cut is not None
    assert on_paper(sheets, cut).pixelColor(40, 60).name() == QColor(load_palette(Theme.LIGHT).ground()).name()


def on_paper(sheets: Sheets, cut: Cut) -> QImage:
    image = QImage(650, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    sheets.paint(painter, cut)
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
def test_a_picture_is_as_large_on_paper_as_on_the_page() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.FIGURE, "A harbour", resource="harbour")
    sheets = sheets_of(builder.content())
    line = sheets._geometry.lines(0)[0]
    assert line.right - line.left == pytest.approx(80 * FINENESS, abs=2)


@pytest.mark.usefixtures("qapp")
def test_a_picture_and_its_caption_are_on_one_sheet() -> None:
    for above in range(8, 24):
        builder = ContentBuilder()
        for number in range(above):
            builder.add(BlockKind.PARAGRAPH, f"Line {number}.")
        builder.add(BlockKind.FIGURE, "A harbour", resource="harbour")
        sheets = sheets_of(builder.content())
        figure = sheets._geometry.block_rect(above)
        cuts = cuts_of(sheets)
        assert [cut for cut in cuts if cut.top <= figure.top() and figure.bottom() <= cut.bottom], above
