"""Questions that ask for a tag which is called something else now."""

import re

from desktop_app.core.text.folding import folded

_CLAUSE = re.compile(
    r"""(?<!\S)(?P<field>-?tag:)(?:(?P<opens>["“”])(?P<quoted>[^"“”]*)(?P<closes>["“”])|(?P<bare>[^\s"“”]+))""",
    re.IGNORECASE,
)


def retagged_query(text: str, tag: str, other: str) -> str:
    """Return a question in which `tag:` asks for `other` wherever it asked for `tag`, letter case and accents aside."""

    def asked(clause: re.Match[str]) -> str:
        value = clause["bare"] or clause["quoted"] or ""
        if folded(value.strip()) != folded(tag):
            return clause[0]
        return f"{clause['field']}{clause['opens'] or ''}{other}{clause['closes'] or ''}"

    return _CLAUSE.sub(asked, text)
