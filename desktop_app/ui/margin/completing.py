"""Completing: tags behind "#" and links to other annotations behind "[[", while a note is typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

TAG, LINK = "#", "[["
_BEGUN = re.compile(r"(?:(?<![\w#/&])(?P<tag>#)(?P<word>[\w-]*)|(?P<link>\[\[)(?P<words>[^\[\]\n]{0,60}))$")
_TAKEN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is shown, and what is written in the place of what has been typed."""

    shown: str
    written: str


class Completing(QObject):
    """Asks for suggestions as one types, and writes the one that is chosen; Tab and Enter choose, Escape does not."""

    wanted = Signal(str, str)
    """What is being begun, TAG or LINK, and the words so far."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._suggestions: Sequence[Suggestion] = ()
        self._begun: tuple[str, str] | None = None
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(editor)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        self._popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._popup.setProperty("role", "popup")
        self._popup.setAccessibleName("Suggestions")
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer.setPopup(self._popup)
        self._popup.clicked.connect(self._write)
        self._popup.installEventFilter(self)  # after QCompleter's own, so it is asked first
        editor.textChanged.connect(self._look)

    def offer(self, kind: str, words: str, suggestions: Sequence[Suggestion]) -> None:
        """Offer suggestions, if they still answer what is being typed."""
        if self._begun != (kind, words) or not suggestions or not self._editor.hasFocus():
            self._popup.hide()
            return
        self._suggestions = suggestions
        self._model.setStringList([one.shown for one in suggestions])
        place = self._editor.cursorRect()
        place.translate(0, self._editor.viewport().y())  # the popup stands below the line, not over its foot
        place.setLeft(0)
        place.setWidth(self._editor.width() - 2)
        self._completer.complete(place)
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Tab choose as Enter does; QCompleter knows the rest."""
        if watched is not self._popup or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        index = self._popup.currentIndex()
        if event.key() not in _TAKEN or not index.isValid():
            return False
        self._write(index)
        return True

    def _look(self) -> None:
        cursor = self._editor.textCursor()
        found = _BEGUN.search(cursor.block().text()[: cursor.positionInBlock()])
        if found is None:
            self._begun = None
            self._popup.hide()
            return
        self._begun = (TAG, found["word"]) if found["tag"] else (LINK, found["words"])
        self.wanted.emit(*self._begun)

    def _write(self, index: QModelIndex) -> None:
        self._popup.hide()
        if self._begun is None or not 0 <= index.row() < len(self._suggestions):
            return
        kind, words = self._begun
        cursor = self._editor.textCursor()
        units = len((kind + words).encode("utf-16-le")) // 2  # as Qt counts
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, units)
        cursor.insertText(self._suggestions[index.row()].written)
        self._begun = None
