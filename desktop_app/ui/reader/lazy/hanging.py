"""Lines of code that are too long: what goes on below stands in as far as the line that it belongs to."""

from typing import cast

from PySide6.QtGui import QTextLine

from desktop_app.ui.reader.setting.line_breaks import LINE_BREAK

_UNIT = "utf-16-le"
_BREAK, _SPACES = LINE_BREAK.encode(_UNIT), frozenset({" ".encode(_UNIT), "\t".encode(_UNIT)})


class Hanging:
    """Goes along while one text is broken into lines: `before` each is given its width, and `follow` when it has it."""

    def __init__(self, text: str, deepest: float) -> None:
        self._units = text.encode(_UNIT)  # what Qt counts
        self._deepest = deepest
        self._by = 0.0

    def before(self, line: QTextLine) -> float:
        """Return how far a line stands in, which is nothing where it begins one of the writer's."""
        start = line.textStart()
        if not start or self._unit(start - 1) == _BREAK:
            self._by = 0.0
        return self._by

    def follow(self, line: QTextLine) -> None:
        """See how far what goes on from this line will stand in."""
        start, begins = line.textStart(), line.textStart()
        if self._by or (start and self._unit(start - 1) != _BREAK):
            return
        while self._unit(begins) in _SPACES:
            begins += 1
        if begins > start:
            left, right = (cast("tuple[float, int]", line.cursorToX(place))[0] for place in (start, begins))
            self._by = min(self._deepest, right - left)

    def _unit(self, place: int) -> bytes:
        return self._units[2 * place : 2 * place + 2]
