"""Everything that is asked of the reading view is asked of it in both layouts."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.reader.pages import Show


@pytest.fixture(params=[False, True], ids=["stock", "lazy"])
def show(qtbot: QtBot, request: pytest.FixtureRequest) -> Show:
    """Shows contents: once as Qt lays them out, once lazily."""
    return Show(qtbot, lazily=request.param)
