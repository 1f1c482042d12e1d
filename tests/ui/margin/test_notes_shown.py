"""A note that names a picture shows what is written, and reads no file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.core.text.note_text import displayed

RED = QColor("#ff0000")


@pytest.mark.parametrize(
    "written", ["see ![a picture]({}) here", "![][one]\n\n[one]: {}", "<img src='{}'>", "![x](<{}>)"]
)
def test_no_file_is_read_for_a_note(qtbot: QtBot, tmp_path: Path, written: str) -> None:
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(RED)
    file = tmp_path / "red.png"
    assert picture.save(str(file))
    label = QLabel()
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.MarkdownText)
    label.resize(300, 120)
    label.setText(displayed(written.format(file)))
    seen = label.grab().toImage()
    assert all(seen.pixelColor(x, y) != RED for x in range(0, 300, 5) for y in range(0, 120, 5))


@pytest.mark.parametrize("note", ["Really! [a link](https://example.org)", "plain *words*", "a ! b", "x[1]", ""])
def test_other_notes_are_as_they_were(note: str) -> None:
    assert displayed(note) == note
