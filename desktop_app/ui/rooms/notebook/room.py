"""The notebook: the highlights and notes of all articles, to be found again, read, worked on and taken along."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.core.notebook_view import Facet, Filter, Grouping, NotebookView
from desktop_app.core.text.folding import local_day
from desktop_app.services.clock import Clock, wall_clock
from desktop_app.services.notebook.listing import Listing
from desktop_app.services.notebook.table import Numbers
from desktop_app.ui.dialogs.asking_days import ask_days, last_month
from desktop_app.ui.rooms.notebook.after_painting import AfterPainting
from desktop_app.ui.rooms.notebook.card_choice import CardChoice
from desktop_app.ui.rooms.notebook.card_delegate import CardDelegate
from desktop_app.ui.rooms.notebook.card_source import CardSource
from desktop_app.ui.rooms.notebook.filter_bar import Pill
from desktop_app.ui.rooms.notebook.filter_pane import FilterPane
from desktop_app.ui.rooms.notebook.head import NotebookHead
from desktop_app.ui.rooms.notebook.model import LISTED_ROLE, NotebookModel
from desktop_app.ui.rooms.notebook.preview_pane import PreviewPane
from desktop_app.ui.rooms.notebook.rows import Names, summary_of, why_empty
from desktop_app.ui.rooms.notebook.shelves import ALL, MORE, SPAN, VIEW, Shelves, filter_of
from desktop_app.ui.rooms.notebook.typed_cards import NotebookCards
from desktop_app.ui.rooms.three_panes import ThreePanes
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.rows_view import BAR

_PAUSE = 80  # milliseconds without moving, after which the preview follows
_PREVIEWED = 30
"""How many annotations the preview shows at most."""
_WORDS, _SAVE, _CLEAR = "words", "save", "clear"


class NotebookRoom(ThreePanes):
    """Shows what it is given and says what a person wants; it changes nothing itself."""

    listing_wanted = Signal(object)
    """A NotebookView that `show_listing` should be given the Listing of."""
    opened = Signal(str)
    """The id of the annotation to show in its article."""
    delete_requested = Signal(list)
    copy_requested = Signal(list)
    tags_requested = Signal(list)
    colour_requested = Signal(list, Colour)
    """The ids of the chosen annotations, and what they should become."""
    drag_requested = Signal(list)
    """The ids of the annotations whose Markdown `list.drag` should be given."""
    save_requested = Signal()
    view_requested = Signal(str)
    view_renamed = Signal(str)
    view_removed = Signal(str)
    """The name of a saved view."""
    tag_renamed = Signal(str)
    """A tag that should be called otherwise."""
    context_requested = Signal(str, QPoint)
    """An annotation's id and the place on the screen for its menu."""
    preview_wanted = Signal(list)
    """The ids of the annotations whose Markdown `set_preview` should be given: those chosen, else the first listed."""
    summary_changed = Signal(str)
    """How much is listed and chosen, in words."""

    def __init__(
        self, palette: Palette, source: CardSource, clock: Clock = wall_clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        fonts.load(Family.SERIF)
        fonts.load_slanted(Family.SERIF)
        self._source = source
        self._clock = clock
        self.view = NotebookView()
        self._views: Mapping[str, NotebookView] = {}
        self._wanted: tuple[str, ...] = ()  # the annotations to choose when they are listed
        self._stale = False
        self._shelves = Shelves(source.title_of)
        self.sidebar = FilterPane("Filters and saved views", palette)
        self._model = NotebookModel(source.noted, self._today, self)
        self._delegate = CardDelegate(self, self._model, palette)
        self.list = NotebookCards(self._model, self._delegate)
        self._choice = CardChoice(self.list, self._model)
        self.head = NotebookHead()
        self.preview = PreviewPane(palette)
        self._resting = QTimer(self, singleShot=True, interval=_PAUSE)
        self._around = AfterPainting(self.list, self._show_around)
        self._lay_out()
        self._connect()
        self.wear(palette)

    # What the window says

    def refresh(self) -> None:
        """Ask for what is to be seen, unless a note is being typed: then when that is done."""
        self._stale = self.list.editing
        if not self._stale:
            self.listing_wanted.emit(self.view)

    def show_listing(self, listing: Listing) -> None:
        """Show what was asked for; what is chosen stays so, and what is being looked at stays in its place.

        When everything that was chosen has been deleted, the card that stands there now is chosen.
        """
        if listing.view != self.view or self.list.editing:
            return
        self.head.followed()
        changed = not self._model.shows(listing)
        if changed:
            same = listing.view == self._model.listing.view
            self._delegate.with_title = listing.view.grouping is not Grouping.ARTICLE
            self._choice.keep_over(lambda: self._model.show(listing), in_place=same)
            self.list.show_instead(why_empty(listing))
        self._around.ask(changed=changed)
        if self._wanted and not self._choose_wanted() and listing.whole and not self.view.narrowed:
            self._wanted = ()  # they are not there any more
        if listing.whole:
            self._choice.begin()

    def show_names(self, names: Names) -> None:
        """Call the colours so."""
        self._model.names = names
        self._show_around()

    def described(self) -> str:
        """Return what is shown, in words: a name for the view."""
        words = [self._shelves.name_of(one, self._model.names) for one in self.view.filters]
        return ", ".join((*words, self.view.words.strip()) if self.view.words.strip() else words)

    def show_views(self, views: Mapping[str, NotebookView]) -> None:
        """List these saved views."""
        self._views = views
        self._show_around()

    def look_at(self, view: NotebookView) -> None:
        """Show another view from now on."""
        self.view = view
        self.head.show_view(view)
        self.list.finish_editing()
        self._show_pills()
        self.refresh()

    def chosen(self) -> list[str]:
        """Return the ids of the chosen annotations in the order of the list, each once; the current one if none is."""
        return self._source.ids(self._choice.entries().tolist())

    def left_by_filters(self) -> list[str]:
        """Return the ids of what is listed while that is not everything, once all that there is has been gathered."""
        listing = self._model.listing
        return self._listed(len(listing.rows)) if listing.whole and listing.shown < listing.total else []

    def select(self, annotation_id: str) -> None:
        """Choose an annotation and bring it into view, among all of them if need be."""
        self._wanted = (annotation_id,)
        if not self._choose_wanted():
            self.look_at(self.view.cleared())

    def choose_when_listed(self, annotation_ids: Sequence[str]) -> None:
        """Choose annotations as soon as they are listed: they are about to come back."""
        self._wanted = tuple(annotation_ids)

    def edit(self, annotation_id: str, text: str) -> None:
        """Let the note of an annotation that is listed be typed, beginning from `text`."""
        spans = self._model.spans_of(self._entries((annotation_id,)))
        if spans:
            self.list.edit_note(spans[0][0], text)

    @property
    def listed(self) -> int:
        """How many annotations are listed."""
        return self._model.listing.shown

    @property
    def gathering(self) -> bool:
        """Whether there is more than what is listed, still being read."""
        return not self._model.listing.whole

    def set_preview(self, text: str) -> None:
        """Show the Markdown that was wanted in the preview."""
        self.preview.show_text(text)

    def summary(self) -> str:
        """Return how much is listed and chosen, in words, for the line at the foot of the window."""
        return summary_of(self._model.listing, self._choice.count())

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        for part in (self.sidebar, self.preview, self.head):
            part.wear(palette)
        self._delegate.wear(palette)
        self.list.viewport().update()

    # Building

    def _lay_out(self) -> None:
        page = QFrame()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(26, 16, 26 - BAR, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, BAR, 0)
        top.addWidget(self.head)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        self.stand(self.sidebar, page, self.preview)
        order = (self.sidebar.list, *self.head.tab_order(), self.list, self.preview.text)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.sidebar.toggled.connect(self._shelf_toggled)
        self.sidebar.renamed.connect(self._rename)
        self.sidebar.removed.connect(lambda key: self._of_view(self.view_removed.emit, key))
        self.head.changed.connect(self._head_changed)
        self.fitted.connect(self.head.fit)
        self.preview_came.connect(self._resting.start)
        self.head.cards_wanted.connect(self.list.setFocus)
        self.head.filters.removed.connect(self._pill_removed)
        self._resting.timeout.connect(self._preview_chosen)
        self.list.opened.connect(lambda index: self.opened.emit(index.data(LISTED_ROLE).annotation.id))
        self.list.menu_requested.connect(self._ask_for_menu)
        for pressed, wanted in (
            (self.list.delete_pressed, self.delete_requested),
            (self.list.copy_pressed, self.copy_requested),
            (self.list.tags_pressed, self.tags_requested),
            (self.list.drag_started, self.drag_requested),
        ):
            pressed.connect(lambda wanted=wanted: self._of_chosen(wanted.emit))
        self.list.colour_pressed.connect(
            lambda colour: self._of_chosen(lambda ids: self.colour_requested.emit(ids, colour))
        )
        self.list.clear_pressed.connect(self._clear)
        self.list.words_wanted.connect(self.head.words.setFocus)
        self.list.edited.connect(self._edited)
        self.list.selectionModel().selectionChanged.connect(self._selection_moved)
        save = QShortcut(QKeySequence("Ctrl+S"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.save_requested)

    # What happens

    def _shelf_toggled(self, key: str) -> None:
        if key == ALL:
            self._clear()
        elif key == SPAN:
            self._ask_for_days()
        elif key.startswith(VIEW):
            self.view_requested.emit(key.removeprefix(VIEW))
        elif key.startswith(MORE):
            self._shelves.toggle_all(Facet(key.removeprefix(MORE)))
            self._show_around()
        else:
            self._toggle(filter_of(key))

    def _toggle(self, wanted: Filter) -> None:
        self.look_at(self.view.toggled(wanted))

    def _ask_for_days(self) -> None:
        days = ask_days(self, *last_month(self._today()))
        if days is not None:
            value = "..".join(day.isoformat() for day in days)
            self.look_at(self.view.toggled(Filter(Facet.DATE, value)))

    def _pill_removed(self, key: str) -> None:
        if key == _SAVE:
            self.save_requested.emit()
        elif key == _CLEAR:
            self._clear()
        elif key == _WORDS:
            self.look_at(replace(self.view, words=""))
        else:
            self._toggle(filter_of(key))

    def _clear(self) -> None:
        if self.view.narrowed:
            self.look_at(self.view.cleared())

    def _head_changed(self) -> None:
        head = self.head
        self.look_at(replace(self.view, words=head.words.text(), grouping=head.grouping, order=head.sorted_by))

    def _edited(self) -> None:
        if self._stale:
            self.refresh()

    def _show_around(self) -> None:
        on = next((name for name, view in self._views.items() if view == self.view), "")
        self.sidebar.show_lines(self._shelves.lines(self._model.listing, self._model.names, list(self._views), on))
        self._show_pills()
        self._selection_moved()

    def _show_pills(self) -> None:
        names = self._model.names
        pills = [Pill(one.key, self._shelves.name_of(one, names)) for one in self.view.filters]
        if self.view.words.strip():
            pills.append(Pill(_WORDS, f"“{self.view.words.strip()}”"))
        more = (Pill(_CLEAR, "Clear  Esc", "Clear all filters (Escape)"),
                Pill(_SAVE, "Save this view  Ctrl S", "Save this view under a name (Ctrl+S)"))  # fmt: skip
        self.head.filters.show_pills(pills, more)

    def _selection_moved(self) -> None:
        self.summary_changed.emit(self.summary())
        self._resting.start()

    def _preview_chosen(self) -> None:
        if self.preview.isHidden():
            return
        ids = self._source.ids(self._choice.selected()[:_PREVIEWED].tolist()) or self._listed(3 * _PREVIEWED)
        if ids:
            self.preview_wanted.emit(ids[:_PREVIEWED])
        else:
            self.preview.show_text("")

    def _listed(self, rows: int) -> list[str]:
        return self._source.ids(self._model.entries([(0, rows)]).tolist())

    def _entries(self, annotation_ids: Sequence[str]) -> Numbers:
        return np.array([row for one in annotation_ids if (row := self._source.row_of(one)) is not None], np.int32)

    def _choose_wanted(self) -> bool:
        chosen = self._choice.choose(self._entries(self._wanted))
        if chosen:
            self._wanted = ()
        return chosen

    def _ask_for_menu(self, index: QModelIndex, place: QPoint) -> None:
        self.context_requested.emit(index.data(LISTED_ROLE).annotation.id, place)

    def _of_chosen(self, ask: Callable[[list[str]], None]) -> None:
        if chosen := self.chosen():
            ask(chosen)

    def _rename(self, key: str) -> None:
        if key.startswith(f"{Facet.TAG}:"):
            self.tag_renamed.emit(filter_of(key).value)
        self._of_view(self.view_renamed.emit, key)

    def _of_view(self, ask: Callable[[str], None], key: str) -> None:
        if key.startswith(VIEW):
            ask(key.removeprefix(VIEW))

    def _today(self) -> date:
        return local_day(self._clock())
