"""The palettes are read whole, and the window wears the one that is meant."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import Colour
from desktop_app.ui.theme.palette import Palette, Theme, load_palette, mixed
from desktop_app.ui.theme.style import qt_palette, style_sheet
from desktop_app.ui.theme.switching import ThemeSwitch
from tests.resources.test_palettes import contrast

THEMES = [theme for theme in Theme if theme is not Theme.SYSTEM]


@pytest.mark.parametrize("theme", THEMES)
def test_a_palette_has_every_colour(theme: Theme) -> None:
    palette = load_palette(theme)
    assert set(palette.fills) == set(palette.edges) == set(Colour)
    assert palette.dark == (QColor(palette.paper).lightness() < 128)


def test_the_systems_theme_has_no_palette_of_its_own() -> None:
    with pytest.raises(ValueError, match="system"):
        load_palette(Theme.SYSTEM)


def test_mixing_colours() -> None:
    assert mixed("#000000", "#ffffff", 0) == "#000000"
    assert mixed("#000000", "#ffffff", 1) == "#ffffff"
    assert mixed("#102030", "#304050", 0.5) == "#203040"


@pytest.mark.parametrize("theme", THEMES)
def test_the_bar_below_a_wide_table_is_seen(theme: Theme) -> None:
    palette = load_palette(theme)
    assert contrast(palette.muted, palette.trough()) >= 3
    assert contrast(palette.muted, palette.paper) >= 3
    assert palette.trough() != palette.paper


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_names_no_colour_that_is_not_in_the_palette(theme: Theme) -> None:
    sheet = style_sheet(load_palette(theme))
    assert "@" not in sheet
    assert load_palette(theme).accent in sheet


@pytest.mark.parametrize("theme", THEMES)
def test_what_has_the_focus_is_seen(qtbot: QtBot, theme: Theme) -> None:
    palette = load_palette(theme)
    page = QWidget()
    page.setStyleSheet(style_sheet(palette))
    page.setPalette(qt_palette(palette))
    qtbot.addWidget(page)
    page.resize(300, 200)
    widgets: list[QWidget] = [QToolButton(page), QPushButton("Keep", page), QLineEdit(page)]
    for number, widget in enumerate(widgets):
        widget.setGeometry(20, 20 + 50 * number, 120, 36)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    for widget in widgets:
        _focus_elsewhere(widget, widgets)
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(widget.hasFocus)
        after = widget.grab().toImage()
        assert before != after
        row = [after.pixelColor(x, 0).name() for x in range(20, 100)]
        assert palette.accent in row


def _focus_elsewhere(widget: QWidget, widgets: list[QWidget]) -> None:
    next(other for other in widgets if other is not widget).setFocus()
    QApplication.processEvents()


def test_the_window_changes_its_palette_and_tells(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    former = application.styleSheet(), application.palette(), application.font()
    switch = ThemeSwitch(application, Theme.LIGHT)
    told: list[Palette] = []
    switch.palette_changed.connect(told.append)
    try:
        switch.choose(Theme.DARK)
        switch.choose(Theme.DARK)
        assert told == [load_palette(Theme.DARK)]
        assert application.palette().color(QPalette.ColorRole.Window).name() == switch.palette.chrome
        switch.choose(Theme.SYSTEM)
        assert switch.theme is Theme.SYSTEM
        assert switch.palette in [load_palette(theme) for theme in THEMES]
    finally:
        application.setStyleSheet(former[0])
        application.setPalette(former[1])
        application.setFont(former[2])
        switch.deleteLater()


def test_a_change_of_the_system_that_changes_nothing_is_not_told(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    former = application.styleSheet(), application.palette(), application.font()
    switch = ThemeSwitch(application, Theme.SEPIA)
    told: list[Palette] = []
    switch.palette_changed.connect(told.append)
    try:
        application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert told == []
        assert switch.palette == load_palette(Theme.SEPIA)
    finally:
        application.setStyleSheet(former[0])
        application.setPalette(former[1])
        application.setFont(former[2])
        switch.deleteLater()
