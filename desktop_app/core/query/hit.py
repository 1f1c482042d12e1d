"""What a search finds."""

from dataclasses import dataclass
from enum import StrEnum


class HitKind(StrEnum):
    """Where the words were found."""

    TEXT = "text"
    HIGHLIGHT = "highlight"
    NOTE = "note"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A few words around what was found; `marks` are code points within `text`, ascending and apart."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def marked(self, mark: str = "**") -> str:
        """Return the text with `mark` on both sides of each found run."""
        pieces: list[str] = []
        done = 0
        for start, end in self.marks:
            pieces += [self.text[done:start], mark, self.text[start:end], mark]
            done = end
        return "".join([*pieces, self.text[done:]])


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `start` and `end` are code points in the document's text: the matched or the annotated words.

    `path` names the headings that lead to the section; `annotation` is set for highlights and notes.
    `added` is when the article was added, or the annotation made (milliseconds, UTC).
    """

    kind: HitKind
    document: str
    title: str
    path: tuple[str, ...]
    snippet: Snippet
    start: int
    end: int
    annotation: str | None
    score: float
    added: int = 0

    @property
    def section(self) -> str | None:
        """The heading of the section the hit stands in."""
        return self.path[-1] if self.path else None


@dataclass(frozen=True, slots=True)
class Results:
    """The best hits and how many there are in all.

    `approximate` says that there may be more: the index was not ready, and time allowed for a part of the library
    only, or a very short beginning of a word stands for more words than were looked up. `suggestion` is the
    question in another spelling that finds more, where this one finds little.
    """

    hits: tuple[Hit, ...]
    total: int
    approximate: bool = False
    suggestion: str = ""
