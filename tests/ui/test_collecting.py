"""Garbage is collected while the window is open, and by nobody but its own thread."""

import gc
import threading
import weakref

from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop_app.ui.turns.collecting import Collecting


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


def test_very_much_that_is_new_is_looked_through_with_everything_else_in_a_pause() -> None:
    now = 10.0
    owner = QObject()
    collecting = Collecting(owner, lambda: now)
    gc.collect()
    try:
        knot = weakref.ref(_Knot())
        many = [[number] for number in range(100_000)]
        now += 1
        collecting.look()
        assert knot() is not None, "to look through so much would be felt"
        now += 60
        collecting.look()
        assert knot() is None
        assert gc.get_freeze_count() > len(many), "it is not looked through again and again"
    finally:
        collecting.stop()
        gc.unfreeze()


def test_everything_is_looked_through_in_a_pause_and_at_most_once_a_minute() -> None:
    now = 0.0
    owner = QObject()
    collecting = Collecting(owner, lambda: now)
    passes: list[int] = []

    def tell(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            passes.append(info["generation"])

    def generations_after(seconds: float) -> set[int]:
        nonlocal now
        now = seconds
        passes.clear()
        for _ in range(20):
            kept = []
            for _ in range(20):
                kept.append([[number] for number in range(2_000)])
                collecting.look()
        return set(passes)

    gc.callbacks.append(tell)
    try:
        assert generations_after(10.0) == {0, 1}
        now = 69.0
        collecting.eventFilter(owner, QEvent(QEvent.Type.KeyPress))
        assert generations_after(70.9) == {0, 1}, "somebody was typing"
        assert 2 in generations_after(72.0)
        assert generations_after(80.0) == {0, 1}
        assert 2 in generations_after(140.0)
    finally:
        gc.callbacks.remove(tell)
        collecting.stop()
