"""Two texts are compared word by word: what was kept is known, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.likeness import alignment as module
from desktop_app.core.likeness.alignment import Alignment
from desktop_app.core.likeness.wording import Vocabulary
from tests.strategies import nasty_texts

_phrases = st.lists(st.sampled_from("abcdefghijklmn"), max_size=60).map(" ".join)


def aligned(old: str, new: str) -> Alignment:
    """Compare two texts."""
    vocabulary = Vocabulary()
    return Alignment(vocabulary.wording(old), vocabulary.wording(new))


@given(st.one_of(_phrases, nasty_texts), st.one_of(_phrases, nasty_texts))
def test_what_is_kept_is_the_same_words_in_the_same_order(old: str, new: str) -> None:
    alignment = aligned(old, new)
    at_old = at_new = 0
    for run in alignment.kept(0, len(alignment.old.codes)):
        assert run.length > 0
        assert run.old >= at_old
        assert run.new >= at_new
        at_old, at_new = run.old + run.length, run.new + run.length
        assert alignment.old.codes[run.old : at_old] == alignment.new.codes[run.new : at_new]


@pytest.mark.parametrize("cheap", [0, 50, module._CHEAP])
@given(data=st.data())
def test_an_edited_text_keeps_what_was_not_edited_however_it_is_compared(cheap: int, data: st.DataObject) -> None:
    words = [f"w{number}" for number in range(data.draw(st.integers(1, 80)))]
    dropped = data.draw(st.sets(st.integers(0, len(words) - 1), max_size=5))
    rest = [word for number, word in enumerate(words) if number not in dropped]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHEAP", cheap)
        alignment = aligned(" ".join(words), " ".join(rest))
    assert sum(run.length for run in alignment.kept(0, len(words))) == len(rest)


def test_the_words_between_two_that_were_kept_are_those_that_took_their_place() -> None:
    alignment = aligned("one two three four five six seven", "one two three other words five six seven")
    assert alignment.between(3, 4) == (3, 5)
    assert alignment.between(0, 7) == (0, 8)
    assert alignment.moved_whole(3, 4) is None
    assert alignment.moved_whole(4, 7) == 5


def test_words_that_come_from_elsewhere_are_known() -> None:
    alignment = aligned("one two three four five six", "new one two three four five six")
    assert alignment.others(1, 4, 3, 6) == 3
    assert alignment.others(1, 4, 0, 3) == 0
    assert alignment.others(0, 1, 0, 3) == 0


def test_texts_that_repeat_one_word_without_end_are_compared_too() -> None:
    alignment = aligned("ha " * 30_000, "ho " + "ha " * 20_000 + "ho " + "ha " * 9_000)
    assert alignment.kept(0, 30_000)
