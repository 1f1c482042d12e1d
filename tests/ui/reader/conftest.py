"""Everything that is asked of the reading view is asked of it in both layouts."""

import gc
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.reader.pages import Show


@pytest.fixture(params=[False, True], ids=["stock", "lazy"])
def show(qtbot: QtBot, request: pytest.FixtureRequest) -> Show:
    """Shows contents: once as Qt lays them out, once lazily."""
    return Show(qtbot, lazily=request.param)


@pytest.fixture(autouse=True)
def _collected_between_tests() -> Iterator[None]:
    """Look for garbage when nothing is painted, as the window does: a page that a test has dropped is part of it."""
    gc.disable()
    yield
    gc.enable()
