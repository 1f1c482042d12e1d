"""Sentences that name keys: `{go.library:Ctrl+1}` stands for the key which that action has now, usually Ctrl+1."""

import re
from collections.abc import Callable
from typing import Protocol

_NAMED = re.compile(r"\{([a-z]+\.[a-z_]+):([^{} ]+)\}")


class Keys(Protocol):
    """Knows which key an action has now, and says it in sentences."""

    def key_of(self, action_id: str) -> str:
        """Return the key as it is written, "Ctrl+K" or "h"."""
        ...

    def said(self, words: str) -> str:
        """Return the words with the keys that they name."""
        ...


def with_keys(words: str, key_of: Callable[[str], str]) -> str:
    """Return words with the keys that they name."""
    return _NAMED.sub(lambda named: key_of(named[1]), words) if "{" in words else words


class UsualKeys:
    """The keys of the action table, before a person's own are known."""

    def key_of(self, action_id: str) -> str:
        """Return the usual key."""
        from desktop_app.ui.actions.table import BY_ID

        return BY_ID[action_id].keys[0]

    def said(self, words: str) -> str:
        """Return words as they were written, with the usual keys."""
        return _NAMED.sub(lambda named: named[2], words)
