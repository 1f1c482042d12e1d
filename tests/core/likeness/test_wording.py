"""Texts fall into words, in every script, and words know where they stand."""

from hypothesis import given

from desktop_app.core.likeness.wording import Vocabulary
from tests.strategies import nasty_texts


@given(nasty_texts)
def test_every_sign_that_is_not_blank_belongs_to_one_word(text: str) -> None:
    wording = Vocabulary().wording(text)
    assert len(wording.codes) == len(wording.starts) == len(wording.ends)
    words = [text[start:end] for start, end in zip(wording.starts, wording.ends, strict=True)]
    assert "".join(words) == "".join(text.split())
    assert wording.letters() == sum(map(len, words))


def test_a_word_is_the_same_in_capitals_and_in_another_text() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.wording("The ferry, Émile!").codes == vocabulary.wording("the FERRY , émile !").codes


def test_scripts_without_spaces_are_taken_sign_by_sign() -> None:
    assert len(Vocabulary().wording("川は凍る。").codes) == 5
    assert len(Vocabulary().wording("강은 얼어붙는다.").codes) == 3


def test_a_range_takes_in_every_word_it_touches() -> None:
    wording = Vocabulary().wording("one two three")
    assert wording.words_in(2, 5) == (0, 2)
    assert wording.words_in(3, 4) == (1, 1)
    assert wording.span(1, 3) == (4, 13)


def test_lines_begin_after_breaks() -> None:
    assert list(Vocabulary().wording("one two\n\nthree\nfour").line_starts()) == [2, 2, 3]
