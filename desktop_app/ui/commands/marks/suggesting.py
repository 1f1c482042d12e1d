"""Suggesting: which tags and links may be meant by the words being typed into a note."""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop_app.compose import Margent
from desktop_app.core.annotation import Annotation
from desktop_app.core.text.note_text import link_to, link_with
from desktop_app.core.text.note_words import words_of
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.margin.captions import caption
from desktop_app.ui.margin.completing import LINK, TAG, Suggestion

if TYPE_CHECKING:
    from desktop_app.services.searching.link_targets import LinkTarget

_log = logging.getLogger(__name__)

_SHOWN = 56  # letters of what a link would lead to

Offer = Callable[[str, str, list[Suggestion]], None]
"""Takes what is being begun, the words so far, and what may be meant by them."""


class Suggesting:
    """Looks away from the window's thread."""

    def __init__(self, margent: Margent, bridge: Bridge) -> None:
        self._margent, self._noting = margent, margent.noting
        self._bridge = bridge

    def suggest(self, kind: str, words: str, own: str | None, offer: Offer) -> None:
        """Give `offer` what may be meant in the note of the annotation `own`, which is no link of its own."""
        if kind == TAG:
            self._bridge.when(self._noting.tags_like(words), lambda tags: offer(kind, words, _tags(tags, words)))
        elif not words.strip():
            self._bridge.when(self._noting.like(words), lambda found: offer(kind, words, _links(found, own)))
        else:
            self._suggest_links(words, own, offer)

    def _suggest_links(self, words: str, own: str | None, offer: Offer) -> None:
        """Offer articles and sections before annotations, which are many more."""

        def add(places: "Sequence[LinkTarget]") -> None:
            found = self._noting.like(words)
            self._bridge.when(found, lambda noted: offer(LINK, words, [*_places(places), *_links(noted, own)]))

        def go_on(error: BaseException) -> None:
            _log.warning("Articles cannot be offered as links.", exc_info=error)
            add(())

        self._bridge.when(self._margent.searching.link_targets(words), add, go_on)


def _tags(tags: Sequence[str], word: str) -> list[Suggestion]:
    return [Suggestion(f"#{tag}", f"#{tag} ") for tag in tags if tag != word]


def _places(targets: "Sequence[LinkTarget]") -> list[Suggestion]:
    """Return links to articles and sections; a section is called by its heading."""
    found: list[Suggestion] = []
    for one in targets:
        words = one.heading or one.title
        shown = f"Section · {words} · {one.title}" if one.heading else f"Article · {words}"
        found.append(Suggestion(shown[: 2 * _SHOWN], link_with(one.address, words) + " "))
    return found


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
