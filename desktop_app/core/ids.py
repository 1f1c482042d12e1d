"""Identifiers: ULIDs in lower case, always shown and exported whole."""

from collections.abc import Iterable


def new_id() -> str:
    """Return a fresh ULID of 26 lower-case characters; ids sort roughly by the time they were made."""
    from ulid import ULID  # brings along 20 ms of start-up that reading does not need

    return str(ULID()).lower()


def with_prefix(prefix: str, ids: Iterable[str]) -> list[str]:
    """Return the ids that begin with `prefix`, letter case aside; several mean that the prefix is ambiguous."""
    wanted = prefix.lower()
    return [candidate for candidate in ids if candidate.startswith(wanted)]
