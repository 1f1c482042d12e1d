"""Actions as rows with their keys, for the command palette and the sheet of shortcuts; and finding them by words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle

from desktop_app.ui.actions.table import Action, Menu
from desktop_app.ui.drawing import chips
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.row_list import RowDelegate, RowModel

_ICON = 16
_LOOSE = 9
"""What a word costs at least of which only the letters are there."""


@dataclass(frozen=True, slots=True)
class MenuName:
    """The heading over the actions of a menu."""

    menu: Menu


Entry = Action | MenuName


def matching(query: str, actions: Sequence[Action]) -> list[Action]:
    """Return the actions that every word of `query` leads to, the best first.

    A word leads to an action when it begins one of its words, stands inside one, or, where that is so of none, gives
    its letters in order ("cpal" for "Command palette"), the closer together the better. Those that match alike stay in
    the order of the table.
    """
    words = query.casefold().split()
    ranked: list[tuple[int, Action]] = []
    loose: set[str] = set()
    for action in actions:
        costs = [_cost(word, f"{action.text} {action.menu}".casefold()) for word in words]
        if None not in costs:
            ranked.append((sum(cost for cost in costs if cost is not None), action))
            if any(cost is not None and cost >= _LOOSE for cost in costs):
                loose.add(action.id)
    only_loose = len(loose) == len(ranked)
    found = [(cost, action) for cost, action in ranked if only_loose or action.id not in loose]
    return [action for _, action in sorted(found, key=lambda one: one[0])]


def _cost(word: str, text: str) -> int | None:
    if text.startswith(word):
        return 0
    if f" {word}" in text or f"({word}" in text:
        return 1
    if word in text:
        return 3
    loosely = re.search(".*?".join(map(re.escape, word)), text)
    return _LOOSE + len(loosely[0]) if loosely else None


def keys_of(action: Action, *, plain: bool) -> tuple[str, ...]:
    """Return an action's keys; the plain ones, which work on the page alone, only where they are asked for."""
    if plain:
        return (*action.page_keys, *action.keys, *action.field_keys)
    return action.keys[:1] or action.page_keys[:1] or action.field_keys[:1]


class ActionListModel(RowModel[Entry]):
    """Actions, with or without headings between them."""

    def words(self, row: Entry) -> str:
        """Return the name of an action or a menu."""
        return row.menu.value if isinstance(row, MenuName) else row.text

    def told(self, row: Entry) -> str:
        """Return an action with its keys."""
        return row.menu.value if isinstance(row, MenuName) else told(row)

    def can_be_chosen(self, row: Entry) -> bool:
        """Let actions be chosen, headings not."""
        return not isinstance(row, MenuName)


def told(action: Action) -> str:
    """Return an action as a screen reader says it."""
    parts = [action.text, " or ".join(action.keys)]
    if action.page_keys:
        parts.append(f"on the page {' or '.join(action.page_keys)}")
    if action.field_keys:
        parts.append(f"in the field {' or '.join(action.field_keys)}")
    return ", ".join(part for part in parts if part)


class ActionRowDelegate(RowDelegate[Entry]):
    """Draws an action's glyph and name on the left and its keys on the right.

    `plain` shows all keys, those of the page too, and leaves the glyph out.
    """

    floats = True

    def __init__(self, view: QListView, palette: Palette, *, row: int, plain: bool) -> None:
        super().__init__(view, palette)
        self._row = row
        self._plain = plain

    def height(self, row: Entry, place: int) -> int:
        """Return the height of a row; headings but the first have room above them."""
        return self._row + (12 if isinstance(row, MenuName) and place else 0)

    def draw(self, painter: QPainter, box: QRectF, row: Entry, state: QStyle.StateFlag) -> None:
        """Draw one row."""
        if isinstance(row, MenuName):
            self._draw_heading(painter, QRectF(box.left(), box.bottom() - self._row, box.width(), self._row), row)
            return
        if self._plain:  # a list to read is not lit under the mouse
            state &= ~QStyle.StateFlag.State_MouseOver
        self.draw_ground(painter, box, state)
        self._draw_action(painter, box.adjusted(8, 0, -8, 0), row)

    def _draw_heading(self, painter: QPainter, box: QRectF, name: MenuName) -> None:
        face = QFont(chips.interface_font(11.0, QFont.Weight.DemiBold))
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        chips.draw_words(painter, box.adjusted(8, 0, -8, 0), name.menu.value.upper(), face, self.colours.muted)

    def _draw_action(self, painter: QPainter, box: QRectF, action: Action) -> None:
        end = chips.draw_caps(painter, box, keys_of(action, plain=self._plain), self.colours)
        left = box.left()
        if not self._plain:
            if action.icon:
                icon = picture(action.icon, self.colours.muted, _ICON, painter.device().devicePixelRatioF())
                painter.drawPixmap(QPointF(left, box.center().y() - _ICON / 2), icon)
            left += _ICON + 12
        words = QRectF(left, box.top(), end - left - 12, box.height())
        chips.draw_words(painter, words, action.text, chips.interface_font(), self.colours.ink)
