"""The inside of a Markdown paragraph: tokens into styled text, pictures and footnote references."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown_it.token import Token

from desktop_app.core.document import InlineKind
from desktop_app.formats.links import safe_address
from desktop_app.formats.losses import Loss, Losses
from desktop_app.formats.markdown.front_matter import one_line
from desktop_app.formats.pictures import Pictures
from desktop_app.formats.styled_text import StyledText, StyledTextBuilder

_SPANS = {"em": InlineKind.EMPHASIS, "strong": InlineKind.STRONG, "s": InlineKind.STRIKE}
_TAGS = {
    "em": InlineKind.EMPHASIS,
    "i": InlineKind.EMPHASIS,
    "cite": InlineKind.EMPHASIS,
    "strong": InlineKind.STRONG,
    "b": InlineKind.STRONG,
    "s": InlineKind.STRIKE,
    "del": InlineKind.STRIKE,
    "code": InlineKind.CODE,
    "kbd": InlineKind.CODE,
    "tt": InlineKind.CODE,
    "sup": InlineKind.SUPERSCRIPT,
    "sub": InlineKind.SUBSCRIPT,
}
_PIXELS = re.compile(r"\s*([0-9]{1,4})\s*(?:px)?\s*")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_WRITTEN_WITHOUT_SPACES = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a paragraph.

    `resource` is None where it could not be loaded; `href` is the link it stood in, `width` how wide it is to be.
    """

    words: str
    caption: str
    resource: str | None
    href: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Composed:
    """A paragraph's words and pictures. `is_pictures` says that it has no words but those of its pictures."""

    words: StyledText
    pictures: tuple[Picture, ...]
    is_pictures: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What composing needs from the document around: where pictures come from and how its footnotes are marked."""

    pictures: Pictures
    losses: Losses
    marks: Mapping[int, str]


class InlineComposer:
    """Composes one paragraph, from Markdown's tokens or from the events of an HTML parser."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._builder = StyledTextBuilder()
        self._links: list[str | None] = []
        self._pictures: list[Picture] = []
        self._has_words = False
        self._last = ""
        self._break_due = False

    def finish(self) -> Composed:
        """Return what was composed."""
        is_pictures = bool(self._pictures) and not self._has_words
        return Composed(self._builder.finish(), tuple(self._pictures), is_pictures)

    @property
    def ends_in_space(self) -> bool:
        """Whether another space would be one too many, as it is at the beginning."""
        return not self._last or self._last.isspace()

    def tokens(self, tokens: Iterable[Token]) -> None:
        """Take in the children of one inline token."""
        for token in tokens:
            self._token(token)

    def words(self, text: str) -> None:
        """Take in plain words."""
        if not text.isspace():
            self._has_words = self._has_words or bool(text)
        self._write(text)

    def soft_break(self) -> None:
        """Take in a line break that means no more than a space, or nothing between Chinese or Japanese characters."""
        self._break_due = True

    def hard_break(self) -> None:
        """Take in a line break that the writer wanted."""
        self._write("\n")

    def picture(self, address: str, words: str, caption: str, width: int = 0) -> None:
        """Take in a picture: its words stand in the text, and the picture itself is handed on."""
        words = one_line(words)
        self._pictures.append(
            Picture(
                words,
                one_line(caption),
                self._around.pictures.load(address),
                next((href for href in reversed(self._links) if href), ""),
                width,
            )
        )
        self._write(words)

    def open_link(self, address: str) -> None:
        """Begin a link; an address that may not be opened keeps its words only."""
        href = safe_address(address)
        self._links.append(href)
        if href is None:
            self._around.losses.add(Loss.LINK, one_line(address))
        else:
            self._builder.open(InlineKind.LINK, href)

    def close_link(self) -> None:
        """End the link that was begun last."""
        if self._links and self._links.pop() is not None:
            self._builder.close(InlineKind.LINK)

    def open_tag(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Take in an HTML tag that means something inside a paragraph; tell whether it does."""
        if name in _TAGS:
            self._builder.open(_TAGS[name])
        elif name == "br":
            self.hard_break()
        elif name == "a":
            self._open_anchor(attributes)
        elif name == "img":
            found = _PIXELS.fullmatch(attributes.get("width", ""))
            width = int(found[1]) if found else 0
            self.picture(attributes.get("src", ""), attributes.get("alt", ""), attributes.get("title", ""), width)
        else:
            return False
        return True

    def close_tag(self, name: str) -> bool:
        """Take in the end of an HTML tag; tell whether it means something inside a paragraph."""
        if name in _TAGS:
            self._builder.close(_TAGS[name])
        elif name == "a":
            self.close_link()
        else:
            return name == "br"
        return True

    def _open_anchor(self, attributes: Mapping[str, str]) -> None:
        if "href" in attributes:
            self.open_link(attributes["href"])
        else:
            # A mere name for this place: no link, but its end tag must find something to end.
            self._links.append(None)

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._break_due:
            joined = _WRITTEN_WITHOUT_SPACES.match(self._last) and _WRITTEN_WITHOUT_SPACES.match(text)
            self._builder.add("" if joined else " ")
            self._break_due = False
        self._builder.add(text)
        self._last = text[-1]

    def _token(self, token: Token) -> None:
        name, _, end = token.type.rpartition("_")
        if token.type in ("text", "text_special"):
            self.words(token.content)
        elif token.type == "softbreak":
            self.soft_break()
        elif token.type == "hardbreak":
            self.hard_break()
        elif end == "open":
            self._open(name, token)
        elif end == "close":
            self._close(name)
        else:
            self._object(token)

    def _open(self, name: str, token: Token) -> None:
        if name == "link":
            self.open_link(str(token.attrGet("href") or ""))
        elif name in _SPANS:
            self._builder.open(_SPANS[name])

    def _close(self, name: str) -> None:
        if name == "link":
            self.close_link()
        elif name in _SPANS:
            self._builder.close(_SPANS[name])

    def _object(self, token: Token) -> None:
        if token.type == "image":
            self.picture(
                str(token.attrGet("src") or ""), plain_words(token.children or ()), str(token.attrGet("title") or "")
            )
        elif token.type == "code_inline":
            self._builder.open(InlineKind.CODE)
            self.words(token.content)
            self._builder.close(InlineKind.CODE)
        elif token.type == "footnote_ref":
            self._has_words = True
            self._builder.refer(self._around.marks[token.meta["id"]])
        elif token.type == "html_inline":
            self._html(token.content)
        else:
            self.words(token.content)

    def _html(self, source: str) -> None:
        tag = _TAG.match(source)
        if tag is None:
            return  # a comment or a declaration: nothing that a reader would see
        closing, name = tag.group(1), tag.group(2).lower()
        known = self.close_tag(name) if closing else self.open_tag(name, _attributes_of(source))
        if not known and not closing:
            self._around.losses.add(Loss.TAG, name)


def plain_words(tokens: Sequence[Token]) -> str:
    """Return the words of tokens without any style, as a picture's alternative text needs them."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_words(token.children or ()))
        elif token.type != "html_inline":
            parts.append(token.content)
    return "".join(parts)


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (theirs)
        self.found = {name: value or "" for name, value in attrs}


def _attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes written in one start tag."""
    parser = _Attributes()
    parser.feed(tag)
    return parser.found
