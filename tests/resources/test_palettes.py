"""The palettes are readable: every pair of colours that text meets has enough contrast.

Contrast is the ratio of relative luminances of WCAG 2.2, success criteria 1.4.3 and 1.4.6
(https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

PALETTES = Path(__file__).resolve().parents[2] / "resources" / "palettes"
THEMES = ("light", "sepia", "dark", "high-contrast")
COLOURS = ("yellow", "green", "blue", "pink", "orange")
SURFACES = ("paper", "chrome", "card", "raised", "tint")
SINGLE = (*SURFACES, "ink", "muted", "line", "accent", "on_accent", "selection", "hit")

Palette = dict[str, Any]


def load(theme: str) -> Palette:
    palette: Palette = json.loads((PALETTES / f"{theme}.json").read_text(encoding="utf-8"))
    return palette


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour `#rrggbb`, from 0 (black) to 1 (white)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def under_text(palette: Palette) -> dict[str, str]:
    """What is painted behind the words of an article: highlights, search hits and the selection."""
    return {**palette["fills"], "hit": palette["hit"], "selection": palette["selection"]}


def too_faint(text: str, backgrounds: dict[str, str], floor: float) -> dict[str, float]:
    return {name: round(ratio, 2) for name, colour in backgrounds.items() if (ratio := contrast(text, colour)) < floor}


def test_contrast_agrees_with_the_published_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_theme_is_there_and_no_other() -> None:
    assert {path.stem for path in PALETTES.glob("*.json")} == set(THEMES)


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_names_every_colour(theme: str) -> None:
    palette = load(theme)
    assert palette.keys() == {"name", "dark", "fills", "edges", *SINGLE}
    assert tuple(palette["fills"]) == tuple(palette["edges"]) == COLOURS
    values = [palette[name] for name in SINGLE] + [*palette["fills"].values(), *palette["edges"].values()]
    assert [value for value in values if not re.fullmatch(r"#[0-9a-f]{6}", value)] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_that_says_dark_is_dark(theme: str) -> None:
    palette = load(theme)
    assert palette["dark"] == (luminance(palette["paper"]) < luminance(palette["ink"]))


@pytest.mark.parametrize("theme", THEMES)
def test_body_text_reads_well_wherever_it_stands(theme: str) -> None:
    palette = load(theme)
    backgrounds = under_text(palette) | {name: palette[name] for name in SURFACES}
    assert too_faint(palette["ink"], backgrounds, 7.0) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_links_can_be_read_on_every_highlight_and_surface(theme: str) -> None:
    palette = load(theme)
    backgrounds = under_text(palette) | {name: palette[name] for name in SURFACES}
    assert too_faint(palette["accent"], backgrounds, 4.5) == {}
    assert contrast(palette["on_accent"], palette["accent"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_muted_text_can_be_read_on_every_surface(theme: str) -> None:
    palette = load(theme)
    assert too_faint(palette["muted"], {name: palette[name] for name in SURFACES}, 4.5) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_a_search_hit_is_not_taken_for_a_highlight(theme: str) -> None:
    palette = load(theme)
    fills = set(palette["fills"].values())
    assert len(fills) == len(COLOURS)
    assert not fills & {palette["hit"], palette["selection"], palette["paper"]}
