"""What the window remembers from one day to the next: plain values in one file in the data folder."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from desktop_app.ui.theme.appearance import COLUMNS, LARGEST, LEADINGS, SMALLEST, Appearance
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Palette, Theme

Choice = TypeVar("Choice", Theme, Family)

DEFAULT_SIZE = 18.5
_ON = "on"


@dataclass(frozen=True, slots=True)
class Remembered:
    """The window as it was left. `size` is the article's text size in pixels; `smooth` is None until it was chosen."""

    theme: Theme
    family: Family
    size: float
    leading: float
    column: int
    justified: bool
    hyphenated: bool
    indented: bool
    document: str | None
    room: str
    geometry: QByteArray | None
    panes: bool
    folder: str
    smooth: bool | None
    reviewing: bool
    letters: bool

    def appearance(self, palette: Palette) -> Appearance:
        """Return how articles are set, in the colours of a palette."""
        return Appearance(
            palette,
            self.family,
            self.size,
            self.leading,
            self.column,
            justified=self.justified,
            hyphenated=self.hyphenated,
            indented=self.indented,
        )


class WindowSettings:
    """Reads and writes the window's file; a value that makes no sense is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def load(self) -> Remembered:
        """Return the window as it was left, or as it is at first."""
        geometry = self._file.value("geometry")
        return Remembered(
            theme=_one_of(Theme, self._text("theme"), Theme.SYSTEM),
            family=_one_of(Family, self._text("family"), Family.SERIF),
            size=_size(self._text("size")),
            leading=LEADINGS.get(self._text("leading"), LEADINGS["normal"]),
            column=COLUMNS.get(self._text("column"), COLUMNS["normal"]),
            justified=self._text("justified") == _ON,
            hyphenated=self._text("hyphenated") == _ON,
            indented=self._text("indented") == _ON,
            document=self._text("document") or None,
            room=self._text("room"),
            geometry=geometry if isinstance(geometry, QByteArray) else None,
            panes=self._text("panes") != "hidden",
            folder=self._text("folder"),
            letters=self._text("letters") != "off",
            reviewing=self._text("reviewing") == _ON,
            smooth={"on": True, "off": False}.get(self._text("smooth")),
        )

    def keep(self, **values: str | float | QByteArray) -> None:
        """Remember these values; the others stay as they were."""
        for name, value in values.items():
            self._file.setValue(name, value)

    def lines(self, name: str) -> list[str]:
        """Return a list that `keep_lines` was given."""
        try:
            kept = json.loads(self._text(name) or "[]")
        except ValueError:
            return []
        return [line for line in kept if isinstance(line, str)] if isinstance(kept, list) else []

    def keep_lines(self, name: str, lines: Sequence[str]) -> None:
        """Remember a list of texts."""
        self._file.setValue(name, json.dumps(list(lines)))

    def keep_typography(self, appearance: Appearance) -> None:
        """Remember how paragraphs are set."""
        self.keep(
            leading=_named(LEADINGS, appearance.leading),
            column=_named(COLUMNS, appearance.column),
            justified=_switch(appearance.justified),
            hyphenated=_switch(appearance.hyphenated),
            indented=_switch(appearance.indented),
        )

    def save(self) -> None:
        """Write the file now."""
        self._file.sync()

    def _text(self, name: str) -> str:
        value = self._file.value(name, "")
        return value if isinstance(value, str) else str(value or "")


def _named(choices: Mapping[str, float], value: float) -> str:
    return next(name for name, choice in choices.items() if choice == value)


def _switch(on: bool) -> str:
    return _ON if on else ""


def _one_of(kind: type[Choice], value: str, otherwise: Choice) -> Choice:
    return kind(value) if value in set(kind) else otherwise


def _size(value: str) -> float:
    try:
        size = float(value)
    except ValueError:
        return DEFAULT_SIZE
    return max(SMALLEST, min(LARGEST, size)) if isfinite(size) else DEFAULT_SIZE
