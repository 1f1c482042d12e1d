"""The colours of a theme, read from `resources/palettes`, and which palette a chosen theme means now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtGui import QColor

from desktop_app.core.annotation import Colour
from desktop_app.core.assets import asset_folder


class Theme(StrEnum):
    """What a person can choose; the system's choice is looked up while the program runs."""

    LIGHT = "light"
    SEPIA = "sepia"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, each as `#rrggbb`.

    `paper` lies under the text, `chrome` under the panes, `card` under a note, `raised` under menus and fields;
    `tint` marks what is chosen in a list; `fills` and `edges` belong to the five colours of highlights.
    """

    name: str
    dark: bool
    paper: str
    chrome: str
    card: str
    raised: str
    ink: str
    muted: str
    line: str
    accent: str
    on_accent: str
    tint: str
    selection: str
    hit: str
    fills: Mapping[Colour, str]
    edges: Mapping[Colour, str]

    def fill(self, colour: Colour) -> QColor:
        """The ground of a highlight."""
        return QColor(self.fills[colour])

    def edge(self, colour: Colour | None) -> QColor:
        """The stronger form of a highlight's colour, for bars, dots and glyphs; muted for a note without one."""
        return QColor(self.muted if colour is None else self.edges[colour])

    def trough(self) -> str:
        """What the bar below a wide table runs in; the bar itself is muted."""
        return mixed(self.paper, self.muted, 0.22)

    def ground(self) -> str:
        """The faint ground of code and of a table's heading rows."""
        return self.raised if self.dark else self.chrome


@cache
def load_palette(theme: Theme) -> Palette:
    """Read a theme's palette. Raises ValueError for `Theme.SYSTEM`, which has none of its own."""
    if theme is Theme.SYSTEM:
        raise ValueError("the system's theme stands for another one")
    file = asset_folder("resources") / "palettes" / f"{theme.value}.json"
    values = json.loads(file.read_text(encoding="utf-8"))
    for group in ("fills", "edges"):
        values[group] = {Colour(name): value for name, value in values[group].items()}
    return Palette(**values)


def mixed(one: str, other: str, part: float) -> str:
    """Return `one` with `part` (0 to 1) of `other` mixed into it."""
    first, second = QColor(one), QColor(other)
    channels = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a + (b - a) * part) for a, b in channels)).name()
