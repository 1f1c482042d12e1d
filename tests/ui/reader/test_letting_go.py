"""An article that is shown no more gives its memory back at once: a collector may not come by for hours."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.annotation import Colour
from desktop_app.core.document import Content
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.palette import Theme
from tests.ui.reader.pages import Show, appearance, every_kind, placed, plain


class _Words(str):
    """A text of which one can tell whether it is still there."""

    __slots__ = ("__weakref__",)


@pytest.fixture(autouse=True)
def _without_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _read(view: ReaderView) -> "weakref.ref[_Words]":
    """Show an article and look at all of it in many ways."""
    text = _Words(every_kind().text)
    content = Content(text, every_kind().blocks)
    view.show_content(content, sections_of(content), {})
    view.set_annotations(placed(content, [(4, 20, Colour.YELLOW)]))
    view.annotations_at(view.viewport().rect().center())
    for looks in (appearance(size=30.0), appearance(Theme.DARK), replace(appearance(), hyphenated=True)):
        view.set_appearance(looks)
        QTest.qWait(60)  # in which patterns are read, and what comes next is prepared
    view.set_folded(frozenset({0}))
    view.set_folded(frozenset())
    for _ in range(3):
        view.scroll_page(1)
        QApplication.processEvents()
    return weakref.ref(text)


def test_the_words_of_an_article_go_when_another_is_shown(show: Show) -> None:
    view = show(plain())
    text = _read(view)
    assert text() is not None
    view.show_content(plain(), sections_of(plain()), {})
    QTest.qWait(20)
    assert text() is None
