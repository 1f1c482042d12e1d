"""Tests of the window run without a screen, unless they are told of one."""

import gc
import os
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop_app.ui.clipboard import settle_clipboard


@pytest.fixture(autouse=True)
def _settled_clipboard(qtbot: QtBot) -> Iterator[None]:
    """Leave nothing of Python's on the clipboard; see `settle_clipboard`."""
    del qtbot
    yield
    settle_clipboard()


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """Let the collector look at everything again that a window has put by while it was open."""
    yield
    gc.unfreeze()
