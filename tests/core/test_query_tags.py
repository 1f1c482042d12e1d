"""Questions follow a tag to its new name, and nothing else in them changes."""

import pytest

from desktop_app.core.query.tags import retagged_query


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tag:check", "tag:verify"),
        ("bridge -tag:Check OR TAG:check", "bridge -tag:verify OR TAG:verify"),
        ('tag:"check" in:bridge', 'tag:"verify" in:bridge'),
        ("tag:checked tag:check* check note:check", "tag:checked tag:check* check note:check"),
        ("", ""),
    ],
)
def test_a_question_follows_a_tag(before: str, after: str) -> None:
    assert retagged_query(before, "check", "verify") == after
