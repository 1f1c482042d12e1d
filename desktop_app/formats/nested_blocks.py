"""Blocks from formats whose blocks stand inside one another: items in lists, paragraphs in quotes and footnotes.

A Content is flat. What stands inside a quote, a list item or a footnote becomes blocks of that kind, the innermost
deciding; `level` says how deep the quote or the list is, `lists` in how many lists a quote stands, and `within` all
that a block stands in where these do not tell it. Only the first block of an item or a footnote has its label. A
heading inside one of them is bold words there: it heads no section of the document.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import IN_LIST, IN_QUOTE, Align, Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.text.normal_form import normalise
from desktop_app.formats.styled_text import StyledText

_BULLET = "•"
_TASK = re.compile(r"\[([ xX])\] +")
_TASK_LABELS = {" ": "☐", "x": "☑", "X": "☑"}
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")
_EMPTY = StyledText("")


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block whose place in the text is not known yet."""

    kind: BlockKind
    words: StyledText = _EMPTY
    level: int = 0
    label: str = ""
    resource: str | None = None
    origin: str | None = None
    lists: int = 0
    columns: tuple[Align, ...] = ()
    within: str = ""
    width: int = 0


@dataclass(slots=True)
class _Frame:
    """A quote, a list item or a footnote that is open, in so many lists. `label` waits for the first block inside."""

    kind: BlockKind
    level: int = 0
    label: str = ""
    lists: int = 0


@dataclass(slots=True)
class _Flow:
    """The main text, or one footnote. `lists` holds the next number of each open list, None for bullets."""

    drafts: list[_Draft] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)


