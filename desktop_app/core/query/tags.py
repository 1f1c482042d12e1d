"""Questions that ask for a tag which is called something else now."""

import re


def retagged_query(text: str, tag: str, other: str) -> str:
    """Return a question in which `tag:` asks for `other` wherever it asked for `tag`, letter case aside."""
    clause = re.compile(rf'(?<!\S)(-?\(*tag:)("?){re.escape(tag)}\2(?=[\s)]|\Z)', re.IGNORECASE)
    return clause.sub(lambda found: f"{found[1]}{found[2]}{other}{found[2]}", text)
