"""Actions as rows with their keys, for the command palette and the sheet of shortcuts; and finding them by words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.ui import chips
from desktop_app.ui.actions import Action, Menu
from desktop_app.ui.theme.icons import picture
from desktop_app.ui.theme.palette import Palette, mixed

ENTRY_ROLE = Qt.ItemDataRole.UserRole
"""The Action or the MenuName of a row."""

_Index = QModelIndex | QPersistentModelIndex
_ICON = 16


@dataclass(frozen=True, slots=True)
class MenuName:
    """The heading over the actions of a menu."""

    menu: Menu


Entry = Action | MenuName


def matching(query: str, actions: Sequence[Action]) -> list[Action]:
    """Return the actions that every word of `query` leads to, the best first.

    A word leads to an action when it begins one of its words, stands inside one, or at least gives its letters in
    order ("cpal" for "Command palette"), the closer together the better. Those that match alike stay in the order of
    the table.
    """
    words = query.casefold().split()
    ranked: list[tuple[int, Action]] = []
    for action in actions:
        costs = [_cost(word, f"{action.text} {action.menu}".casefold()) for word in words]
        if None not in costs:
            ranked.append((sum(cost for cost in costs if cost is not None), action))
    return [action for _, action in sorted(ranked, key=lambda found: found[0])]


def _cost(word: str, text: str) -> int | None:
    if text.startswith(word):
        return 0
    if f" {word}" in text or f"({word}" in text:
        return 1
    if word in text:
        return 3
    loosely = re.search(".*?".join(map(re.escape, word)), text)
    return 9 + len(loosely[0]) if loosely else None


def keys_of(action: Action, *, plain: bool) -> tuple[str, ...]:
    """Return an action's keys; the plain ones, which work on the page alone, only where they are asked for."""
    if plain:
        return (*action.page_keys, *action.keys, *action.field_keys)
    return action.keys[:1] or action.page_keys[:1] or action.field_keys[:1]


class ActionListModel(QAbstractListModel):
    """Actions, with or without headings between them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """List these from now on."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let actions be chosen, headings not."""
        if not index.isValid() or isinstance(self.entries[index.row()], MenuName):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the entry, its text, or the text with its keys as a screen reader says them."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.menu.value if isinstance(entry, MenuName) else entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.menu.value if isinstance(entry, MenuName) else told(entry)
        return None


def told(action: Action) -> str:
    """Return an action as a screen reader says it."""
    parts = [action.text, " or ".join(action.keys)]
    if action.page_keys:
        parts.append(f"on the page {' or '.join(action.page_keys)}")
    if action.field_keys:
        parts.append(f"in the field {' or '.join(action.field_keys)}")
    return ", ".join(part for part in parts if part)


class ActionRowDelegate(QStyledItemDelegate):
    """Draws an action's glyph and name on the left and its keys on the right.

    `plain` shows all keys, those of the page too, and leaves the glyph out.
    """

    def __init__(self, view: QListView, palette: Palette, *, row: int, plain: bool) -> None:
        super().__init__(view)
        self.colours = palette
        self._row = row
        self._plain = plain

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """Return the height of a row; headings but the first have room above them."""
        heading = isinstance(index.data(ENTRY_ROLE), MenuName) and index.row()
        return QSize(120, self._row + (12 if heading else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        entry: Entry = index.data(ENTRY_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, MenuName):
            face = QFont(chips.interface_font(11.0, QFont.Weight.DemiBold))
            face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
            words = QRectF(box.left() + 8, box.bottom() - self._row, box.width() - 16, self._row)
            chips.draw_words(painter, words, entry.menu.value.upper(), face, self.colours.muted)
        else:
            self._paint_ground(painter, box, option.state)
            self._paint_action(painter, box.adjusted(8, 0, -8, 0), entry)
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self.colours.tint))
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver and not self._plain:
            painter.setBrush(QColor(mixed(self.colours.raised, self.colours.ink, 0.05)))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            chips.draw_focus(painter, box, self.colours)

    def _paint_action(self, painter: QPainter, box: QRectF, action: Action) -> None:
        end = chips.draw_caps(painter, box, keys_of(action, plain=self._plain), self.colours)
        left = box.left()
        if not self._plain:
            if action.icon:
                icon = picture(action.icon, self.colours.muted, _ICON, painter.device().devicePixelRatioF())
                painter.drawPixmap(QPointF(left, box.center().y() - _ICON / 2), icon)
            left += _ICON + 12
        words = QRectF(left, box.top(), end - left - 12, box.height())
        chips.draw_words(painter, words, action.text, chips.interface_font(), self.colours.ink)
