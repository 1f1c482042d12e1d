"""A print job: sheet after sheet in the window's thread, with time in between for everything else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPainter, QPdfWriter, QTextDocument

from desktop_app.core.annotation import Placed
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind, Content
from desktop_app.core.text.normal_form import normalise
from desktop_app.services.errors import Refused
from desktop_app.ui.desk.standing import stands
from desktop_app.ui.margin.captions import caption
from desktop_app.ui.printing.sheets import Sheets, pixels
from desktop_app.ui.reader.setting.pictures import PictureSource
from desktop_app.ui.theme import fonts
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Theme, load_palette

if TYPE_CHECKING:  # its library takes a while to load
    from PySide6.QtPrintSupport import QPrinter

_MARGIN = 20.0  # millimetres
_FOOT = 26.0  # points that title and number take below the text
_GUTTER = 20.0  # and beside it, for the numbers of notes
_FACE, _TITLE = 8.0, 20.0  # points
_RIGHT = Qt.TextElideMode.ElideRight
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Article:
    """What is to be printed: highlights are those of `placed` with a colour, notes those that say something.

    Notes whose words are no longer in the text are printed after the others.
    `heading` stands above the text; it is empty where the text begins with its own title.
    """

    title: str
    heading: str
    content: Content
    placed: Sequence[Placed]
    pictures: PictureSource
    family: Family
    highlights: bool = True
    notes: bool = True


def notes_of(placed: Sequence[Placed]) -> tuple[Content, Mapping[str, int]]:
    """Return the notes as an article of their own, and the numbers of those that stand in the text, by annotation."""
    builder = ContentBuilder()
    noted = [one for one in placed if one.annotation.note]
    here = [one for one in noted if stands(one)]
    astray = [one for one in noted if not stands(one)]
    for heading, some, before in (("Notes", here, 0), ("Notes not found in the text", astray, len(here))):
        if some:
            builder.add(BlockKind.HEADING, heading, level=1)
        for number, one in enumerate(some, before + 1):
            builder.add(BlockKind.LIST_ITEM, normalise(_plain(one.annotation.note)), level=1, label=f"{number}.")
            builder.add(BlockKind.QUOTE, normalise(caption(one.annotation)), level=1)
    return builder.content(), {one.annotation.id: number for number, one in enumerate(here, 1)}


class PrintJob(QObject):
    """Prints an article on a device. Begin it with `start`; it ends with `finished` or `failed`, or when cancelled."""

    progressed = Signal(int, float)
    """The number of the sheet that was printed, and how much of the whole is done, from 0 to 1."""
    finished = Signal(int)
    """How many sheets there are."""
    failed = Signal(Exception)

    def __init__(self, article: Article, device: "QPdfWriter | QPrinter", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._article = article
        self._device = device
        self._painter = QPainter()
        self._sheet = 0
        self._steps: Iterator[float] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Print; returns at once."""
        device = self._device
        device.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter)
        device.setResolution(round(pixels(72)))
        if not self._painter.begin(device):
            self.failed.emit(Refused("Nothing can be printed there. Choose another file or printer."))
            return
        self._steps = self._sheets()
        self._timer.start()

    def cancel(self) -> None:
        """Stop after the sheet that is being printed."""
        self._timer.stop()
        if self._painter.isActive():
            self._painter.end()

    def _step(self) -> None:
        part = next(self._steps, None)
        if part is not None:
            self.progressed.emit(self._sheet, part)
            return
        self.cancel()
        self.finished.emit(self._sheet)

    def _sheets(self) -> Iterator[float]:
        article = self._article
        marked = [
            one for one in article.placed if article.highlights and one.annotation.colour is not None and stands(one)
        ]
        notes, numbers = notes_of(article.placed if article.notes else ())
        noted = [one for one in article.placed if one.annotation.id in numbers and one not in marked]
        last = 0.9 if notes.blocks else 1.0
        for part in self._print(article.content, [*marked, *noted], numbers, article.heading):
            yield part * last
        for part in self._print(notes, (), {}, ""):
            yield last + part * (1 - last)

    def _print(
        self, content: Content, placed: Sequence[Placed], numbers: Mapping[str, int], heading: str
    ) -> Iterator[float]:
        sheets = Sheets(content, placed, numbers, self._room(), self._article.family, self._article.pictures)
        taken = self._title(heading, paint=False)
        cut = sheets.first(taken)
        while cut is not None:
            yield sheets.part(cut)
            if self._sheet:
                self._device.newPage()
            self._sheet += 1
            self._title(heading, paint=True)
            self._painter.save()
            self._painter.translate(0, taken)
            sheets.paint(self._painter, cut)
            self._painter.restore()
            self._paint_foot()
            heading, taken = "", 0.0
            yield sheets.part(cut)
            cut = sheets.after(cut)

    def _paper(self) -> QSizeF:
        return self._device.pageLayout().paintRect(QPageLayout.Unit.Point).size() * pixels(1)

    def _room(self) -> QSizeF:
        paper = self._paper()
        return QSizeF(paper.width() - pixels(_GUTTER), paper.height() - pixels(_FOOT))

    def _title(self, heading: str, *, paint: bool) -> float:
        """Return how much of a sheet the article's title takes at its top, and paint it if so wished."""
        if not heading:
            return 0.0
        self._painter.setFont(fonts.sized(self._article.family.face, pixels(_TITLE), QFont.Weight.DemiBold))
        self._painter.setPen(QColor(load_palette(Theme.LIGHT).ink))
        room = QRectF(QPointF(), self._room())
        box = self._painter.boundingRect(room, _WRAPPED, heading)
        if paint:
            self._painter.drawText(room, _WRAPPED, heading)
        return box.height() + pixels(_TITLE)

    def _paint_foot(self) -> None:
        paper = self._paper()
        face = fonts.sized(Family.SANS.face, pixels(_FACE))
        self._painter.setFont(face)
        self._painter.setPen(QColor(load_palette(Theme.LIGHT).muted))
        number, metrics = str(self._sheet), QFontMetricsF(face)
        wide = metrics.horizontalAdvance(number)
        right = self._room().width()
        title = metrics.elidedText(self._article.title, _RIGHT, right - wide - 24)
        self._painter.drawText(QPointF(0, paper.height() - 4), title)
        self._painter.drawText(QPointF(right - wide, paper.height() - 4), number)


def _plain(markdown: str) -> str:
    document = QTextDocument()
    document.setMarkdown(markdown)
    return document.toPlainText()
