"""A note on its card: what its Markdown means, in the little room there is."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextDocument
from PySide6.QtWidgets import QApplication

from desktop_app.ui.margin.note_page import NotePage
from desktop_app.ui.theme import fonts

NOTE = """# A heading
Words and `code` here.

- one
  - deeper

1. first

> A quote.

```
code
  indented
```

End."""
WIDTH = 260
LINE = "#c0c0c0"
TABLE = """> A quote.

| day | tons |
|-----|-----:|
| Mon | `12` |"""


@pytest.fixture
def parent(qapp: QApplication) -> QObject:
    """Whoever owns the page; it stays as long as the test."""
    return QObject(qapp)


@pytest.fixture
def laid_out(parent: QObject) -> QTextDocument:
    document = NotePage(parent).lay_out(NOTE, WIDTH, LINE)
    document.documentLayout().documentSize()
    return document


def block(document: QTextDocument, words: str) -> QTextBlock:
    return document.find(words).block()


def left(document: QTextDocument, words: str) -> float:
    one = block(document, words)
    return document.documentLayout().blockBoundingRect(one).left() + one.layout().lineAt(0).x()


def test_a_heading_is_hardly_larger_than_the_words(laid_out: QTextDocument) -> None:
    heading, words = (block(laid_out, one).layout().lineAt(0).height() for one in ("A heading", "Words and"))
    assert words <= heading <= 1.25 * words


def test_lists_and_quotes_stand_a_little_further_in(laid_out: QTextDocument) -> None:
    first = left(laid_out, "Words and")
    assert 10 <= left(laid_out, "one") - first <= 20
    assert 10 <= left(laid_out, "deeper") - left(laid_out, "one") <= 20
    assert 10 <= left(laid_out, "A quote") - first <= 20
    assert laid_out.find("A quote").charFormat().fontItalic()
    assert left(laid_out, "End.") == first


def test_code_is_set_in_the_face_of_code_and_its_lines_stand_together(laid_out: QTextDocument) -> None:
    for words in ("code", "  indented"):
        assert laid_out.find(words).charFormat().fontFamilies() == [fonts.MONO]
    layout = laid_out.documentLayout()
    fence = block(laid_out, "indented")
    assert layout.blockBoundingRect(fence).top() == layout.blockBoundingRect(fence.previous()).bottom()


def test_the_headings_of_a_table_behind_a_quote_stand_in_one_line_and_are_bold(parent: QObject) -> None:
    document = NotePage(parent).lay_out(TABLE, WIDTH, LINE)
    layout = document.documentLayout()
    first, second = block(document, "day"), block(document, "tons")
    assert layout.blockBoundingRect(first).top() == layout.blockBoundingRect(second).top()
    assert document.find("day").charFormat().fontWeight() == document.find("tons").charFormat().fontWeight() >= 600
    assert not document.find("day").charFormat().fontItalic()
    assert document.find("12").charFormat().fontFamilies() == [fonts.MONO]


def test_the_lines_of_a_table_are_of_the_colour_that_lines_have(parent: QObject) -> None:
    document = NotePage(parent).lay_out(TABLE, WIDTH, LINE)
    table = document.find("day").currentTable()
    assert table is not None
    assert table.format().borderBrush().color().name() == LINE
