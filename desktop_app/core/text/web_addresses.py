"""Web addresses that somebody has simply written into a text, found as GitHub finds them.

What ends a sentence, or closes what was opened before the address, is none of it.
"""

import re
from collections.abc import Iterator

_SCHEMES = ("http", "https")
_MARK = "://"
_REST = re.compile(r"""[^\W_][^\s<>"`\\|\u200b。，、；：？！（）「」『』【】《》〈〉“”„«»…]*""")
"""From the host on. Signs of Chinese and Japanese sentences are no parts of addresses, though no space parts them."""
_ENDING = "?!.,:;*_~'’‘›‹"
_CLOSING = {")": "(", "]": "[", "}": "{"}


def web_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each address begins and ends, in order; those without `http://` or `https://` are none."""
    place = text.find(_MARK)
    while place >= 0:
        start = _scheme_start(text, place)
        rest = _REST.match(text, place + len(_MARK)) if start is not None else None
        if start is not None and rest is not None:
            end = _end(text, start, rest.end())
            if end > place + len(_MARK):
                yield start, end
        place = text.find(_MARK, max(place + len(_MARK), rest.end() if rest else 0))


def _scheme_start(text: str, place: int) -> int | None:
    start = place
    while start and text[start - 1].isascii() and text[start - 1].isalnum() and place - start <= len(_SCHEMES[-1]):
        start -= 1
    return start if text[start:place].lower() in _SCHEMES else None


def _end(text: str, start: int, end: int) -> int:
    """Return where an address ends that may reach up to `end`."""
    unpaired = {
        sign: text.count(sign, start, end) - text.count(partner, start, end) for sign, partner in _CLOSING.items()
    }
    while end > start:
        sign = text[end - 1]
        if unpaired.get(sign, 0) > 0:
            unpaired[sign] -= 1
        elif sign not in _ENDING:
            break
        end -= 1
    return end
