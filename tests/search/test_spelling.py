"""Words one letter apart, found by the table of symmetric deletes as by comparing all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.search.answering.places import near_each_other
from desktop_app.search.leaf import PLACE_BITS
from desktop_app.search.spelling import are_alike, candidates, may_be_misspelt, resembling, table
from desktop_app.search.strings import Strings, packed
from tests.search.shelf import Bench

words = st.text(alphabet="abcжé", min_size=1, max_size=7)


def apart(one: str, other: str) -> int:
    """Return how many letters two words are apart, by the textbook: Damerau's distance of neighbours."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            least = min(row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                least = min(least, rows[i - 2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


@given(words, words, st.integers(1, 2))
def test_alike_is_at_most_so_many_letters_apart(one: str, other: str, letters: int) -> None:
    assert are_alike(one, other, letters) == (apart(one, other) <= letters)


@given(st.lists(words, unique=True, max_size=30), words)
def test_the_table_finds_every_word_that_is_alike(known: list[str], word: str) -> None:
    hashes, places = table(known)
    found = {known[place] for place in candidates(word, hashes, places)}
    assert {each for each in known if may_be_misspelt(each) and are_alike(each, word)} <= found


@given(st.lists(st.text(alphabet="abж", min_size=1, max_size=12), unique=True, min_size=1, max_size=30), st.data())
def test_every_word_that_is_two_letters_apart_resembles(known: list[str], data: st.DataObject) -> None:
    word = data.draw(st.text(alphabet="abж", min_size=1, max_size=12))
    strings = packed(sorted(each.encode() for each in known))
    near = resembling(word.encode(), strings.blob, strings.bounds, 2 * widest(word))
    found = {Strings(strings)[place].decode() for place in near.tolist()}
    assert {each for each in known if widest(each) <= widest(word) and are_alike(each, word, 2)} <= found


def widest(word: str) -> int:
    """Return how many bytes the longest of its letters takes."""
    return max(len(letter.encode()) for letter in word)


def test_words_are_found_by_their_commonest_misspellings() -> None:
    known = ["caracas", "sanctions", "relief", "北京市", "переговоры"]
    hashes, places = table(known)
    for wrong, right in {"caracsa": 0, "sancions": 1, "releif": 2, "relieff": 2, "переговори": 4}.items():
        assert right in candidates(wrong, hashes, places)


@given(
    st.lists(st.sampled_from("abcd"), max_size=14), st.sampled_from(["ab", "ba", "aa", "abc", "aab"]), st.integers(0, 5)
)
def test_near_is_what_a_window_over_the_text_holds(text: list[str], sought: str, within: int) -> None:
    base = 3 << PLACE_BITS
    several = [np.array([base + at for at, each in enumerate(text) if each == word], np.int64) for word in sought]
    width = within + len(sought)
    windows = (text[begin : begin + width] for begin in range(len(text)))
    there = any(all(window.count(word) >= sought.count(word) for word in sought) for window in windows)
    assert bool(len(near_each_other(several, within))) == there


def test_another_spelling_is_offered_for_words_that_stand_nowhere(bench: Bench) -> None:
    bench.shelf.document("a", "Sanctions relief in Caracas.", "Sanctions, and releases.")
    bench.shelf.document("c", "Negotiations and negotiators.")
    bench.shelf.document("b", "The carcass of an ox.")
    for _ in range(2):
        for text, meant in {
            "sanctoins releif": "sanctions relief",
            "caracsa": "caracas",
            "sanctions relief": "",
            'tag:sanctoins -releif "releif"': "",
            "zzyzx": "",
            "sancions relese": "sanctions releases",
            "negotatons": "negotiations",
            "crcs": "",
            "negotiates": "",
            "begotatons": "",
        }.items():
            bench.ask(text)
            assert bench.searcher.respelt(text) == meant
        bench.ask("sanct", typing=True)
        assert bench.searcher.respelt("sanct", typing=True) == ""
        bench.drain()


def test_a_misspelling_that_was_corrected_is_unknown_again(bench: Bench) -> None:
    bench.shelf.document("a", "Sanctions relief in Caracas.")
    bench.shelf.note("n", "on sanctoins")
    bench.drain()
    bench.ask("sanctoins")
    assert bench.searcher.respelt("sanctoins") == ""
    bench.shelf.note("n", "on sanctions")
    bench.drain()
    bench.ask("sanctoins")
    assert bench.searcher.respelt("sanctoins") == "sanctions"


def test_a_word_near_a_misspelt_one_counts_only_while_a_text_has_it(bench: Bench) -> None:
    bench.shelf.document("a", "All sanctions.")
    bench.shelf.document("b", "One sanction.")
    bench.drain()
    assert bench.found("sanctio~") == ["a", "b"]  # "sanction" stands for its other form as well
    bench.shelf.remove("document:b")
    for _ in range(2):
        assert bench.found("sanctio~") == []
        assert bench.found("sanctin~") == []
        assert bench.found("sanctins~") == ["a"]
        bench.drain()
