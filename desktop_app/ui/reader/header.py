"""The line above the page that says which section one is in."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.core.outline import Section, section_at
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

HEIGHT = 34
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


class StickyHeader(QWidget):
    """Names the section at the top of the page and where it comes among the others."""

    def __init__(self, parent: QWidget, palette: Palette) -> None:
        super().__init__(parent)
        self._palette = palette
        self._sections: Sequence[Section] = ()
        self._text = ""
        self._count = ""
        self._reached = False
        self.setFixedHeight(HEIGHT)
        self.setFont(fonts.interface(12.5))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or Qt would paint the page's frame under it first

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    def set_palette(self, palette: Palette) -> None:
        """Wear other colours."""
        self._palette = palette
        self.update()

    def show_reached(self, reached: bool) -> None:
        """Show that the keyboard has come to the page by Tab or F6, as a ring does elsewhere."""
        if reached != self._reached:
            self._reached = reached
            self.update()

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Name these sections from now on."""
        self._sections = sections

    def show_place(self, offset: int) -> None:
        """Name the section that holds the code point `offset`."""
        section = section_at(self._sections, offset)
        count = "" if section is None else f" · {section.index + 1} of {len(self._sections)}"
        text = "" if section is None else section.heading + count
        if text != self._text:
            self._text, self._count = text, count
            self.setAccessibleName(text)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._palette.paper))
        thick, colour = (2, self._palette.accent) if self._reached else (1, self._palette.line)
        painter.fillRect(QRect(0, self.height() - thick, self.width(), thick), QColor(colour))
        painter.setPen(QColor(self._palette.muted))
        room, metrics = self.rect().adjusted(16, 0, -16, -1), self.fontMetrics()
        after = metrics.horizontalAdvance(self._count)
        heading = self._text.removesuffix(self._count)
        heading = metrics.elidedText(heading, Qt.TextElideMode.ElideRight, room.width() - after)
        before = metrics.horizontalAdvance(heading)
        # Each by itself: the number of a section whose heading is Arabic would else come to stand within it.
        left = room.left() + (room.width() - before - after) // 2
        painter.drawText(QRect(left, room.top(), before + 1, room.height()), _MIDDLE, heading)
        painter.drawText(QRect(left + before, room.top(), after + 1, room.height()), _MIDDLE, self._count)
