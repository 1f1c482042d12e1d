"""How a question was read, and what a clause may become."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.query.completing import completions
from desktop_app.core.query.parser import parse
from desktop_app.core.query.reading import reading_of

READINGS = {
    "sanctions relief": "",
    '"sanctions relief"': "the words “sanctions relief” in a row",
    "sanctions OR relief": "“sanctions” or “relief”",
    "sanctions -war tag:iran": "“sanctions”, tagged “iran”, but not “war”",
    "note:why colour:green": "“why”, in notes, highlighted green (Evidence)",
    "caracsa~": "“caracsa” or a word one letter away",
    '"cats dogs"~3': "“cats” and “dogs” with at most 3 words between",
    "is:unread since:2024-05": "everything, in articles not read yet, since 1 May 2024",
    "before:2024 lang:de": "everything, up to 31 December 2023, in German",
    "-war": "anything but “war”",
}


@pytest.mark.parametrize(("text", "reading"), READINGS.items())
def test_a_question_is_told_in_a_line(text: str, reading: str) -> None:
    assert reading_of(parse(text, today=date(2026, 11, 25))) == reading


@given(st.text(), st.booleans())
def test_every_question_can_be_told_and_completed(text: str, typing: bool) -> None:
    assert isinstance(reading_of(parse(text, typing=typing)), str)
    for offered in completions(text, ["a b", 'c"d'], [text]):
        assert offered.text.startswith(text[:1]) or text.lstrip() != text or not text[:1].isalnum()


def test_what_a_clause_may_become() -> None:
    assert [each.text for each in completions("war col")] == ["war colour:"]
    assert [each.text for each in completions("war -tag:po", ["politics", "poverty line", "war"])] == [
        "war -tag:politics ",
        'war -tag:"poverty line" ',
    ]
    assert [each.text for each in completions("colour:p")] == ["colour:pink "]
    assert [each.text for each in completions("in:neg", titles=["Negotiating with Caracas"])] == [
        'in:"Negotiating with Caracas" '
    ]
    assert [each.text for each in completions("war -tag:", ["politics", "war"])] == [
        "war -tag:politics ",
        "war -tag:war ",
    ]
    assert [each.clause for each in completions("IS:")][:2] == ["is:text", "is:highlight"]
    assert completions("note:") == completions('"is:') == []
    assert completions("war ") == []
    assert completions("colour:pink") == []
    assert completions("") == []
