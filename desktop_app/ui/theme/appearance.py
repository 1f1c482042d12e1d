"""How an article is set: a value that the settings keep and the reading view is given."""

from dataclasses import dataclass, replace

from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Palette

SMALLEST, LARGEST = 11.0, 40.0
"""The limits of the text's size, in pixels."""

LEADINGS = {"close": 1.45, "normal": 1.62, "wide": 1.85}
"""What the person can choose for the distance of lines, in ems."""

COLUMNS = {"narrow": 540, "normal": 660, "wide": 800}
"""What the person can choose for the width of the column, in pixels at the usual size of the text."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """The palette and the measures of a page: `size` and `column` in logical pixels, `leading` in ems.

    Paragraphs are `justified` or ragged, `hyphenated` or not, and `indented` or set apart by space.
    """

    palette: Palette
    family: Family = Family.SERIF
    size: float = 18.5
    leading: float = LEADINGS["normal"]
    column: int = COLUMNS["normal"]
    justified: bool = False
    hyphenated: bool = False
    indented: bool = False

    def set_as(self, other: "Appearance") -> bool:
        """Whether another one differs in its colours alone."""
        return replace(other, palette=self.palette) == self
