"""Garbage is collected while the window is open, and by nobody but its own thread."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.turns.collecting import Collecting


@pytest.fixture(autouse=True)
def _freezing() -> Iterator[None]:
    """Put by what is there already, as the program does once its first page is seen."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


class _Knot:
    """Refers to itself, so that only the collector can end it."""

    def __init__(self) -> None:
        self.self = self


def _make_objects() -> None:
    kept = [[number] for number in range(200_000)]
    assert kept


def test_only_the_windows_thread_collects(qtbot: QtBot) -> None:
    ended: list[threading.Thread] = []
    owner = QObject()
    collecting = Collecting(owner)
    collecting.begin()
    try:
        weakref.finalize(_Knot(), lambda: ended.append(threading.current_thread()))
        other = threading.Thread(target=_make_objects)
        other.start()
        other.join()
        assert not ended, "another thread has collected"
        more = [[number] for number in range(5_000)]
        qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
        assert more
    finally:
        collecting.stop()
    assert ended == [threading.main_thread()]


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    owner = QObject()
    collecting = Collecting(owner)
    assert not gc.isenabled()
    collecting.stop()
    assert gc.isenabled()


def test_what_is_new_waits_until_no_key_is_pressed() -> None:
    now = 10.0
    owner = QObject()
    collecting = Collecting(owner, lambda: now)
    gc.collect()
    knot = weakref.ref(_Knot())
    few = [[number] for number in range(2_000)]
    try:
        collecting.eventFilter(owner, QEvent(QEvent.Type.KeyPress))
        collecting.look()
        assert knot() is not None, "a page may just be turned"
        now += 1
        collecting.look()
        assert knot() is None
    finally:
        collecting.stop()
    assert few


def _passes(look: Callable[[], None]) -> int:
    """How many collections there are in a look."""
    begun: list[str] = []

    def tell(phase: str, _info: dict[str, int]) -> None:
        begun.append(phase)

    gc.callbacks.append(tell)
    try:
        look()
    finally:
        gc.callbacks.remove(tell)
    return begun.count("start")


def test_very_much_that_is_new_is_looked_through_when_the_window_is_left() -> None:
    now, in_use = 10.0, True
    owner = QObject()
    collecting = Collecting(owner, lambda: now, lambda: in_use)
    gc.collect()
    try:
        knot = weakref.ref(_Knot())
        many = [[number] for number in range(100_000)]
        for seconds in (1, 60, 60):
            now += seconds
            collecting.look()
            assert knot() is not None, "to look through so much would be felt"
        in_use = False
        collecting.look()
        assert knot() is None
        assert gc.get_freeze_count() > len(many), "it is not looked through again and again"
    finally:
        collecting.stop()


def test_what_has_become_much_by_and_by_is_looked_through_after_a_long_absence_and_then_no_more() -> None:
    now = 10.0
    owner = QObject()
    collecting = Collecting(owner, lambda: now, lambda: True)
    gc.collect()
    knots = []
    kept = []
    try:
        for _ in range(20):
            now += 1
            knots.append(_Knot())
            kept.append([[number] for number in range(2_000)])
            collecting.look()
        ends = [weakref.ref(knot) for knot in knots]
        knots.clear()
        now += 100
        collecting.eventFilter(owner, QEvent(QEvent.Type.KeyPress))
        now += 120
        collecting.look()
        assert any(end() is not None for end in ends), "a page is being read"
        now += 120
        collecting.look()
        assert all(end() is None for end in ends)
        now += 1_000
        assert not _passes(collecting.look), "nothing has come since"
    finally:
        collecting.stop()
    assert kept


def test_a_look_at_what_is_new_passes_over_what_was_there_before() -> None:
    now = 10.0
    owner = QObject()
    collecting = Collecting(owner, lambda: now, lambda: True)
    gc.collect()
    try:
        old = [[number] for number in range(100_000)]
        now += 1
        collecting.look()
        few = [[number] for number in range(2_000)]
        assert _passes(collecting.look) == 1
        assert gc.get_freeze_count() > len(old), "each look would take as long as all there is needs"
    finally:
        collecting.stop()
    assert few


def test_who_types_in_a_dialog_is_at_work(qtbot: QtBot) -> None:
    now = 10.0
    window = QWidget()
    dialog = QLineEdit()
    for widget in (window, dialog):
        qtbot.addWidget(widget)
    window.show()
    qtbot.waitExposed(window)
    collecting = Collecting(window, lambda: now, lambda: False)
    gc.collect()
    try:
        collecting.begin(window.windowHandle())
        many = [[number] for number in range(100_000)]
        dialog.show()
        dialog.activateWindow()
        qtbot.waitActive(dialog)
        now += 1
        collecting.look()
        now += 100
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
        assert not _passes(collecting.look)
        now += 10
        assert _passes(collecting.look) == 1
    finally:
        collecting.stop()
    assert many
