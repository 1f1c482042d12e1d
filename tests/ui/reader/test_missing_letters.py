"""Letters for which there is no font are found, and told of above the article."""

from collections.abc import Sequence

from PySide6.QtGui import QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
from desktop_app.core.outline import sections_of
from desktop_app.ui.reader.setting.missing_letters import MissingLetters
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.rooms.font_note import FontNote, told
from desktop_app.ui.rooms.titled_page import TitledPage
from desktop_app.ui.theme import fonts
from tests.ui.reader.pages import appearance

LETTERS = "aéΩдאबሀ漢あ한ཀᚠ𓀀𒀀ⴰᏣ𐌀𝔉😀→ꙮ𖨀"


def without_a_font(letters: str) -> str:
    """The letters that no installed family has, asked one after the other."""
    families = [*QFontDatabase.families(), appearance().family.face]
    faces = [QFontMetrics(fonts.sized(family, 16)) for family in families]
    return "".join(sorted(letter for letter in letters if not any(face.inFontUcs4(ord(letter)) for face in faces)))


def test_what_no_family_has_is_found_and_nothing_else(qtbot: QtBot) -> None:
    missing = MissingLetters()
    told_of: list[str] = []
    missing.found.connect(told_of.append)
    missing.look(LETTERS * 3, fonts.sized(appearance().family.face, 18))
    qtbot.waitUntil(lambda: len(told_of) == 2, timeout=10_000)
    assert told_of == ["", without_a_font(LETTERS)]
    missing.look("Only plain letters.", fonts.sized(appearance().family.face, 18))
    qtbot.wait(400)
    assert told_of[2:] == [""]


def test_the_note_names_scripts_and_what_to_install() -> None:
    assert told("ሀለ") == (
        "No font on this computer has the Ethiopic letters of this article. "
        "Install Noto Sans Ethiopic, or another that has them, and start Margent again."
    )
    several = told("😀漢あ→")
    assert several.startswith("No font on this computer has the Chinese letters, Japanese letters, emoji and others of")
    assert "Install Noto Sans CJK and Noto Color Emoji, or" in several


def test_the_note_comes_above_the_article_and_goes_with_it(qtbot: QtBot) -> None:
    page = ReaderView(appearance())
    frame = TitledPage(page)
    qtbot.addWidget(frame)
    frame.resize(800, 500)
    frame.show()
    lacking = without_a_font("".join(map(chr, range(0x12000, 0x12010))) + LETTERS)
    for text in ("Letters that are there.", f"And some that are not: {lacking or 'none'}.", "There again."):
        builder = ContentBuilder()
        builder.add(BlockKind.PARAGRAPH, text)
        content = builder.content()
        page.show_content(content, sections_of(content), {})
        qtbot.wait(600)
        assert bool(frame.note.words) is (bool(lacking) and lacking in text)
    page.show_content(content, sections_of(content), {})
    frame.note.show_missing("ሀ")
    assert "Ethiopic" in frame.note.words
    [button] = frame.note.findChildren(QToolButton)
    button.click()
    assert frame.note.words == ""


class Remembered:
    """What is kept from one day to the next."""

    def __init__(self) -> None:
        self.kept: dict[str, list[str]] = {}

    def lines(self, name: str) -> list[str]:
        return self.kept.get(name, [])

    def keep_lines(self, name: str, lines: Sequence[str]) -> None:
        self.kept[name] = list(lines)


def test_what_was_hidden_is_not_told_again(qtbot: QtBot) -> None:
    kept = Remembered()
    for first in (True, False):
        note = FontNote()
        qtbot.addWidget(note)
        note.remember(kept)
        for letters in ("ሀ", "", "ሀ"):
            note.show_missing(letters)
            assert bool(note.words) is (bool(letters) and first)
        note.show_missing("ሀ☃\U00012000")
        assert note.words, "these are others"
        note.show_missing("ሀ")
        if first:
            [button] = note.findChildren(QToolButton)
            button.click()
