"""Light formatting of a note while it is typed: the Markdown stays as it is, and looks a little like what it means."""

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop_app.core.text.note_text import LINK, hashtags
from desktop_app.core.text.web_addresses import web_addresses
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.palette import Palette

_HEADING = re.compile(r"^#{1,6}\s.*")
_QUOTE = re.compile(r"^\s*>.*")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?![\s*_])(.+?)(?<![\s*_])\1(?![\w*])")
_CODE = re.compile(r"`[^`]+`")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_TAG = re.compile(r"#[\w-]+")


class NoteInk(QSyntaxHighlighter):
    """Formats each line by itself."""

    def __init__(self, document: QTextDocument, palette: Palette) -> None:
        super().__init__(document)
        fonts.load_bold(fonts.Family.SANS)
        fonts.load_slanted(fonts.Family.SANS)
        fonts.load_mono()
        self._heading = _form(palette.ink, bold=True)
        self._quote = _form(palette.muted, slanted=True)
        self._sign = _form(palette.accent, bold=True)
        self._code = _form(palette.ink)
        self._code.setFontFamilies([fonts.MONO])
        self._code.setBackground(QColor(palette.tint))
        self._link = _form(palette.accent)
        self._address = _form(palette.muted)
        self._address.setFontPointSize(fonts.points(9.5))

    def highlightBlock(self, text: str) -> None:
        """Format one line."""
        text = _ASTRAL.sub("\ufffd\ufffd", text)  # Qt counts UTF-16 units
        if _HEADING.match(text):
            self.setFormat(0, len(text), self._heading)
            return
        if _QUOTE.match(text):
            self.setFormat(0, len(text), self._quote)
        bullet = _BULLET.match(text)
        if bullet:
            self.setFormat(bullet.start(), len(bullet[0].rstrip()), self._sign)
        self._weigh(text)
        for start, end in web_addresses(text):
            self.setFormat(start, end - start, self._link)
        for code in _CODE.finditer(text):
            self.setFormat(code.start(), len(code[0]), self._code)
        for link in LINK.finditer(text):
            self.setFormat(link.start("words"), len(link["words"]), self._link)
            self.setFormat(link.end("words") + 1, len(link["address"]) + 2, self._address)
        tags = set(hashtags(text))
        for tag in _TAG.finditer(text):
            if tag[0][1:] in tags:
                self.setFormat(tag.start(), len(tag[0]), self._link)

    def _weigh(self, text: str) -> None:
        for pattern, bold in ((_EMPHASIS, False), (_STRONG, True)):
            for found in pattern.finditer(text):
                for place in range(found.start(), found.end()):
                    form = self.format(place)
                    if bold:
                        form.setFontWeight(QFont.Weight.Bold)
                    else:
                        form.setFontItalic(True)
                    self.setFormat(place, 1, form)


def _form(colour: str, *, bold: bool = False, slanted: bool = False) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(colour))
    if bold:
        form.setFontWeight(QFont.Weight.DemiBold)
    form.setFontItalic(slanted)
    return form
