"""A fault in what follows a failure is told like any other, and keeps nobody waiting."""

from concurrent.futures import Future

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.services.events import Listeners
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.bridge import Bridge
from tests.ui.window.conftest import Person, library, person

__all__ = ["library", "person"]


def _broken(_error: BaseException) -> None:
    raise RuntimeError("whoever tells of it has a fault")


def _failing() -> "Future[None]":
    future: Future[None] = Future()
    future.set_exception(StorageFailure("The disk is full."))
    return future


def test_a_fault_in_what_is_called_for_a_failure_is_told(qtbot: QtBot) -> None:
    bridge = Bridge(Listeners())
    with qtbot.waitSignal(bridge.failed) as told:
        bridge.when(_failing(), failed=_broken)
    assert isinstance(told.args[0], RuntimeError)


def test_nobody_waits_at_the_end_for_a_save_whose_loss_could_not_be_told(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.bars.notices._LONGEST", 3_000)
    person.window.notices.saving(_failing(), lost=lambda: _broken(RuntimeError()))
    failures = person.window.notices.settled()
    assert "The disk is full." in failures
    assert not any("has not answered" in failure for failure in failures)
