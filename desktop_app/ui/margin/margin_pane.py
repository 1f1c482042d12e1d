"""The right pane of the reader: cards level with the lines they are about, never over one another."""

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop_app.core.annotation import Placed, Scope
from desktop_app.ui.actions.key_words import Keys
from desktop_app.ui.desk.standing import Standing, stands
from desktop_app.ui.drawing.colour_names import ColourNames
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.turns.ahead import Ahead

if TYPE_CHECKING:
    from desktop_app.ui.margin.card_face import Faces
    from desktop_app.ui.margin.completing import Suggestion
    from desktop_app.ui.margin.note_card import NoteCard
    from desktop_app.ui.margin.note_page import NotePage

_GAP = 10
_SIDE = 14
_STRIP, _TOP = 40, 48
_HIGHEST = _STRIP + _GAP
_BREADTHS = (Scope.DOCUMENT, Scope.SECTION, Scope.BLOCK, Scope.RANGE)


def _from_above(one: Placed) -> tuple[int, int, int, str]:
    """Sort by the place in the text; what is about the whole article, or a section, stands above what begins there."""
    return one.start, _BREADTHS.index(one.annotation.target.scope), one.end, one.annotation.id


class Slot(NamedTuple):
    """Where a card would like to stand and how tall it is, in pixels."""

    wanted: float
    height: float


def stacked(slots: Sequence[Slot], fixed: int | None, gap: float = _GAP, ceiling: float = -math.inf) -> list[float]:
    """Return the tops of cards that must not overlap; the one at index `fixed` stands exactly where it wants to.

    Cards are pushed down by those above them; above the fixed one, only as far as it leaves room. It gives way to
    cards of its own line that would be pushed above the `ceiling`, since no scrolling could bring those back.
    """
    tops = _stacked([slot.wanted for slot in slots], slots, fixed, gap)
    if fixed is None:
        return tops
    same_line = next(place for place, slot in enumerate(slots) if slot.wanted == slots[fixed].wanted)
    hidden = ceiling - tops[same_line]
    if hidden <= 0:
        return tops
    wanted = [slot.wanted + (hidden if place == fixed else 0) for place, slot in enumerate(slots)]
    return _stacked(wanted, slots, fixed, gap)


def _stacked(wanted: Sequence[float], slots: Sequence[Slot], fixed: int | None, gap: float) -> list[float]:
    tops = list(wanted)
    for place in range(1, len(slots)):
        if place != fixed:
            tops[place] = max(tops[place], tops[place - 1] + slots[place - 1].height + gap)
    for place in range((fixed or 0) - 1, -1, -1):
        tops[place] = min(tops[place], tops[place + 1] - slots[place].height - gap)
    return tops


_EMPTY = (
    "Nothing marked yet.\n\nSelect some words, or press {mark.caret:v} and move with the arrows; then "
    "{mark.highlight:h} highlights them and {note.edit:n} writes a note."
)


