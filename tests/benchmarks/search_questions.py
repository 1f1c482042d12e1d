"""Questions of every class, made from the texts that they are put to; a seed gives the same ones."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from tests.benchmarks.search_peer import typed, words

_WORD = re.compile(r"[^\W\d_]{3,}")
_PAIR = re.compile(r"\b([^\W\d_]{4,}) ([^\W\d_]{3,})\b")


class Question(NamedTuple):
    """A question as a person puts it, and as FTS5 understands it."""

    text: str
    match: str
    typing: bool = False


def by_class(texts: Sequence[str], count: int, seed: int = 1) -> dict[str, list[Question]]:
    """Return `count` questions of each class."""
    maker = _Maker(texts, random.Random(seed))
    classes: dict[str, Callable[[], Question]] = {
        "term": lambda: _all(maker.words(1, maker.common)),
        "rare": lambda: _all(maker.words(1, maker.rare)),
        "and2": lambda: _all(maker.words(2)),
        "and3": lambda: _all(maker.words(3)),
        "or3": lambda: _any(maker.words(3)),
        "phrase": maker.phrase,
        "near": maker.near,
        "prefix": maker.prefix,
        **{f"prefix{letters}": partial(maker.prefix, letters) for letters in range(1, 7)},
        "fuzzy": maker.misspelt,
        "filter": maker.filtered,
        "narrowed": maker.narrowed,
    }
    return {name: [make() for _ in range(count)] for name, make in classes.items()}


def keystrokes(texts: Sequence[str], count: int, seed: int = 2) -> list[Question]:
    """Return every state of the field while `count` pairs of words are typed."""
    maker = _Maker(texts, random.Random(seed))
    pairs = [maker.pair() for _ in range(count)]
    return [
        Question(pair[:length], typed(pair[:length]), typing=True)
        for pair in pairs
        for length in range(1, len(pair) + 1)
    ]


class _Maker:
    def __init__(self, texts: Sequence[str], dice: random.Random) -> None:
        self._texts = [text for text in texts if len(text) > 300]
        self._dice = dice
        frequencies = Counter(word for text in self._texts for word in set(_WORD.findall(text.lower())))
        ranked = [word for word, _ in frequencies.most_common()]
        self.common = frozenset(ranked[: max(len(ranked) // 50, 1)])
        self.rare = frozenset(word for word, frequency in frequencies.items() if frequency == 1)

    def words(self, count: int, among: frozenset[str] | None = None) -> list[str]:
        """Return different words that stand in one text."""
        while True:
            here = set(_WORD.findall(self._dice.choice(self._texts).lower()))
            here = here & among if among is not None else here
            if len(here) >= count:
                return self._dice.sample(sorted(here), count)

    def pair(self) -> str:
        """Return two words that stand beside each other."""
        while True:
            near = _PAIR.findall(self._dice.choice(self._texts))
            if near:
                return " ".join(self._dice.choice(near))

    def phrase(self) -> Question:
        pair = self.pair()
        return Question(f'"{pair}"', f'"{pair}"')

    def near(self) -> Question:
        first, second = self.pair().split(" ")
        return Question(f'"{second} {first}"~5', f'NEAR("{second}" "{first}", 5)')

    def misspelt(self) -> Question:
        """Return a word with two letters swapped. FTS5 knows no such question: it is given the right word."""
        while len(word := self.words(1)[0]) < 5:
            pass
        place = self._dice.randint(1, len(word) - 3)
        swapped = f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"
        return Question(f"{swapped}~", " ".join(words(word)))

    def narrowed(self) -> Question:
        """Return a word in texts of a language, since a day. The table has neither: it is given the word alone."""
        (word,) = self.words(1)
        return Question(f"{word} lang:en since:2020 is:text", " ".join(words(word)))

    def prefix(self, letters: int = 0) -> Question:
        while len(word := self.words(1)[0]) < letters:
            pass
        beginning = word[: letters or self._dice.randint(1, 6)]
        return Question(beginning, typed(beginning), typing=True)

    def filtered(self) -> Question:
        heading, word = self.words(2)
        return Question(f"section:{heading} {word}", f'heading : "{heading}" AND "{word}"')


def _all(several: list[str]) -> Question:
    return Question(" ".join(several), " ".join(words(" ".join(several))))


def _any(several: list[str]) -> Question:
    return Question(" OR ".join(several), " OR ".join(words(" ".join(several))))
