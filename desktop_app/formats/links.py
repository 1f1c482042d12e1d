"""Which addresses a document may link to."""

import re
from html import unescape

from desktop_app.core.text.normal_form import normalise

_ALLOWED = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Browsers skip these before and inside a scheme, so they could hide one.
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0]")


def safe_address(href: str) -> str | None:
    """Return `href` as given if it is http, https, mailto, a place in the document or a relative address; else None.

    An address that names another computer without a scheme (`//host/x`, `\\\\host\\x`) is refused too: beside a local
    file it would make the system reach for a network share.
    """
    # Unescaped, so that what is harmless here stays so when it is written into another format.
    bare = _IGNORED.sub("", unescape(href))
    if not bare or bare.startswith(("//", "\\", "/\\")):
        return None
    scheme = _SCHEME.match(bare)
    if scheme is not None and scheme.group(1).lower() not in _ALLOWED:
        return None
    return normalise(href).replace("\n", "").strip()


def is_on_web(address: str) -> bool:
    """Tell whether an address of a picture leads away from this computer, or is not a file's address at all."""
    bare = _IGNORED.sub("", address)
    # One letter and a colon is a drive, not a scheme.
    scheme = _SCHEME.match(bare)
    return bare.startswith("//") or (scheme is not None and len(scheme.group(1)) > 1)
