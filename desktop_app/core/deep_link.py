"""Links into the library: `margent://open?document=…&annotation=…`, written and read back.

A link comes from anywhere, a web page too, so nothing in it is believed: it can name what is to be opened, and nothing
else. What it names may be gone; that is for others to find out.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, quote_plus, urlsplit

from desktop_app.core.ids import is_id

SCHEME = "margent"
_ACTION = "open"
_LONGEST = 500
"""Characters; a link with both ids has about a hundred."""
_MOST_FIELDS = 8


class NotALink(ValueError):
    """A link that leads nowhere; the message says why, for the person who followed it."""


@dataclass(frozen=True, slots=True)
class DeepLink:
    """What a link names: a document, an annotation, or both. Neither need be in the library."""

    document: str | None
    annotation: str | None


def deep_link(document: str, annotation: str | None = None) -> str:
    """Return the link that opens a document, or one of its annotations, in Margent."""
    within = "" if annotation is None else f"&annotation={quote_plus(annotation)}"
    return f"{SCHEME}://{_ACTION}?document={quote_plus(document)}{within}"


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
    link = DeepLink(_id_in(named, "document"), _id_in(named, "annotation"))
    if link.document is None and link.annotation is None:
        raise NotALink("This link does not say what to open. Copy it again from where it came.")
    return link


def _id_in(named: dict[str, list[str]], name: str) -> str | None:
    given = [value.lower() for value in named.get(name, ())]
    if not given:
        return None
    if len(given) > 1 or not is_id(given[0]):
        raise NotALink(f"This link names no {name} as Margent does: it was changed or cut. Copy it again.")
    return given[0]
