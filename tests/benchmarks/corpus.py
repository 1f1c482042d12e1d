"""Texts to measure on: written here, the same ones every time, or read from a file of articles."""

import html
import json
import lzma
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from desktop_app.core.annotation import (
    Annotation,
    Colour,
    Motivation,
    Placed,
    Placement,
    PlacementState,
    Scope,
    Target,
)
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.ids import new_id
from desktop_app.core.selectors import describe
from desktop_app.core.text.normal_form import normalise

_COMMON = (
    "the of and to a in that it was for on with as had at by but not from they this which were have their there been "
    "one all would when who more no if out so what up some into than could its then two may only over such our under"
)
_STEMS = (
    "harbour lantern council river winter letter orchard ferry measure border timber carpet engine garden market"
    " signal copper thread village bridge captain weather record silver number shadow barrel window kitchen journey"
    " mountain paper teacher quarry meadow railway captive debate treaty custom inspect murmur gather wander deliver"
    " repair answer follow listen consider promise answer support reckon observe travel discover publish argue"
    " quiet narrow bitter gentle distant common former public careful hollow steady sudden honest local northern"
)
_ENDINGS = ("", "s", "ing", "ed", "er", "ers", "ly", "ness", "ful", "less", "ward", "like")
_NAMES = "Émilie Orla Brandt Castellón Mirelle Nørgaard Tomás Adaeze Kővári Lindqvist Okonjo Paredes"
_WORDS_IN_SECTION = 420


@dataclass(frozen=True, slots=True)
class Article:
    """A title and a text, ready to be shelved."""

    title: str
    content: Content


def written(words: int, seed: int = 1) -> Article:
    """Return an article of about `words` words with every kind of block that holds words; a seed gives one text."""
    return _Writer(random.Random(seed)).article(words)


