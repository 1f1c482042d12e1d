"""Identifiers: ULIDs in lower case, always shown and exported whole."""

import hashlib
import re
from collections.abc import Iterable

PATTERN = "[0-7][0-9a-hjkmnp-tv-z]{25}"
"""What an id looks like, as a regular expression."""

_FORM = re.compile(PATTERN)


def new_id() -> str:
    """Return a fresh ULID of 26 lower-case characters; ids sort roughly by the time they were made."""
    from ulid import ULID  # brings along 20 ms of start-up that reading does not need

    return str(ULID()).lower()


def derived_id(*parts: str) -> str:
    """Return an id made of `parts`, always the same for the same ones: what comes twice is known to be there."""
    from ulid import ULID

    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).digest()
    return str(ULID.from_bytes(digest[:16])).lower()


def is_id(text: str) -> bool:
    """Tell whether `text` has the form of an id."""
    return _FORM.fullmatch(text) is not None


def with_prefix(prefix: str, ids: Iterable[str]) -> list[str]:
    """Return the ids that begin with `prefix`, letter case aside; several mean that the prefix is ambiguous."""
    wanted = prefix.lower()
    return [candidate for candidate in ids if candidate.startswith(wanted)]