class MarginPane(QFrame):
    """Makes cards for what stands on the page now and moves them with it."""

    activated = Signal(str)
    edit_requested = Signal(str)
    delete_requested = Signal(str)
    copy_requested = Signal(str)
    dragged = Signal(str)
    left = Signal()
    context_requested = Signal(str, QPoint)
    drafted = Signal(str, str)
    paused = Signal(str, str)
    edited = Signal(str, str, bool)
    link_activated = Signal(str)
    suggestions_wanted = Signal(str, str)
    wheeled = Signal(QWheelEvent)
    wanted = Signal()
    """A card is about to be gone to, so it must be seen."""

    def __init__(self, palette: Palette, names: ColourNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAccessibleName("Notes")
        self.setMinimumWidth(200)
        self._colours = palette
        self._ahead = Ahead(self)
        self._names = names
        names.changed.connect(self._call_anew)
        self._standing: Standing | None = None
        self._active: str | None = None
        self._cards: dict[str, NoteCard] = {}
        self._spare: list[NoteCard] = []
        self._shown: tuple[int, int] = (0, 0)
        self._page: QWidget = self
        self._line_tops: Callable[[Sequence[int]], Sequence[float]] = list
        self._hides: Callable[[int], bool] = lambda _: False
        self._strip = QFrame(self)  # covers the cards that scroll away below it
        self._strip.setProperty("role", "pane")
        self._heading = QLabel("NOTES", self._strip)
        self._heading.setProperty("role", "heading")
        self._empty = QLabel(self)
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)

    def use_keys(self, keys: Keys) -> None:
        """Name the keys as they are from now on."""
        self._empty.setText(keys.said(_EMPTY))

    @cached_property
    def _faces(self) -> "Faces":
        from desktop_app.ui.margin.card_face import Faces

        return Faces(self._notes, self._colours)

    @cached_property
    def _notes(self) -> "NotePage":
        from desktop_app.ui.margin.note_page import NotePage

        return NotePage(self)

    def follow(
        self, page: QWidget, line_tops: Callable[[Sequence[int]], Sequence[float]], hides: Callable[[int], bool]
    ) -> None:
        """Stand beside `page`: ask `line_tops` for the y of code points' lines in it, `hides` if one is folded."""
        self._page = page
        self._line_tops = line_tops
        self._hides = hides

    def show_annotations(self, standing: Standing, active: str | None, changed: Collection[str] | None = None) -> None:
        """Show these annotations; only those whose ids have `changed`, if these are given, are not as they were.

        Their cards come with the next `arrange`.
        """
        self._standing = standing
        self._active = active
        for annotation_id in set(self._cards) if changed is None else self._cards.keys() & set(changed):
            placed = standing.get(annotation_id)
            if placed is not None and stands(placed):
                self._cards[annotation_id].show_placed(placed)
            else:
                self._remove(annotation_id)
        self._empty.setVisible(not standing.in_text)

    def shows(self, annotation_ids: Collection[str]) -> bool:
        """Tell whether any of these annotations has a card now."""
        return any(one in self._cards for one in annotation_ids)

    def set_active(self, active: str | None) -> None:
        """Ring the card of the active annotation and bring it level with its line."""
        self._active = active
        self.arrange(*self._shown)

    def arrange(self, first: int, last: int) -> None:
        """Place the cards of what stands between the code points `first` and `last`, the text on the page."""
        self._shown = (first, last)
        visible = self._visible(first, last)
        self._set_free(self._cards.keys() - {one.annotation.id for one in visible})
        width = self.width() - 2 * _SIDE
        cards = [self._card(one) for one in visible]
        tops = self._wanted_tops(visible)
        slots = [Slot(top, card.height_at(width)) for top, card in zip(tops, cards, strict=True)]
        fixed = next((place for place, one in enumerate(visible) if one.annotation.id == self._active), None)
        for place, top in enumerate(stacked(slots, fixed, ceiling=_HIGHEST)):
            card = cards[place]
            card.set_active(place == fixed)
            card.setGeometry(_SIDE, round(top), width, round(slots[place].height))
            card.show()
        for card in self._spare:
            card.hide()
        if not any(card.editing for card in cards):  # whose editor comes after it
            for upper, lower in pairwise(cards):
                self.setTabOrder(upper, lower)
        self._strip.raise_()
        self._ahead.begin(self._neighbours(first, last))

    def _neighbours(self, first: int, last: int) -> Iterator[QPixmap]:
        """Draw the cards of the pages after and before the one between these code points."""
        page, width, scale = last - first, self.width() - 2 * _SIDE, self.devicePixelRatioF()
        for start in (last, first - page):
            for one in self._standing.between(start, start + page) if self._standing is not None else []:
                yield self._faces.of(one.annotation, width).picture(scale)

    def _visible(self, first: int, last: int) -> list[Placed]:
        """Return what cards are about, in the order of the text; what is being typed stays, wherever its line went."""
        standing = self._standing.between(first, last) if self._standing is not None else []
        visible = {one.annotation.id: one for one in standing if not self._hides(one.start)}
        typed = {found: card.placed for found, card in self._cards.items() if card.editing}
        return sorted((typed | visible).values(), key=_from_above)

    def edit(self, annotation_id: str, text: str, *, focus: bool = True) -> None:
        """Let the note of an annotation be typed; its line must stand on the page."""
        placed = self._standing.get(annotation_id) if self._standing is not None else None
        if placed is not None and stands(placed):
            if focus:
                self.wanted.emit()
            self._card(placed).show()
            self._card(placed).edit(text, focus=focus)

    def suggest(self, kind: str, words: str, suggestions: "Sequence[Suggestion]") -> None:
        """Offer what may be meant by the words being typed into a note."""
        for card in self._cards.values():
            card.suggest(kind, words, suggestions)

    def finish_editing(self) -> None:
        """End every typing and hand the words over."""
        for card in list(self._cards.values()):
            card.finish_editing()

    def focus_card(self, annotation_id: str | None) -> bool:
        """Give the keyboard to the card of an annotation, or to the first card; tell whether there is one."""
        card = self._cards.get(annotation_id or "") or next(iter(self._cards.values()), None)
        if card is not None:
            card.setFocus()
        return card is not None

    def wear(self, palette: Palette) -> None:
        """Take on the colours of another palette."""
        self._colours = palette
        vars(self).pop("_faces", None)
        for card in (*self._cards.values(), *self._spare):
            card.wear(self._faces)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards are as wide as the pane."""
        super().resizeEvent(event)
        self._strip.setGeometry(0, 0, self.width(), _STRIP)
        self._heading.setGeometry(_SIDE + 2, 16, self.width() - 2 * _SIDE, 18)
        self._empty.setGeometry(_SIDE + 2, _TOP + 4, self.width() - 2 * _SIDE, 120)
        self.arrange(*self._shown)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, which the cards belong to."""
        self.wheeled.emit(event)

    def _wanted_tops(self, visible: Sequence[Placed]) -> list[float]:
        """Return where cards belong: at their first lines, or below the strip while those are above the page."""
        page = self.mapFromGlobal(self._page.mapToGlobal(QPoint())).y()
        return [max(top + page, _HIGHEST) for top in self._line_tops([one.start for one in visible])]

    def _card(self, placed: Placed) -> "NoteCard":
        found = placed.annotation.id
        if found not in self._cards and self._spare:
            self._cards[found] = self._spare.pop()
            self._cards[found].take(placed)
        card = self._cards.get(found)
        if card is None:
            from desktop_app.ui.margin.note_card import NoteCard

            card = self._cards[found] = NoteCard(placed, self._faces, self._names, self)
            card.activated.connect(self.activated)
            card.edit_requested.connect(self.edit_requested)
            card.delete_requested.connect(self.delete_requested)
            card.copy_requested.connect(self.copy_requested)
            card.dragged.connect(self.dragged)
            card.left.connect(self.left)
            card.context_requested.connect(self.context_requested)
            card.drafted.connect(self.drafted)
            card.paused.connect(self.paused)
            card.edited.connect(self.edited)
            card.link_activated.connect(self.link_activated)
            card.suggestions_wanted.connect(self.suggestions_wanted)
            card.resized.connect(self._rearrange)
        return card

    def _call_anew(self) -> None:
        for card in self._cards.values():
            card.show_placed(card.placed)

    def _rearrange(self) -> None:
        self.arrange(*self._shown)

    def _remove(self, annotation_id: str) -> None:
        card = self._cards.pop(annotation_id, None)
        if card is not None:
            card.finish_editing()  # its words are handed over, whatever has become of the annotation
            card.hide()
            self._spare.append(card)

    def _set_free(self, gone: Collection[str]) -> None:
        """Let the cards of some annotations stand for others, which they then do without having been hidden."""
        cards = [self._cards.pop(annotation_id) for annotation_id in gone]
        self._spare += cards
        for card in cards:
            if card.hasFocus():
                card.hide()  # or the keyboard would be with an annotation that nobody has gone to
