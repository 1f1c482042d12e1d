"""Finding in the article: what the bar asks, and marking what it has found."""

from bisect import bisect_left
from collections.abc import Callable
from concurrent.futures import Future
from itertools import pairwise

from desktop_app.core.text.finding import PatternRefused, Ranges, Wanted
from desktop_app.core.text.sentences import sentence_at
from desktop_app.services.annotations.annotating import Annotating
from desktop_app.services.articles.reading import Opened
from desktop_app.services.errors import Refused
from desktop_app.services.searching.finding import Finding
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.dialogs.asking import ask_whether
from desktop_app.ui.rooms.reader_room import ReaderRoom

_WITHOUT_ASKING = 50
"""So many highlights are made at once without a question."""


class FindingCommands:
    """Answers the find bar, and turns its matches into highlights."""

    def __init__(
        self, desk: Desk, room: ReaderRoom, finding: Finding, annotating: Annotating, bridge: Bridge, notices: Notices
    ) -> None:
        self._desk = desk
        self._room = room
        self._bar = room.find_bar
        self._finding = finding
        self._annotating = annotating
        self._bridge = bridge
        self._notices = notices
        self._waiting: Future[Ranges] | None = None
        desk.opened_changed.connect(self._search_again)
        self._bar.asked.connect(self._find)
        self._bar.found.connect(self._count_by_section)
        self._bar.mark_requested.connect(lambda: self._try(self.mark_sentence))
        self._bar.mark_all_requested.connect(lambda: self._try(self.mark_all))

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"find.mark": self.mark_sentence, "find.mark_all": self.mark_all}

    def mark_sentence(self) -> None:
        """Highlight the sentence that holds the current match."""
        opened, match = self._opened(), self._bar.current_range()
        if match is None:
            raise Refused("There is no match to mark. {search.article:Ctrl+F} finds words in the article.")
        start, end = sentence_at(opened.content, match[0]) or match
        if any((one.start, one.end) == (start, end) for one in self._desk.placed):
            raise Refused("This sentence is highlighted already.")
        _, saved = self._annotating.highlight(opened, start, max(end, match[1]))
        self._notices.saving(saved)

    def mark_all(self) -> None:
        """Highlight every match, as one step; where there are many, only after a question."""
        opened = self._opened()
        standing = {(one.start, one.end) for one in self._desk.placed}
        ranges = [found for found in self._bar.ranges() if found not in standing]
        if not ranges:
            raise Refused("There is no match to mark that is not highlighted already.")
        question = f"Highlight all {len(ranges):,} matches? One undo takes all of them back."
        if len(ranges) > _WITHOUT_ASKING and not ask_whether(self._bar, "Highlight all matches", question, "Highlight"):
            return
        saved = self._annotating.highlight_all(opened, ranges)
        many = f"Highlighted {len(ranges):,} matches" if len(ranges) > 1 else "Highlighted the match"
        self._notices.saving(saved, lambda: self._notices.offer_undo(many))

    def _opened(self) -> Opened:
        if self._desk.opened is None:
            raise Refused("Open an article first: {go.library:Ctrl+1} shows the library.")
        return self._desk.opened

    def _try(self, run: Callable[[], None]) -> None:
        try:
            run()
        except Refused as refusal:
            self._notices.fail(refusal)

    def _search_again(self) -> None:
        """Look through a new version for what the bar asked before it came."""
        if self._bar.isVisible():
            self._bar.search_again(self._room.page.top_offset())

    def _find(self, wanted: Wanted) -> None:
        opened = self._desk.opened
        if opened is None:
            return
        text = opened.content.text
        self._waiting = None
        at_once = self._finding.at_once(text, wanted)
        if at_once is not None:
            self._bar.show_found(at_once)
            return
        waiting = self._waiting = self._finding.find(text, wanted)
        self._bridge.when(
            waiting, lambda ranges: self._answer(waiting, ranges), lambda error: self._refuse(waiting, error)
        )

    def _answer(self, asked: Future[Ranges], ranges: Ranges) -> None:
        if asked is self._waiting:
            self._bar.show_found(ranges)

    def _refuse(self, asked: Future[Ranges], error: BaseException) -> None:
        if asked is not self._waiting:
            return
        if not isinstance(error, PatternRefused):
            self._notices.fail(error)
        self._bar.show_trouble(str(error))

    def _count_by_section(self, ranges: Ranges, _current: int | None) -> None:
        opened = self._desk.opened
        if opened is None:
            return
        # By the sections, which are few: a letter is found a hundred thousand times in a book.
        firsts = [bisect_left(ranges, (section.start, 0)) for section in opened.sections]
        counts = {
            section.index: following - first
            for section, (first, following) in zip(opened.sections, pairwise([*firsts, len(ranges)]), strict=True)
            if following > first
        }
        self._room.outline.show_matches(counts)
