"""Which language a text is in, by its script and its commonest words."""

import re
from collections import Counter

_LOOKED_AT = 1_000  # code points: a hit that is shown waits for this
_LEAST = 3  # common words that must be there
_LETTER_RUNS = r"[^\W\d_]+"

# Patterns are compiled when they are first used: all of them together would be felt when the window opens.
# Scripts that one language, or mostly one, is written in; Japanese mixes kana with the characters of Chinese.
_SCRIPTS = {
    "ja": r"[\u3041-\u30ff]",
    "ko": r"[\uac00-\ud7a3]",
    "zh": r"[\u4e00-\u9fff]",
    "ar": r"[\u0620-\u064a]",
    "he": r"[\u05d0-\u05ea]",
    "el": r"[\u03b1-\u03c9]",
    "hi": r"[\u0904-\u0939]",
    "th": r"[\u0e01-\u0e30]",
    "uk": r"[їєґі]",
    "ru": r"[\u0430-\u044f]",
}
_SCRIPT_SHARE = {"uk": 0.03, "ja": 0.1}
_COMMON = {
    "en": "the of and to in is that it was for on are with as be this have from or by not but which were",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch werden aus",
    "fr": "le la les des et en du une est que dans qui pour au sur pas plus par avec sont ce cette aux",
    "es": "el la los las de que en y del se por con una para su al lo como más pero sus este está son",
    "it": "il la di che è e in un del per con non una sono gli della dei le nel alla più anche come si",
    "pt": "o a os as de que em e do da um uma para com não por mais dos como foi ao pela são seu sua",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar door naar",
}
# From Hebrew to the end of the plane, without the blocks of Latin, Greek, Georgian and signs that lie between.
_UPRIGHT = (
    r"[\u0590-\u109f\u1100-\u1c7f\u2e80-\ua63f\ua800-\uab2f\uab70-\ufaff\ufb1d-\uffdc"
    r"\U00010800-\U0001d3ff\U00020000-\U0003ffff]"
)
_LANGUAGES: dict[str, list[str]] = {}
for _code, _listed in _COMMON.items():
    for _word in _listed.split():
        _LANGUAGES.setdefault(_word, []).append(_code)


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language that `text` is most likely in, or nothing where that is not clear."""
    sample = text[:_LOOKED_AT].lower()
    letters = sum(map(len, re.findall(_LETTER_RUNS, sample)))
    if not sample.isascii():
        for code, script in _SCRIPTS.items():
            if len(re.findall(script, sample)) > letters * _SCRIPT_SHARE.get(code, 0.4):
                return code
    counts = Counter[str]()
    for word, count in Counter(re.findall(_LETTER_RUNS, sample)).items():
        for code in _LANGUAGES.get(word, ()):
            counts[code] += count
    (first, most), (_, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= _LEAST and most > next_most else ""


def has_italics(words: str) -> bool:
    """Tell whether every script in `words` knows italics: Hebrew, Arabic, Chinese and others are always upright."""
    return words.isascii() or re.search(_UPRIGHT, words) is None
