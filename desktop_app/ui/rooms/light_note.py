"""A note as a card shows it: a few lines that look like what their Markdown means, without its signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop_app.ui import chips
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

_LONGEST = 1200
"""Code points: more than ever fit into the lines of a card."""
_BREAK = "\u2028"
_ROOM = 18  # pixels that a line which goes on leaves for "…"
_HEADING = re.compile(r"#{1,6}\s+")
_QUOTE = re.compile(r"(?:>\s?)+")
_BULLET = re.compile(r"(?P<before>\s*)[-*+]\s+(?:\[(?P<done>[ xX])\]\s+)?")
_INLINE = re.compile(
    r"(?P<code>`(?P<coded>[^`\n]+)`)"
    r"|!?\[(?P<words>[^\]\n]*)\]\((?P<address>[^)\s]*)\)"
    r"|(?P<bold>\*\*|__)(?=\S)(?P<bolded>.+?)(?<=\S)(?P=bold)"
    r"|(?<![\w*])(?P<slant>[*_])(?![\s*_])(?P<slanted>.+?)(?<![\s*_])(?P=slant)(?![\w*])"
    r"|\\(?P<bare>[\\`*_{}\[\]()#+\-.!>])"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a note, and how they look; `address` is where they lead to."""

    words: str
    bold: bool = False
    slanted: bool = False
    code: bool = False
    address: str = ""


def runs_of(note: str) -> list[Run]:
    """Return the words of a note without the signs of Markdown; lines are parted by U+2028."""
    lines = [line.rstrip() for line in note[:_LONGEST].strip().splitlines()]
    found: list[Run] = []
    for line in lines:
        if line and not line.startswith("```"):
            found += [Run(_BREAK)] if found else []
            found += _line(line)
    return found


def _line(line: str) -> Iterator[Run]:
    if heading := _HEADING.match(line):
        yield from _inline(line[heading.end() :], Run("", bold=True))
    elif quote := _QUOTE.match(line):
        yield from _inline(line[quote.end() :], Run("", slanted=True))
    elif bullet := _BULLET.match(line):
        sign = {None: "•", " ": "☐"}.get(bullet["done"], "☑")
        yield Run(f"{bullet['before']}{sign} ")
        yield from _inline(line[bullet.end() :], Run(""))
    else:
        yield from _inline(line, Run(""))


def _inline(text: str, look: Run) -> Iterator[Run]:
    done = 0
    for found in _INLINE.finditer(text):
        if found.start() > done:
            yield _looking(text[done : found.start()], look)
        done = found.end()
        if found["code"]:
            yield Run(found["coded"], look.bold, look.slanted, True)
        elif found["address"] is not None:
            yield Run(found["words"] or found["address"], look.bold, look.slanted, address=found["address"])
        elif found["bold"]:
            yield from _inline(found["bolded"], Run("", True, look.slanted))
        elif found["slant"]:
            yield from _inline(found["slanted"], Run("", look.bold, True))
        else:
            yield _looking(found["bare"], look)
    if done < len(text):
        yield _looking(text[done:], look)


def _looking(words: str, look: Run) -> Run:
    return Run(words, look.bold, look.slanted)


class LightNote:
    """The lines of a note at a width, laid out once."""

    def __init__(self, note: str, width: int, most: int, palette: Palette) -> None:
        self._runs = runs_of(note)
        self._layout = QTextLayout("".join(run.words for run in self._runs), chips.interface_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats(_formats(self._runs, palette))
        self._ink = palette.ink
        self._lay_out(width, most)

    def _lay_out(self, width: int, most: int) -> None:
        self.lines = 0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width if self.lines < most - 1 else width - _ROOM)
            self.lines += 1
            if self.lines > most:
                break
        self._layout.endLayout()
        self._more = self.lines > most
        self.lines = min(self.lines, most)

    def draw(self, painter: QPainter, left: float, top: float, height: float) -> None:
        """Draw the lines, each as high as `height`."""
        painter.setPen(QColor(self._ink))
        for number in range(self.lines):
            line = self._layout.lineAt(number)
            y = top + number * height + (height - line.height()) / 2 - line.y()
            line.draw(painter, QPointF(left, y))
        if self._more and self.lines:
            last = self._layout.lineAt(self.lines - 1)
            box = QRectF(left + last.naturalTextWidth() + 1, top + (self.lines - 1) * height, _ROOM, height)
            chips.draw_words(painter, box, "…", chips.interface_font(), self._ink)

    def address_at(self, x: float, number: int) -> str:
        """Return where the words at a place of a line lead to; "" where they lead nowhere."""
        if not 0 <= number < self.lines:
            return ""
        line = self._layout.lineAt(number)
        if not 0 <= x <= line.naturalTextWidth():
            return ""
        units, place = line.xToCursor(x), 0
        for run in self._runs:
            place += _units(run.words)
            if units < place:
                return run.address
        return ""


def _formats(runs: list[Run], palette: Palette) -> list[QTextLayout.FormatRange]:
    found: list[QTextLayout.FormatRange] = []
    place = 0
    for run in runs:
        units = _units(run.words)
        if run.bold or run.slanted or run.code or run.address:
            span = QTextLayout.FormatRange()
            span.start, span.length = place, units
            span.format = _format(run, palette)
            found.append(span)
        place += units
    return found


def _format(run: Run, palette: Palette) -> QTextCharFormat:
    look = QTextCharFormat()
    if run.bold:
        fonts.load_bold(fonts.Family.SANS)
        look.setFontWeight(QFont.Weight.DemiBold)
    if run.slanted:
        fonts.load_slanted(fonts.Family.SANS)
        look.setFontItalic(True)
    if run.code:
        fonts.load_mono()
        look.setFontFamilies([fonts.MONO])
        look.setBackground(QColor(palette.tint))
    if run.address:
        look.setForeground(QColor(palette.accent))
        look.setFontUnderline(True)
    return look


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
