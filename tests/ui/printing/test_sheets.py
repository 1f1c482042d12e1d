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
        for above, below in sheets._rows(index):
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
    image = QImage(650, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    cut = sheets.first()
    assert cut is not None
    sheets.paint(painter, cut)
    painter.end()
    green = QColor(load_palette(Theme.LIGHT).fills[Colour.GREEN]).name()
    assert green in {image.pixelColor(x, y).name() for x in range(0, 200, 2) for y in range(40)}
    beside = {image.pixelColor(x, y).name() for x in range(602, 640) for y in range(40)}
    assert len(beside) > 1
