"""Rows of the outline that are kept as pictures: each always shows its section as it is now."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.core.annotation import Colour
from desktop_app.ui.outline.items import OutlineItem, outline_of
from desktop_app.ui.outline.row_face import Look, RowFaces
from desktop_app.ui.theme.palette import Theme, load_palette
from tests.ui.outline.test_items import SECTIONS

PALETTE = load_palette(Theme.LIGHT)
PLAIN = Look(QSize(230, 30), current=False, hovered=False, focused=False, nested=True)
ITEM = outline_of(SECTIONS, ())[1]


def shown(faces: RowFaces, item: OutlineItem, look: Look = PLAIN) -> QImage:
    return faces.picture(item, look, 1.0).toImage()


@pytest.mark.parametrize(
    "changed",
    [
        replace(ITEM, marks=((Colour.BLUE, 3),)),
        replace(ITEM, notes=2),
        replace(ITEM, read=1.0),
        replace(ITEM, matches=7),
        replace(ITEM, closed=True),
    ],
)
def test_what_changes_of_a_section_is_seen_in_its_row(changed: OutlineItem) -> None:
    faces = RowFaces(PALETTE)
    before = shown(faces, ITEM)
    assert shown(faces, changed) == shown(RowFaces(PALETTE), changed) != before
    assert shown(faces, ITEM) == before


@pytest.mark.parametrize(
    "look",
    [
        PLAIN._replace(current=True),
        PLAIN._replace(hovered=True),
        PLAIN._replace(focused=True),
        PLAIN._replace(nested=False),
        PLAIN._replace(size=QSize(120, 30)),
    ],
)
def test_a_row_looks_as_where_it_is_read_pointed_at_or_gone_to(look: Look) -> None:
    faces = RowFaces(PALETTE)
    plain = shown(faces, ITEM)
    assert shown(faces, ITEM, look) != plain
    assert shown(faces, ITEM) == plain


def test_a_row_is_not_drawn_again_because_its_section_takes_less_time() -> None:
    faces = RowFaces(PALETTE)
    before = faces.picture(ITEM, PLAIN, 1.0).cacheKey()
    assert faces.picture(replace(ITEM, minutes=3.5, read=0.2), PLAIN, 1.0).cacheKey() == before


def test_a_picture_is_what_would_be_drawn_in_its_place() -> None:
    item = replace(ITEM, marks=((Colour.BLUE, 3), (Colour.PINK, 12)), notes=1, read=1.0)
    drawn = QImage(230, 90, QImage.Format.Format_RGB32)
    drawn.fill(QColor(PALETTE.chrome))
    painter = QPainter(drawn)
    painter.translate(0, 60)
    RowFaces(PALETTE).draw(painter, item, PLAIN)
    painter.end()
    kept = shown(RowFaces(PALETTE), item).convertToFormat(QImage.Format.Format_RGB32)
    assert drawn.copy(0, 60, 230, 30) == kept


def test_colours_differ_in_their_signs_too() -> None:
    """Seen without any colour, by somebody or on paper, the sign of each still differs."""
    signs = set()
    for colour in Colour:
        row = shown(RowFaces(PALETTE), replace(ITEM, marks=((colour, 3),))).convertToFormat(QImage.Format.Format_RGB32)
        ground = row.pixelColor(228, 3)
        signs.add(tuple(row.pixelColor(x, y) == ground for x in range(190, 214) for y in range(4, 27)))
    assert len(signs) == len(Colour)
