"""Two articles side by side: two views on one library, of which one is the desk's and the other looks on.

Keys, outline, notes and search speak of the desk's. When a person goes to the other view the two change roles and
places, so that nothing moves on the screen and everything works on either side.
"""

import contextlib
from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QSplitter

from desktop_app.core.block_match import BlockMatch
from desktop_app.core.document import Content
from desktop_app.services.articles.reading import Opened, open_document, place_from
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed
from desktop_app.storage.errors import StorageFailure
from desktop_app.ui.actions.key_words import Keys, UsualKeys
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.desk.standing import Difference, Standing
from desktop_app.ui.desk.stored_pictures import pictures_of
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.rooms.font_note import Kept
from desktop_app.ui.rooms.titled_page import TitledPage
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.icons import Icons

_BY_MOUSE = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Beside(QObject):
    """Holds the other view, made when it is first wanted. `main` is the desk's, in a splitter that takes it in."""

    closed = Signal()
    """The desk's article stands alone again."""
    changed = Signal()
    """Another article stands beside the desk's, on another side, or none does."""

    def __init__(self, desk: Desk, main: TitledPage, splitter: QSplitter, appearance: Appearance) -> None:
        super().__init__(splitter)
        self._desk = desk
        self._main = main
        self._splitter = splitter
        self._appearance = appearance
        self._icons: Icons | None = None
        self._kept: Kept | None = None
        self._keys: Keys = UsualKeys()
        self.opened: Opened | None = None
        self._standing = Standing(desk.reader, self)
        self._standing.renewed.connect(self._mark)
        self._exchanging = False
        main.closing.connect(self.close_main)
        desk.opened_changed.connect(self._desk_changed)
        desk.renamed.connect(self.show_titles)

    @cached_property
    def frame(self) -> TitledPage:
        """The other view with its title."""
        frame = TitledPage(ReaderView(self._appearance))
        frame.page.setAccessibleName("Article beside")
        if self._icons is not None:
            frame.wear(self._icons)
        frame.use_keys(self._keys)
        if self._kept is not None:
            frame.note.remember(self._kept)
        place = self._splitter.indexOf(self._main) + 1
        self._splitter.insertWidget(place, frame)
        self._splitter.setStretchFactor(place, 1)
        frame.hide()
        self._connect(frame)
        return frame

    def remember_dismissals(self, kept: Kept) -> None:
        """Keep there what is not to be told again above the other view."""
        self._kept = kept

    @property
    def page(self) -> ReaderView:
        """The other view."""
        return self.frame.page

    @property
    def made(self) -> bool:
        """Whether there has been another view."""
        return "frame" in vars(self)

    @property
    def shown(self) -> bool:
        """Whether there are two."""
        return self.opened is not None

    @property
    def is_left(self) -> bool:
        """Whether the other view is to the left of the desk's."""
        return self._splitter.indexOf(self.frame) < self._splitter.indexOf(self._main)

    def open(self, document_id: str, offset: int | None = None, version: str = "") -> None:
        """Show an article beside the desk's, at a place or where it was left. Raises Refused or StorageFailure.

        The place is one in a `version` of the article, which need not be the one that is shown now.
        """
        opened = open_document(self._desk.reader, document_id, self._desk.opened)
        if offset is not None and version:
            offset = place_from(self._desk.reader, opened, version, offset)
        first = self.opened is None
        self._show(opened, opened.state.position if offset is None else offset)
        if first:
            self._halve()

    def _halve(self) -> None:
        """Share out evenly what the panes leave; a pane of one width keeps to it, whatever the splitter has for it."""
        widgets = map(self._splitter.widget, range(self._splitter.count()))
        limits = [widget.maximumWidth() for widget in widgets if widget is not None]
        sizes = list(map(min, self._splitter.sizes(), limits))
        halves = [self._splitter.indexOf(frame) for frame in (self._main, self.frame)]
        panes = sum(size for place, size in enumerate(sizes) if place not in halves)
        for place in halves:
            sizes[place] = (self._splitter.width() - panes) // 2
        self._splitter.setSizes(sizes)

    def be_quiet(self, quiet: bool) -> None:
        """Show nothing but the words of the articles, or again what is told above them."""
        for frame in (self._main, self.frame) if self.made else (self._main,):
            frame.note.be_quiet(quiet)

    def close(self) -> None:
        """Leave the desk's article alone."""
        if self.opened is not None:
            self.opened = None
            self._standing.lay(None)
            self.frame.hide()
            self.page.show_content(Content("", ()), (), {})  # or it would be set anew with every change of the looks
            self.show_titles()
            self.closed.emit()
            self.changed.emit()

    def close_main(self) -> None:
        """Leave the other article alone, and lay it on the desk."""
        self.exchange()
        self.close()

    def exchange(self) -> None:
        """Lay the other article on the desk and look on at the desk's; each stays where it is on the screen."""
        mine, theirs, window = self._desk.opened, self.opened, self._splitter.window()
        if mine is None or theirs is None or self._exchanging:
            return
        top, chosen, pointed = self.page.top_offset(), self.page.selected_range(), self.page.pointed()
        left = self._main.page.top_offset()
        folded, left_folded = self.page.folded(), self._main.page.folded()
        self._exchanging = True
        window.setUpdatesEnabled(False)
        try:
            self._swap_frames()
            self._desk.open(theirs.document.id, theirs)
            self._main.page.set_folded(folded)
            self._main.page.go_to(top)
            if chosen is not None:
                self._main.page.select(*chosen)
            elif pointed is not None:
                self._main.page.point_at(pointed)
            self._show(open_document(self._desk.reader, mine.document.id, mine), left)
            self.page.set_folded(left_folded)
            self._main.page.setFocus()
        finally:
            window.setUpdatesEnabled(True)
            self._exchanging = False

    def change_sides(self) -> None:
        """Let the two views change places on the screen, and nothing else."""
        self._swap_frames()
        self.changed.emit()

    def pages(self) -> list[ReaderView]:
        """Return the views from left to right."""
        if self.opened is None:
            return [self._main.page]
        frames = sorted((self._main, self.frame), key=self._splitter.indexOf)
        return [frame.page for frame in frames]

    def follow(self, changed: Changed) -> None:
        """Show what has been changed in the article beside."""
        if self.opened is None:
            return
        document = self.opened.document.id
        for change in changed.change_set.changes:
            if change.kind in ("document", "correction") and (change.kind != "document" or change.id == document):
                self._again(document)
                return
        self._standing.follow(changed.change_set)

    def show_titles(self) -> None:
        """Name both articles while there are two."""
        mine = self._desk.opened
        both = mine is not None and self.opened is not None
        self._main.show_title(mine.document.title if mine is not None and both else None, active=True)
        if self.made:
            self.frame.show_title(self.opened.document.title if self.opened is not None else None, active=False)

    def use_keys(self, keys: Keys) -> None:
        """Name the keys as they are from now on."""
        self._keys = keys
        for frame in (self._main, self.frame) if self.made else (self._main,):
            frame.use_keys(keys)

    def wear(self, appearance: Appearance, icons: Icons) -> None:
        """Take on another palette, face or size."""
        self._appearance, self._icons = appearance, icons
        self._main.wear(icons)
        if self.made:
            self.page.set_appearance(appearance)
            self.frame.wear(icons)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Change roles when a person comes to the other view: by keyboard at once, by mouse when the button is up."""
        by_key = isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() not in _BY_MOUSE
        by_mouse = False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            by_mouse = event.button() != Qt.MouseButton.RightButton  # whose menu comes by another way
        if by_key or by_mouse:
            QTimer.singleShot(0, self.exchange)
        return False

    def _connect(self, frame: TitledPage) -> None:
        main, page = self._main.page, frame.page
        page.installEventFilter(self)
        page.viewport().installEventFilter(self)
        page.zoom_requested.connect(main.zoom_requested)
        page.link_hovered.connect(main.link_hovered)
        page.link_activated.connect(lambda address: self._hand_over(lambda: main.link_activated.emit(address)))
        page.footnote_activated.connect(lambda label: self._hand_over(lambda: main.footnote_activated.emit(label)))
        page.annotations_clicked.connect(lambda found, _at: self._hand_over(lambda: self._desk.activate(found[0])))
        page.customContextMenuRequested.connect(self._hand_menu_over)
        frame.closing.connect(self.close)

    def _hand_over(self, act: Callable[[], None]) -> None:
        self.exchange()
        act()

    def _hand_menu_over(self, at: QPoint) -> None:
        """Let the menu of the words at a place be opened once they lie on the desk."""
        self._hand_over(lambda: QTimer.singleShot(0, lambda: self._main.page.customContextMenuRequested.emit(at)))

    def _desk_changed(self) -> None:
        if self._desk.opened is None and self.opened is not None and not self._exchanging:
            self._stay_alone(self.opened)
        self.show_titles()

    def _stay_alone(self, opened: Opened) -> None:
        """Lay the other article on the desk: the desk's own has been deleted."""
        top = self.page.top_offset()
        self.close()
        with contextlib.suppress(Refused, StorageFailure):  # it may be the same one
            self._desk.open(opened.document.id, opened)
            self._main.page.go_to(top)

    def _show(self, opened: Opened, offset: int) -> None:
        self.opened = opened
        self.frame.show()
        self.page.show_content(opened.content, opened.sections, pictures_of(self._desk.reader, opened))
        self._standing.lay(opened)
        self.page.set_annotations(self._standing.in_text)
        mine = self._desk.opened
        same = mine is not None and mine.version.id == opened.version.id and not self._exchanging
        # What was folded a moment ago may not be on the disk yet.
        self.page.set_folded(self._main.page.folded() if same else opened.folded)
        self.page.go_to(offset)
        self.show_titles()
        self.changed.emit()

    def _mark(self, difference: Difference) -> None:
        self.page.change_annotations(difference.gone, difference.come)

    def _again(self, document_id: str) -> None:
        former, top = self.opened, self.page.top_offset()
        try:
            opened = open_document(self._desk.reader, document_id)
            if former is not None and former.version.id != opened.version.id:
                top = BlockMatch(former.content, opened.content).place(top)
            self._show(opened, top)
        except (Refused, StorageFailure):
            self.close()

    def _swap_frames(self) -> None:
        sizes = self._splitter.sizes()
        mine, theirs = self._splitter.indexOf(self._main), self._splitter.indexOf(self.frame)
        self._splitter.insertWidget(min(mine, theirs), self._main if mine > theirs else self.frame)
        self._splitter.setSizes(sizes)
