"""What an annotation is called where there is only a line for it."""

from collections.abc import Mapping

from desktop_app.core.annotation import Annotation, Colour, Motivation, Placed, Scope

BOOKMARK = "Bookmark · "
"""What the caption of a bookmark begins with."""


def caption(annotation: Annotation) -> str:
    """Return what a card is about, in one line: the marked words, or the section, or the article."""
    match annotation.target.scope:
        case Scope.SECTION if annotation.target.section is not None:
            return f"§ Section note · {annotation.target.section.heading}"
        case Scope.DOCUMENT:
            return "Note on the article"
        case Scope.BLOCK if annotation.target.quote is not None:
            return f"¶ {' '.join(annotation.target.quote.exact.split())}"
    words = " ".join(annotation.target.quote.exact.split()) if annotation.target.quote else ""
    return f"{BOOKMARK}{words}" if annotation.motivation is Motivation.BOOKMARKING else words


def told(placed: Placed, names: Mapping[Colour, str]) -> str:
    """Return an annotation as a screen reader says it: its kind, how surely it stands, and what it is about.

    `names` is what the colours are called.
    """
    annotation = placed.annotation
    kind = names[annotation.colour] if annotation.colour is not None else "Note"
    return f"{kind}{'' if placed.placement.sure else f', {placed.placement.state}'}: {caption(annotation)}"
