"""The actions of the table as Qt knows them, and the rule about plain keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.services.errors import Refused
from desktop_app.ui.actions.key_words import with_keys
from desktop_app.ui.actions.table import ACTIONS, BY_ID, About, Action, Menu, about
from desktop_app.ui.drawing.glyph_icon import glyph_icon
from desktop_app.ui.theme.icons import Icons

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_OF_COLOURS = {f"mark.{colour}": colour for colour in Colour}
_COLOURS = "mark.colours"
_NONE = Qt.KeyboardModifier.NoModifier


class ActionSet(QObject):
    """Makes a QAction of every entry of the table and gives it to the window.

    Plain keys are no shortcuts of Qt's, which would fire wherever the keyboard is: `watch_page` lets them act on one
    widget only, the reader's page.
    """

    triggered = Signal(str)
    """The id of an action that was just carried out."""

    rekeyed = Signal()
    """Other keys stand for something from now on."""

    def __init__(
        self, window: QWidget, handlers: Mapping[str, Callable[[], None]], failed: Callable[[BaseException], None]
    ) -> None:
        """`failed` is told what an action raises. Raises KeyError when an action of the table has no handler.

        There are no actions before `make` has made them.
        """
        super().__init__(window)
        self._window = window
        self._failed = failed
        self._handlers = {entry.id: handlers[entry.id] for entry in ACTIONS}
        self._actions: dict[str, QAction] = {}
        self._entries = dict(BY_ID)
        self._refusals: dict[str, str] = {}
        self._page_keys: dict[str, str] = {}
        self._letters = True
        self._pages: list[QWidget] = []
        self._icons: Icons | None = None
        self._dressed: set[str] = set()
        self._to_make = iter(ACTIONS)

    def make(self, most: int | None = None) -> None:
        """Make the actions that are still to be made, or `most` of them: to make all takes as long as a frame."""
        for entry in islice(self._to_make, most):
            action = self._made(entry)
            self._window.addAction(action)
            self._actions[entry.id] = action
            for key in entry.page_keys:
                self._page_keys[_canonical(key)] = entry.id

    @property
    def letters(self) -> bool:
        """Whether single letters and signs are commands on a page."""
        return self._letters

    @letters.setter
    def letters(self, letters: bool) -> None:
        self._letters = letters
        self.rekeyed.emit()

    def key_of(self, action_id: str) -> str:
        """Return the key that stands for an action now, as it is written; its name where none does.

        "mark.colours" are the keys of all colours.
        """
        if action_id == _COLOURS:
            return _in_a_row([self.key_of(name) for name in _OF_COLOURS])
        entry = self._entries[action_id]
        plain = [key for key in entry.page_keys if self._letters or len(key.rpartition("+")[2] or key) > 1]
        keys = (*plain, *entry.keys) if about(action_id) is About.PAGE else (*entry.keys, *plain)
        first = next(iter((*keys, *entry.field_keys)), "")
        return _written(first) if first else f"“{entry.text.rstrip('…')}”"

    def said(self, words: str) -> str:
        """Return words with the keys that they name as they are now; see `key_words`."""
        return with_keys(words, self.key_of)

    def tooltip(self, action_id: str) -> str:
        """Return an action's name with its keys as they are now."""
        return tooltip(self._entries[action_id])

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def run(self, action_id: str) -> None:
        """Carry an action out; where it cannot be done now, say why."""
        refusal = self._refusals.get(action_id)
        if refusal:
            self._failed(Refused(refusal))
        else:
            self._actions[action_id].trigger()

    def allow(self, action_id: str, refusal: str = "") -> None:
        """Let an action be done from now on, or not, because of `refusal`: a sentence."""
        self._refusals[action_id] = refusal
        self._actions[action_id].setEnabled(not refusal)
        self._actions[action_id].setToolTip(refusal or tooltip(self._entries[action_id]))

    def refused(self) -> frozenset[str]:
        """Return the ids of the actions that cannot be done now."""
        return frozenset(name for name, refusal in self._refusals.items() if refusal)

    def rename(self, action_id: str, text: str) -> None:
        """Call an action `text` from now on, in menus, tooltips and lists."""
        self._renew(replace(self._entries[action_id], text=text))
        self._actions[action_id].setText(text)

    def rekey(self, action_id: str, keys: tuple[str, ...], page_keys: tuple[str, ...]) -> None:
        """Let other keys stand for an action from now on."""
        self._renew(replace(self._entries[action_id], keys=keys, page_keys=page_keys))
        self._actions[action_id].setShortcuts([QKeySequence(key) for key in keys])
        self._page_keys = {_canonical(key): one.id for one in self._entries.values() for key in one.page_keys}
        self.rekeyed.emit()

    def entries(self) -> tuple[Action, ...]:
        """Return the entries of the table as they are called now."""
        return tuple(self._entries.values())

    def recolour(self, icons: Icons) -> None:
        """Draw icons in the colours of another palette, each when it is next seen."""
        self._icons = icons
        self._dressed.clear()

    def menu(self, menu: Menu, parent: QWidget) -> QMenu:
        """Return a menu with all its actions."""
        made = QMenu(menu.value, parent)
        made.setToolTipsVisible(True)  # they say why something cannot be done now
        self.fill(made, [entry.id for entry in ACTIONS if entry.menu is menu])
        return made

    def fill(self, menu: QMenu, names: Sequence[str]) -> None:
        """Put actions into a menu; an empty name is a line between them."""
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        menu.aboutToShow.connect(lambda: self._dress(names))
        menu.aboutToShow.connect(lambda: self._show_plain_keys(names, shown=True))
        menu.aboutToHide.connect(lambda: self._show_plain_keys(names, shown=False))

    def watch_page(self, page: QWidget) -> None:
        """Let plain keys act while `page` has the keyboard."""
        self._pages.append(page)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn a plain key on a page into its action; what is no command is left to the page."""
        if event.type() == QEvent.Type.KeyPress and watched in self._pages:
            assert isinstance(event, QKeyEvent)
            action_id = self._page_action(event)
            if action_id is not None and self._actions[action_id].isEnabled():
                self._actions[action_id].trigger()
                return True
        return False

    def _renew(self, entry: Action) -> None:
        self._entries[entry.id] = entry
        if not self._refusals.get(entry.id):
            self._actions[entry.id].setToolTip(tooltip(entry))

    def _page_action(self, event: QKeyEvent) -> str | None:
        if not self.letters and event.text().isprintable() and event.text().strip():
            return None
        modifiers = event.modifiers() & ~_KEYPAD
        pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
        action_id = self._page_keys.get(pressed.toString())
        if action_id is None and modifiers in (_NONE, Qt.KeyboardModifier.ShiftModifier) and not event.text().isalpha():
            # Signs such as "{" and "?" lie behind Shift on some keyboards and not on others.
            action_id = self._page_keys.get(event.text())
        return action_id

    def _show_plain_keys(self, names: Sequence[str], *, shown: bool) -> None:
        """Let a menu tell the keys too that are no shortcuts of Qt's, while it is open."""
        for entry in (self._entries[name] for name in names if name):
            plain = shown and not entry.keys and (entry.page_keys or entry.field_keys)
            key = self.key_of(entry.id) if plain else ""
            self._actions[entry.id].setText(entry.text if not key or key.startswith("“") else f"{entry.text}\t{key}")

    def _dress(self, names: Sequence[str]) -> None:
        if self._icons is None:
            return
        for name in {*names} - self._dressed - {""}:
            self._dressed.add(name)
            if BY_ID[name].icon:
                self._actions[name].setIcon(self._icons.icon(BY_ID[name].icon))
            elif name in _OF_COLOURS:
                self._actions[name].setIcon(
                    glyph_icon(_OF_COLOURS[name], self._icons.palette, self._window.devicePixelRatioF())
                )

    def _made(self, entry: Action) -> QAction:
        action = QAction(entry.text, self)
        action.setObjectName(entry.id)
        action.setShortcuts([QKeySequence(key) for key in entry.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setToolTip(tooltip(entry))
        handler = self._handlers[entry.id]
        action.triggered.connect(lambda _checked=False, run=handler, name=entry.id: self._carry_out(run, name))
        return action

    def _carry_out(self, run: Callable[[], None], name: str) -> None:
        try:
            run()
        except Exception as error:  # noqa: BLE001 - whatever it is, the person must be told and the window go on
            self._failed(error)
        else:
            self.triggered.emit(name)


def shortcut_text(entry: Action) -> str:
    """Return an action's keys as a person reads them: "Ctrl+K", "H or Alt+1"."""
    keys = (*entry.page_keys, *entry.keys, *entry.field_keys)
    return " or ".join(map(_written, keys))


def _written(key: str) -> str:
    return key if len(key) > 1 else key.lower()


def _in_a_row(keys: Sequence[str]) -> str:
    """Return keys as they are told: the usual digits as "1–5"."""
    numbers = "".join(keys)
    return f"{keys[0]}–{keys[-1]}" if numbers in "123456789" else " ".join(keys)


def tooltip(entry: Action) -> str:
    """Return an action's name with its keys."""
    keys = shortcut_text(entry)
    return f"{entry.text.rstrip('…')}  ({keys})" if keys else entry.text


def _canonical(key: str) -> str:
    return QKeySequence(key).toString()
