"""Marking: highlights, underlines, colours, tags and bookmarks from keys and menus."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from desktop_app.core.annotation import Annotation, Colour, Motivation, Placed, PlacementState, Style
from desktop_app.core.change import ChangeSet
from desktop_app.services.annotations.annotating import Annotating
from desktop_app.services.annotations.noting import Noting
from desktop_app.services.articles.correcting import Correcting
from desktop_app.services.articles.reading import Opened
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.commands.marks.pointing import Pointing
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.dialogs.asking import ask_tags
from desktop_app.ui.rooms.reader_room import ReaderRoom

Saved = Future[ChangeSet | None]


class MarkingCommands:
    """Acts on the selection, on the annotation under the caret, or on the sentence at the top of the page."""

    def __init__(
        self,
        desk: Desk,
        room: ReaderRoom,
        pointing: Pointing,
        annotating: Annotating,
        correcting: Correcting,
        noting: Noting,
        bridge: Bridge,
        notices: Notices,
    ) -> None:
        self._desk = desk
        self._room = room
        self._pointing = pointing
        self._annotating = annotating
        self._correcting = correcting
        self._noting = noting
        self._bridge = bridge
        self._notices = notices
        self._on_its_way: tuple[Annotation, Saved] | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        colours = {f"mark.{colour}": partial(self.colour, colour) for colour in Colour}
        return {
            **colours,
            "mark.highlight": self.highlight,
            "mark.underline": self._underline,
            "mark.tags": self._edit_tags,
            "mark.bookmark": self._bookmark,
            "mark.delete": self._delete_chosen,
            "heading.make": lambda: self._correct(self._correcting.make_heading),
            "heading.unmake": lambda: self._correct(self._correcting.unmake_heading),
        }

    def highlight(self, colour: Colour = Colour.YELLOW, style: Style = Style.FILL) -> None:
        """Highlight the selection, or else the sentence under the caret or at the top of the page."""
        made = self._on_its_way = self.made(colour, style)
        self._notices.saving(made[1], lambda: self._arrived(made[0]), lost=lambda: self._forget(made[0]))

    def on_its_way(self) -> tuple[Annotation, Saved] | None:
        """Return the highlight that is being saved: the next key speaks of it already, however slow the disk is."""
        return self._on_its_way if self._room.page.meant_range() is None else None

    def _arrived(self, annotation: Annotation) -> None:
        self._forget(annotation)
        self._desk.activate(annotation.id)

    def _forget(self, annotation: Annotation) -> None:
        if self._on_its_way is not None and self._on_its_way[0] is annotation:
            self._on_its_way = None

    def made(self, colour: Colour = Colour.YELLOW, style: Style = Style.FILL) -> tuple[Annotation, Saved]:
        """Highlight as `highlight` does, and return what is being saved. Raises Refused."""
        opened = self._pointing.opened()
        page = self._room.page
        chosen = self._pointing.words()
        if page.meant_range() is None and self._over(chosen) is not None:
            raise Refused("This sentence is highlighted already; 1 to 5 recolour it.")
        made = self._annotating.highlight(opened, *chosen, colour=colour, style=style)
        page.clear_selection()
        page.set_extending(False)
        return made

    def _over(self, words: tuple[int, int]) -> Placed | None:
        """Return the newest highlight of just these words."""
        near = self._desk.standing.between(*words)
        same = (one for one in near if one.annotation.colour is not None and (one.start, one.end) == words)
        return max(same, key=lambda one: (one.annotation.created, one.annotation.id), default=None)

    def _meant(self) -> Placed | None:
        """Return the highlight that is chosen and in sight, or else the one of the sentence where one is.

        None where words are selected: they are to be marked themselves.
        """
        self._pointing.opened()
        if self._room.page.meant_range() is not None:
            return None
        chosen = self._pointing.chosen()
        if chosen is not None and chosen.annotation.colour is not None:
            return chosen
        return self._over(self._pointing.words())

    def _underline(self) -> None:
        meant = self._meant()
        if meant is None:
            self.highlight(style=Style.UNDERLINE)
            return
        style = Style.FILL if meant.annotation.style is Style.UNDERLINE else Style.UNDERLINE
        self._notices.saving(self._annotating.restyle(meant.annotation.id, style))
        self._desk.activate(meant.annotation.id)

    def colour(self, colour: Colour) -> None:
        """Give the highlight that is meant another colour; where there is none, highlight in that colour."""
        coming = self.on_its_way()
        if coming is not None:
            self._notices.saving(self._annotating.recolour(coming[0].id, colour))
            return
        meant = self._meant()
        if meant is None:
            self.highlight(colour)
            return
        self._notices.saving(self._annotating.recolour(meant.annotation.id, colour))
        self._desk.activate(meant.annotation.id)

    def _bookmark(self) -> None:
        """Put a bookmark where one is, or take away the one that is there."""
        opened = self._pointing.opened()
        start, end = self._pointing.words()
        here = [one.annotation.id for one in self._desk.placed
                if one.annotation.motivation is Motivation.BOOKMARKING and start <= one.start < max(end, start + 1)
                and one.placement.state is not PlacementState.DETACHED]  # fmt: skip
        if here:
            saved = self._annotating.delete(here)
            self._notices.saving(saved, lambda: self._notices.offer_undo("Bookmark removed"))
        else:
            self._notices.saving(self._annotating.bookmark(opened, start, end)[1], self._say_marked)

    def _say_marked(self) -> None:
        self._notices.say("Bookmarked · {go.bookmarks:Ctrl+B} lists the bookmarks")

    def delete(self, annotation_ids: list[str]) -> None:
        """Move annotations into the trash and offer to take that back."""
        many = f"{len(annotation_ids):,} annotations" if len(annotation_ids) > 1 else "the annotation"
        saved = self._annotating.delete(annotation_ids)
        self._notices.saving(saved, lambda: self._notices.offer_undo(f"Deleted {many}"))

    def delete_one(self, annotation_id: str) -> None:
        """Move an annotation into the trash and go back to the page."""
        self.delete([annotation_id])
        self._room.page.setFocus()

    def _delete_chosen(self) -> None:
        self.delete_one(self._pointing.one().annotation.id)

    def _edit_tags(self) -> None:
        annotation = self._pointing.one().annotation
        tags = ask_tags(self._room, annotation.tags, lambda known: self._bridge.when(self._noting.tags(), known))
        if tags is not None:
            self._notices.saving(self._annotating.set_tags(annotation.id, tags))

    def _correct(self, correct: Callable[[Opened, int], Saved]) -> None:
        self._notices.saving(correct(self._pointing.opened(), self._pointing.offset()))
