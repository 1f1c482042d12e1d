"""Looking again: a few highlights a day, each of them kept, put off, discarded, or opened where it stands."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop_app.compose import Margent
from desktop_app.core.change import ChangeSet
from desktop_app.core.text.note_words import words_of
from desktop_app.services.errors import Refused
from desktop_app.services.events import Changed, Direction
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.drawing.wording import counted, day_name
from desktop_app.ui.frame.navigator import Navigator
from desktop_app.ui.frame.stage import REVIEW, Stage
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.palette import Palette

if TYPE_CHECKING:
    from desktop_app.services.annotations.reviewing import Resurfaced
    from desktop_app.ui.review.review_view import ReviewView

_MORE = 5
_DONE = "Done for today."
_NONE = "Nothing to look at again today."
_HINT = "k keep · s snooze · d discard · o open · {edit.undo:Ctrl+Z} takes it back · Esc closes"
_TAKEN_BACK = "Kept ones come back later each time. {edit.undo:Ctrl+Z} takes an answer back."
_HINT_NONE = "Esc closes"
_HINT_AFTER = "{edit.undo:Ctrl+Z} takes the last answer back · Esc closes"
_WHEN = "What you highlight comes back here from the next day on, a few at a time."


class ReviewingCommands:
    """Shows what has come back, one after another. Nothing is shown, and nothing said, before a person asks for it."""

    def __init__(
        self,
        margent: Margent,
        desk: Desk,
        stage: Stage,
        ways: Navigator,
        bridge: Bridge,
        notices: Notices,
        settings: WindowSettings,
        palette: Callable[[], Palette],
        follow: Callable[[str], None],
    ) -> None:
        """`follow` goes where a link in a note leads."""
        self._margent = margent
        self._desk = desk
        self._stage = stage
        self._ways = ways
        self._bridge = bridge
        self._notices = notices
        self._settings = settings
        self._palette = palette
        self._follow_link = follow
        self._thread = ThreadPoolExecutor(1, "margent-review")
        self._view: ReviewView | None = None
        self._items: list[Resurfaced] = []
        self._at = 0
        self._more = 0
        self._waiting = False
        bridge.changed.connect(self._follow)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "review.open": self._open,
            "review.keep": lambda: self._answer(self._margent.reviewing.keep),
            "review.snooze": lambda: self._answer(self._margent.reviewing.put_off),
            "review.discard": lambda: self._answer(self._margent.reviewing.discard),
            "review.context": self._in_context,
            "review.more": self._want_more,
            "review.daily": self._switch,
        }

    def mention(self) -> None:
        """Say once how many have come back today, if a person has asked to be told."""
        if self._settings.load().reviewing:
            self._bridge.when(self._thread.submit(self._margent.reviewing.today), self._mentioned)

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        if self._view is not None:
            self._view.wear(palette)

    def close(self) -> None:
        """Give up what is being chosen."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    @property
    def view(self) -> "ReviewView":
        """The view, made when it is first wanted."""
        if self._view is None:
            from desktop_app.ui.review.review_view import ReviewView

            self._view = ReviewView(self._stage, self._palette())
            self._stage.know(self._view, REVIEW)
            self._view.chosen.connect(self._run)
            self._view.left.connect(self._stage.uncover)
            self._view.card.link_activated.connect(self._follow_link)
            self._stage.entered.connect(lambda _room: self.view.leave())
        return self._view

    def _open(self) -> None:
        self._more = 0
        self._gather()

    def _want_more(self) -> None:
        self._more += _MORE
        self._gather()

    def _gather(self) -> None:
        work = self._thread.submit(self._margent.reviewing.today, more=self._more)
        self._bridge.when(work, self._gathered)

    def _gathered(self, items: "list[Resurfaced]") -> None:
        self._items, self._at, self._waiting = items, 0, False
        room = self._stage.currentWidget()
        if not self.view.isVisible() and room is not None:
            self.view.open(QApplication.focusWidget() or room)
        self._show()

    def _mentioned(self, items: "list[Resurfaced]") -> None:
        if items:
            key = "{review.open:Ctrl+Shift+R}"
            self._notices.say(f"{counted(len(items), 'highlight has', 'highlights have')} come back today · {key}")

    def _switch(self) -> None:
        on = not self._settings.load().reviewing
        self._settings.keep(reviewing="on" if on else "")
        told = (
            "each day’s highlights are mentioned once, when Margent starts" if on else "nothing is mentioned any more"
        )
        self._notices.tell(f"{told[0].upper()}{told[1:]}")

    def _run(self, name: str) -> None:
        try:
            self.handlers()[name]()
        except Refused as refusal:
            self._notices.fail(refusal)

    def _answer(self, answer: Callable[[str], Future[ChangeSet | None]]) -> None:
        item = self._current()
        if not self._waiting:
            self._waiting = True
            self._bridge.when(answer(item.annotation.id), lambda _done: self._go_on(), self._failed)

    def _in_context(self) -> None:
        self._ways.open_annotation(self._current().annotation.id)

    def _current(self) -> "Resurfaced":
        if self._view is None or not self._view.isVisible() or self._at >= len(self._items):
            raise Refused("There is no highlight to answer. {review.open:Ctrl+Shift+R} shows those of today.")
        return self._items[self._at]

    def _failed(self, error: BaseException) -> None:
        self._waiting = False
        self._notices.fail(error)

    def _go_on(self) -> None:
        self._at, self._waiting = self._at + 1, False
        self._show()

    def _show(self) -> None:
        view = self.view
        if view.isVisible():
            after = _HINT_AFTER if self._items else _HINT_NONE
            self._stage.cover(_HINT if self._at < len(self._items) else after)
        if self._at >= len(self._items):
            self._show_rest()
            return
        item = self._items[self._at]
        annotation = item.annotation
        source = " › ".join(dict.fromkeys((item.document.title, *item.path)))
        marked = f"Marked {day_name(annotation.created, self._margent.clock())}"
        tags = "  ".join(f"#{tag}" for tag in annotation.tags)
        meaning = self._desk.reader.colour_names()[annotation.colour] if annotation.colour is not None else ""
        view.card.show_annotation(annotation, source, "  ·  ".join(filter(None, (meaning, marked, tags))))
        quote = annotation.target.quote.exact if annotation.target.quote else ""
        note = f"Note: {words_of(annotation.note, len(annotation.note))}. " if annotation.note else ""
        told = f"{quote}. {note}From {source}. {meaning}. {marked}."
        view.show_card(self._at + 1, len(self._items), told, self._notices.said(_TAKEN_BACK))

    def _show_rest(self) -> None:
        if self._items:
            self.view.show_rest(_DONE, "More come tomorrow.", more=True)
        else:
            self.view.show_rest(_NONE, _WHEN, more=not self._more)

    def _follow(self, changed: Changed) -> None:
        """Go back to what an undo has asked about again, and keep what is shown true to the library."""
        if self._view is None or not self._view.isVisible():
            return
        step = changed.change_set
        places = {item.annotation.id: place for place, item in enumerate(self._items)}
        answered = [places[found] for found in step.ids("review") if found in places]
        if answered and changed.direction in (Direction.UNDONE, Direction.REDONE):
            self._at = answered[0] + (changed.direction is Direction.REDONE)
            self._show()
        touched = set(step.ids("annotation")) & places.keys()
        if touched or step.ids("document"):
            self._read_again(touched)

    def _read_again(self, touched: set[str]) -> None:
        shown = self._items[self._at].annotation.id if self._at < len(self._items) else ""
        items = [_renewed(item, self._desk) if item.annotation.id in touched else item for item in self._items]
        kept = [item for item in items if item is not None and _is_there(item, self._desk)]
        ids = [item.annotation.id for item in kept]
        self._at = ids.index(shown) if shown in ids else min(self._at, len(kept))
        self._items = kept
        self._show()


def _renewed(item: "Resurfaced", desk: Desk) -> "Resurfaced | None":
    annotation = desk.reader.annotation(item.annotation.id)
    if annotation is None or annotation.deleted is not None:
        return None
    return replace(item, annotation=annotation)


def _is_there(item: "Resurfaced", desk: Desk) -> bool:
    document = desk.reader.document(item.document.id)
    return document is not None and document.deleted is None
