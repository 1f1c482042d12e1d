"""The window's look, made from a palette: a QPalette for what Fusion draws, a style sheet for what it does not.

Widgets say what they are by the dynamic property `role`:

==============  =============================================================================
QToolButton     `room` (the tabs of the three rooms); without a role, a quiet button
QPushButton     `primary`, `chip`, `quiet`; without a role, an ordinary button
QLabel          `heading` (small capitals of a pane), `muted`, `key` (a shortcut), `tag`, `title`
QLineEdit       `search` (the field at the top)
QFrame          `bar` (top and status bars), `pane` (side panes), `page`, `card`, `line`
==============  =============================================================================
"""

from PySide6.QtGui import QColor, QPalette

from desktop_app.core.assets import asset_folder
from desktop_app.ui.theme.palette import Palette, mixed
from desktop_app.ui.theme.sheet import SHEET

_ROLES = {
    QPalette.ColorRole.Window: "chrome",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "chrome",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "chrome",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "line",
}
_FADED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


def qt_palette(palette: Palette) -> QPalette:
    """Return the colours that Qt's own drawing takes."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(palette, name)))
    faded = QColor(mixed(palette.muted, palette.chrome, 0.35))
    for role in _FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return made


def style_sheet(palette: Palette) -> str:
    """Return the style sheet of the whole window."""
    names = {role: getattr(palette, role) for role in (
        "paper", "chrome", "card", "raised", "ink", "muted", "line", "accent", "on_accent", "tint", "selection",
    )}  # fmt: skip
    names["hover"] = mixed(palette.chrome, palette.ink, 0.06)
    names["pressed"] = mixed(palette.chrome, palette.ink, 0.11)
    names["handle"] = mixed(palette.paper, palette.muted, 0.35)
    names["handle_over"] = mixed(palette.paper, palette.muted, 0.6)
    names["track"] = mixed(palette.paper, palette.ink, 0.13)
    names["accent_over"] = mixed(palette.accent, palette.ink, 0.15)
    sheet = SHEET
    for name, value in names.items():
        sheet = sheet.replace(f"@{name};", f"{value};").replace(f"@{name} ", f"{value} ")
    # A style sheet cannot colour a picture.
    tick = asset_folder("resources") / "ticks" / ("dark.svg" if palette.dark else "light.svg")
    return sheet.replace("@tick", tick.as_posix())
