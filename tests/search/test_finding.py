"""What is found, with nothing but the overlay and then with the index: it must be the same."""

from datetime import datetime

import pytest

from desktop_app.core.document import ReadingStatus
from desktop_app.core.query.hit import HitKind
from tests.search.shelf import Bench

QUESTIONS = [
    ("nicolas maduro", ["people"]),
    ("NICOLÁS", ["people"]),
    ("dont", ["people"]),
    ("don't", ["people"]),
    ("don’t", ["people"]),
    ("C++", ["code"]),
    ("c#", ["code"]),
    ("C", ["kelvin"]),
    ("python.org", ["code"]),
    ("python", ["code"]),
    ("org", ["code"]),
    ("start", ["glued"]),
    ("end.Start", ["glued"]),
    ("東京", ["asia"]),
    ("京都", ["asia"]),
    ("都", ["asia"]),
    ("東京都庁", ["asia"]),
    ("東庁", []),
    ("서울", ["asia"]),
    ("שלום", ["rtl"]),
    ("مرحبا", ["rtl"]),
    ('"to be or not to be"', ["play"]),
    ('"be to or not"', []),
    ("negotia*", ["talks"]),
    ("negotiated", ["talks"]),
    ("negotiation", ["talks"]),
    ('"sanctions relief"', ["talks"]),
    ('"relief sanctions"', []),
    ("sanctions -relief", ["other"]),
    ("-sanctions tokyo OR zebra", ["asia", "z1"]),
    ("sanctions OR tokyo", ["asia", "other", "talks"]),
    ("-sanctions -c -python -end -tokyo -שלום -maduro -be -zebra", ["play"]),
    ("sanctions zebra", []),
    ("zebra", ["z1"]),
    ("tag:Beast", ["z1"]),
    ("tag:beast is:note", ["z1"]),
    ("tag:beast is:text", []),
    ("colour:green", ["z1"]),
    ("title:tragedy be", ["play"]),
    ("title:tragedy sanctions", []),
    ("section:tower", ["asia"]),
    ("is:title", ["play"]),
    ('"look c#"~3', ["code"]),
    ('"look learn"~3', []),
    ('"look learn"~6', ["code"]),
    ('"be be"~4', ["play"]),
    ('"that that"~9', []),
    ("negoitated~", ["talks"]),
    ("tragdy~", ["play"]),
    ("santions~", ["other", "talks"]),
    ("sanctoin~", []),
    ("note:crossing", ["z1"]),
    ("quote:crossing", []),
    ("note:relief", []),
    ("has:note", ["z1"]),
    ("has:note sanctions", []),
    ("in:tragedy be", ["play"]),
    ("is:unread sanctions", ["talks"]),
    ("is:read", ["other"]),
    ("is:reading", ["glued"]),
    ("since:2024-05-02", ["other", "z1"]),
    ("after:2024-05-02", ["z1"]),
    ("before:2024-05-03 sanctions", ["other"]),
    ("before:2024-05-02", []),
    ("lang:fr", ["z1"]),
    ("&&& ///", []),
    ("", []),
    ("relief&sanctions", []),
    ("sanctions&relief", ["talks"]),
]


def day(text: str) -> int:
    return round(datetime.fromisoformat(text).astimezone().timestamp() * 1000)


def fill(bench: Bench) -> None:
    shelf = bench.shelf
    shelf.states = {"other": ReadingStatus.FINISHED, "glued": ReadingStatus.READING}
    shelf.document("people", "President Nicolás Maduro spoke. They don’t agree.")
    shelf.document("code", "Learn C++ or C# first, then look at python.org for more.")
    shelf.document("kelvin", "It was 20 degrees C outside.")
    shelf.document("glued", "That is the end.Start again here.")
    shelf.document("asia", ("The tower", "東京都庁はTokyoにある。서울에서"))
    shelf.document("rtl", "שָׁלוֹם and مَرْحَبًا to all")
    shelf.document("play", "Well: to be, or not to be, that is it.", title="A tragedy")
    shelf.document("talks", "They negotiated sanctions relief in stages.")
    shelf.document("other", "More sanctions came.", added=day("2024-05-02T12:00"))
    added = day("2024-05-03T12:00")
    shelf.note("z1", "A zebra crossing", tags=("Beast",), colour="green", added=added, language="fr")


@pytest.fixture(params=["overlay", "index", "scan"])
def filled(bench: Bench, request: pytest.FixtureRequest) -> Bench:
    fill(bench)
    if request.param == "index":
        bench.drain()
        assert not bench.shelf.queue
    elif request.param == "scan":
        bench.shelf.queue.clear()
    return bench


@pytest.mark.parametrize(("question", "names"), QUESTIONS)
def test_what_a_question_finds(filled: Bench, question: str, names: list[str]) -> None:
    assert filled.found(question) == names


TYPED = [
    ("negotiate", ["talks"]),
    ("negotiation", ["talks"]),
    ("negotiati", []),
    ("mad", ["people"]),
    ("python.o", ["code"]),
    ("sanctions rel", ["talks"]),
]


@pytest.mark.parametrize(("question", "names"), TYPED)
def test_what_is_found_while_typing(filled: Bench, question: str, names: list[str]) -> None:
    assert filled.found(question, typing=True) == names


def test_every_keystroke_goes_on_finding_the_word(filled: Bench) -> None:
    for end in range(1, len("negotiated") + 1):
        assert "talks" in filled.found("negotiated"[:end], typing=True)


def test_a_hit_says_where_it_is(filled: Bench) -> None:
    (hit,) = filled.ask("nicolas maduro").hits
    assert (hit.kind, hit.document, hit.snippet.marked()) == (
        HitKind.TEXT,
        "people",
        "President **Nicolás** **Maduro** spoke. They don’t agree.",
    )
    assert (hit.start, hit.end) == (10, 17)


def test_a_note_is_shown_at_what_it_is_about(filled: Bench) -> None:
    (hit,) = filled.ask("crossing").hits
    assert (hit.kind, hit.annotation, hit.start, hit.end) == (HitKind.NOTE, "z1", 3, 9)
    assert hit.snippet.marked() == "A zebra **crossing**"


def test_pages_follow_each_other(bench: Bench) -> None:
    for number in range(25):
        bench.shelf.document(f"d{number}", "apple " * (number + 1))
        if number == 15:
            bench.drain()
    whole = [hit.document for hit in bench.ask("apple").hits]
    assert len(set(whole)) == 25
    pages = [bench.ask("apple", limit=10, offset=offset) for offset in (0, 10, 20, 30)]
    assert [hit.document for page in pages for hit in page.hits] == whole
    assert {page.total for page in pages} == {25}
