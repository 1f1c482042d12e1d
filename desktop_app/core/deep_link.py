"""Links into the library: `margent://open?document=…&annotation=…`, written and read back.

A link to a section has `&section=` with its heading, and `&at=` with the code point where it stood: texts may have many
headings of the same words, and in a new version they stand elsewhere.

A link comes from anywhere, a web page too, so nothing in it is believed: it can name what is to be opened, and nothing
else. What it names may be gone; that is for others to find out.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, quote_plus, urlsplit

from desktop_app.core.ids import is_id

SCHEME = "margent"
_ACTION = "open"
_LONGEST = 2000
"""Characters; a link with both ids has about a hundred, one to a section up to twelve for each sign of its heading."""
_LONGEST_HEADING = 120
_MOST_FIELDS = 8


class NotALink(ValueError):
    """A link that leads nowhere; the message says why, for the person who followed it."""


@dataclass(frozen=True, slots=True)
class DeepLink:
    """What a link names: a document, an annotation, or both; of a document perhaps a section. None need be there.

    `section` is what `heading_key` makes of a heading, empty for no section; it stood at the code point `at`.
    """

    document: str | None
    annotation: str | None
    section: str = ""
    at: int = 0


def deep_link(document: str, annotation: str | None = None) -> str:
    """Return the link that opens a document, or one of its annotations, in Margent."""
    within = "" if annotation is None else f"&annotation={quote_plus(annotation)}"
    return f"{SCHEME}://{_ACTION}?document={quote_plus(document)}{within}"


def section_link(document: str, heading: str, at: int) -> str:
    """Return the link that opens a document at the section with a heading, which stands about the code point `at`."""
    named = quote_plus(" ".join(heading.split())[:_LONGEST_HEADING], errors="replace")
    return f"{deep_link(document)}&section={named}&at={at}"


def heading_key(heading: str) -> str:
    """Return what two headings have in common that a link to a section takes for the same."""
    return " ".join(heading.split())[:_LONGEST_HEADING].casefold()


def is_deep_link(text: str) -> bool:
    """Tell whether `text` is a link of ours by its scheme; it may still lead nowhere."""
    return text[: len(SCHEME) + 1].casefold() == f"{SCHEME}:" and not any(sign.isspace() for sign in text)


def read_link(text: str) -> DeepLink:
    """Return what a link names. Raises NotALink with a sentence."""
    if len(text) > _LONGEST or not text.isprintable():
        raise NotALink("This link is none of Margent’s: it is too long, or has signs that no link has.")
    try:
        parts = urlsplit(text)
        named = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise NotALink("This link cannot be read: a part of it is missing. Copy it again from where it came.") from None
    if parts.scheme != SCHEME:
        raise NotALink(f"This is no link of Margent’s: those begin with {SCHEME}://{_ACTION}?")
    # A browser may put a slash after the action, and an older one may write it without the two before.
    if f"{parts.netloc}{parts.path}".strip("/").casefold() != _ACTION:
        raise NotALink("A link can only open an article, a highlight or a note; this one asks for something else.")
    section = heading_key(named.get("section", [""])[0])
    link = DeepLink(_id_in(named, "document"), _id_in(named, "annotation"), section, _number(named.get("at", [""])[0]))
    if link.document is None and link.annotation is None:
        raise NotALink("This link does not say what to open. Copy it again from where it came.")
    return link


def _number(told: str) -> int:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 12 else 0


def _id_in(named: dict[str, list[str]], name: str) -> str | None:
    given = [value.lower() for value in named.get(name, ())]
    if not given:
        return None
    if len(given) > 1 or not is_id(given[0]):
        raise NotALink(f"This link names no {name} as Margent does: it was changed or cut. Copy it again.")
    return given[0]