class NestedBlocks:
    """Takes in blocks and the beginnings and ends of what they stand in, and makes a Content of them."""

    def __init__(self) -> None:
        self._main = _Flow()
        self._flows = [self._main]
        self._footnotes: dict[str, list[_Draft]] = {}
        self._anchors: dict[str, int] = {}

    def begin_quote(self) -> None:
        """Begin a quote; `end` ends it."""
        frames = self._flows[-1].frames
        depth = sum(frame.kind is BlockKind.QUOTE for frame in frames) + 1
        frames.append(_Frame(BlockKind.QUOTE, depth, lists=len(self._flows[-1].lists)))

    def begin_list(self, first: int | None) -> None:
        """Begin a list whose items are numbered from `first`, or have bullets; `end_list` ends it."""
        self._flows[-1].lists.append(first)

    def end_list(self) -> None:
        """End the list begun last."""
        self._flows[-1].lists.pop()

    def begin_item(self, mark: str = ".") -> None:
        """Begin an item of the list begun last; `mark` follows its number. `end` ends it."""
        flow = self._flows[-1]
        number = flow.lists[-1]
        label = _BULLET
        if number is not None:
            flow.lists[-1] = number + 1
            label = f"{number}{mark}"
        flow.frames.append(_Frame(BlockKind.LIST_ITEM, len(flow.lists), label))

    def end(self) -> None:
        """End the quote or list item begun last. An item with nothing in it is a block all the same."""
        self._show_labels()
        self._flows[-1].frames.pop()

    def begin_footnote(self, mark: str) -> None:
        """Begin the footnote with this mark: what follows goes to the end of the text. `end_footnote` ends it."""
        self._flows.append(_Flow(self._footnotes.setdefault(mark, []), [_Frame(BlockKind.FOOTNOTE, label=mark)]))

    def end_footnote(self) -> None:
        """End the footnote begun last."""
        self._show_labels()
        self._flows.pop()

    def heading(self, words: StyledText, level: int) -> None:
        """Add a heading of `level` 1 to 6. Its origin is the anchor that links in the document know it by."""
        words = words.on_one_line()
        if self._flows[-1].frames:
            strong = Inline(InlineKind.STRONG, 0, len(words.text))
            self.words(StyledText(words.text, (strong, *words.inline)))
        elif words.text:
            self._add(_Draft(BlockKind.HEADING, words, level, origin=self._anchor(words.text)))

    def words(self, words: StyledText) -> None:
        """Add a paragraph: of the main text, or of what is open."""
        frame = self._frame()
        if not words.text and not words.inline:
            return
        if frame is None:
            self._add(_Draft(BlockKind.PARAGRAPH, words))
            return
        label, frame.label = frame.label, ""
        if label and frame.kind is BlockKind.LIST_ITEM and (task := _TASK.match(words.text)):
            label, words = _TASK_LABELS[task.group(1)], words.without_start(task.end())
        self._add(_Draft(frame.kind, words, frame.level, label, lists=frame.lists))

    def code(self, source: str, language: str) -> None:
        """Add code as it stands."""
        self._add(_Draft(BlockKind.CODE, StyledText(normalise(source).removesuffix("\n")), label=language))

    def rule(self) -> None:
        """Add a line across the page."""
        self._add(_Draft(BlockKind.RULE))

    def figure(self, words: StyledText, resource: str | None, width: int = 0) -> None:
        """Add a picture with its words, `width` pixels wide if the writer says so.

        One with neither words nor data is nothing to show.
        """
        if words.text or resource is not None:
            self._add(_Draft(BlockKind.FIGURE, words, resource=resource, width=width))

    def table(self, rows: Sequence[Sequence[StyledText]], heading_rows: int, columns: Sequence[Align] = ()) -> None:
        """Add a table; its first rows may be headings. Headings without any words are left out.

        `columns` tells how each column is set; where all are as their words run, nothing is noted.
        """
        while heading_rows and not any(cell.text for cell in rows[0]):
            rows, heading_rows = rows[1:], heading_rows - 1
        if rows:
            told = tuple(columns) if set(columns) - {Align.NATURAL} else ()
            self._add(_Draft(BlockKind.TABLE, _join_cells(rows), heading_rows, columns=told))

    def finish(self, footnotes_in_order: Iterable[str]) -> Content:
        """Return the Content: the main text, the footnotes in this order, and then the others as they came."""
        builder = ContentBuilder()
        order = dict.fromkeys([*footnotes_in_order, *self._footnotes])
        notes = (draft for mark in order for draft in self._footnotes.get(mark, ()))
        for draft in (*self._main.drafts, *notes):
            builder.add(
                draft.kind,
                draft.words.text,
                level=draft.level,
                label=draft.label,
                inline=draft.words.inline,
                resource=draft.resource,
                origin=draft.origin,
                lists=draft.lists,
                columns=draft.columns,
                within=draft.within,
                width=draft.width,
            )
        return builder.content()

    def _frame(self) -> _Frame | None:
        frames = self._flows[-1].frames
        return frames[-1] if frames else None

    def _add(self, draft: _Draft) -> None:
        self._show_labels()
        flow = self._flows[-1]
        flow.drafts.append(_standing_in(draft, flow.frames))

    def _show_labels(self) -> None:
        """Give each open item whose first block is not a paragraph an empty block, so that its number is seen."""
        flow = self._flows[-1]
        for place, frame in enumerate(flow.frames):
            if frame.label:
                draft = _Draft(frame.kind, _EMPTY, frame.level, frame.label)
                flow.drafts.append(_standing_in(draft, flow.frames[: place + 1]))
                frame.label = ""

    def _anchor(self, heading: str) -> str:
        """The heading in small letters with hyphens for spaces; equal ones are numbered (as GitHub makes anchors)."""
        anchor = _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")
        seen = self._anchors.get(anchor, 0)
        self._anchors[anchor] = seen + 1
        return f"{anchor}-{seen}" if seen else anchor


def _standing_in(draft: _Draft, frames: Sequence[_Frame]) -> _Draft:
    """Return a draft that says what it stands in, where that is not clear already."""
    signs = {BlockKind.QUOTE: IN_QUOTE, BlockKind.LIST_ITEM: IN_LIST}
    within = "".join(signs.get(frame.kind, "") for frame in frames)
    told = Block(draft.kind, 0, 0, draft.level, lists=draft.lists).nesting
    return draft if within == told else replace(draft, within=within)


def _join_cells(rows: Sequence[Sequence[StyledText]]) -> StyledText:
    texts: list[str] = []
    spans: list[Inline] = []
    place = 0
    for row in rows:
        for column, cell in enumerate(styled.on_one_line() for styled in row):
            text = cell.text + ("\t" if column + 1 < len(row) else "\n")
            spans.extend(replace(span, start=place + span.start, end=place + span.end) for span in cell.inline)
            texts.append(text)
            place += len(text)
    return StyledText("".join(texts).removesuffix("\n"), tuple(spans))
