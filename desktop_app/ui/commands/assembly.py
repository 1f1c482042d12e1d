"""All commands of the window, put together once. A new kind of command is made here and named in `_handlers`."""

from collections.abc import Callable
from functools import partial

from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.actions.own_keys import OwnKeys
from desktop_app.ui.actions.table import Action
from desktop_app.ui.commands.articles.copying import CopyingCommands
from desktop_app.ui.commands.articles.exporting import ExportCommands
from desktop_app.ui.commands.articles.filing import FilingCommands
from desktop_app.ui.commands.articles.following import Following
from desktop_app.ui.commands.articles.linking import LinkCommands
from desktop_app.ui.commands.articles.printing import PrintingCommands
from desktop_app.ui.commands.articles.receiving import ReceivingCommands
from desktop_app.ui.commands.articles.renewing import Renewing
from desktop_app.ui.commands.articles.templating import TemplatingCommands
from desktop_app.ui.commands.collection.notebook import NotebookCommands
from desktop_app.ui.commands.collection.tagging import TagCommands
from desktop_app.ui.commands.helping import HelpingCommands
from desktop_app.ui.commands.indexing import IndexingCommands
from desktop_app.ui.commands.looks.settings import SettingsCommands
from desktop_app.ui.commands.looks.viewing import ViewingCommands
from desktop_app.ui.commands.marks.annotations import AnnotationCommands
from desktop_app.ui.commands.places.beside import BesideCommands
from desktop_app.ui.commands.places.comparing import ComparingCommands
from desktop_app.ui.commands.places.finding import FindingCommands
from desktop_app.ui.commands.places.focusing import FocusCommands
from desktop_app.ui.commands.places.folding import FoldingCommands
from desktop_app.ui.commands.places.going import GoingCommands
from desktop_app.ui.commands.places.moving import MovingCommands
from desktop_app.ui.commands.places.panes import PaneCommands
from desktop_app.ui.commands.places.reviewing import ReviewingCommands
from desktop_app.ui.commands.places.searching import SearchingCommands
from desktop_app.ui.commands.undoing import UndoingCommands
from desktop_app.ui.exchange.errands import Errands
from desktop_app.ui.frame.availability import Availability
from desktop_app.ui.frame.parts import Parts
from desktop_app.ui.frame.stage import LIBRARY, NOTEBOOK, READER
from desktop_app.ui.search.past_searches import PastSearches
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.icons import Icons

_AT_ONCE = 32


