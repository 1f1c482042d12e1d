"""Overlapping: which of several highlights over the same words is meant, and making one of two."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from desktop_app.core.annotation import Placed, PlacementState, Scope
from desktop_app.services.errors import Refused
from desktop_app.services.retargeting import Retargeting
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.commands.pointing import CHOOSE_FIRST, Pointing
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
        """Join the chosen highlight with one that it overlaps, or else with the next one."""
        chosen = self._pointing.chosen()
        if chosen is None or chosen.annotation.target.scope is not Scope.RANGE:
            raise Refused(CHOOSE_FIRST)
        others = [
            one
            for one in self._desk.placed
            if one is not chosen
            and one.annotation.colour is not None
            and one.placement.state is not PlacementState.DETACHED
            and one.end > chosen.start
        ]
        if not others:
            raise Refused("There is no other highlight after this one to merge it with.")
        saved = self._retargeting.merge(self._pointing.opened(), chosen.annotation.id, others[0].annotation.id)
        self._notices.saving(saved, lambda: self._notices.offer_undo("Merged two highlights"))
