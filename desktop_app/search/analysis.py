"""Text to terms: the one analyzer that indexing, querying and snippets share, so that they can never disagree."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

import Stemmer

_RULES = 1  # raise it whenever the same text would give other terms: every index is then built anew

# Scripts that are written without spaces (and Korean, whose particles cling to words) are cut into overlapping pairs.
_UNSPACED = (
    "\u1100-\u11ff\u3005\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ede\u1000-\u103f\u1050-\u109d\u1780-\u17d3"
)
# Marks that belong to the letter before them, which \w leaves out: accents apart from their letters, Cyrillic, Hebrew
# and Arabic points, Indic vowel signs; then soft hyphens and joiners, which stand inside words unseen.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a51\u0a81-\u0acd\u0b01-\u0b57\u0b82-\u0bd7\u0c00-\u0c56\u0c81-\u0cd6"
    "\u0d00-\u0d57\u00ad\u200c\u200d"
)
_APOSTROPHES = "'’ʼ＇"
_LETTERS = rf"[\w{_MARKS}]+"
_TOKEN = re.compile(rf"({_LETTERS}(?:\+\+|#)?(?:[{_APOSTROPHES}]{_LETTERS})*)")
_ASCII_TOKEN = re.compile(r"(\w+(?:\+\+|#)?(?:'\w+)*)", re.ASCII)  # finds the same, in half the time
_RUN = re.compile(
    rf"(?P<signed>^[A-Za-z](?:\+\+|#)$)|(?P<unspaced>[{_UNSPACED}]+)"
    rf"|(?P<word>(?:(?![_{_UNSPACED}])[\w{_MARKS}{_APOSTROPHES}])+)"
)
_AFTER_WORDS = ".,;:"
_ELISION = re.compile(rf"(?P<head>(?:qu|[cdjlmnst]))[{_APOSTROPHES}](?P<tail>.+)", re.IGNORECASE | re.DOTALL)
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_DROPPED = str.maketrans("", "", _APOSTROPHES + "\u00ad\u200c\u200d")
_SPELT_OUT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i"}
)

_LONGEST = 64

_Kept = TypeVar("_Kept")


class Token(NamedTuple):
    """A word of a text. `term` is what the index holds, `surface` the word before stemming.

    `start` and `end` are code points. In scripts without spaces a token is a pair of characters, and `closing` marks
    the single one that ends a run, which is there so that every character begins a token.
    """

    term: str
    surface: str
    start: int
    end: int
    paired: bool = False
    closing: bool = False


class Slot(NamedTuple):
    """A place in a question, filled by `term`, by any word with this `beginning` where there is one, and by any of the
    terms `others`: those of the words that are a letter away from `near`, once they are known.

    `offset` is how many words it stands after the first slot of its phrase.
    """

    term: str
    beginning: str
    offset: int
    near: str = ""
    others: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether nothing but the term fills it."""
        return not self.beginning and not self.others

    @property
    def exactly(self) -> "Slot":
        """The same place, filled by the term alone."""
        return self if self.is_exact else Slot(self.term, "", self.offset)


