"""Which palette the window wears, and the change from one to another while it is open."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette, Theme, load_palette
from desktop_app.ui.theme.style import qt_palette, style_sheet


class ThemeSwitch(QObject):
    """Dresses the application in a theme and follows the system where the person has asked for that."""

    palette_changed = Signal(object)
    """The new Palette, after the application wears it."""

    def __init__(self, application: QApplication, theme: Theme = Theme.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        # Asked before we set a palette of our own: where the platform does not say what it prefers, its colours do.
        self._born_dark = application.palette().color(QPalette.ColorRole.Window).lightness() < 128
        self._theme = theme
        self._palette = self._current()
        application.setFont(fonts.interface())
        self._wear()
        application.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        """What the person has chosen."""
        return self._theme

    @property
    def palette(self) -> Palette:
        """What is worn now."""
        return self._palette

    def choose(self, theme: Theme) -> None:
        """Wear `theme` from now on."""
        self._theme = theme
        self._follow()

    def _follow(self) -> None:
        palette = self._current()
        if palette != self._palette:
            self._palette = palette
            self._wear()
            self.palette_changed.emit(palette)

    def _current(self) -> Palette:
        return load_palette(self._system() if self._theme is Theme.SYSTEM else self._theme)

    def _system(self) -> Theme:
        hints = self._application.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return Theme.HIGH_CONTRAST
        scheme = hints.colorScheme()
        dark = self._born_dark if scheme == Qt.ColorScheme.Unknown else scheme == Qt.ColorScheme.Dark
        return Theme.DARK if dark else Theme.LIGHT

    def _wear(self) -> None:
        self._application.setPalette(qt_palette(self._palette))
        self._application.setStyleSheet(style_sheet(self._palette))
