"""Articles of our own words for the tests of the reading view, and views to look at them in."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.annotation import (
    Annotation,
    Colour,
    Motivation,
    Placed,
    Placement,
    PlacementState,
    Scope,
    Style,
    Target,
)
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content, Inline, InlineKind
from desktop_app.core.outline import sections_of
from desktop_app.core.selectors import describe
from desktop_app.core.text.normal_form import normalise
from desktop_app.ui.reader.view import ReaderView
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Theme, load_palette

SENTENCES = (
    "The ferry left at noon with nine people and a crate of lemons.",
    "Nobody had told the harbour master, who wrote it down all the same.",
    "By evening the wind had turned, and the lamps along the quay went out one after another.",
    "A clerk counted the boats that came home and did not like the number.",
    "It was agreed to meet again when the ice was gone.",
)
SCRIPTS = tuple(
    normalise(text)
    for text in (
        "Plain words come first.",
        "Astral 😀 signs 🜁 and 𝔉raktur 👩\u200d👩\u200d👧 family.",
        "Combining: e\u0331\u0302 n\u0303\u0325 and q\u0301.",
        "עברית עם מילים and English between, מספר 42 בסוף.",
        "نص عربي قصير with Latin داخل الجملة.",
        "漢字かな交じり文、句読点。한국어도 있다.",
        "No-break\u00a0spaces, thin\u2009ones, a\u200bzero width and a tab\there.",
    )
)


def plain(paragraphs: int = 40, seed: int = 1) -> Content:
    """An article with a heading before every fifth paragraph."""
    chosen = random.Random(seed)
    builder = ContentBuilder()
    for number in range(paragraphs):
        if number and number % 5 == 0:
            builder.add(BlockKind.HEADING, f"Part {number // 5}", level=1)
        builder.add(BlockKind.PARAGRAPH, " ".join(chosen.choices(SENTENCES, k=chosen.randint(1, 6))))
    return builder.content()


def every_kind() -> Content:
    """One block of each kind or more, in many scripts, with spans over and across them."""
    builder = ContentBuilder()
    builder.add(BlockKind.TABLE, "Day\tBoats\nMonday\t3 😀\nTuesday", level=1)
    builder.add(BlockKind.TABLE, "A\tB\nC\tD")
    builder.add(BlockKind.HEADING, "Boats and 𝔉erries", level=1)
    for text in SCRIPTS:
        builder.add(BlockKind.PARAGRAPH, text)
    linked = "Words with a link, a note and more; all of it matters."
    builder.add(
        BlockKind.PARAGRAPH,
        linked,
        inline=(
            Inline(InlineKind.LINK, 13, 17, "https://example.org/ä?b=1&c=2#d"),
            Inline(InlineKind.FOOTNOTE_REFERENCE, 25, 25, "12"),
            Inline(InlineKind.EMPHASIS, 6, 30),
            Inline(InlineKind.STRONG, 20, 40),
            Inline(InlineKind.STRIKE, 36, 54),
        ),
    )
    builder.add(BlockKind.LIST_ITEM, "First point", level=1, label="1.")
    builder.add(BlockKind.LIST_ITEM, "Deeper", level=2, label="•")
    builder.add(BlockKind.QUOTE, "Said by nobody.\nIn two lines.", level=1)
    builder.add(BlockKind.CODE, "for boat in boats:\n\tcount(boat)  # 😀\n\nprint('x' * 200)" + "x" * 200)
    builder.add(BlockKind.FIGURE, "A harbour\nDrawn from the tower 😀", resource="harbour")
    builder.add(BlockKind.FIGURE, "", resource="harbour")
    builder.add(BlockKind.RULE, "")
    builder.add(BlockKind.FOOTNOTE, "A note at the end.", label="12")
    builder.add(BlockKind.TABLE, "last\ttable\nof\tall", level=0)
    return builder.content()


def nested() -> Content:
    """Lists, code and tables inside quotes and list items, also in words that run to the left."""
    builder = ContentBuilder()
    builder.add(BlockKind.QUOTE, "Said before the list.", level=1)
    builder.add(BlockKind.LIST_ITEM, "A point within the quote " * 6, level=1, label="1.", within="ql")
    builder.add(BlockKind.CODE, "quoted(code)", within="q")
    builder.add(BlockKind.TABLE, "Day\tBoats\nMonday\t3", level=1, within="q")
    builder.add(BlockKind.QUOTE, "Said after it.", level=1)
    builder.add(BlockKind.PARAGRAPH, "Outside.")
    builder.add(BlockKind.LIST_ITEM, "An item.", level=1, label="•")
    builder.add(BlockKind.CODE, "code(in_an_item)", within="l")
    builder.add(BlockKind.TABLE, "Night\tLamps\nTuesday\t5", level=1, within="l")
    builder.add(BlockKind.LIST_ITEM, normalise("عنصر أول " * 20).strip(), level=1, label="•")
    builder.add(BlockKind.LIST_ITEM, normalise("عنصر ثان"), level=2, label="2.")
    builder.add(BlockKind.QUOTE, normalise("اقتباس بالعربية."), level=1)
    builder.add(BlockKind.FOOTNOTE, normalise("عنصر ثان"), label="1")
    return builder.content()


def picture(width: int = 80, height: int = 40, colour: str = "#cc2200") -> bytes:
    """The bytes of a picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def appearance(theme: Theme = Theme.LIGHT, family: Family = Family.SERIF, size: float = 18.5) -> Appearance:
    """How the tests' pages are set."""
    return Appearance(load_palette(theme), family, size)


