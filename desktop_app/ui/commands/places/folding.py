"""Folding: sections out of sight, so that one sees how an article is built and reads what one came for."""

from collections.abc import Callable

from desktop_app.core.outline import LEAD, Section
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.commands.marks.pointing import Pointing
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.reader.folds import outermost
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.widgets.floating import announce


class FoldingCommands:
    """Folds and unfolds sections of the article that is open."""

    def __init__(self, desk: Desk, room: ReaderRoom, notices: Notices) -> None:
        self._room = room
        self._pointing = Pointing(desk, room)
        self._notices = notices

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"view.fold": self._fold, "view.fold_all": self._fold_all}

    def _fold(self) -> None:
        """Fold the section one is in, or unfold it."""
        sections = self._pointing.opened().sections
        outline = self._room.outline
        section = sections[outline.current_section()] if outline.list.hasFocus() else self._pointing.section()
        if section is None or section.path == (LEAD,):
            raise Refused("What stands before the first heading cannot be folded.")
        page = self._room.page
        folded = page.toggle_fold(section.index)
        self._tell(f"Folded: {section.heading}, {page.hidden_in_words(section.index)}" if folded else
                   f"Unfolded: {section.heading}")  # fmt: skip

    def _fold_all(self) -> None:
        """Fold the article to its main headings, or unfold all that is folded."""
        sections: tuple[Section, ...] = self._pointing.opened().sections
        page = self._room.page
        if page.folded():
            page.set_folded(())
            self._tell("All sections are unfolded")
            return
        main = outermost(sections)
        if not main:
            raise Refused("This article has no headings to fold to.")
        page.set_folded(main)
        self._tell(f"Folded to {len(main):,} {'heading' if len(main) == 1 else 'headings'}")

    def _tell(self, words: str) -> None:
        self._notices.say(words)
        announce(self._room.page, words)
