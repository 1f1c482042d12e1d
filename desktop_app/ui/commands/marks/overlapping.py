"""Overlapping: which of several highlights over the same words is meant, and making one of two."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from desktop_app.core.annotation import Placed, Scope
from desktop_app.core.document import BlockKind
from desktop_app.services.annotations.retargeting import Retargeting
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.commands.marks.pointing import CHOOSE_FIRST, Pointing
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.drawing import chips
from desktop_app.ui.margin.captions import caption, told
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.theme.palette import Palette
from desktop_app.ui.widgets.floating import announce

_WORDS = 60  # characters of a highlight that a row of the chooser shows
_GLYPH = 16


class OverlappingCommands:
    """Goes through the highlights that lie over one another, and joins two."""

    def __init__(
        self,
        desk: Desk,
        room: ReaderRoom,
        pointing: Pointing,
        retargeting: Retargeting,
        notices: Notices,
        palette: Callable[[], Palette],
    ) -> None:
        self._desk = desk
        self._room = room
        self._pointing = pointing
        self._retargeting = retargeting
        self._notices = notices
        self._palette = palette
        room.page.annotations_clicked.connect(self._clicked)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            "mark.cycle_next": partial(self._cycle, 1),
            "mark.cycle_previous": partial(self._cycle, -1),
            "mark.merge": self._merge,
        }

    def _cycle(self, step: int) -> None:
        under = self._pointing.under()
        if not under:
            raise Refused("No highlight lies here. Move the caret or the mouse over one.")
        ids = [one.annotation.id for one in under]
        active = self._desk.active
        place = (ids.index(active) + step) % len(ids) if active in ids else 0 if step > 0 else len(ids) - 1
        self._desk.activate(ids[place])
        words = f"{place + 1} of {len(ids)}: {told(under[place], self._desk.colours.all)}"
        self._notices.say(words)
        announce(self._room.page, words)

    def _clicked(self, ids: Sequence[str], place: QPoint) -> None:
        """Make the highlight that was clicked the active one; ask which, where there are several."""
        if len(ids) == 1:
            self._desk.activate(ids[0])
            return
        menu = QMenu(self._room.page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Highlights here")
        for one in filter(None, map(self._desk.standing.get, ids)):
            words = caption(one.annotation)
            if one.annotation.colour is not None:
                words = f"{self._desk.colours.of(one.annotation.colour)} · {words}"
            shown = words if len(words) <= _WORDS else words[:_WORDS].rstrip() + "…"
            action = menu.addAction(self._glyph(one), shown.replace("&", "&&"))
            action.triggered.connect(partial(self._chosen, one.annotation.id))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._room.page.viewport().mapToGlobal(place))

    def _chosen(self, annotation_id: str, _checked: bool = False) -> None:
        self._desk.activate(annotation_id)

    def _glyph(self, placed: Placed) -> QIcon:
        ratio = self._room.devicePixelRatioF()
        picture = QPixmap(round(_GLYPH * ratio), round(_GLYPH * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(_GLYPH / 2, _GLYPH / 2)
        chips.draw_glyph(painter, centre, placed.annotation.colour, self._palette(), 9.0)
        painter.end()
        return QIcon(picture)

    def _merge(self) -> None:
        """Join the chosen highlight with one that it meets, or else with the next one or the one before it."""
        chosen = self._pointing.chosen()
        if chosen is None or chosen.annotation.target.scope is not Scope.RANGE:
            raise Refused(CHOOSE_FIRST)
        beside = self._beside(chosen)
        if beside is None:
            raise Refused(
                "No highlight stands close enough: one that touches this one, or in its paragraph or the next."
            )
        saved = self._retargeting.merge(self._pointing.opened(), chosen.annotation.id, beside.annotation.id)
        self._notices.saving(saved, lambda: self._notices.offer_undo("Merged two highlights"))

    def _beside(self, chosen: Placed) -> Placed | None:
        """Return the highlight that another one can be merged with, so that little else is taken in with them."""
        others = [
            one
            for one in self._desk.standing.in_text
            if one is not chosen and one.annotation.colour is not None and one.annotation.target.scope is Scope.RANGE
        ]
        touching = [one for one in others if one.start <= chosen.end and one.end >= chosen.start]
        after = [one for one in others if one.start > chosen.end and self._near(chosen.end, one.start)]
        before = [one for one in others if one.end < chosen.start and self._near(one.end, chosen.start)]
        nearest = [*touching, *after[:1], *sorted(before, key=lambda one: -one.end)[:1]]
        return nearest[0] if nearest else None

    def _near(self, end: int, start: int) -> bool:
        """Tell whether two places are in one paragraph or in two that follow each other, with no heading between."""
        blocks = self._pointing.opened().content.blocks
        first, last = (bisect_right(blocks, place, key=lambda block: block.start) - 1 for place in (end, start))
        return last - first <= 1 and BlockKind.HEADING not in (blocks[first].kind, blocks[last].kind)
