"""The query language: every text is a query, and says what a person would expect it to say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.annotation import Colour
from desktop_app.core.document import ReadingStatus
from desktop_app.core.query.hit import HitKind
from desktop_app.core.query.parser import parse
from desktop_app.core.query.tree import (
    NOTHING,
    All,
    Any,
    Coloured,
    Dated,
    Fuzzy,
    HasNote,
    InDocument,
    InLanguage,
    InSection,
    InState,
    Near,
    Not,
    OfKind,
    Phrase,
    Prefix,
    Query,
    Tagged,
    Titled,
    Within,
    Word,
)

TODAY = date(2026, 11, 25)
ULID = "01jd8x7q4mz8r2w5t9k3b6c1fd"

EXAMPLES: list[tuple[str, Query]] = [
    ("", NOTHING),
    ("   ", NOTHING),
    ("relief", Word("relief")),
    ("sanctions relief", All((Word("sanctions"), Word("relief")))),
    ('"sanctions relief"', Phrase("sanctions relief")),
    ("“sanctions relief”", Phrase("sanctions relief")),
    ('"never closed', Phrase("never closed")),
    ('""', Phrase("")),
    ("negotia*", Prefix("negotia")),
    ("*", Word("*")),
    ("-war", Not(Word("war"))),
    ('-"cold war"', Not(Phrase("cold war"))),
    ("-", Word("-")),
    ("well-known", Word("well-known")),
    ("cats OR dogs", Any((Word("cats"), Word("dogs")))),
    ("a b OR c OR d e", All((Word("a"), Any((Word("b"), Word("c"), Word("d"))), Word("e")))),
    ("OR", Word("OR")),
    ("OR cats", All((Word("OR"), Word("cats")))),
    ("cats OR", All((Word("cats"), Word("OR")))),
    ("cats or dogs", All((Word("cats"), Word("or"), Word("dogs")))),
    ("tag:politics", Tagged("politics")),
    ('tag:"to read"', Tagged("to read")),
    ("-tag:done", Not(Tagged("done"))),
    ("colour:yellow", Coloured(Colour.YELLOW)),
    ("Color:Yellow", Coloured(Colour.YELLOW)),
    ("colour:mauve", Word("colour:mauve")),
    ("is:note", OfKind(HitKind.NOTE)),
    ("is:highlights", OfKind(HitKind.HIGHLIGHT)),
    ("is:", Word("is:")),
    (f"in:{ULID}", InDocument(ULID)),
    ("in:time", Titled("time")),
    ("title:maduro", Titled("maduro")),
    ('"cats dogs"~3', Near("cats dogs", 3)),
    ('"cats dogs"~', Near("cats dogs", 5)),
    ('-"cats dogs"~3', Not(Near("cats dogs", 3))),
    ('"never closed~3', Phrase("never closed~3")),
    ("caracsa~", Fuzzy("caracsa")),
    ("~", Word("~")),
    ("note:why", Within(HitKind.NOTE, Word("why"))),
    ('quote:"in stages"', Within(HitKind.HIGHLIGHT, Phrase("in stages"))),
    ("-note:why", Not(Within(HitKind.NOTE, Word("why")))),
    ("note:", Word("note:")),
    ("is:unread", InState(ReadingStatus.TO_READ)),
    ("is:read", InState(ReadingStatus.FINISHED)),
    ("has:note", HasNote()),
    ("has:wings", Word("has:wings")),
    ("lang:DE", InLanguage("de")),
    ("lang:german", Word("lang:german")),
    ("since:2024", Dated(first="2024-01-01")),
    ("since:2024-02", Dated(first="2024-02-01")),
    ("after:2024-02", Dated(first="2024-03-01")),
    ("after:2024-12-31", Dated(first="2025-01-01")),
    ("before:2024", Dated(last="2023-12-31")),
    ("before:2024-03-01", Dated(last="2024-02-29")),
    ("since:7d", Dated(first="2026-11-18")),
    ("since:yesterday", Dated(first="2026-11-24")),
    ("since:2024-02-30", Word("since:2024-02-30")),
    ("since:9999-12", Dated(first="9999-12-01")),
    ("before:0001", Dated(last="0001-01-01")),
    ('section:"human rights"', InSection("human rights")),
    ("nobody:knows", Word("nobody:knows")),
    ('nobody:"knows this"', Phrase("nobody:knows this")),
    ("http://example.org/a", Word("http://example.org/a")),
    ("(a", Word("(a")),
]


@pytest.mark.parametrize(("text", "query"), EXAMPLES)
def test_what_is_asked(text: str, query: Query) -> None:
    assert parse(text, today=TODAY) == query


TYPED: list[tuple[str, Query]] = [
    ("sanc", Prefix("sanc")),
    ("sanctions rel", All((Word("sanctions"), Prefix("rel")))),
    ("sanctions ", Word("sanctions")),
    ('"sanctions rel', Phrase("sanctions rel", prefix=True)),
    ('"sanctions relief"', Phrase("sanctions relief")),
    ("peace -wa", All((Word("peace"), Not(Word("wa"))))),
    ("title:mad", Titled("mad", prefix=True)),
    ("note:wh", Within(HitKind.NOTE, Prefix("wh"))),
    ("in:mad", Titled("mad", prefix=True)),
    ('"cats dogs"~', Near("cats dogs", 5)),
    ("section:hum", InSection("hum", prefix=True)),
    ("cats OR do", Any((Word("cats"), Prefix("do")))),
    ("", NOTHING),
]


@pytest.mark.parametrize(("text", "query"), TYPED)
def test_the_last_word_is_unfinished_while_typing(text: str, query: Query) -> None:
    assert parse(text, typing=True) == query


@given(st.text() | st.text(alphabet='ab "“-:*~() ORtagis0123sincef\n'), st.booleans())
def test_every_text_is_a_query(text: str, typing: bool) -> None:
    query = parse(text, typing=typing)
    assert query == parse(text, typing=typing)
    assert hash(query) == hash(parse(text, typing=typing))
    assert (query == NOTHING) == (not text.split())


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=2, max_size=6))
def test_plain_words_are_all_asked_for(words: list[str]) -> None:
    assert parse(" ".join(words)) == All(tuple(Word(word) for word in words))


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=6), st.booleans())
def test_quoted_words_stay_together(words: list[str], typing: bool) -> None:
    assert parse(f'"{" ".join(words)}"', typing=typing) == Phrase(" ".join(words))
