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


@pytest.mark.parametrize(
    ("asked", "since"),
    [
        ("tag:“old tag” sea", "tag:“new” sea"),
        ('-tag:"Old Tag"', '-tag:"new"'),
        ("tag:old sea", "tag:old sea"),
    ],
)
def test_quoted_tags_are_renamed_too(asked: str, since: str) -> None:
    assert retagged_query(asked, "old tag", "new") == since


def test_accents_make_no_other_tag() -> None:
    assert retagged_query("tag:cafe", "café", "bistro") == "tag:bistro"