class Show:
    """Shows contents in one of the two layouts."""

    def __init__(self, qtbot: QtBot, *, lazily: bool) -> None:
        self._qtbot = qtbot
        self.lazily = lazily

    def __call__(
        self, content: Content, harbour: bytes | None = None, *, width: int = 900, height: int = 700
    ) -> ReaderView:
        """A view on `content`, with a picture of the harbour, on the screen and without animations."""
        view = ReaderView(appearance(), lazy_above=-1 if self.lazily else len(content.text))
        view.set_smooth(False)
        self._qtbot.addWidget(view)
        view.resize(width, height)
        view.show_content(content, sections_of(content), {"harbour": harbour or picture()})
        view.show()
        self._qtbot.waitExposed(view)
        QApplication.processEvents()
        return view


def placed(
    content: Content,
    ranges: Iterable[tuple[int, int, Colour | None]],
    style: Style = Style.FILL,
    scope: Scope = Scope.RANGE,
) -> list[Placed]:
    """Annotations at these ranges, each newer than the one before."""
    made = []
    for number, (start, end, colour) in enumerate(ranges):
        position, quote = describe(content.text, start, end)
        target = Target(scope, "version", position, quote)
        annotation = Annotation(
            f"{number:026d}", "document", Motivation.HIGHLIGHTING, target, number, number, colour, style
        )
        made.append(Placed(annotation, Placement(annotation.id, "version", start, end, PlacementState.EXACT, 1.0)))
    return made


def detached(one: Placed) -> Placed:
    """The same annotation, its words not found again."""
    return replace(one, placement=replace(one.placement, state=PlacementState.DETACHED))


def place_of(content: Content, words: str) -> tuple[int, int]:
    """Where `words` first stand."""
    start = content.text.index(words)
    return start, start + len(words)


def seen(view: ReaderView) -> QImage:
    """What the viewport shows, one pixel for each logical pixel."""
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def box_of(view: ReaderView, start: int, end: int) -> QRect:
    """The box in the viewport of a range that stands in one line."""
    (run,) = view.geometry_of_text.runs(start, end)
    y = view.verticalScrollBar().value()
    return QRect(
        round(run.left), round(run.line.top) - y, round(run.right - run.left), round(run.line.bottom - run.line.top)
    )


def middle_of(view: ReaderView, start: int, end: int) -> QPoint:
    """The middle of a range that stands in one line, in the viewport."""
    return box_of(view, start, end).center()


def colours_in(image: QImage, box: QRect) -> set[str]:
    """Every colour in a part of a picture."""
    box = box & image.rect()
    return {
        image.pixelColor(x, y).name() for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())
    }


@contextmanager
def nothing_moves(view: ReaderView) -> Iterator[None]:
    """Check that the page stays where it is."""
    before = view.verticalScrollBar().value()
    yield
    assert view.verticalScrollBar().value() == before
