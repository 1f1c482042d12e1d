"""Whether a paragraph runs from the right to the left."""

from unicodedata import bidirectional


def runs_leftwards(text: str) -> bool:
    """Tell it by the first letter that has a direction of its own, as the Unicode rules have it."""
    if text.isascii():
        return False
    for sign in text:
        match bidirectional(sign):
            case "L":
                return False
            case "R" | "AL":
                return True
    return False
