"""A person's own keys: which key an action may have, and keeping what was chosen."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.actions.table import BY_ID, Action
from desktop_app.ui.settings import WindowSettings

_KEPT = "keys"
_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock)
_MOVING = frozenset({"Esc", "Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Return", "Enter", "Backspace", "Left",
                     "Right", "Up", "Down", "Ctrl+A", "Ctrl+C", "Ctrl+X"})  # fmt: skip


def written(event: QKeyEvent) -> str:
    """Return what was pressed as the action table writes it, empty while only modifiers are held."""
    if event.key() in _HELD or event.key() == Qt.Key.Key_unknown:
        return ""
    text = event.text()
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    if not held.value and text.isprintable() and text.strip() and not text.isalnum():
        return text  # signs lie behind Shift on some keyboards and not on others
    return QKeySequence(event.keyCombination()).toString()


def is_plain(key: str) -> bool:
    """Tell whether a key has no modifier but Shift and is no function key: it then works on the page alone."""
    last = key.rpartition("+")[2] or key
    function = last[:1] == "F" and last[1:].isdigit()
    return not function and not any(held in key for held in ("Ctrl+", "Alt+", "Meta+"))


def refusal(key: str, action: Action, others: Iterable[Action]) -> str:
    """Return why an action cannot have a key, in a sentence; nothing where it can."""
    if not action.keys and not action.page_keys and action.field_keys:
        return f"“{action.text}” belongs to a field or a list of its own, and its keys with it."
    if key in _MOVING:
        return f"{key} is needed to move about and to type, and stays as it is."
    for other in others:
        if other.id != action.id and key in (*other.keys, *other.page_keys):
            return f"{key} is “{other.text}”. Give that another key first."
    return ""


class OwnKeys:
    """Gives actions the keys that a person has chosen for them, now and at later starts."""

    def __init__(self, actions: ActionSet, settings: WindowSettings) -> None:
        self._actions = actions
        self._settings = settings
        for line in settings.lines(_KEPT):
            name, _, rest = line.partition("\t")
            keys, _, page_keys = rest.partition("\t")
            if name in BY_ID:
                actions.rekey(name, tuple(keys.split()), tuple(page_keys.split()))

    def change(self, action_id: str, key: str) -> None:
        """Let a key stand for an action instead of its others of the same kind. Raises ValueError with a refusal."""
        action = self._entry(action_id)
        refused = refusal(key, action, self._actions.entries())
        if refused:
            raise ValueError(refused)
        changed = replace(action, page_keys=(key,)) if is_plain(key) else replace(action, keys=(key,))
        self._take(changed)

    def reset(self, action_id: str) -> None:
        """Give an action the keys of the table again. Raises ValueError when one of them stands for another now."""
        usual = BY_ID[action_id]
        others = self._actions.entries()
        refusals = [refusal(key, usual, others) for key in (*usual.keys, *usual.page_keys) if key not in _MOVING]
        if any(refusals):
            raise ValueError(next(filter(None, refusals)))
        self._take(usual)

    def _take(self, action: Action) -> None:
        self._actions.rekey(action.id, action.keys, action.page_keys)
        own = [one for one in self._actions.entries() if not _as_usual(one)]
        self._settings.keep_lines(
            _KEPT, ["\t".join((one.id, " ".join(one.keys), " ".join(one.page_keys))) for one in own]
        )

    def _entry(self, action_id: str) -> Action:
        return next(one for one in self._actions.entries() if one.id == action_id)


def _as_usual(action: Action) -> bool:
    usual = BY_ID[action.id]
    return (action.keys, action.page_keys) == (usual.keys, usual.page_keys)
