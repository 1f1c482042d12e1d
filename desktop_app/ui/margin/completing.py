"""Completing: tags behind "#" and links to other annotations behind "[[", while a note is typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QStyledItemDelegate

TAG, LINK = "#", "[["
_BEGUN = re.compile(r"(?:(?<![\w#/&])(?P<tag>#)(?P<word>[\w-]*)|(?P<link>\[\[)(?P<words>[^\[\]\n]{0,60}))$")
_TAKEN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is shown, and what is written in the place of what has been typed."""

    shown: str
    written: str


class _Offered(NamedTuple):
    """What shows suggestions."""

    popup: QListView
    model: QStringListModel
    completer: QCompleter


class Completing(QObject):
    """Asks for suggestions as one types, and writes the one that is chosen; Tab and Enter choose, Escape does not."""

    wanted = Signal(str, str)
    """What is being begun, TAG or LINK, and the words so far."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._suggestions: Sequence[Suggestion] = ()
        self._begun: tuple[str, str] | None = None
        self._offered: _Offered | None = None  # most notes end without one
        editor.textChanged.connect(self._look)

    def offer(self, kind: str, words: str, suggestions: Sequence[Suggestion]) -> None:
        """Offer suggestions, if they still answer what is being typed."""
        if self._begun != (kind, words) or not suggestions or not self._editor.hasFocus():
            self._hide()
            return
        self._suggestions = suggestions
        offered = self._offered = self._offered or self._made()
        offered.model.setStringList([one.shown for one in suggestions])
        place = self._editor.cursorRect()
        place.translate(0, self._editor.viewport().y())  # the popup stands below the line, not over its foot
        place.setLeft(0)
        place.setWidth(self._editor.width() - 2)
        offered.completer.complete(place)
        offered.popup.setCurrentIndex(offered.completer.completionModel().index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Tab choose as Enter does; QCompleter knows the rest."""
        popup = self._offered.popup if self._offered else None
        if watched is not popup or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        index = popup.currentIndex()
        if event.key() not in _TAKEN or not index.isValid():
            return False
        self._write(index)
        return True

    def _made(self) -> _Offered:
        popup = QListView()
        popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        popup.setProperty("role", "popup")
        popup.setAccessibleName("Suggestions")
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model = QStringListModel(self)
        completer = QCompleter(model, self)
        completer.setWidget(self._editor)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setPopup(popup)
        popup.setItemDelegate(QStyledItemDelegate(popup))  # the completer's own knows nothing of the sheet's paddings
        popup.clicked.connect(self._write)
        popup.installEventFilter(self)  # after QCompleter's own, so it is asked first
        return _Offered(popup, model, completer)

    def _hide(self) -> None:
        if self._offered is not None:
            self._offered.popup.hide()

    def _look(self) -> None:
        cursor = self._editor.textCursor()
        found = _BEGUN.search(cursor.block().text()[: cursor.positionInBlock()])
        if found is None:
            self._begun = None
            self._hide()
            return
        self._begun = (TAG, found["word"]) if found["tag"] else (LINK, found["words"])
        self.wanted.emit(*self._begun)

    def _write(self, index: QModelIndex) -> None:
        self._hide()
        if self._begun is None or not 0 <= index.row() < len(self._suggestions):
            return
        kind, words = self._begun
        cursor = self._editor.textCursor()
        units = len((kind + words).encode("utf-16-le")) // 2  # as Qt counts
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, units)
        cursor.insertText(self._suggestions[index.row()].written)
        self._begun = None