class Commands:
    """What the action table's entries do. The commands that others talk to have names of their own.

    They can be used once they are complete.
    """

    def __init__(self, parts: Parts, appearance: Appearance) -> None:
        margent, desk, bridge, notices, room = parts.margent, parts.desk, parts.bridge, parts.notices, parts.reader
        ways, window, settings = parts.navigator, parts.window, parts.settings
        self._errands = Errands(bridge)
        self.exporting = ExportCommands(
            window, margent, desk, self._errands, notices, settings, lambda: self.viewing.appearance.palette,
            ways.chosen_document, ways.chosen_cards,
        )  # fmt: skip
        self.receiving = ReceivingCommands(window, margent, self._errands, notices, settings)
        self.templating = TemplatingCommands(
            window, margent, desk, self._errands, lambda: self.viewing.appearance.palette, ways.chosen_document
        )
        self.exporting.templates_wanted.connect(self.templating.edit)
        self.copying = CopyingCommands(desk, room, parts.stage, parts.rooms, margent.noting, bridge, notices)
        renewing = Renewing(parts, self.run)
        self.filing = FilingCommands(
            window, margent, desk, bridge, notices, settings, ways.chosen_document, ways.open_document, renewing.tell,
            self.receiving.sort_out,
        )  # fmt: skip
        self.viewing = ViewingCommands(window, parts.themes, settings, appearance)
        self.marking = AnnotationCommands(
            parts.body, margent, desk, room, bridge, notices, lambda: self.viewing.appearance.palette,
            lambda: self.action_set,
        )  # fmt: skip
        self.searching = SearchingCommands(
            parts.top_bar.search, parts.body, margent.searching, desk, room, bridge, appearance.palette,
            ways.open_document, PastSearches(settings), notices.say,
        )  # fmt: skip
        self.comparing = ComparingCommands(
            parts.stage, desk, room, margent.comparing, bridge, notices, margent.clock,
            lambda: self.viewing.appearance,
        )  # fmt: skip
        self.linking = LinkCommands(desk, room, parts.stage, parts.rooms, ways, margent, bridge, notices)
        self.filing.link_brought.connect(self.linking.take)
        self.following = Following(desk, room, notices, parts.status, self.linking.take)
        self.reviewing = ReviewingCommands(
            margent, desk, parts.stage, ways, bridge, notices, settings, lambda: self.viewing.appearance.palette,
            self.following.follow,
        )  # fmt: skip
        self.focusing = FocusCommands(window, parts.stage, room, parts.chrome, settings)
        self.printing = PrintingCommands(window, desk, room, settings, notices)
        self.notebook = NotebookCommands(parts, self.copying.copy, self.following.follow, self.run)
        self.action_set = ActionSet(window, self._handlers(parts), notices.fail)
        self.action_set.letters = settings.load().letters
        self.action_set.watch_page(room.page)
        self._parts = parts

    def make_actions(self) -> None:
        """Make some of the actions, in a few milliseconds."""
        self.action_set.make(_AT_ONCE)

    def complete(self) -> None:
        """Make the actions that are still to be made, and let them be done where they can be."""
        self.action_set.make()
        self._own_keys = OwnKeys(self.action_set, self._parts.settings)
        self.availability = Availability(self._parts.window, self.action_set, self._parts.stage, self._parts.notices)
        self.focusing.connect_actions(self.action_set)

    def run(self, action_id: str) -> None:
        """Carry an action out by its id, unless it cannot be done now."""
        self.action_set.run(action_id)

    def wear(self, appearance: Appearance, icons: Icons) -> None:
        """Put other colours on what the commands show."""
        self.searching.panel.wear(appearance.palette)
        self.marking.wear(appearance.palette)
        self.reviewing.wear(appearance.palette)
        self.comparing.wear(appearance)
        self.action_set.recolour(icons)

    def close(self) -> None:
        """End what runs beside the window; a file being written is written to its end."""
        self.printing.close()
        self.filing.close()
        self.linking.close()
        self._errands.close(self.exporting.last_work())
        self.reviewing.close()

    def _entries(self) -> tuple[Action, ...]:
        return self.action_set.entries()

    def _handlers(self, parts: Parts) -> dict[str, Callable[[], None]]:
        margent, desk, bridge, notices, room = parts.margent, parts.desk, parts.bridge, parts.notices, parts.reader
        ways, opened = parts.navigator, parts.navigator.open_document
        named = (
            self.filing, self.viewing, self.marking, self.searching, self.focusing, self.following, self.printing,
            self.comparing, self.notebook,
            self.exporting, self.receiving, self.templating,
        )  # fmt: skip
        others = (
            self.copying,
            self.linking,
            self.reviewing,
            TagCommands(parts),
            FindingCommands(desk, room, margent.finding, margent.annotating, bridge, notices),
            IndexingCommands(margent.indexing, bridge, notices, self.searching.panel.growth),
            MovingCommands(desk, room, opened),
            UndoingCommands(parts),
            PaneCommands(desk, room, parts.settings, ways.panes, parts.rooms.show_panes),
            BesideCommands(desk, room, ways.chosen_document, opened),
            FoldingCommands(desk, room, notices),
            SettingsCommands(
                parts.window, self.viewing, room.page, parts.settings, notices, lambda: self.action_set
            ),
            GoingCommands(parts.window, parts.stage, parts.top_bar, {
                READER: room.open_find_bar,
                NOTEBOOK: partial(self.run, "notebook.words"),
                LIBRARY: partial(self.run, "search.everything"),
            }),
            HelpingCommands(
                parts.window, desk, parts.themes, str(margent.store.folder), self.run,
                self._entries, opened, lambda: self._own_keys,
            ),
        )  # fmt: skip
        return {action: handler for each in (*named, *others) for action, handler in each.handlers().items()}
