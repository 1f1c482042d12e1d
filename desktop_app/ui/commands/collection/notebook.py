"""The notebook at work: what it lists, notes typed in its cards, many annotations changed at once, saved views."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from desktop_app.core.annotation import Colour
from desktop_app.core.notebook_view import NotebookView
from desktop_app.core.text.folding import local_day
from desktop_app.core.text.note_text import linked
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed
from desktop_app.ui.bars.notices import in_words
from desktop_app.ui.commands.articles.copying import dragged_data
from desktop_app.ui.commands.collection.bulk import BulkCommands
from desktop_app.ui.commands.marks.suggesting import Suggesting
from desktop_app.ui.commands.marks.typed_notes import TypedNotes
from desktop_app.ui.dialogs.asking import ask_line
from desktop_app.ui.frame.parts import Parts
from desktop_app.ui.frame.stage import NOTEBOOK
from desktop_app.ui.rooms.notebook.saved_views import SavedViews

if TYPE_CHECKING:
    from desktop_app.services.notebook.listing import Listing
    from desktop_app.ui.rooms.notebook.room import NotebookRoom

_BURST, _LONG_BURST = 60, 250  # milliseconds in which changes are one refresh; the longer where there is much to list
_MUCH = 5_000


class NotebookCommands(QObject):
    """Gives the notebook what it asks for once it is entered; until then it costs nothing."""

    menu_wanted = Signal(object, QPoint)
    """What can be done with a card, by name, and the place on the screen for a menu of it."""

    def __init__(
        self,
        parts: Parts,
        copy: Callable[[list[str]], None],
        follow: Callable[[str], None],
        run: Callable[[str], None],
    ) -> None:
        """`copy` takes annotations along as Markdown, `follow` goes where a link leads, `run` carries actions out."""
        super().__init__(parts.window)
        self._parts = parts
        self._copy, self._follow, self._run = copy, follow, run
        self._views = SavedViews(parts.settings)
        self._bulk = BulkCommands(parts)
        self._suggesting = Suggesting(parts.margent, parts.bridge)
        self._room: NotebookRoom | None = None
        self._typed = TypedNotes(parts.margent.annotating, parts.desk.reader, parts.notices)
        self._editing: str | None = None
        self._back: tuple[str, ...] = ()  # the annotations that a step has brought back of which more is to come
        self._burst = QTimer(self, singleShot=True, interval=_BURST)
        self._burst.timeout.connect(self._refresh)
        if "notebook" in vars(parts.rooms):  # the window opened in it
            self._connect(parts.rooms.notebook)
            self._refresh()
        parts.rooms.notebook_made.connect(self._connect)
        parts.desk.colours.changed.connect(self._show_names)
        parts.stage.entered.connect(self._entered)
        parts.bridge.changed.connect(self._changed)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "notebook.words": self._to_words,
            "notebook.clear": lambda: self._here().look_at(self._here().view.cleared()),
            "notebook.edit": lambda: self._edit(self._one()),
            "notebook.tags": lambda: self._bulk.retag(self._some()),
            "notebook.save": self._save,
        }

    def _to_words(self) -> None:
        self._here().head.words.setFocus()

    def leave(self) -> None:
        """Keep the note that is being typed, and end bulk work; what it has done is kept."""
        self._bulk.stop()
        if self._room is not None:
            self._room.list.finish_editing()

    # What the notebook shows

    def _connect(self, room: "NotebookRoom") -> None:
        self._room = room
        room.listing_wanted.connect(self._list)
        room.opened.connect(self._parts.navigator.open_annotation)
        room.copy_requested.connect(self._copy)
        room.delete_requested.connect(self._bulk.delete)
        room.tags_requested.connect(self._bulk.retag)
        room.colour_requested.connect(self._bulk.recolour)
        room.drag_requested.connect(self._carry)
        room.context_requested.connect(self._show_menu)
        room.summary_changed.connect(self._parts.stage.show_summary)
        room.preview_wanted.connect(self._preview)
        room.save_requested.connect(self._save)
        room.view_requested.connect(self._open_view)
        room.view_renamed.connect(self._rename_view)
        room.view_removed.connect(self._remove_view)
        room.list.stop_pressed.connect(self._bulk.stop)
        room.list.edit_requested.connect(self._edit)
        room.list.link_activated.connect(self._go)
        room.list.drafted.connect(self._typed.keep_draft)
        room.list.paused.connect(self._typed.keep)
        room.list.edited.connect(self._finish)
        room.list.suggestions_wanted.connect(self._suggest)
        self._show_names()
        self._show_views()

    def _entered(self, name: str) -> None:
        if name == NOTEBOOK:
            self._refresh()

    def _changed(self, changed: Changed) -> None:
        kinds = changed.change_set.kinds()
        self._parts.rooms.cards.follow(changed.change_set)
        if self._room is None:
            return
        self._back += changed.brought_back()
        if self._back and not changed.more:
            self._room.choose_when_listed(self._back)
            self._back = ()
        if kinds - {"reading", "colour"} and not self._burst.isActive():
            self._burst.start(_LONG_BURST if self._room.listed > _MUCH else _BURST)

    def _refresh(self) -> None:
        if self._room is not None and self._parts.stage.room == NOTEBOOK:
            self._room.refresh()

    def _list(self, view: NotebookView) -> None:
        room, bridge = self._here(), self._parts.bridge
        today = local_day(self._parts.margent.clock())
        listing = self._parts.rooms.cards.notebook.listing(
            view, today, lambda so_far: bridge.soon(lambda: room.show_listing(so_far))
        )
        bridge.when(listing, self._show, partial(self._tell_failure, view))

    def _tell_failure(self, view: NotebookView, error: BaseException) -> None:
        """Say why nothing can be listed where the cards would be; what is listed already stays."""
        if self._here().listed:
            self._parts.notices.fail(error)
        else:
            from desktop_app.services.notebook.listing import unlisted

            self._here().show_listing(unlisted(view, in_words(error)))

    def _show(self, listing: "Listing") -> None:
        self._here().show_listing(listing)

    def _show_names(self) -> None:
        if self._room is not None:
            self._room.show_names(self._parts.desk.colours.all)

    def _preview(self, annotation_ids: list[str]) -> None:
        if self._parts.window.isVisible():  # a window that was just closed asks for no more
            self._parts.bridge.when(self._parts.margent.noting.markdown(annotation_ids), self._here().set_preview)

    def _carry(self, annotation_ids: list[str]) -> None:
        def carry(markdown: str) -> None:
            self._here().list.drag(dragged_data(markdown))

        self._parts.bridge.when(self._parts.margent.noting.cited(annotation_ids), carry)

    def _go(self, address: str) -> None:
        """Go where a link leads: to another card where it is one."""
        annotation = linked(address)
        if annotation is not None and self._parts.rooms.cards.row_of(annotation) is not None:
            self._here().select(annotation)
        else:
            self._follow(address)

    # Notes typed in cards

    def _edit(self, annotation_id: str) -> None:
        annotation, draft = (
            self._parts.desk.reader.annotation(annotation_id),
            self._parts.desk.reader.draft(annotation_id),
        )
        if annotation is None or annotation.deleted is not None:
            raise Refused("This annotation has been deleted in the meantime. Undo the deletion to go on with it.")
        self._editing = annotation_id
        self._typed.begin(annotation_id, annotation.note)
        self._here().edit(annotation_id, draft.note if draft else annotation.note)

    def _finish(self, annotation_id: str, text: str) -> None:
        self._editing = None
        self._typed.finish(annotation_id, text, partial(self._give_back, annotation_id, text))

    def _give_back(self, annotation_id: str, text: str) -> None:
        """Put words that could not be saved back where they were typed; where that is gone, offer to copy them."""
        if self._typed.is_there(annotation_id):
            self._editing = annotation_id
            self._here().edit(annotation_id, text)
        else:
            self._typed.offer_words(annotation_id, text)

    def _suggest(self, kind: str, words: str) -> None:
        self._suggesting.suggest(kind, words, self._editing, self._here().list.suggest)

    # Saved views

    def _show_views(self) -> None:
        self._here().show_views(self._views.all())

    def _save(self) -> None:
        room = self._here()
        name = ask_line(self._parts.window, "Save this view", "Name:", room.described())
        if name is not None and name.strip():
            self._views.save(name.strip(), room.view)
            self._show_views()
            self._parts.notices.say(f"“{name.strip()}” is in the side pane now · F2 renames it, Delete removes it")

    def _open_view(self, name: str) -> None:
        view = self._views.all().get(name)
        if view is not None:
            self._here().look_at(view)

    def _rename_view(self, name: str) -> None:
        other = ask_line(self._parts.window, "Rename the view", "Name:", name)
        if other is not None and other.strip():
            self._views.rename(name, other.strip())
            self._show_views()

    def _remove_view(self, name: str) -> None:
        view = self._views.all().get(name)
        self._views.delete(name)
        self._show_views()
        if view is not None:
            self._parts.notices.offer(f"Removed the view “{name}”", "Keep it", partial(self._keep_view, name, view))

    def _keep_view(self, name: str, view: NotebookView) -> None:
        self._views.save(name, view)
        self._show_views()

    # What is chosen

    def _show_menu(self, annotation_id: str, place: QPoint) -> None:
        room, names = self._here(), self._parts.desk.colours.all
        some = room.chosen()
        choices: dict[str, Callable[[], None]] = {
            "Open in the article\tEnter": lambda: self._parts.navigator.open_annotation(annotation_id),
            "Edit the note\tN": lambda: self._edit(annotation_id),
            "Tags…\tT": lambda: self._bulk.retag(some),
        }
        for number, colour in enumerate(Colour, start=1):
            choices[f"{names[colour]} ({colour})\t{number}"] = partial(self._bulk.recolour, some, colour)
        choices["Copy as Markdown\tCtrl+C"] = lambda: self._copy(some)
        choices[self._parts.notices.said("Export…\t{file.export:Ctrl+E}")] = lambda: self._run("file.export")
        choices["Delete\tDel"] = lambda: self._bulk.delete(some)
        self.menu_wanted.emit(choices, place)

    def _here(self) -> "NotebookRoom":
        if self._room is None:
            raise Refused("Go to the notebook first: {go.notebook:Ctrl+3}.")
        return self._room

    def _some(self) -> list[str]:
        chosen = self._here().chosen() if self._parts.stage.room == NOTEBOOK else []
        if not chosen:
            raise Refused("Choose a card in the notebook first: {go.notebook:Ctrl+3} shows it.")
        return chosen

    def _one(self) -> str:
        return self._some()[0]
