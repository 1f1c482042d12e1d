"""The Reader: outline, article and notes side by side, moving together."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from desktop_app.core.outline import Section
from desktop_app.services.articles.reading import Opened
from desktop_app.ui.actions.key_words import Keys, UsualKeys
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.desk.progress import OwnPace, minutes_of
from desktop_app.ui.desk.standing import Difference
from desktop_app.ui.desk.stored_pictures import pictures_of
from desktop_app.ui.desk.trail import Spot, Trail
from desktop_app.ui.margin.glyph_strip import WIDTH as STRIP
from desktop_app.ui.margin.margin_pane import MarginPane
from desktop_app.ui.margin.margin_side import MarginSide
from desktop_app.ui.outline.pane import OutlinePane
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.rooms.beside import Beside
from desktop_app.ui.rooms.font_note import Kept
from desktop_app.ui.rooms.titled_page import TitledPage
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.icons import Icons
from desktop_app.ui.turns.soon import Soon

if TYPE_CHECKING:
    from desktop_app.ui.search.find_bar import FindBar

_PANES = {"wide": (262, 316), "narrow": (214, STRIP)}
_NARROW = 1180
"""Below this width of the room, the panes leave more of it to the page."""
_SMALL = 880
"""Below this one they make way for it altogether; F9 brings them back."""
_FOR_TWO = 1600
"""Below this one the outline makes way for two articles."""
_EMPTY = (
    "No article is open.\n\n{go.library:Ctrl+1} shows the library, {file.add:Ctrl+O} adds a file, "
    "{search.everything:Ctrl+K} searches everything."
)


class ReaderRoom(QWidget):
    """Shows what lies on the desk. It moves things; what keys and menus do is decided by the commands."""

    place_changed = Signal()
    """Another line is at the top of the page."""
    section_menu_requested = Signal(QPoint)
    """A section was gone to for the sake of its menu, which belongs at a place of the screen."""

    def __init__(self, desk: Desk, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.page = ReaderView(appearance)
        self.outline = OutlinePane(appearance.palette, desk.colours)
        self.margin = MarginPane(appearance.palette, desk.colours)
        self.trail = Trail()
        self.pace = OwnPace(desk.reader)
        self._before_finding: tuple[int, frozenset[int]] | None = None
        self._empty = QLabel(self)
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._titled = page = TitledPage(self.page)
        for widget in (self.outline, page):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        self.beside = Beside(desk, page, self._splitter, appearance)
        self.side = MarginSide(self, self._splitter, self.page, self.margin, appearance.palette, desk.colours)
        self._breadth = ""
        self._outline_before = True
        self._made_way = False  # whether the panes were hidden for want of room, not by the person
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty, 1)
        column.addWidget(self._splitter, 1)
        self._arranging = Soon(self._arrange_margin, self)
        desk.follow_place(self.page.top_offset)
        self._connect()
        self._show_opened()
        self.use_keys(UsualKeys())

    @cached_property
    def find_bar(self) -> "FindBar":
        """The bar that finds words in the article, made when it is first asked for."""
        from desktop_app.ui.search.find_bar import FindBar

        bar = FindBar(self)
        self._titled.put_above(bar)
        bar.use_keys(self._keys)
        bar.recolour(Icons(self.page.appearance.palette))
        bar.found.connect(self._show_matches)
        bar.closed.connect(self._return)
        return bar

    def remember_dismissals(self, kept: Kept) -> None:
        """Keep there what is not to be told again above an article."""
        self._titled.note.remember(kept)
        self.beside.remember_dismissals(kept)

    def _finds(self) -> bool:
        return "find_bar" in vars(self)

    def use_keys(self, keys: Keys) -> None:
        """Name the keys as they are from now on."""
        self._keys = keys
        self._empty.setText(keys.said(_EMPTY))
        self.margin.use_keys(keys)
        self.beside.use_keys(keys)
        if self._finds():
            self.find_bar.use_keys(keys)

    def wear(self, appearance: Appearance, icons: Icons) -> None:
        """Take on another palette, face or size; the place is kept."""
        self.page.set_appearance(appearance)
        self.outline.wear(appearance.palette)
        self.side.wear(appearance.palette)
        self.beside.wear(appearance, icons)
        if self._finds():
            self.find_bar.recolour(icons)
        self._arranging.ask()

    def jump(self, offset: int, *, flash: bool = False) -> None:
        """Go somewhere else in the article, and remember the way back."""
        self.mark_spot()
        self.page.point_at(None)
        self.page.go_to(offset, flash=flash)

    def mark_spot(self) -> None:
        """Remember the present place as one to come back to."""
        spot = self.spot()
        if spot is not None:
            self.trail.leave(spot)

    def spot(self) -> Spot | None:
        """Return the present place, or None without an article."""
        opened = self.desk.opened
        return Spot(opened.document.id, opened.version.id, self.page.top_offset()) if opened else None

    def show_panes(self, visible: bool) -> None:
        """Show or hide outline and notes."""
        self.outline.setVisible(visible)
        self.side.show(visible)

    def panes(self) -> list[QWidget]:
        """Return what F6 goes round."""
        return [self.outline.list, *self.beside.pages(), self.side.pane()]

    def open_beside(self, document_id: str, offset: int | None = None, version: str = "") -> None:
        """Show an article beside the one on the desk, at a code point of a version or where it was left.

        Outline and notes leave their room to it. Raises Refused or StorageFailure when it cannot be shown.
        """
        first = not self.beside.shown
        if first:
            self._outline_before = self.panes_shown()
            self.side.fit(narrow=True)
            if self.window().width() < _FOR_TWO:  # at a start the room has not been given its own width yet
                self.outline.hide()
        self.beside.open(document_id, offset, version)

    def panes_shown(self) -> bool:
        """Whether outline and notes are shown."""
        return not self.outline.isHidden()

    def open_find_bar(self) -> None:
        """Open the bar that finds words, for the words selected, if any; where it stands, the match stays one's own."""
        if self.desk.opened is None:
            return
        if self._before_finding is None:
            self._before_finding = self.page.top_offset(), self.page.folded()
        chosen = self.page.meant_range()
        words = self.desk.opened.content.text[slice(*chosen)] if chosen and chosen[1] - chosen[0] < 80 else ""
        found = self.page.hit_in_sight()
        offset = found[0] if found is not None else self.page.top_offset()
        self.find_bar.open_at(offset, words, _text_of(self.desk.opened))

    def leave_bar(self) -> None:
        """Give the keyboard to the page and leave the matches shown."""
        self._before_finding = None
        self.page.setFocus()

    def current_section(self) -> int:
        """Return the index of the section one is in, or -1."""
        section = self.section_here()
        return section.index if section else -1

    def section_here(self) -> Section | None:
        """Return the section one is in."""
        return self.page.section_here() if self.desk.opened else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panes the widths that suit the window; what a person has moved stays until it is narrowed."""
        super().resizeEvent(event)
        breadth = "small" if self.width() < _SMALL else "narrow" if self.width() < _NARROW else "wide"
        self.side.settle_over_page()
        if breadth == self._breadth:
            return
        self.side.fit(narrow=breadth != "wide" or self.beside.shown)
        if breadth == "small" and self.panes_shown():
            self._made_way = True
            self.show_panes(False)
        elif self._breadth == "small" and self._made_way:
            self._made_way = False
            self.show_panes(True)
        self._breadth = breadth
        self._give_widths()

    def _alone_again(self) -> None:
        self.side.fit(narrow=self._breadth != "wide")
        self.outline.setVisible(self._outline_before)
        self._give_widths()
        self.page.setFocus()

    def _give_widths(self) -> None:
        if self._breadth in _PANES:
            left, right = _PANES[self._breadth]
            right = STRIP if self.side.narrow else right
            middle = self.width() - left - right
            beside = [middle if self.beside.shown else 0] if self.beside.made else []
            # Only one of cards and glyphs is shown, and no glyphs can be given more than their strip is wide.
            self._splitter.setSizes([left, middle, *beside, right, STRIP])

    def _connect(self) -> None:
        self.desk.opened_changed.connect(self._show_opened)
        self.desk.annotations_changed.connect(self._change_annotations)
        self.desk.active_changed.connect(self._show_active)
        self.beside.closed.connect(self._alone_again)
        self.desk.read_on.connect(self._show_read)
        self.page.top_changed.connect(self._moved)
        self.page.scrolled.connect(self._arranging.ask)
        self.page.pointed_at_words.connect(partial(self.desk.activate, None))
        self.page.folded_changed.connect(self._show_folded)
        self.outline.fold_requested.connect(self._fold)
        self.outline.section_chosen.connect(self.go_to_section)
        self.outline.left.connect(self.page.setFocus)
        self.outline.context_requested.connect(self._ask_for_section_menu)
        self.margin.follow(self.page.viewport(), self.page.line_tops, self.page.hides)
        self.margin.activated.connect(self.desk.activate)
        self.margin.left.connect(self.page.setFocus)
        self.margin.wheeled.connect(self.page.wheelEvent)

    def _show_opened(self) -> None:
        opened = self.desk.opened
        self._splitter.setVisible(opened is not None)
        self._empty.setVisible(opened is None)
        if self._finds():
            self.find_bar.look_through(_text_of(opened))
        self.page.point_at(None)
        if opened is None:
            return
        self.page.show_content(opened.content, opened.sections, pictures_of(self.desk.reader, opened))
        self._show_read()
        self._show_annotations()
        self.page.set_folded(opened.folded)
        self._show_folded()
        self.page.go_to(opened.state.position)
        self._moved()
        if self._before_finding is not None:  # the bar has stayed
            self._before_finding = self.page.top_offset(), self.page.folded()

    def _show_annotations(self) -> None:
        opened, standing = self.desk.opened, self.desk.standing
        if opened is not None:
            self.page.set_annotations(standing.in_text)
            self.margin.show_annotations(standing, self.desk.active)
            self.side.show_annotations(standing)
            self.outline.show_marks(standing.in_text)
            self._arranging.ask()

    def _change_annotations(self, difference: Difference) -> None:
        seen = difference.in_text()
        self.page.change_annotations(seen.gone, seen.come)
        beside = self.margin.shows(difference.ids()) or self._is_beside(seen)
        self.margin.show_annotations(self.desk.standing, self.desk.active, difference.ids())
        self.outline.change_marks(seen.gone, seen.come)
        if beside:
            self._arranging.ask()

    def _is_beside(self, seen: Difference) -> bool:
        """Tell whether what has changed stands beside the page."""
        first, last = self.page.top_offset(), self.page.last_offset()
        return any(one.start <= last and one.end >= first for one in (*seen.gone, *seen.come))

    def _show_read(self) -> None:
        opened = self.desk.opened
        if opened is not None:
            pace = self.pace.of(opened)
            read = [opened.read_of(section) for section in opened.sections]
            minutes = [minutes_of(opened, section.end - section.start, pace) for section in opened.sections]
            self.outline.show_sections(opened.sections, read, minutes)

    def _show_folded(self) -> None:
        self.outline.show_folded(self.page.folded())
        self._arranging.ask()

    def _fold(self, index: int, folded: bool) -> None:
        if (index in self.page.folded()) is not folded:
            self.page.toggle_fold(index)

    def _show_active(self) -> None:
        if self.desk.active is not None:
            self.page.point_at(None)
        self.page.set_active(self.desk.active)
        self.margin.set_active(self.desk.active)
        self._arranging.ask()

    def _show_matches(self, ranges: list[tuple[int, int]], current: int | None) -> None:
        self.page.set_hits(ranges, current)
        if current is not None:
            self.page.point_at(None)
            self.page.reveal(*ranges[current])

    def _return(self) -> None:
        if self._before_finding is not None:
            place, folded = self._before_finding
            self.page.set_folded(folded)  # without what came out only to show a match
            self.page.go_to(place)
            self._before_finding = None
        self.page.setFocus()

    def go_to_section(self, index: int) -> None:
        """Jump to the beginning of a section and give the keyboard to the page."""
        if self.desk.opened is not None and 0 <= index < len(self.desk.opened.sections):
            self.jump(self.desk.opened.sections[index].start)
            self.page.setFocus()

    def _ask_for_section_menu(self, index: int, place: QPoint) -> None:
        self.go_to_section(index)
        self.section_menu_requested.emit(place)

    def _moved(self) -> None:
        self.outline.show_current(self.current_section())
        self.place_changed.emit()

    def _arrange_margin(self) -> None:
        if self.desk.opened is not None:
            self.side.arrange(self.page.top_offset(), self.page.last_offset(), self.desk.active)


def _text_of(opened: Opened | None) -> tuple[str, str]:
    return (opened.document.id, opened.version.id) if opened is not None else ("", "")
