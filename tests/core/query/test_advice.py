"""What is said where a search finds nothing."""

import pytest

from desktop_app.core.query.advice import advice
from desktop_app.core.query.hit import Results
from desktop_app.core.query.parser import parse

NOTHING = Results((), 0)


@pytest.mark.parametrize("text", ["tag:", "tag:claims", "sanctions tag:claims", "tag:a OR tag:b"])
def test_in_a_library_without_tags_one_learns_how_to_make_one(text: str) -> None:
    for results in (NOTHING, Results((), 3)):
        said = advice(text, parse(text, typing=True), [], results)
        assert said.startswith("There are no tags yet. Press t on a highlight")


def test_a_tag_that_is_not_there_is_answered_with_those_that_are() -> None:
    tags = ["claims", "evidence"]
    said = advice("tag:claim", parse("tag:claim", typing=True), tags, NOTHING)
    assert said == "Nothing is tagged “claim”. There are tags such as claims, evidence."
    assert advice("tag:claims", parse("tag:claims"), tags, Results((), 3)) == ""
    many = [f"tag{number}" for number in range(9)]
    assert "tag5 and others." in advice("tag:x", parse("tag:x"), many, NOTHING)


@pytest.mark.parametrize("text", ["zebra", "zebra tag:claims", "-tag:nothing zebra"])
def test_otherwise_other_words_may_help_or_patience(text: str) -> None:
    query = parse(text, typing=True)
    assert advice(text, query, ["claims"], NOTHING).startswith("Nothing found. ")
    assert advice("tag:x", parse("tag:x"), [], Results((), 2, approximate=True)) == ""
    assert advice(text, query, ["claims"], Results((), 0, approximate=True)).startswith("Nothing found so far: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour:purple", "There is no colour “purple”. There are yellow, green, blue, pink, orange."),
        ("sea before:2021-13-40", "“2021-13-40” is no day."),
        ("aftr:2021", "There is no “aftr:”. Did you mean “after:2021”?"),
        ("https://sea.example", "Nothing found. "),
        ("note: sea", "Nothing found. "),
    ],
)
def test_what_was_meant_as_a_filter_and_is_none_is_told(text: str, said: str) -> None:
    assert advice(text, parse(text, typing=True), ["claims"], NOTHING).startswith(said)
    assert advice(text, parse(text, typing=True), ["claims"], Results((), 2)) == ""


def test_accents_make_no_other_tag() -> None:
    assert advice("tag:café zzz", parse("tag:café zzz"), ["cafe"], NOTHING).startswith("Nothing found. ")
