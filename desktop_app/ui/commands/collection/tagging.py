"""Renaming a tag everywhere; saved views and searches that ask for it follow, and go back with an undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.notebook_view import Facet, NotebookView
from desktop_app.core.query.tags import retagged_query
from desktop_app.services.events import Changed, Direction
from desktop_app.ui.frame.parts import Parts
from desktop_app.ui.frame.stage import NOTEBOOK
from desktop_app.ui.rooms.notebook.saved_views import SavedViews
from desktop_app.ui.search.past_searches import PastSearches

if TYPE_CHECKING:
    from desktop_app.services.annotations.tagging import Renamed
    from desktop_app.ui.rooms.notebook.room import NotebookRoom


@dataclass(frozen=True, slots=True)
class _Followed:
    """What spoke of a tag that was renamed, each as it was and as it is since."""

    views: dict[str, tuple[NotebookView, NotebookView]]
    searches: tuple[tuple[str, str], ...]
    shown: tuple[NotebookView, NotebookView]


class TagCommands:
    """Asks for the names, and brings along what a person has kept that speaks of the tag."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._views, self._searches = SavedViews(parts.settings), PastSearches(parts.settings)
        self._followed: dict[str, _Followed] = {}  # by the name of the step, which is what an undo tells of it
        parts.rooms.notebook_made.connect(self._connect)
        if (room := self._room()) is not None:
            self._connect(room)
        parts.bridge.changed.connect(self._turn_with)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"mark.rename_tag": lambda: self.rename(self._looked_at())}

    def rename(self, tag: str) -> None:
        """Ask what a tag should be called, and call it so everywhere."""
        from desktop_app.ui.dialogs.asking_tag import ask_tag_names, in_words

        margent, bridge, notices = self._parts.margent, self._parts.bridge, self._parts.notices
        names = ask_tag_names(self._parts.window, tag, lambda offer: bridge.when(margent.noting.tag_uses(), offer))
        if names is None:
            return
        renamed, saved = margent.tagging.rename(*names)

        def finished() -> None:
            self._follow(renamed)
            become = f"became one with “{renamed.new}”" if renamed.merged else f"is called “{renamed.new}” now"
            changed = in_words(renamed.annotations, renamed.articles)
            notices.offer_undo(f"“{renamed.old}” {become}: {changed} changed")

        notices.saving(saved, finished)

    def _connect(self, room: "NotebookRoom") -> None:
        room.tag_renamed.connect(self.rename)

    def _looked_at(self) -> str:
        """Return the tag that the notebook is narrowed to, if any."""
        room = self._room() if self._parts.stage.room == NOTEBOOK else None
        tags = room.view.values(Facet.TAG) if room is not None else ()
        return tags[0] if tags else ""

    def _follow(self, renamed: "Renamed") -> None:
        room = self._room()
        shown = room.view if room is not None else NotebookView()
        views = {name: (view, view.retagged(renamed.old, renamed.new)) for name, view in self._views.all().items()}
        searches = ((text, retagged_query(text, renamed.old, renamed.new)) for text in self._searches.saved)
        followed = _Followed(views, tuple(searches), (shown, shown.retagged(renamed.old, renamed.new)))
        self._followed[renamed.label] = followed
        self._turn(followed, 0)

    def _turn_with(self, changed: Changed) -> None:
        followed = self._followed.get(changed.change_set.label)
        if followed is not None and changed.direction in (Direction.UNDONE, Direction.REDONE):
            self._turn(followed, 1 if changed.direction is Direction.UNDONE else 0)

    def _turn(self, followed: _Followed, now: int) -> None:
        """Make everything what it was or is since, unless a person has changed it in between."""
        views = self._views.all()
        for name, states in followed.views.items():
            if states[0] != states[1] and views.get(name) == states[now]:
                self._views.save(name, states[1 - now])
        for texts in followed.searches:
            self._searches.replace(texts[now], texts[1 - now])
        if (room := self._room()) is not None:
            room.show_views(self._views.all())
            if room.view == followed.shown[now] != followed.shown[1 - now]:
                room.look_at(followed.shown[1 - now])

    def _room(self) -> "NotebookRoom | None":
        return self._parts.rooms.notebook if "notebook" in vars(self._parts.rooms) else None
