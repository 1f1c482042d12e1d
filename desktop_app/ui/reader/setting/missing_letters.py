"""Finds the letters of an article that no installed font can show: for each of them, Qt draws an empty box."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFont, QRawFont, QTextLayout

from desktop_app.core.text.scripts import script_of

_AT_ONCE = 200_000  # code points looked through in one turn: 2 ms
_REST = 300  # milliseconds, after which an article that was opened has long been painted
_LETTERS = 40  # that are laid out in one turn: finding a face for each may take a while


class MissingLetters(QObject):
    """Looks through a text in turns, between which the window has its own. A letter is looked for once."""

    found = Signal(str)
    """The letters that cannot be shown, in order: none at first, nor where all can."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._place = 0
        self._font = QFont()
        self._letters: set[str] = set()
        self._waiting: list[str] = []
        self._missing: set[str] = set()
        self._known: dict[str, bool] = {}
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._go_on)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._turn.start)

    def look(self, text: str, font: QFont) -> None:
        """Begin with another text, which is shown in a font, or in whatever other one has a letter."""
        self._text, self._font, self._place = text, font, 0
        self._letters, self._waiting, self._missing = set(), [], set()
        self._turn.stop()
        self._rest.stop()
        self.found.emit("")
        if not text.isascii():
            self._rest.start()

    def _go_on(self) -> None:
        if self._place < len(self._text):
            self._letters.update(self._text[self._place : self._place + _AT_ONCE])
            self._place += _AT_ONCE
            if self._place >= len(self._text):
                self._text = ""
                self._wait_for_others()
        elif self._waiting:
            some, self._waiting = self._waiting[:_LETTERS], self._waiting[_LETTERS:]
            self._missing.update(letter for letter in some if not self._can_be_shown(letter))
        else:
            self._turn.stop()
            self.found.emit("".join(sorted(self._missing)))

    def _wait_for_others(self) -> None:
        """Leave out what the font itself has, and what is nothing to be seen."""
        face = QRawFont.fromFont(self._font)
        others = (letter for letter in self._letters if not face.supportsCharacter(ord(letter)))
        self._waiting = sorted(letter for letter in others if script_of(letter) is not None)

    def _can_be_shown(self, letter: str) -> bool:
        known = self._known.get(letter)
        if known is None:
            layout = QTextLayout(letter, self._font)
            layout.beginLayout()
            layout.createLine()
            layout.endLayout()
            # A face says by the glyph 0 that it has no letter. Where no face has the script, Qt takes boxes for a face,
            # of no size; to ask it for its name ends the process.
            known = self._known[letter] = all(
                run.rawFont().pixelSize() > 0 and all(index != 0 for index in run.glyphIndexes())
                for run in layout.glyphRuns()
            )
        return known
