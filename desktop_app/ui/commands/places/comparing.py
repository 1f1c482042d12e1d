"""Comparing: what has changed between two versions of the open article, with the highlights in it."""

from collections.abc import Callable
from concurrent.futures import Future

from desktop_app.core.document import Version
from desktop_app.services.articles.comparing import Compared, Comparing
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.ui.bars.notices import Notices
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.comparing.view import ComparisonView
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.desk.stored_pictures import pictures_of_versions
from desktop_app.ui.drawing.wording import day_name, local_time
from desktop_app.ui.frame.stage import COMPARISON, READER, Stage
from desktop_app.ui.rooms.reader_room import ReaderRoom
from desktop_app.ui.theme.appearance import Appearance

_HINT = "n next change · p previous · Enter reads on there · Esc back"


class ComparingCommands:
    """Shows the comparison in the reader's place; the reader stays where it was."""

    def __init__(
        self,
        stage: Stage,
        desk: Desk,
        room: ReaderRoom,
        comparing: Comparing,
        bridge: Bridge,
        notices: Notices,
        clock: Clock,
        appearance: Callable[[], Appearance],
    ) -> None:
        self._stage, self._desk, self._room = stage, desk, room
        self._comparing, self._bridge, self._notices = comparing, bridge, notices
        self._clock, self._appearance = clock, appearance
        self._made: ComparisonView | None = None
        self._wanted: Future[Compared] | None = None
        desk.opened_changed.connect(self._follow)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {"go.versions": self._open}

    def wear(self, appearance: Appearance) -> None:
        """Take on another palette, face or size."""
        if self._made is not None:
            self._made.wear(appearance)

    @property
    def view(self) -> ComparisonView:
        """The view, made when it is first wanted."""
        if self._made is None:
            view = self._made = ComparisonView(self._appearance())
            self._stage.know(view, COMPARISON)
            view.left.connect(self._leave)
            view.versions_chosen.connect(self._compare)
            view.place_chosen.connect(self._read_on)
        return self._made

    def _open(self) -> None:
        opened = self._desk.opened
        if opened is None:
            raise Refused("Open an article first: {go.library:Ctrl+1} shows the library.")
        versions = self._desk.reader.versions(opened.document.id)
        if len(versions) < 2:
            raise Refused("There is one version of this article only. Add its file again when it has changed.")
        place = next(place for place, one in enumerate(versions) if one.id == opened.version.id)
        old, new = versions[max(0, place - 1)], versions[max(1, place)]
        self.view.offer(opened.document.title, [(one.id, self._name(one)) for one in versions], old.id, new.id)
        self.view.wear(self._appearance())
        self._notices.withdraw()
        self._stage.lay_over(self.view, _HINT)
        self._compare(old.id, new.id)

    def _name(self, version: Version) -> str:
        day = day_name(version.imported, self._clock())
        return f"Version {version.ordinal} · {day} {local_time(version.imported)}"

    def _compare(self, old: str, new: str) -> None:
        opened = self._desk.opened
        if opened is None:
            return
        wanted = self._wanted = self._comparing.compare(opened.document.id, old, new)
        self._bridge.when(wanted, lambda compared: self._show(wanted, compared))

    def _show(self, wanted: Future[Compared], compared: Compared) -> None:
        if wanted is self._wanted and self.view.isVisible():
            self.view.show_compared(compared, pictures_of_versions(self._desk.reader, compared.old, compared.new))

    def _leave(self) -> None:
        self._wanted = None
        self._stage.enter(READER)

    def _read_on(self, offset: int) -> None:
        compared_to = self.view.newer()
        opened = self._desk.opened
        if opened is None or compared_to != opened.version.id:
            self._notices.fail(Refused("Only the version that is shown in the reader can be read on there."))
            return
        self._leave()
        self._room.jump(offset, flash=True)

    def _follow(self) -> None:
        """Leave when another text lies open: what is compared is no longer what would be come back to."""
        if self._made is not None and self._made.isVisible():
            self._leave()