def read(path: Path) -> Iterator[Article]:
    """Yield the articles of a file of JSON lines, packed by xz: `{title, sections: [{heading, text}]}`."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            builder = ContentBuilder()
            for section in told["sections"]:
                builder.add(BlockKind.HEADING, _one_line(section["heading"]), level=1)
                for paragraph in normalise(section["text"]).split("\n"):
                    if paragraph.strip():
                        builder.add(BlockKind.PARAGRAPH, paragraph.strip())
            yield Article(_one_line(told["title"]), builder.content())


def highlights(content: Content, count: int, document: str, version: str, seed: int = 1) -> list[Placed]:
    """Return highlights of 4 to 14 words, in the order they stand in; the more there are, the more overlap."""
    dice = random.Random(seed)
    colours = tuple(Colour)
    paragraphs = [block for block in content.blocks if block.end - block.start > 120]
    lengths = list(accumulate(block.end - block.start for block in paragraphs))
    placed: list[Placed] = []
    for _ in range(count):
        start, end = _run(content.text, dice.choices(paragraphs, cum_weights=lengths)[0], dice)
        position, quote = describe(content.text, start, end)
        target = Target(Scope.RANGE, version, position, quote)
        made = 1_700_000_000_000 + len(placed)
        annotation = Annotation(
            new_id(), document, Motivation.HIGHLIGHTING, target, made, made, colour=dice.choice(colours)
        )
        placement = Placement(annotation.id, version, start, end, PlacementState.EXACT, 1.0)
        placed.append(Placed(annotation, placement))
    return sorted(placed, key=lambda one: (one.start, one.end, one.annotation.id))


def as_html(content: Content, marks: Sequence[Placed]) -> str:
    """Return the text as a page for others to show, highlights as coloured runs; those that overlap become one."""
    runs = _joined(marks)
    pieces: list[str] = []
    next_run = 0
    for block in content.blocks:
        inside: list[tuple[int, int]] = []
        while next_run < len(runs) and runs[next_run][0] < block.end:
            inside.append(runs[next_run])
            next_run += 1
        pieces.append(_block_html(content, block, inside))
    return f"<html><body>{''.join(pieces)}</body></html>"


class _Writer:
    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        rare = [stem + ending for stem in dict.fromkeys(_STEMS.split()) for ending in _ENDINGS]
        dice.shuffle(rare)
        self._words = [*_COMMON.split(), *rare, *_NAMES.split()]
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(self._words))))
        self._builder = ContentBuilder()
        self._count = 0

    def article(self, words: int) -> Article:
        self._paragraph(min(words, 120))
        while self._count < words:
            level = self._dice.choice((1, 2, 2, 3))
            self._add(BlockKind.HEADING, self._some(self._dice.randint(2, 6)).capitalize(), level=level)
            end = self._count + _WORDS_IN_SECTION
            while self._count < min(end, words):
                self._block()
        return Article(f"A text of {words:,} words", self._builder.content())

    def _block(self) -> None:
        kind = self._dice.choices(
            (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.CODE, BlockKind.TABLE),
            (84, 8, 5, 2, 1),
        )[0]
        match kind:
            case BlockKind.LIST_ITEM:
                for _ in range(self._dice.randint(2, 5)):
                    self._add(kind, self._sentence(), level=1, label="•")
            case BlockKind.CODE:
                lines = (
                    f"{self._some(1)} = {self._some(1)}({self._some(1)!r})" for _ in range(self._dice.randint(3, 9))
                )
                self._add(kind, "\n".join(lines), label="python")
            case BlockKind.TABLE:
                rows = ("\t".join(self._some(2) for _ in range(3)) for _ in range(self._dice.randint(3, 6)))
                self._add(kind, "\n".join(rows), level=1)
            case BlockKind.QUOTE:
                self._add(kind, self._sentence())
            case _:
                self._paragraph(self._dice.randint(30, 130))

    def _paragraph(self, words: int) -> None:
        sentences: list[str] = []
        while sum(sentence.count(" ") + 1 for sentence in sentences) < words:
            sentences.append(self._sentence())
        text = " ".join(sentences)
        inline: list[Inline] = []
        if self._dice.random() < 0.3:
            start = text.index(sentences[-1])
            kind = self._dice.choice((InlineKind.EMPHASIS, InlineKind.STRONG, InlineKind.LINK))
            inline.append(Inline(kind, start, start + sentences[-1].index(" "), "https://example.org/"))
        self._add(BlockKind.PARAGRAPH, text, inline=inline)

    def _sentence(self) -> str:
        words = self._some(self._dice.randint(6, 24))
        return words[0].upper() + words[1:] + self._dice.choice((".", ".", ".", "?", "; so it was."))

    def _some(self, count: int) -> str:
        return " ".join(self._dice.choices(self._words, cum_weights=self._weights, k=count))

    def _add(
        self, kind: BlockKind, text: str, *, level: int = 0, label: str = "", inline: Sequence[Inline] = ()
    ) -> None:
        self._builder.add(kind, normalise(text), level=level, label=label, inline=inline)
        self._count += len(text.split())


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _run(text: str, block: Block, dice: random.Random) -> tuple[int, int]:
    """Return a run of whole words inside a block."""
    start = text.find(" ", dice.randrange(block.start, block.end - 100)) + 1
    end = start
    for _ in range(dice.randint(4, 14)):
        following = text.find(" ", end + 1, block.end)
        if following < 0:
            break
        end = following
    return (start, end) if block.start <= start < end else (block.start, block.start + 60)


def _joined(marks: Sequence[Placed]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for mark in marks:
        if runs and mark.start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], mark.end))
        else:
            runs.append((mark.start, mark.end))
    return runs


_TAGS = {BlockKind.LIST_ITEM: "li", BlockKind.QUOTE: "blockquote", BlockKind.CODE: "pre", BlockKind.TABLE: "pre"}


def _block_html(content: Content, block: Block, runs: Sequence[tuple[int, int]]) -> str:
    tag = f"h{block.level}" if block.kind is BlockKind.HEADING else _TAGS.get(block.kind, "p")
    pieces: list[str] = []
    done = block.start
    for start, end in runs:
        pieces += [html.escape(content.text[done:start]), '<span style="background-color:#fbe69b">']
        pieces += [html.escape(content.text[start:end]), "</span>"]
        done = end
    pieces.append(html.escape(content.text[done : block.end]))
    return f"<{tag}>{''.join(pieces)}</{tag}>"
