"""How an article is set: a value that the settings keep and the reading view is given."""

from dataclasses import dataclass

from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Palette

SMALLEST, LARGEST = 11.0, 40.0
"""The limits of the text's size, in pixels."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """The palette and the measures of a page: `size` and `column` in logical pixels, `leading` in ems."""

    palette: Palette
    family: Family = Family.SERIF
    size: float = 18.5
    leading: float = 1.62
    column: int = 660
