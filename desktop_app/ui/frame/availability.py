"""Availability: which actions can be done where one is, and why the others cannot."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_app.services.errors import Refused
from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.actions.table import ACTIONS, BY_ID, About, Action, about
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.frame.stage import NOTEBOOK, READER, REVIEW, Stage

_SEEN = {About.PAGE: READER, About.NOTEBOOK: NOTEBOOK, About.REVIEW: REVIEW}
_SHOWN_BY = {About.PAGE: "go.reader", About.NOTEBOOK: "go.notebook", About.REVIEW: "review.open"}
_CALLED = {About.PAGE: "the page", About.NOTEBOOK: "the notebook", About.REVIEW: "a highlight to look at again"}


class Availability(QObject):
    """Keeps actions from what cannot be seen: they are disabled, so that their keys go to whatever has the keyboard.

    A key that nothing else wants is answered with the reason.
    """

    def __init__(self, window: QWidget, actions: ActionSet, stage: Stage, notices: Notices) -> None:
        super().__init__(window)
        self._actions, self._stage, self._notices = actions, stage, notices
        self._by_key: dict[str, Action] = {}
        actions.rekeyed.connect(self._learn)
        self._learn()
        stage.seen_changed.connect(self._settle)
        window.installEventFilter(self)
        self._settle()

    def refusal(self, action_id: str) -> str:
        """Return why an action cannot be done where one is, in a sentence; "" when it can."""
        subject = about(action_id)
        if subject is About.ANYTHING or self._stage.seen == _SEEN[subject]:
            return ""
        keys = self._actions.key_of(_SHOWN_BY[subject])
        return f"“{BY_ID[action_id].text.rstrip('…')}” is about {_CALLED[subject]}, and {keys} shows it."

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Answer a key of a disabled action that nobody below the window has taken."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            entry = self._action_of(event)
            refusal = self.refusal(entry.id) if entry is not None else ""
            if refusal:
                self._notices.fail(Refused(refusal))
                return True
        return False

    def _action_of(self, event: QKeyEvent) -> Action | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
        return self._by_key.get(pressed.toString())

    def _learn(self) -> None:
        entries = self._actions.entries()
        self._by_key = {QKeySequence(key).toString(): entry for entry in entries for key in entry.keys}
        self._settle()

    def _settle(self) -> None:
        for action in ACTIONS:
            self._actions.allow(action.id, self.refusal(action.id))
