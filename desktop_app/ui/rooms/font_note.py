"""A quiet line above an article that has letters for which there is no font: which they are, and what to install."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from desktop_app.core.text.scripts import EMOJI, MATHEMATICS, SIGNS, script_of
from desktop_app.ui.theme.icons import Icons

_FONTS = {
    "Chinese": "Noto Sans CJK",
    "Japanese": "Noto Sans CJK",
    "Korean": "Noto Sans CJK",
    "Tibetan": "Noto Serif Tibetan",
    EMOJI: "Noto Color Emoji",
    MATHEMATICS: "Noto Sans Math",
    SIGNS: "Noto Sans Symbols",
}
_MOST = 3  # scripts that are named
_DISMISSED = "fonts_dismissed"
_MOST_KEPT = 50


def told(letters: str) -> str:
    """Return what is to be said about letters that cannot be shown."""
    scripts = dict.fromkeys(filter(None, map(script_of, letters)))
    kinds = [script for script in scripts if script not in _NAMED] + [script for script in _NAMED if script in scripts]
    names = [_NAMED.get(kind, f"{kind} letters") for kind in kinds[:_MOST]]
    names += ["others"] if len(kinds) > _MOST else []
    fonts = dict.fromkeys(_FONTS.get(kind, f"Noto Sans {kind}") for kind in kinds[:_MOST])
    return (
        f"No font on this computer has the {_in_a_row(names)} of this article. "
        f"Install {_in_a_row(list(fonts))}, or another that has them, and start Margent again."
    )


_NAMED = {MATHEMATICS: "mathematical letters", EMOJI: "emoji", SIGNS: "some of the signs"}


def _in_a_row(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


class Kept(Protocol):
    """Remembers lists of texts from one day to the next."""

    def lines(self, name: str) -> list[str]:
        """Return a list that was kept."""
        ...

    def keep_lines(self, name: str, lines: Sequence[str]) -> None:
        """Keep a list."""
        ...


class FontNote(QFrame):
    """Hidden until there is something to say. What was hidden by the button is not said again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("role", "muted")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._close = QToolButton()
        self._close.setToolTip("Hide this note")
        self._close.setAccessibleName("Hide this note")
        self._close.clicked.connect(self._dismiss)
        self._dismissed: list[str] = []
        self._kept: Kept | None = None
        self._wanted = False
        self._quiet = False
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 6, 5)
        row.addWidget(self._words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def words(self) -> str:
        """What is said, or nothing."""
        return self._words.text() if self._wanted else ""

    def remember(self, kept: Kept) -> None:
        """Keep there what was hidden, and from the days before."""
        self._kept, self._dismissed = kept, kept.lines(_DISMISSED)

    def be_quiet(self, quiet: bool) -> None:
        """Keep out of the way for a while, whatever there is to say."""
        self._quiet = quiet
        self._show(wanted=self._wanted)

    def show_missing(self, letters: str) -> None:
        """Say which letters cannot be shown; hide where there are none."""
        words = told(letters) if letters else ""
        if words:
            self._words.setText(words)
            self.setAccessibleName(words)
        self._show(wanted=bool(words) and words not in self._dismissed)

    def wear(self, icons: Icons) -> None:
        """Draw the button in the colours of another palette."""
        self._close.setIcon(icons.quiet("x"))

    def _dismiss(self) -> None:
        self._dismissed = [*self._dismissed, self._words.text()][-_MOST_KEPT:]
        if self._kept is not None:
            self._kept.keep_lines(_DISMISSED, self._dismissed)
        self._show(wanted=False)

    def _show(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self.setVisible(wanted and not self._quiet)
