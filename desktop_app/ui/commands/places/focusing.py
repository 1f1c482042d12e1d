"""Focusing: the window out of the way, the rest of the text dimmed, and how the page moves."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.frame.spotlight import Light, Spotlight
from desktop_app.ui.frame.stage import READER, Stage
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.settings import WindowSettings

_NEEDS_CHROME = frozenset({"search.everything", "help.menu"})


class FocusCommands(QObject):
    """`chrome` are the window's bars, which focus mode puts away together with the reader's panes."""

    def __init__(
        self, window: QMainWindow, stage: Stage, room: ReaderRoom, chrome: Sequence[QWidget], settings: WindowSettings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._stage = stage
        self._room = room
        self._chrome = chrome
        self._settings = settings
        self._panes_before = True, True  # the outline, and what is at the right
        self.on = False
        self.spotlight = Spotlight(room.page)
        self._actions: ActionSet | None = None
        if settings.load().smooth is not None:
            room.page.set_smooth(bool(settings.load().smooth))
        room.page.installEventFilter(self)
        stage.entered.connect(self._entered)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "view.focus": self._toggle,
            "view.paragraph": partial(self._shine, Light.PARAGRAPH),
            "view.ruler": partial(self._shine, Light.LINES),
            "view.smooth": self._smooth,
        }

    def connect_actions(self, actions: ActionSet) -> None:
        """Show by ticks what is on, and give back the bars to what needs them."""
        self._actions = actions
        for name in ("view.focus", "view.paragraph", "view.ruler", "view.smooth"):
            actions[name].setCheckable(True)
        actions.triggered.connect(self._after)
        self._tick()

    def leave(self) -> None:
        """Bring bars and panes back."""
        if self.on:
            self.on = False
            for part in self._chrome:
                part.show()
            outline, side = self._panes_before
            self._room.outline.setVisible(outline)
            self._room.side.show(side)
            self._room.beside.be_quiet(False)
            self._tick()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let Escape on the page lead out of focus mode, and then out of full screen."""
        if not (event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)):
            return False
        if event.key() != Qt.Key.Key_Escape or self._room.page.caret_mode():
            return False
        if self.on:
            self.leave()
            return True
        if self._window.isFullScreen():
            self._window.showNormal()
            return True
        return False

    def _toggle(self) -> None:
        if self.on:
            self.leave()
            return
        if self._stage.room != READER:
            self._stage.enter(READER)
        self.on = True
        self._panes_before = self._room.panes_shown(), self._room.side.shown
        for part in self._chrome:
            part.hide()
        self._room.show_panes(False)
        self._room.beside.be_quiet(True)
        self._room.page.setFocus()
        self._tick()

    def _shine(self, light: Light) -> None:
        self.spotlight.show_light(Light.OFF if self.spotlight.light is light else light)
        self._tick()

    def _smooth(self) -> None:
        smooth = not self._room.page.smooth()
        self._room.page.set_smooth(smooth)
        self._settings.keep(smooth="on" if smooth else "off")
        self._tick()

    def _entered(self, room: str) -> None:
        if room != READER:
            self.leave()

    def _after(self, action: str) -> None:
        if self.on and action in _NEEDS_CHROME and self._actions is not None:
            self.leave()
            self._actions.run(action)

    def _tick(self) -> None:
        if self._actions is not None:
            self._actions["view.focus"].setChecked(self.on)
            self._actions["view.paragraph"].setChecked(self.spotlight.light is Light.PARAGRAPH)
            self._actions["view.ruler"].setChecked(self.spotlight.light is Light.LINES)
            self._actions["view.smooth"].setChecked(self._room.page.smooth())
