"""Which script a letter belongs to, told by its Unicode name."""

import unicodedata

SIGNS, EMOJI, MATHEMATICS = "signs", "emoji", "mathematics"
"""What is no letter of any script."""

_OTHER_NAMES = {
    "CJK": "Chinese",
    "IDEOGRAPHIC": "Chinese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HALFWIDTH KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "MATHEMATICAL": MATHEMATICS,
    "EGYPTIAN": "Egyptian Hieroglyphs",
    "ROMAN": "Latin",
}
_KINDS = frozenset({
    "CAPITAL", "CHARACTER", "CHOSEONG", "COMPATIBILITY", "CONSONANT", "DIGIT", "FRACTION", "HIEROGLYPH", "IDEOGRAPH",
    "INDEPENDENT", "ITERATION", "JONGSEONG", "JUNGSEONG", "LETTER", "LIGATURE", "LOGOGRAM", "MARK", "MODIFIER",
    "NUMBER", "NUMERAL", "POINT", "RADICAL", "SIGN", "SMALL", "SUBJOINED", "SYLLABLE", "SYMBOL", "TONE", "UNIFIED",
    "VOWEL",
})  # fmt: skip
_PICTURES = range(0x1F000, 0x1FB00)


def script_of(letter: str) -> str | None:
    """Return the name of a character's script, or of what it is instead; None for what is not seen by itself.

    By the words of its name before the first that says what kind of character it is.
    """
    category = unicodedata.category(letter)
    if category[0] in "CZ" or unicodedata.bidirectional(letter) == "BN" or 0xFE00 <= ord(letter) <= 0xFE0F:
        return None
    if ord(letter) in _PICTURES:
        return EMOJI
    words: list[str] = []
    for word in unicodedata.name(letter, "").split():
        if word.split("-")[0] in _KINDS:
            break
        words.append(word)
    else:
        words = []
    name = " ".join(words)
    if category[0] in "LMN" and words:
        return _OTHER_NAMES.get(name) or _OTHER_NAMES.get(words[0]) or name.partition("-")[0].title()
    return SIGNS
