"""How the words are set: face, distance of lines, column, and how paragraphs look."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.appearance import COLUMNS, LEADINGS, Appearance
from desktop_app.ui.theme.fonts import Family

SWITCHES = ("justified", "hyphenated", "indented")


class TypographyCommands:
    """Chooses, and remembers what was chosen. `worn` tells how the page is set, `wear` sets it."""

    def __init__(
        self, settings: WindowSettings, worn: Callable[[], Appearance], wear: Callable[[Appearance], None]
    ) -> None:
        self._settings = settings
        self._worn = worn
        self._wear = wear

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action does."""
        return {
            **{f"type.face.{family}": partial(self._choose_family, family) for family in Family},
            **{f"type.leading.{name}": partial(self._choose, leading=value) for name, value in LEADINGS.items()},
            **{f"type.column.{name}": partial(self._choose, column=value) for name, value in COLUMNS.items()},
            **{f"type.{name}": partial(self._turn, name) for name in SWITCHES},
        }

    def on(self) -> frozenset[str]:
        """Return the actions whose choice is in force."""
        worn = self._worn()
        return frozenset({
            f"type.face.{worn.family}",
            *(f"type.leading.{name}" for name, value in LEADINGS.items() if value == worn.leading),
            *(f"type.column.{name}" for name, value in COLUMNS.items() if value == worn.column),
            *(f"type.{name}" for name in SWITCHES if getattr(worn, name)),
        })  # fmt: skip

    def _choose_family(self, family: Family) -> None:
        fonts.load(family)
        self._settings.keep(family=family.value)
        self._wear(replace(self._worn(), family=family))

    def _choose(self, *, leading: float | None = None, column: int | None = None) -> None:
        worn = self._worn()
        self._keep(replace(worn, leading=leading or worn.leading, column=column or worn.column))

    def _turn(self, name: str) -> None:
        worn = self._worn()
        match name:
            case "justified":
                self._keep(replace(worn, justified=not worn.justified))
            case "hyphenated":
                self._keep(replace(worn, hyphenated=not worn.hyphenated))
            case "indented":
                self._keep(replace(worn, indented=not worn.indented))

    def _keep(self, appearance: Appearance) -> None:
        self._settings.keep_typography(appearance)
        self._wear(appearance)
