"""One card of the margin: the words marked, the note on them, its tags."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.core.annotation import Placed
from desktop_app.core.language import has_italics
from desktop_app.ui.colour_names import ColourNames
from desktop_app.ui.margin.captions import caption, told
from desktop_app.ui.progress import counted
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

if TYPE_CHECKING:
    from desktop_app.ui.margin.completing import Suggestion
    from desktop_app.ui.margin.note_editor import NoteEditor

_QUOTE_LINES = 2
_EDGE = 3
_SHOWN = 1500  # letters of a note on its card, more than a page is high: laying out a book of a note takes seconds
_RAGGED = 64  # pixels that words leave free at the ends of two lines


class NoteCard(QFrame):
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

    def __init__(self, placed: Placed, palette: Palette, names: ColourNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.annotation_id = placed.annotation.id
        self._colours = palette
        self._names = names
        self._placed = placed
        self._quote = QLabel()
        self._quote.setProperty("role", "muted")
        self._quote.setTextFormat(Qt.TextFormat.PlainText)
        self._quote.setWordWrap(True)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setOpenExternalLinks(False)
        self._link = ""  # under the mouse
        self._pressed: QPoint | None = None
        self._note.linkHovered.connect(self._hover)
        self._measured: tuple[int, int] | None = None  # how high it is at a width, as long as nothing on it changes
        self._tagged: tuple[str, ...] | None = None
        self._italic: bool | None = None
        self._tags = QWidget()
        tag_row = QHBoxLayout(self._tags)
        tag_row.setContentsMargins(0, 2, 0, 0)
        tag_row.setSpacing(6)
        self._editor: NoteEditor | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 9, 10, 10)
        self._column.setSpacing(4)
        for widget in (self._quote, self._note, self._tags):
            self._column.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
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
        """Stand for another annotation: one card after another is made for a page, and that takes its time."""
        self.annotation_id, self._link = placed.annotation.id, ""
        self.show_placed(placed)

    def show_placed(self, placed: Placed) -> None:
        """Show the annotation as it is now; a note that is being typed is left alone."""
        self._placed, self._measured = placed, None
        annotation = placed.annotation
        italic = has_italics(caption(annotation))
        if italic is not self._italic:
            self._italic = italic
            self._quote.setFont(_quote_font(italic=italic))
        placeholder = not annotation.note
        if not placeholder:  # for the strong and slanted words that Markdown may have
            fonts.load_bold(fonts.Family.SANS)
            fonts.load_slanted(fonts.Family.SANS)
        self._note.setTextFormat(Qt.TextFormat.PlainText if placeholder else Qt.TextFormat.MarkdownText)
        self._note.setText("Add a note…" if placeholder else _shown(annotation.note))
        self._dress_note("muted" if placeholder else "")
        if annotation.tags != self._tagged:
            self._show_tags(annotation.tags)
        self.setAccessibleName(told(placed, self._names.all))
        self.setAccessibleDescription(annotation.note or "No note yet. Enter writes one, Delete deletes the highlight.")
        self.update()

    def set_active(self, active: bool) -> None:
        """Ring the card as the one that keys speak of."""
        if bool(self.property("active")) != active:
            self.setProperty("active", active)
            self.style().unpolish(self)
            self.style().polish(self)

    def edit(self, text: str, *, focus: bool = True) -> None:
        """Let the note be typed, starting from `text`; without the `focus`, that only lies there to be gone on with."""
        if self._editor is not None:
            if focus:
                self._editor.setFocus()
            return
        from desktop_app.ui.margin.note_editor import NoteEditor

        self._note.hide()
        editor = self._editor = NoteEditor(text, self._colours, self)
        self._column.insertWidget(1, editor)
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
        if self._measured is None or self._measured[0] != width or self._editor is not None:
            self._measured = width, self._measure(width)
        return self._measured[1]

    def _measure(self, width: int) -> int:
        if self.width() != width:
            self.resize(width, self.height())
        for widget in (self, self._quote, self._note, self._tags):
            widget.ensurePolished()  # the style sheet's fonts count, and it is not applied before a widget is shown
        self._elide_quote()
        self._column.invalidate()
        border = self.contentsMargins()
        inner = width - border.left() - border.right()
        height = max(self._column.heightForWidth(inner), self._column.minimumSize().height())
        return height + border.top() + border.bottom()

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._colours = palette
        self._note.clear()  # links are coloured when a text is set
        self.show_placed(self._placed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card, and its colour down the left edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours.edge(self._placed.annotation.colour))
        painter.setClipRect(QRectF(0, 0, _EDGE, self.height()))
        painter.drawRoundedRect(QRectF(0, 0, 16, self.height()), 8, 8)
        painter.end()

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
        if clicked and self._link:
            self.link_activated.emit(self._link)
        elif clicked and event.position().y() >= self._note.y():
            self.edit_requested.emit(self.annotation_id)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the note."""
        self.edit_requested.emit(self.annotation_id)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, Ctrl+C copies, Ctrl+Enter follows the first link, Delete deletes, Escape goes to the page."""
        from desktop_app.core.note_text import address_of, links

        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit(self.annotation_id)
            return
        followed = links(self._placed.annotation.note)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if followed:
                    self.link_activated.emit(address_of(followed[0]))
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

    def _hover(self, address: str) -> None:
        self._link = address

    def _finished(self, text: str, back_to_page: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            self._column.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._note.show()
        self._measured = None
        self.edited.emit(self.annotation_id, text, back_to_page)
        self.resized.emit()

    def _dress_note(self, role: str) -> None:
        if self._note.property("role") != role:
            self._note.setProperty("role", role)
            self._note.style().unpolish(self._note)
            self._note.style().polish(self._note)

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        self._tagged = tags
        row = self._tags.layout()
        assert row is not None
        while (item := row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for tag in tags[:4]:
            chip = QLabel(tag)
            chip.setProperty("role", "tag")
            row.addWidget(chip)
        if isinstance(row, QHBoxLayout):
            row.addStretch(1)
        self._tags.setVisible(bool(tags))

    def _elide_quote(self) -> None:
        words = caption(self._placed.annotation)
        metrics = QFontMetrics(self._quote.font())
        width = max(60, self.width() - 30) * _QUOTE_LINES - _RAGGED
        self._quote.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, width))


def _quote_font(*, italic: bool) -> QFont:
    fonts.load_slanted(fonts.Family.SERIF)
    font = fonts.sized(fonts.Family.SERIF.face, 13.5)
    font.setItalic(italic)
    return font


def _shown(note: str) -> str:
    """Return a note, or as much of a very long one as its card shows; Enter opens all of it."""
    from desktop_app.core.note_text import without_pictures

    note = without_pictures(note)
    if len(note) <= _SHOWN:
        return note
    beginning = note[:_SHOWN].rsplit(maxsplit=1)[0]
    return f"{beginning} …\n\n*{counted(len(note) - len(beginning), 'letter')} more*"
