"""Words looked for in a text are those that reading all of it finds."""

from collections.abc import Iterator

from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.search.analysis import Analyzer, Slot, Token
from desktop_app.search.answering.cut_text import CutText

ANALYZER = Analyzer()
PIECES = (
    *("Reed", "reeds", "REEDING", "reed's", "l'eau", "eau", "don’t", "dont", "dying", "die", "happy", "happier"),
    *("İzmir", "izmir", "café", "cafe\u0301", "œuvre", "oeuvre", "C++", "c#", "a_reed", "東京都", "日reed"),
    *("re\u00aded", "‘reed’", " ", "\n", "。", "\t", "\u2009", "—", "-", "(", ",", "'", "+", "_", "9"),
)
WORDS = ("reed", "ree", "eau", "dont", "die", "dying", "happy", "izmir", "caf", "oeuvre", "c++", "c", "都", "東", "9")

texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
slots = st.builds(
    lambda word, others, typing: Slot(
        ANALYZER.slots(word)[0].term, word if typing else "", 0, "", tuple(map(ANALYZER.term_of, others))
    ),
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(["reed", "happy", "eau"]), max_size=2),
    st.booleans(),
)


def fills(token: Token, slot: Slot) -> bool:
    begins = slot.beginning != "" and token.surface.startswith(slot.beginning)
    return token.term == slot.term or token.term in slot.others or begins


def read(text: str, slot: Slot) -> Iterator[int]:
    """Yield where the words stand that fill `slot`."""
    for token in ANALYZER.tokens(text):
        if fills(token, slot):
            yield token.start


@given(texts, slots)
@example("。日reed", Slot("reed", "", 0))
def test_looking_for_a_word_finds_what_reading_finds(text: str, slot: Slot) -> None:
    cut = CutText(text, ANALYZER)
    assert [cut.span(place, place, slot)[0] for place in cut.filling(slot)] == list(read(text, slot))


@given(texts, st.integers(0, 3))
def test_the_word_after_is_the_one_that_is_read_next(text: str, count: int) -> None:
    slot = Slot("reed", "", 0)
    cut, tokens = CutText(text, ANALYZER), list(ANALYZER.tokens(text))
    known = {token.start: number for number, token in enumerate(tokens)}
    for place in cut.filling(slot):
        after = cut.after(place, count)
        number = known[cut.span(place, place, slot)[0]] + count
        expected = tokens[number].start if number < len(tokens) else None
        assert (cut.span(after, after, slot)[0] if after else None) == expected


def test_a_text_in_any_other_language_is_found_too() -> None:
    french = Analyzer("french")
    cut = CutText("Elle continue, continuellement", french)
    slot = french.slots("continuelle")[0]
    assert [cut.span(place, place, slot) for place in cut.filling(slot)] == [(15, 30)]


def test_a_word_begins_as_its_term_lets_expect() -> None:
    odd = "dying lying tying vying skies skis idly gently ugly early only singly news howe sky ties cries flies"
    long = "happiness abilities nobility organization rational relational hopping hoping agreed fluently geology"
    for word in f"{odd} {long}".split():
        assert word.startswith(ANALYZER.beginning_of(ANALYZER.term_of(word)))
