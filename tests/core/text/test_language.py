"""The language of a text."""

import pytest

from desktop_app.core.text.language import has_italics, language_of

TEXTS = {
    "en": "The talks began in the spring, and it was not clear to anyone what would come of them.",
    "de": "Die Gespräche begannen im Frühling, und es war nicht klar, was aus ihnen werden würde.",
    "fr": "Les pourparlers ont commencé au printemps et personne ne savait ce que cela donnerait dans la suite.",
    "es": "Las conversaciones empezaron en la primavera y no estaba claro lo que saldría de ellas para el país.",
    "ru": "Переговоры начались весной, и никому не было ясно, что из этого выйдет.",
    "uk": "Переговори почалися навесні, і нікому не було ясно, що з цього вийде, її й чекали.",
    "ja": "話し合いは春に始まり、どうなるかは誰にも分からなかった。",
    "zh": "谈判从春天开始，谁也不知道结果会怎样。",
    "ar": "بدأت المحادثات في الربيع ولم يكن واضحا ما ستؤول إليه.",
    "": "Zxq 12 plugh",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_the_language_is_told_by_script_and_common_words(code: str, text: str) -> None:
    assert language_of(text) == code


def test_nothing_and_numbers_have_no_language() -> None:
    assert language_of("") == ""
    assert language_of("12 34 — 5.6") == ""


@pytest.mark.parametrize(
    "words", ["plain words", "Ça va, naïve “quotes” — €5", "Ελληνικά και кириллица", "a 😀 sign", ""]
)
def test_scripts_with_italics(words: str) -> None:
    assert has_italics(words)


@pytest.mark.parametrize("words", ["עברית", "mixed with داخل words", "かな", "漢字", "한국어", "हिन्दी", "ไทย", "𠀋"])
def test_scripts_without_italics(words: str) -> None:
    assert not has_italics(words)
