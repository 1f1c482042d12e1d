"""The notebook's cards under the keyboard and the mouse: notes are typed in them, links followed, cards dragged out."""

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.core.text.note_text import addresses
from desktop_app.services.notebook.notebook import Noted
from desktop_app.ui.margin.completing import Suggestion
from desktop_app.ui.margin.note_editor import NoteEditor
from desktop_app.ui.rooms.notebook.card_delegate import CardDelegate
from desktop_app.ui.rooms.notebook.cards_view import CardsView
from desktop_app.ui.rooms.notebook.model import LISTED_ROLE, NotebookModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COLOUR_KEYS = dict(zip((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5), Colour, strict=True))
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class NotebookCards(CardsView):
    """A list in which single letters are commands; words are sought in the field above it, so nothing is lost."""

    delete_pressed = Signal()
    copy_pressed = Signal()
    tags_pressed = Signal()
    clear_pressed = Signal()
    stop_pressed = Signal()
    words_wanted = Signal()
    colour_pressed = Signal(Colour)
    edit_requested = Signal(str)
    drag_started = Signal()
    link_activated = Signal(str)
    drafted = Signal(str, str)
    paused = Signal(str, str)
    edited = Signal(str, str)
    """A note has been typed to its end: the annotation's id and the text."""
    suggestions_wanted = Signal(str, str)

    def __init__(self, model: NotebookModel, delegate: CardDelegate, parent: QWidget | None = None) -> None:
        super().__init__(model, delegate, parent)
        self._editor: NoteEditor | None = None
        self._editing = QModelIndex()
        self._pressed = ""
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    # Typing a note

    @property
    def editing(self) -> bool:
        """Whether a note is being typed."""
        return self._editor is not None

    def edit_note(self, row: int, text: str) -> None:
        """Let the note of the card in a row be typed, beginning from `text`."""
        self.finish_editing()
        index = self._cards.index(row)
        noted = index.data(LISTED_ROLE)
        if not isinstance(noted, Noted):
            return
        self.choose(index)
        editor = self._editor = NoteEditor(text, self._delegate.colours, self.viewport())
        self._editing = index
        editor.drafted.connect(lambda draft: self.drafted.emit(noted.annotation.id, draft))
        editor.paused.connect(lambda text: self.paused.emit(noted.annotation.id, text))
        editor.completing.wanted.connect(self.suggestions_wanted)
        editor.finished.connect(lambda text, back: self._finished(noted.annotation.id, text, back))
        editor.textChanged.connect(self._fit_editor)
        self._fit_editor()
        self.scrollTo(index)
        self._place_editor()
        editor.show()
        editor.setFocus()

    def finish_editing(self) -> None:
        """End the typing, if there is any, and hand the words over."""
        if self._editor is not None:
            self._editor.finish(back_to_page=False)

    def suggest(self, kind: str, words: str, suggestions: list[Suggestion]) -> None:
        """Offer what may be meant by the words being typed."""
        if self._editor is not None:
            self._editor.completing.offer(kind, words, suggestions)

    def _fit_editor(self) -> None:
        if self._editor is not None:
            self._editor.ensurePolished()
            noted = self._editing.data(LISTED_ROLE)
            self._delegate.edit(noted.annotation.id, self._editor.sizeHint().height())
            self.measure_again(self._editing.row())
            self._place_editor()

    def _place_editor(self) -> None:
        if self._editor is not None:
            box = self._delegate.note_box(self._editing.data(LISTED_ROLE), self.card_width())
            self._editor.setGeometry(box.translated(self.visualRect(self._editing).topLeft()))

    def _finished(self, annotation_id: str, text: str, back: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()
        self._delegate.edit("", 0)
        self.measure_again(self._editing.row())
        self.edited.emit(annotation_id, text)
        if back:
            self.setFocus()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Take the field along in which a note is typed."""
        super().scrollContentsBy(dx, dy)
        self._place_editor()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the field along in which a note is typed."""
        super().resizeEvent(event)
        self._place_editor()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keep F2 and Alt with a figure from the window, which has other uses for them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for; the rest is a list's own."""
        held = event.modifiers() & _HELD
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_pressed.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_pressed.emit()
        elif event.key() in _ENTER and self.currentIndex().isValid():
            self._enter(follow=bool(held & Qt.KeyboardModifier.ControlModifier))
        elif event.key() in _COLOUR_KEYS and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier):
            self.colour_pressed.emit(_COLOUR_KEYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            self.selectionModel().select(self.currentIndex(), self.selectionModel().SelectionFlag.Toggle)
        elif held or not self._letter(event):
            super().keyPressEvent(event)

    def _letter(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_F2 | Qt.Key.Key_N:
                if isinstance(noted := self.currentIndex().data(LISTED_ROLE), Noted):
                    self.edit_requested.emit(noted.annotation.id)
            case Qt.Key.Key_T:
                self.tags_pressed.emit()
            case Qt.Key.Key_Escape:
                self.stop_pressed.emit()
                self.clear_pressed.emit()
            case Qt.Key.Key_Slash:
                self.words_wanted.emit()
            case _:
                # Qt would go through all the rows to find one that begins with a letter.
                return event.text().isprintable() and bool(event.text())
        return True

    def _enter(self, *, follow: bool) -> None:
        noted = self.currentIndex().data(LISTED_ROLE)
        if not follow:
            self.opened.emit(self.currentIndex())
        elif isinstance(noted, Noted) and (found := addresses(noted.annotation.note)):
            self.link_activated.emit(found[0])

    def _is_own(self, event: QKeyEvent) -> bool:
        coloured = event.key() in _COLOUR_KEYS and event.modifiers() & _HELD == Qt.KeyboardModifier.AltModifier
        return coloured or (event.key() == Qt.Key.Key_F2 and not event.modifiers() & _HELD)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the link that is pressed."""
        self._pressed = self._address_at(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link that has been clicked."""
        super().mouseReleaseEvent(event)
        address = self._address_at(event.position().toPoint())
        if address and address == self._pressed and event.button() == Qt.MouseButton.LeftButton:
            self.link_activated.emit(address)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hand over a link."""
        super().mouseMoveEvent(event)
        over = bool(self._address_at(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Ask for the Markdown of what is dragged; `drag` goes on when it is there."""
        self.drag_started.emit()

    def drag(self, data: QMimeData) -> None:
        """Take something along with the mouse, if its button is still down."""
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def _address_at(self, place: QPoint) -> str:
        index = self.indexAt(place)
        if not index.isValid() or not self._cards.is_card(index.row()):
            return ""
        noted = index.data(LISTED_ROLE)
        return self._delegate.address_at(noted, self.card_width(), place - self.visualRect(index).topLeft())
