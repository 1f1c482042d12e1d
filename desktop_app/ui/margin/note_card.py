"""One card of the margin: a widget of its own, for the keyboard and for screen readers, that draws a face."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.core.annotation import Placed
from desktop_app.ui.drawing.colour_names import ColourNames
from desktop_app.ui.margin.captions import told
from desktop_app.ui.margin.card_face import LEFT, RIGHT, CardFace, Faces

if TYPE_CHECKING:
    from desktop_app.ui.margin.completing import Suggestion
    from desktop_app.ui.margin.note_editor import NoteEditor


class NoteCard(QWidget):
    """Shows an annotation; a click makes it the active one, a click on the note or Enter edits that."""

    activated = Signal(str)
    edit_requested = Signal(str)
    delete_requested = Signal(str)
    left = Signal()
    context_requested = Signal(str, QPoint)
    drafted = Signal(str, str)
    paused = Signal(str, str)
    edited = Signal(str, str, bool)
    resized = Signal()
    copy_requested = Signal(str)
    dragged = Signal(str)
    """The mouse is pulling the card away."""
    link_activated = Signal(str)
    """The address of a link in the note."""
    suggestions_wanted = Signal(str, str)
    """What is being typed into the note, see completing.Completing."""

    def __init__(self, placed: Placed, faces: Faces, names: ColourNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.annotation_id = placed.annotation.id
        self._faces = faces
        self._names = names
        self._placed = placed
        self._face: CardFace | None = None
        self._active = False
        self._pressed: QPoint | None = None
        self._editor: NoteEditor | None = None
        self.show_placed(placed)

    @property
    def editing(self) -> bool:
        """Whether the note is being typed."""
        return self._editor is not None

    @property
    def placed(self) -> Placed:
        """The annotation that is shown, and where it stands."""
        return self._placed

    def take(self, placed: Placed) -> None:
        """Stand for another annotation: cards come and go with every page, and making one takes its time."""
        self.annotation_id = placed.annotation.id
        self.show_placed(placed)

    def show_placed(self, placed: Placed) -> None:
        """Show the annotation as it is now, once `height_at` is asked; a note that is being typed is left alone."""
        self._placed, self._face = placed, None
        self.setAccessibleName(told(placed, self._names.all))
        self.setAccessibleDescription(
            placed.annotation.note or "No note yet. Enter writes one, Delete deletes the highlight."
        )
        self.update()

    def set_active(self, active: bool) -> None:
        """Ring the card as the one that keys speak of."""
        if self._active != active:
            self._active = active
            self.update()

    def shown_note(self) -> str:
        """Return what can be read of the note on the card."""
        return self._shown(self.width()).shown_note()

    def edit(self, text: str, *, focus: bool = True) -> None:
        """Let the note be typed, starting from `text`; without the `focus`, that only lies there to be gone on with."""
        if self._editor is not None:
            if focus:
                self._editor.setFocus()
            return
        from desktop_app.ui.margin.note_editor import NoteEditor

        editor = self._editor = NoteEditor(text, self._faces.palette, self)
        self._place_editor()
        editor.drafted.connect(lambda draft: self.drafted.emit(self.annotation_id, draft))
        editor.paused.connect(lambda text: self.paused.emit(self.annotation_id, text))
        editor.completing.wanted.connect(self.suggestions_wanted)
        editor.finished.connect(self._finished)
        editor.textChanged.connect(self.resized)
        editor.show()  # only what is shown can have the keyboard at once, and the next key may be on its way
        if focus:
            editor.setFocus()
        self.resized.emit()

    def suggest(self, kind: str, words: str, suggestions: "Sequence[Suggestion]") -> None:
        """Offer what may be meant by the words being typed."""
        if self._editor is not None:
            self._editor.completing.offer(kind, words, suggestions)

    def finish_editing(self) -> None:
        """End the typing, if there is any, and hand the words over."""
        if self._editor is not None:
            self._editor.finish(back_to_page=False)

    def height_at(self, width: int) -> int:
        """Return the card's height when it is `width` wide."""
        face = self._shown(width)
        if self._editor is None:
            return face.height()
        self._editor.resize(width - LEFT - RIGHT, self._editor.height())  # how high it wants to be depends on that
        return face.height(self._editor.sizeHint().height())

    def wear(self, faces: Faces) -> None:
        """Take on the colours of another palette."""
        self._faces = faces
        self.show_placed(self._placed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the note that is being typed its place."""
        super().resizeEvent(event)
        self._place_editor()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """Draw the card."""
        face, scale = self._shown(self.width()), self.devicePixelRatioF()
        painter = QPainter(self)
        if self._active or self.hasFocus() or self.editing or self.height() != face.height():
            focus, note = self.hasFocus(), not self.editing
            face.draw(painter, self.size(), scale, active=self._active, focus=focus, note=note)
        else:
            painter.drawPixmap(0, 0, face.picture(scale))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Become the active annotation, which stands level with its line, and so in sight."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.activated.emit(self.annotation_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make this the active annotation."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        self.activated.emit(self.annotation_id)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hand the card to the mouse once it is being pulled away."""
        if self._pressed is None or self.editing:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self.dragged.emit(self.annotation_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link of the note; a click elsewhere on it, or on its empty place, begins to edit it."""
        clicked = event.button() == Qt.MouseButton.LeftButton and self._pressed is not None
        self._pressed = None
        face = self._shown(self.width())
        if clicked and (address := face.address_at(event.position())):
            self.link_activated.emit(address)
        elif clicked and event.position().y() >= face.note_top:
            self.edit_requested.emit(self.annotation_id)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the note."""
        self.edit_requested.emit(self.annotation_id)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, Ctrl+C copies, Ctrl+Enter follows the first link, Delete deletes, Escape goes to the page."""
        from desktop_app.core.text.note_text import addresses

        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit(self.annotation_id)
            return
        followed = addresses(self._placed.annotation.note)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if followed:
                    self.link_activated.emit(followed[0])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.edit_requested.emit(self.annotation_id)
            case Qt.Key.Key_Delete:
                self.delete_requested.emit(self.annotation_id)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the annotation."""
        self.activated.emit(self.annotation_id)
        self.context_requested.emit(self.annotation_id, event.globalPos())

    def _shown(self, width: int) -> CardFace:
        if self._face is None or self._face.width != width:
            self._face = self._faces.of(self._placed.annotation, width)
        return self._face

    def _place_editor(self) -> None:
        if self._editor is not None:
            inner = self.width() - LEFT - RIGHT
            self._editor.setGeometry(LEFT, self._shown(self.width()).note_top, inner, self._editor.sizeHint().height())

    def _finished(self, text: str, back_to_page: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            editor.hide()
            editor.deleteLater()
        self.edited.emit(self.annotation_id, text, back_to_page)
        self.resized.emit()
