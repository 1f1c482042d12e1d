"""Marking: highlights and notes from keys, menus and cards."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

from desktop_app.core.annotation import Annotation, Colour, Placed, PlacementState, Style
from desktop_app.core.change import ChangeSet
from desktop_app.core.ids import new_id
from desktop_app.core.outline import section_at
from desktop_app.services.annotating import Annotating
from desktop_app.services.correcting import Correcting
from desktop_app.services.errors import Refused
from desktop_app.services.reading import Opened
from desktop_app.ui.asking import ask_line
from desktop_app.ui.desk import Desk
from desktop_app.ui.notices import Notices
from desktop_app.ui.rooms.reader_room import ReaderRoom

Saved = Future[ChangeSet | None]


class MarkingCommands:
    """Acts on the selection, on the annotation under the caret, or on the sentence at the top of the page."""

    def __init__(
        self,
        desk: Desk,
        room: ReaderRoom,
        annotating: Annotating,
        correcting: Correcting,
        notices: Notices,
    ) -> None:
        self._desk = desk
        self._room = room
        self._annotating = annotating
        self._correcting = correcting
        self._notices = notices
        self._begun: set[str] = set()
        self._steps: dict[str, str] = {}  # the group that all edits of a note share until its typing ends
        self._extending = False
        room.margin.edit_requested.connect(self._edit)
        room.margin.delete_requested.connect(self._delete)
        room.margin.drafted.connect(self._keep_draft)
        room.margin.paused.connect(self._keep)
        room.margin.edited.connect(self._finish)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        colours = {f"mark.{colour}": partial(self.colour, colour) for colour in Colour}
        return {
            **colours,
            "mark.highlight": self.highlight,
            "mark.underline": self._underline,
            "mark.caret": self._caret,
            "mark.tags": self._edit_tags,
            "mark.delete": self._delete_chosen,
            "note.edit": self.note,
            "note.section": self._note_on_section,
            "note.document": self._note_on_document,
            "heading.make": lambda: self._correct(self._correcting.make_heading),
            "heading.unmake": lambda: self._correct(self._correcting.unmake_heading),
        }

    def highlight(self, colour: Colour = Colour.YELLOW, style: Style = Style.FILL) -> None:
        """Highlight the selection, or else the sentence under the caret or at the top of the page."""
        made = self._highlighted(colour, style)
        if made is not None:
            annotation, saved = made
            self._notices.saving(saved, lambda: self._desk.activate(annotation.id))

    def _underline(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.annotation.colour is not None and self._room.page.selected_range() is None:
            underlined = chosen.annotation.style is Style.UNDERLINE
            style = Style.FILL if underlined else Style.UNDERLINE
            self._notices.saving(self._annotating.restyle(chosen.annotation.id, style))
        else:
            self.highlight(style=Style.UNDERLINE)

    def colour(self, colour: Colour) -> None:
        """Give the highlight that is chosen and in sight another colour; without one, highlight in that colour."""
        chosen = self._chosen()
        if chosen is not None and chosen.annotation.colour is not None and self._room.page.selected_range() is None:
            self._notices.saving(self._annotating.recolour(chosen.annotation.id, colour))
        else:
            self.highlight(colour)

    def note(self) -> None:
        """Write a note on the selection, on the chosen highlight, or else on the paragraph."""
        opened = self._opened()
        chosen = self._chosen()
        if self._room.page.selected_range() is not None:
            made = self._highlighted(Colour.YELLOW, Style.FILL)
        elif chosen is not None:
            self._edit(chosen.annotation.id)
            return
        else:
            made = self._annotating.note_on_block(opened, self._offset())
        if made is not None:
            self._begin(*made)

    def _highlighted(self, colour: Colour, style: Style) -> tuple[Annotation, Saved] | None:
        opened = self._opened()
        page = self._room.page
        chosen = page.selected_range() or page.sentence_at(self._offset())
        if chosen is None:
            raise Refused("There are no words here to highlight. Select some, or scroll to some.")
        if page.selected_range() is None and any((one.start, one.end) == chosen for one in self._desk.placed):
            raise Refused("This sentence is highlighted already; 1 to 5 recolour it.")
        made = self._annotating.highlight(opened, *chosen, colour=colour, style=style)
        page.clear_selection()
        return made

    def _begin(self, annotation: Annotation, saved: Saved) -> None:
        self._begun.add(annotation.id)
        self._notices.saving(saved, lambda: self._edit(annotation.id))

    def _edit(self, annotation_id: str) -> None:
        placed = next((one for one in self._desk.placed if one.annotation.id == annotation_id), None)
        if placed is None:
            return
        self._room.side.bring()
        self._room.page.reveal(placed.start, max(placed.start, placed.end - 1))
        self._desk.activate(annotation_id)
        draft = self._desk.reader.draft(annotation_id)
        self._room.margin.edit(annotation_id, draft.note if draft else placed.annotation.note)

    def _keep_draft(self, annotation_id: str, text: str) -> None:
        self._notices.saving(self._annotating.keep_draft(annotation_id, text), quietly=True)

    def _keep(self, annotation_id: str, text: str) -> None:
        """Keep a note whose typing has paused; the typing that follows belongs to the same step."""
        if text.strip():
            step = annotation_id if annotation_id in self._begun else self._steps.setdefault(annotation_id, new_id())
            self._notices.saving(self._annotating.set_note(annotation_id, text.rstrip(), group=step))

    def _finish(self, annotation_id: str, text: str, back_to_page: bool) -> None:
        begun = annotation_id in self._begun
        self._begun.discard(annotation_id)
        step = self._steps.pop(annotation_id, "")
        placed = next((one for one in self._desk.placed if one.annotation.id == annotation_id), None)
        if begun and not text.strip() and placed is not None and placed.annotation.colour is None:
            self._notices.saving(self._annotating.discard(annotation_id))
        else:
            group = annotation_id if begun else step
            self._notices.saving(self._annotating.set_note(annotation_id, text.rstrip(), group=group))
        if back_to_page:
            self._room.page.setFocus()

    def delete(self, annotation_ids: list[str]) -> None:
        """Move annotations into the trash and offer to take that back."""
        many = f"{len(annotation_ids)} annotations" if len(annotation_ids) > 1 else "the annotation"
        saved = self._annotating.delete(annotation_ids)
        self._notices.saving(saved, lambda: self._notices.offer_undo(f"Deleted {many}"))

    def _delete(self, annotation_id: str) -> None:
        self.delete([annotation_id])
        self._room.page.setFocus()

    def _delete_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            raise Refused("Choose a highlight first: click it, or go to one with { and }.")
        self._delete(chosen.annotation.id)

    def _edit_tags(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            raise Refused("Choose a highlight first: click it, or go to one with { and }.")
        now = " ".join(chosen.annotation.tags)
        text = ask_line(self._room, "Tags", "Tags, with spaces or commas between them:", now)
        if text is not None:
            self._notices.saving(self._annotating.set_tags(chosen.annotation.id, text.replace(",", " ").split()))

    def _note_on_section(self) -> None:
        opened = self._opened()
        section = section_at(opened.sections, self._offset())
        if section is None:
            raise Refused("This article has no sections; press N for a note on the paragraph.")
        self._begin(*self._annotating.note_on_section(opened, section))

    def _note_on_document(self) -> None:
        self._room.page.scroll_to_end(False)
        self._begin(*self._annotating.note_on_document(self._opened()))

    def _caret(self) -> None:
        """Begin to move a caret; once more begins to extend the selection from it, and once more ends that."""
        self._opened()
        page = self._room.page
        page.setFocus()
        if page.caret_mode():
            self._extending = not self._extending
            page.set_extending(self._extending)
            self._notices.say("The arrows select" if self._extending else "The arrows move the caret")
        else:
            self._extending = False
            page.set_extending(False)
            page.set_caret_mode(True)
            self._notices.say("Caret: arrows move, Shift+arrows or V select, H highlights, Esc leaves")

    def _correct(self, correct: Callable[[Opened, int], Saved]) -> None:
        self._notices.saving(correct(self._opened(), self._offset()))

    def _opened(self) -> Opened:
        if self._desk.opened is None:
            raise Refused("Open an article first: Ctrl+1 shows the library.")
        return self._desk.opened

    def _offset(self) -> int:
        page = self._room.page
        chosen = page.selected_range()
        if chosen is not None:
            return chosen[0]
        return page.caret_offset() if page.caret_mode() else page.top_offset()

    def _chosen(self) -> Placed | None:
        """Return the annotation under the caret, or the active one while it is in sight."""
        page = self._room.page
        if page.caret_mode():
            offset = page.caret_offset()
            under = [one for one in self._desk.placed if one.start <= offset < one.end]
            if under:
                return max(under, key=lambda one: one.annotation.created)
        active = self._desk.active_placed()
        if active is None or active.placement.state is PlacementState.DETACHED:
            return None
        in_sight = page.top_offset() <= active.end and active.start <= page.last_offset()
        return active if in_sight else None