def fold(text: str) -> str:
    """Return `text` without the differences that a person who searches does not type: case, accents, width."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT_OUT))
    kept = "".join(character for character in text if not _is_accent(character))
    return unicodedata.normalize("NFC", kept).casefold()


@lru_cache(maxsize=4096)
def _is_accent(character: str) -> bool:
    # Hebrew and Arabic points are classes 10 to 36, accents above and below from 200; what lies between changes the
    # letter itself (Indic nukta and virama, Japanese voicing, Thai tones).
    place = unicodedata.combining(character)
    return 10 <= place <= 36 or place >= 200


class Analyzer:
    """Cuts text into terms: folded, stemmed, nothing left out.

    Words keep inner apostrophes out of sight (don't is dont), lose a possessive 's, and split after an elided article
    (l'homme); `C++` and `C#` stay whole; everything else splits at punctuation, so that `python.org` is found by its
    parts and, as a phrase, by itself. `language` is the stemmer's; so many words are
    `remembered`, which spares cutting them again.
    """

    def __init__(self, language: str = "english", remembered: int = 400_000) -> None:
        self.language = language
        self._remembered = remembered
        self._stem = Stemmer.Stemmer(language, 0).stemWord
        self._tokens: dict[str, tuple[Token, ...]] = {}
        self._terms: dict[str, tuple[str, ...]] = {}
        self._of_surface: dict[str, str] = {}

    @property
    def version(self) -> str:
        """What an index must have been made with for its terms to be these."""
        return f"{_RULES}/{self.language}/{Stemmer.version()}/{unicodedata.unidata_version}"

    def terms(self, text: str, seen: set[str] | None = None) -> list[str]:
        """Return the terms of `text` in order; a term's place in the list is its position.

        The runs of letters that the text is made of are added to `seen`, for `surfaces_of`.
        """
        found: list[str] = []
        known = self._terms
        raws = _runs_in(text).findall(text)
        if seen is not None:
            seen.update(raws)
        for raw in raws:
            terms = known.get(raw)
            found += self._learn(raw) if terms is None else terms
        return found

    def surfaces(self, text: str) -> set[str]:
        """Return the different words of `text`, folded but not stemmed."""
        return self.surfaces_of(set(_runs_in(text).findall(text)))

    def surfaces_of(self, raws: Iterable[str]) -> set[str]:
        """Return the different words of runs of letters that `terms` has seen, folded but not stemmed."""
        return {token.surface for raw in raws for token in self.cut(raw)}

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield the tokens of `text` in order, the same ones as `terms` gives."""
        for base, token in self.words(text):
            yield token._replace(start=base + token.start, end=base + token.end)

    def words(self, text: str) -> list[tuple[int, Token]]:
        """Return the same tokens, each as `cut` gives it after the place where its run of letters begins."""
        if text.isascii() and (run := text.rstrip(_AFTER_WORDS)).isalnum():
            return [(0, token) for token in self.cut(run)]
        runs = _runs_in(text).finditer(text)
        return [(match.start(), token) for match in runs for token in self.cut(match[0])]

    def cut(self, raw: str) -> tuple[Token, ...]:
        """Return the tokens of a run of letters, most often one; offsets are within it."""
        tokens = self._tokens.get(raw)
        if tokens is None:
            tokens = tuple(self._cut_anew(raw))
            if len(raw) <= _LONGEST:
                self._forget_when_full(self._tokens)
                self._tokens[raw] = tokens
        return tokens

    def term_of(self, surface: str) -> str:
        """Return the term of a word that `surfaces` gave."""
        term = self._of_surface.get(surface)
        if term is None:
            self._forget_when_full(self._of_surface)
            term = self._of_surface[surface] = _same(self._stem(surface), surface) if surface.isalpha() else surface
        return term

    def beginning_of(self, term: str) -> str:
        """Return letters with which every word begins that has this term."""
        if self.language != "english":
            return ""
        # A last y becomes i, an ending may get an e instead of its i; dying, lying, tying, vying become die and so on.
        return term[: max(len(term) - (2 if term.endswith("ie") else 1), 1)]

    def slots(self, text: str, *, prefix: bool = False, fuzzy: bool = False) -> tuple[Slot, ...]:
        """Return what a text must have, one place after the other, to hold `text`; with `prefix` its last word may
        be unfinished, with `fuzzy` each word may be a letter off. Nothing when `text` has no letters or digits."""
        tokens = list(self.tokens(text))
        slots: list[Slot] = []
        for position, token in enumerate(tokens):
            if token.closing and position and tokens[position - 1].end == token.end:
                continue  # the pair before it says more
            last = position == len(tokens) - 1
            unfinished = token.closing or (last and prefix and not token.paired)
            near = token.surface if fuzzy and not token.paired else ""
            slots.append(Slot(token.term, token.surface if unfinished else "", position, near))
        return tuple(slots)

    def _forget_when_full(self, memory: dict[str, _Kept]) -> None:
        if len(memory) >= self._remembered:
            memory.clear()

    def _learn(self, raw: str) -> tuple[str, ...]:
        terms = tuple(token.term for token in self.cut(raw))
        if len(raw) <= _LONGEST:
            self._forget_when_full(self._terms)
            self._terms[raw] = terms
        return terms

    def _cut_anew(self, raw: str) -> Iterable[Token]:
        if raw.isascii() and raw.isalnum():  # most words, past what other letters and signs may ask for
            surface = _same(raw.lower()[:_LONGEST], raw)
            yield Token(self.term_of(surface), surface, 0, len(raw))
            return
        possessive = _POSSESSIVE.search(raw)
        if possessive and possessive.start():
            raw = raw[: possessive.start()]
        for run in _RUN.finditer(raw):
            if run["unspaced"]:
                yield from _pairs(run[0], run.start())
            elif run["signed"]:
                yield Token(fold(run[0]), fold(run[0]), run.start(), run.end())
            else:
                yield from self._words(run[0], run.start())

    def _words(self, run: str, base: int) -> Iterable[Token]:
        elision = _ELISION.fullmatch(run)
        parts = [(run, base)] if elision is None else [(elision[1], base), (elision[2], base + elision.start(2))]
        for part, start in parts:
            surface = fold(part.translate(_DROPPED))[:_LONGEST]
            if surface:
                yield Token(self.term_of(surface), surface, start, start + len(part))


def _runs_in(text: str) -> re.Pattern[str]:
    return _ASCII_TOKEN if text.isascii() else _TOKEN


def _same(text: str, known: str) -> str:
    """Return `text`, as the object that is there already if it is no other text: hundreds of thousands are kept."""
    return known if text == known else text


def _pairs(run: str, base: int) -> Iterable[Token]:
    last = len(run) - 1
    for place in range(len(run)):
        pair = fold(run[place : place + 2])
        yield Token(
            pair, pair, base + place, min(base + place + 2, base + len(run)), paired=True, closing=place == last
        )
