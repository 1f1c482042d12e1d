"""Pasted text: whether it is Markdown or not stands nowhere, so it has to be told by its looks."""

import re

_SIGNS = re.compile(
    r"""
      ^\ {0,3}\#{1,6}\ +\S                    # a heading
    | ^\ {0,3}(?:```|~~~)                     # fenced code
    | ^\ {0,3}>\ *\S                          # a quote
    | ^\ {0,3}[-*+]\ +\[[ xX]\]\ +\S          # a box to tick
    | ^\ {0,3}\|?\ *:?-{3,}:?\ *\|[-:| ]*$    # the rule below a table's head
    | ^\[[^\]\n]+\]:\ *\S                     # where a link leads
    | !?\[[^\]\n]*\]\([^)\s]+[^)\n]*\)        # a link, a picture
    | (?<!\w)(\*\*|__)(?=\S)[^\n]{1,200}?(?<=\S)\1(?!\w)
    | (?<!\w)`[^`\n]+`(?!\w)
    """,
    re.VERBOSE | re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"\s*---\n(?:[\w-]+:.*\n)+(?:.*\n)*?---(?:\n|$)")


def name_of_pasted(text: str) -> str:
    """Return a file name for `text` whose ending says how it is to be read.

    Indented lines, numbers at the beginning of one and angle brackets are no signs of Markdown: letters and articles
    have them too, and would lose words by being read so.
    """
    markdown = _FRONT_MATTER.match(text) or _SIGNS.search(text)
    return "Pasted text.md" if markdown else "Pasted text.txt"
