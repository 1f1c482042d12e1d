"""Viewing: how the page looks, and how much of the window is in the way of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from desktop_app.ui.commands.looks.typography import TypographyCommands
from desktop_app.ui.settings import DEFAULT_SIZE, Remembered, WindowSettings
from desktop_app.ui.theme.appearance import LARGEST, SMALLEST, Appearance
from desktop_app.ui.theme.palette import Palette, Theme, load_palette
from desktop_app.ui.theme.switching import ThemeSwitch

_STEP = 1.5  # pixels
_CYCLE = (Theme.LIGHT, Theme.SEPIA, Theme.DARK, Theme.HIGH_CONTRAST)


class ViewingCommands(QObject):
    """Holds the appearance of the page and remembers it."""

    appearance_changed = Signal(object)
    """The new Appearance."""

    def __init__(
        self, window: QMainWindow, themes: ThemeSwitch, settings: WindowSettings, appearance: Appearance
    ) -> None:
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._settings = settings
        self.appearance = appearance
        self.typography = TypographyCommands(settings, lambda: self.appearance, self.wear)
        themes.palette_changed.connect(self._follow)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        chosen = {f"view.{theme}": partial(self._choose, theme) for theme in Theme}
        return {
            **chosen,
            **self.typography.handlers(),
            "view.theme": self._next_theme,
            "view.larger": partial(self.resize_text, 1),
            "view.smaller": partial(self.resize_text, -1),
            "view.reset": lambda: self._resize_to(DEFAULT_SIZE),
            "view.full_screen": self._toggle_full_screen,
        }

    def remembered(self) -> Remembered:
        """Return what the next start will find."""
        return self._settings.load()

    @property
    def theme(self) -> Theme:
        """What the person has chosen."""
        return self._themes.theme

    def resize_text(self, steps: int) -> None:
        """Make the article's text larger, or smaller."""
        self._resize_to(self.appearance.size + steps * _STEP)

    def wear(self, appearance: Appearance) -> None:
        """Set the page in another way from now on."""
        self.appearance = appearance
        self.appearance_changed.emit(appearance)

    def _resize_to(self, size: float) -> None:
        size = max(SMALLEST, min(LARGEST, size))
        self._settings.keep(size=size)
        self.wear(replace(self.appearance, size=size))

    def _choose(self, theme: Theme) -> None:
        self._settings.keep(theme=theme.value)
        self._themes.choose(theme)

    def _next_theme(self) -> None:
        worn = next(place for place, theme in enumerate(_CYCLE) if load_palette(theme) == self._themes.palette)
        self._choose(_CYCLE[(worn + 1) % len(_CYCLE)])

    def _follow(self, palette: Palette) -> None:
        self.wear(replace(self.appearance, palette=palette))

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
