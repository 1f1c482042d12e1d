"""Which tags there are, and which annotations and articles have one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_KINDS = ("annotation", "document")
_USES = """
SELECT tag.value, sum(row.kind = 'annotation'), sum(row.kind = 'document') FROM (
    SELECT 'annotation' AS kind, value FROM annotation WHERE deleted IS NULL AND json_valid(value)
    UNION ALL SELECT 'document', value FROM document WHERE deleted IS NULL AND json_valid(value)
) AS row, json_each(row.value, '$.tags') AS tag GROUP BY tag.value ORDER BY count(*) DESC, tag.value
"""
_TAGGED = """
SELECT row.id FROM (SELECT id, value FROM {} WHERE json_valid(value)) AS row
WHERE EXISTS (SELECT 1 FROM json_each(row.value, '$.tags') AS tag WHERE tag.value = ?) ORDER BY row.id
"""

Ask = Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag, and how many annotations and articles outside the trash have it."""

    tag: str
    annotations: int
    articles: int


def tag_uses(ask: Ask) -> list[TagUse]:
    """Return every tag outside the trash, those used most first."""
    return [TagUse(str(tag), annotations, articles) for tag, annotations, articles in ask(_USES)]


def tagged(ask: Ask, tag: str) -> tuple[list[str], list[str]]:
    """Return the ids of the annotations and of the articles that have a tag, in the trash too."""
    annotations, articles = ([row[0] for row in ask(_TAGGED.format(kind), (tag,))] for kind in _KINDS)
    return annotations, articles
