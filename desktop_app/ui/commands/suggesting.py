"""Suggesting: which tags and links may be meant by the words being typed into a note."""

from collections.abc import Callable, Sequence

from desktop_app.core.annotation import Annotation
from desktop_app.core.text.note_text import link_to
from desktop_app.core.text.note_words import words_of
from desktop_app.services.noting import Noting
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.margin.captions import caption
from desktop_app.ui.margin.completing import TAG, Suggestion

_SHOWN = 56  # letters of what a link would lead to

Offer = Callable[[str, str, list[Suggestion]], None]
"""Takes what is being begun, the words so far, and what may be meant by them."""


class Suggesting:
    """Looks away from the window's thread."""

    def __init__(self, noting: Noting, bridge: Bridge) -> None:
        self._noting = noting
        self._bridge = bridge

    def suggest(self, kind: str, words: str, own: str | None, offer: Offer) -> None:
        """Give `offer` what may be meant in the note of the annotation `own`, which is no link of its own."""
        if kind == TAG:
            self._bridge.when(self._noting.tags_like(words), lambda tags: offer(kind, words, _tags(tags, words)))
        else:
            self._bridge.when(self._noting.like(words), lambda found: offer(kind, words, _links(found, own)))


def _tags(tags: Sequence[str], word: str) -> list[Suggestion]:
    return [Suggestion(f"#{tag}", f"#{tag} ") for tag in tags if tag != word]


def _links(annotations: Sequence[Annotation], own: str | None) -> list[Suggestion]:
    """Return links to annotations, but for the one whose note is being typed; they are called by their first words."""
    found: list[Suggestion] = []
    for one in annotations:
        words = caption(one)
        short = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]}…"
        shown = " · ".join(part for part in (short, words_of(one.note)) if part)
        if one.id != own:
            found.append(Suggestion(shown[: 2 * _SHOWN], link_to(one.id, short) + " "))
    return found
