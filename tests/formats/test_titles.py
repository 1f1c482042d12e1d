"""Titles of documents whose files do not name one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.formats.titles import LONGEST_GUESS, UNTITLED, Title, guess_title, readable_name


def from_lead(lead: str) -> str:
    return guess_title(lead=lead).title


def test_a_marked_title_is_taken_as_it_is() -> None:
    best = guess_title(marked=" The long\n harbour ", heading="Other", lead="Words.", file_name="name.txt")
    assert best == Title("The long harbour", guessed=False)


def test_without_a_mark_the_heading_then_the_lead_then_the_name() -> None:
    given_all = {"heading": "A letter", "lead": "The harbour was quiet.", "file_name": "my-article_notes.txt"}
    assert guess_title(**given_all) == Title("A letter", guessed=True)
    assert guess_title(**{**given_all, "heading": ""}) == Title("The harbour was quiet", guessed=True)
    assert guess_title(file_name="my-article_notes.txt") == Title("my article notes", guessed=True)
    assert guess_title(heading="  ", lead="\n") == Title(UNTITLED, guessed=True)


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("The harbour was quiet. Nobody came.", "The harbour was quiet"),
        ("Who owns the light? Nobody knew.", "Who owns the light?"),
        ("Mr. Tom B. Reed rowed to the U.S. coast. Nobody saw.", "Mr. Tom B. Reed rowed to the U.S. coast"),
        ("Version 1.2 of the chart was wrong. It had rocks.", "Version 1.2 of the chart was wrong"),
        ("港は静かだった。誰も来なかった。", "港は静かだった"),
    ],
)
def test_a_short_first_sentence_is_the_title(lead: str, title: str) -> None:
    assert from_lead(lead) == title


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    lead = "The harbour was quiet that morning, and the boats lay still against the quay while the gulls slept."
    assert from_lead(lead) == "The harbour was quiet that morning"


def test_a_long_clause_is_cut_between_words_and_says_so() -> None:
    title = from_lead(
        "Nobody who had ever rowed out to the old lighthouse expected the keeper to leave his keys there."
    )
    assert title == "Nobody who had ever rowed out to the old lighthouse expected the keeper…"


@pytest.mark.parametrize(
    "name",
    [
        "000_60fc17c567a14149.txt",
        "d41d8cd98f00b204e9800998ecf8427e",
        "550e8400-e29b-41d4-a716-446655440000.pdf",
        "01jd8x7q4mz8r2w5t9k3b6c1fd.md",
        "article_60fc17c567a14149.html",
        "deadbeefcafe.txt",
        "20240301.txt",
        "",
    ],
)
def test_a_name_made_by_a_machine_is_no_title(name: str) -> None:
    assert readable_name(name) == ""
    assert guess_title(file_name=name) == Title(UNTITLED, guessed=True)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("The faded notes.txt", "The faded notes"),
        ("灯台の話.txt", "灯台の話"),
        ("2024 report on tides.md", "2024 report on tides"),
    ],
)
def test_a_name_given_by_a_person_is_kept(name: str, words: str) -> None:
    assert readable_name(name) == words


@given(st.text(), st.text(), st.text())
def test_any_document_gets_a_title_of_one_line(heading: str, lead: str, name: str) -> None:
    title = guess_title(heading=heading, lead=lead, file_name=name).title
    assert title.strip()
    assert len(title.splitlines()) == 1


@given(st.text(alphabet="ab ,.–é日。", max_size=300))
def test_a_guess_from_the_lead_is_short(lead: str) -> None:
    assert len(from_lead(lead)) <= LONGEST_GUESS
