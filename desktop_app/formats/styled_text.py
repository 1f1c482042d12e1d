"""Putting a block's text together from pieces, with the inline spans over them, in normal form."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from desktop_app.core.document import Inline, InlineKind
from desktop_app.core.text.normal_form import normalise


@dataclass(frozen=True, slots=True)
class StyledText:
    """The words of a block; the offsets of `inline` are code points from its beginning."""

    text: str
    inline: tuple[Inline, ...] = ()

    def on_one_line(self) -> "StyledText":
        """Return the same with tabs and line breaks as spaces; no offset changes."""
        return StyledText(self.text.replace("\t", " ").replace("\n", " "), self.inline)

    def without_start(self, length: int) -> "StyledText":
        """Return the same without its first `length` code points."""
        kept = len(self.text) - length
        moved = (
            Inline(span.kind, max(span.start - length, 0), max(span.end - length, 0), span.href) for span in self.inline
        )
        return StyledText(self.text[length:], tuple(span for span in moved if span.end or span.start <= kept))


class StyledTextBuilder:
    """Collects pieces of text and the spans that open and close between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[tuple[InlineKind, int, str]] = []
        self._spans: list[Inline] = []

    def add(self, text: str) -> None:
        """Append text as it stands."""
        self._pieces.append(text)
        self._length += len(text)

    def open(self, kind: InlineKind, href: str = "") -> None:
        """Begin a span here."""
        self._open.append((kind, self._length, href))

    def close(self, kind: InlineKind) -> None:
        """End the span of this kind that was opened last; without one nothing happens."""
        for place in reversed(range(len(self._open))):
            if self._open[place][0] is kind:
                _, start, href = self._open.pop(place)
                self._spans.append(Inline(kind, start, self._length, href))
                return

    def refer(self, label: str) -> None:
        """Note a reference to the footnote `label` here; it adds nothing to the text."""
        self._spans.append(Inline(InlineKind.FOOTNOTE_REFERENCE, self._length, self._length, label))

    def finish(self) -> StyledText:
        """Return what was collected, normalised, without white space at either end.

        A span that was never closed is left out: it would style the rest of the block by mistake.
        """
        raw = "".join(self._pieces)
        text = normalise(raw)
        spans = self._spans if text == raw else _moved(raw, len(text), self._spans)
        kept = text.strip()
        skipped = len(text) - len(text.lstrip())
        fitted = (
            Inline(
                span.kind,
                min(max(span.start - skipped, 0), len(kept)),
                min(max(span.end - skipped, 0), len(kept)),
                span.href,
            )
            for span in spans
        )
        shown = [span for span in fitted if span.start < span.end or span.kind is InlineKind.FOOTNOTE_REFERENCE]
        return StyledText(kept, tuple(sorted(shown, key=lambda span: (span.start, -span.end))))


def _moved(raw: str, length: int, spans: list[Inline]) -> list[Inline]:
    """The spans where normalising put them. `length` is that of the normalised text.

    Each stretch between two ends of spans is normalised by itself. An end never stands before an accent that belongs
    to the letter in front of it, so the stretches add up to the whole.
    """
    ends = sorted({_after_accents(raw, end) for span in spans for end in (span.start, span.end)} | {0, len(raw)})
    places = list(accumulate((len(normalise(raw[a:b])) for a, b in pairwise(ends)), initial=0))

    def place(end: int) -> int:
        return min(places[bisect_left(ends, _after_accents(raw, end))], length)

    return [Inline(span.kind, place(span.start), place(span.end), span.href) for span in spans]


def _after_accents(raw: str, end: int) -> int:
    while end < len(raw) and unicodedata.combining(raw[end]):
        end += 1
    return end
