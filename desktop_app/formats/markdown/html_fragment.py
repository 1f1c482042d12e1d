"""The HTML that stands in Markdown files: its words with the few tags that have a meaning here, without the others."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

from desktop_app.formats.losses import Loss
from desktop_app.formats.markdown.inline import Composed, InlineComposer, Surroundings

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNDERSTOOD = frozenset({"p", "hr", "pre", *_HEADINGS})
_BREAKING = _UNDERSTOOD | {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "header", "html", "li", "main", "nav", "ol", "section", "summary"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_UNREAD = frozenset({"script", "style"})
_ANY_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"\s+")


class HtmlFragment(HTMLParser):
    """Reads one block of HTML. `paragraph` takes each paragraph and its heading level (0: none); `rule` takes rules."""

    def __init__(
        self, around: Surroundings, paragraph: Callable[[Composed, int], None], rule: Callable[[], None]
    ) -> None:
        super().__init__(convert_charrefs=True)
        self._around = around
        self._paragraph = paragraph
        self._rule = rule
        self._composer = InlineComposer(around)
        self._level = 0
        self._unread = False
        self._keeps_lines = False

    def read(self, source: str) -> None:
        """Take in the whole block."""
        try:
            self.feed(source)
            self.close()
        except AssertionError:
            # The standard parser gives up so on a malformed declaration such as "<![x": keep the words.
            self._composer = InlineComposer(self._around)
            self.handle_data(_ANY_TAG.sub(" ", source))
        self._end_paragraph()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser for `<tag>`."""
        if tag in _UNREAD:
            self._unread = True
            self._around.losses.add(Loss.SCRIPT)
        elif tag in _BREAKING:
            self._end_paragraph()
            self._level = int(tag[1]) if tag in _HEADINGS else 0
            self._keeps_lines = tag == "pre"
            if tag == "hr":
                self._rule()
        elif self._composer.open_tag(tag, {name: value or "" for name, value in attrs}):
            return
        if tag not in _UNDERSTOOD and tag not in _UNREAD:
            self._around.losses.add(Loss.TAG, tag)

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser for `</tag>`."""
        if tag in _UNREAD:
            self._unread = False
        elif tag in _BREAKING:
            self._end_paragraph()
            self._level = 0
            self._keeps_lines = False
        else:
            self._composer.close_tag(tag)

    def handle_data(self, data: str) -> None:
        """Called by the parser for the words between tags."""
        if self._unread:
            return
        if not self._keeps_lines:
            data = _SPACES.sub(" ", data)
            data = data.lstrip() if self._composer.ends_in_space else data
        self._composer.words(data)

    def unknown_decl(self, data: str) -> None:
        """Called by the parser for `<![…]>`; in a CDATA section that is text."""
        if data.startswith("CDATA["):
            self.handle_data(data[len("CDATA[") :])

    def _end_paragraph(self) -> None:
        self._paragraph(self._composer.finish(), self._level)
        self._composer = InlineComposer(self._around)
