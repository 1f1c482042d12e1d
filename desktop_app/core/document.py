"""Documents and their text: blocks are spans of one text, and every offset is a code point in it.

What each kind of block adds to the text (blocks are joined by one newline):

=============  ==========================================================================================
heading        its words
paragraph      its words; a hard line break is a newline
list item      its words; the bullet or number is its `label`, never text
quote          its words, a block for each paragraph quoted
code           the code as it stands, without a last newline; its language is the `label`
table          cells joined by tabs, rows by newlines; `level` counts the rows that are headings
figure         the alternative text, then the caption on a line of its own
rule           nothing
footnote       its words; its mark is the `label`; the reference to it adds nothing to the text it stands in
=============  ==========================================================================================

What is too large for a page comes in several blocks of its kind: an import divides it. Code and tables that go on from
the block before have the `level` CONTINUED and are shown without a gap; in all other kinds they are further paragraphs.
"""

from dataclasses import dataclass
from enum import StrEnum

CONTINUED = -1
"""The `level` of lines of code or rows of a table that go on from the block before."""


IN_LIST, IN_QUOTE = "l", "q"
"""What a block may stand in, as `Block.nesting` has it."""


class BlockKind(StrEnum):
    """What a block is, in the words of the writer's trade."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    FIGURE = "figure"
    RULE = "rule"
    FOOTNOTE = "footnote"


class Align(StrEnum):
    """How the writer has set a column of a table: to one side, in the middle, or as its words run."""

    NATURAL = "-"
    LEFT = "<"
    CENTRE = "^"
    RIGHT = ">"


class InlineKind(StrEnum):
    """How a run of text inside a block differs from the text around it."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    STRIKE = "strike"
    FOOTNOTE_REFERENCE = "footnote reference"


@dataclass(frozen=True, slots=True)
class Inline:
    """A span inside a block. `start` and `end` are code points in the document's text.

    `href` is a link's address or the label of the footnote referred to.
    """

    kind: InlineKind
    start: int
    end: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like span of the document's text; `start` and `end` are code points.

    `level` is a heading's level from 1, a list item's depth from 1, or a table's count of heading rows; CONTINUED for
    code or a table that goes on. `resource` names the picture of a figure among the version's resources; `origin` is
    where the block stood in its source (a page or a link target). `lists` says in how many lists a quote stands.
    `columns` tells how those of a table are set, from the first; none are where the writer has said nothing. `within`
    is what `nesting` says, and empty where kind, level and lists say as much. `width` is how wide a figure's picture is
    to be, in pixels, 0 where the writer has said nothing.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    label: str = ""
    inline: tuple[Inline, ...] = ()
    resource: str | None = None
    origin: str | None = None
    lists: int = 0
    columns: tuple[Align, ...] = ()
    within: str = ""
    width: int = 0

    @property
    def nesting(self) -> str:
        """Return what a block stands in, from the outside: IN_LIST or IN_QUOTE for each, its own among them."""
        if self.within:
            return self.within
        match self.kind:
            case BlockKind.QUOTE:
                return IN_LIST * self.lists + IN_QUOTE * max(1, self.level)
            case BlockKind.LIST_ITEM:
                return IN_LIST * max(1, self.level)
            case _:
                return ""

    @property
    def continues(self) -> bool:
        """Say whether this goes on from the block before as if they were one."""
        return self.level == CONTINUED


@dataclass(frozen=True, slots=True)
class Content:
    """The words of one version and the blocks they fall into. Immutable."""

    text: str
    blocks: tuple[Block, ...]

    def text_of(self, block: Block) -> str:
        """Return the words of one of this content's blocks."""
        return self.text[block.start : block.end]


@dataclass(frozen=True, slots=True)
class Document:
    """An article in the library. Its id is our own: it survives renaming, moving and new versions of the source.

    `version` is the id of the version shown, or None when the source has been removed or never came. Times are
    milliseconds since 1970 in UTC. `deleted` is set while the document lies in the trash.
    """

    id: str
    title: str
    title_guessed: bool
    format: str
    source: str
    version: str | None
    words: int
    sections: int
    added: int
    modified: int
    tags: tuple[str, ...] = ()
    deleted: int | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One immutable state of a document's text. `text`, `blocks`, `original` and the resources are blob hashes.

    `identity` is the hash of text, blocks, resources and parser: equal identity means that nothing has changed.
    """

    id: str
    document: str
    ordinal: int
    identity: str
    text: str
    blocks: str
    original: str | None
    resources: tuple[tuple[str, str], ...]
    parser: str
    imported: int

    def blobs(self) -> frozenset[str]:
        """Return the hashes of all that belongs to the version."""
        own = (self.text, self.blocks, self.original, *(blob for _, blob in self.resources))
        return frozenset(blob for blob in own if blob)


class ReadingStatus(StrEnum):
    """How far a person has come with a document."""

    TO_READ = "to_read"
    READING = "reading"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class ReadingState:
    """Where a person is in the version `version` of a document: `position` is the code point at the top of the page.

    `progress` is the part of the text that has been seen, from 0 to 1; `opened` is when the document was last open
    (milliseconds, UTC). `seen` and `read` are the ranges of code points of that version that have stood before somebody
    for a moment, and for as long as it takes to read them; `words_read`
    and `time_read` (milliseconds) are what a person's pace is reckoned from. `folded` are the paths of folded
    sections.
    """

    document: str
    position: int
    progress: float
    status: ReadingStatus
    opened: int | None
    version: str | None = None
    read: tuple[tuple[int, int], ...] = ()
    words_read: int = 0
    time_read: int = 0
    folded: tuple[tuple[str, ...], ...] = ()
    seen: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> str:
        """The document's id: a document has one reading state."""
        return self.document


def never_opened(document_id: str) -> ReadingState:
    """Return the state of a document that nobody has opened."""
    return ReadingState(document_id, 0, 0.0, ReadingStatus.TO_READ, None)
