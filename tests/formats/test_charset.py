"""Every file becomes text, or a sentence that says why it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.text.normal_form import normalise
from desktop_app.formats.charset import decode
from desktop_app.formats.source import ImportFailure

RUSSIAN = "Переговоры начались весной. Обе стороны говорили о доверии и о гарантиях, но не о сроках.\n" * 5
GERMAN = "Die Gespräche begannen im Frühjahr. Über Bürgschaften wurde später geredet.\n" * 5
JAPANESE = "交渉は春に始まった。双方は信頼について語ったが、期限については語らなかった。\n" * 5
GREEK = "Οι διαπραγματεύσεις άρχισαν την άνοιξη και κράτησαν όλο το καλοκαίρι.\n" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    decoded = decode(GERMAN.encode(encoding))

    assert decoded.text == GERMAN
    assert not decoded.unreadable


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (GERMAN, "windows-1252"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (GREEK, "iso-8859-7"),
    ],
)
def test_older_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_an_old_encoding_is_recognised_far_into_a_file() -> None:
    data = b"Plain words in a row.\n" * 20_000 + RUSSIAN.encode("windows-1251")

    assert decode(data).text.endswith(RUSSIAN)


def test_utf8_cut_in_the_middle_of_a_letter_stays_utf8() -> None:
    decoded = decode(GERMAN.encode()[:-1] + "ü".encode()[:1])

    assert decoded.encoding == "utf-8"
    assert decoded.unreadable == 1
    assert decoded.text.startswith("Die Gespräche")


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    data = b"\xff\xfe" + "one ".encode("utf-16-le") + b"\x00\xd8" + " two".encode("utf-16-le")

    assert normalise(decode(data).text).split() == ["one", "\ufffd", "two"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        (b"page one\x0cpage two", "page one\npage two"),
        (b"a stray zero\x00 in here", "a stray zero in here"),
    ],
)
def test_line_ends_form_feeds_and_stray_zeros_give_plain_lines(data: bytes, words: str) -> None:
    assert normalise(decode(data).text) == words


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\t\x0c \n", "only white space"),
        (b"\xef\xbb\xbf", "only white space"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF document"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "a Word document"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "an EPUB book"),
        (b"PK\x03\x04" + bytes(26) + b"forty-two.zip", "an archive"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "a program"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "a picture"),
        (b"SQLite format 3\x00" + bytes(60), "a database"),
        (bytes(range(256)) * 40, "not a text file"),
        (bytes(5000), "not a text file"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name_with_advice(data: bytes, says: str) -> None:
    with pytest.raises(ImportFailure, match=says) as failure:
        decode(data, "report.txt")

    assert str(failure.value).startswith("report.txt ")
    assert str(failure.value).endswith(".")


@given(st.binary(max_size=2000))
def test_any_bytes_give_text_or_a_failure(data: bytes) -> None:
    try:
        decoded = decode(data)
    except ImportFailure:
        return
    assert normalise(decoded.text).strip()


@given(st.text(min_size=1, max_size=500))
def test_utf8_with_a_mark_comes_back_as_written(text: str) -> None:
    data = b"\xef\xbb\xbf" + text.encode("utf-8", "replace")
    try:
        decoded = decode(data)
    except ImportFailure:
        return
    assert decoded.text == data[3:].decode()
