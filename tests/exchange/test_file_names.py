"""Every title gives a name that every system, and a vault of linked notes, can keep."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.exchange.names import MAX_BYTES, file_name

PIECES = re.split(
    " ",
    'CON con. NUL.txt LPT1 .. . / \\ : * ? " < > | [[x]] # ^ - -- ~ \u202e \u200d 👩‍👩‍👧‍👦 🇪🇺 👍🏽 é 字 \x00 \n a',
)
TITLES = st.one_of(
    st.text(), st.text(min_size=60, max_size=300), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
)
UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³]|conin\$|conout\$)\s*(\.|$)", re.IGNORECASE)


@given(TITLES)
@example("")
@example("con")
@example("nul.tar.gz")
@example("\u202egnp.exe")
@example("e" + "\u0301" * 300)
def test_a_name_is_good_everywhere(title: str) -> None:
    name = file_name(title)
    stem = name.removesuffix(".md")
    assert name.endswith(".md")
    assert stem
    assert len(name.encode()) <= MAX_BYTES
    assert unicodedata.normalize("NFC", name) == name
    assert not re.search(r'[<>:"/\\|?*\[\]#^]', name)
    assert not any(unicodedata.category(sign) in UNSEEN and sign not in "\u200c\u200d" for sign in name)
    assert stem[0] not in " .-"
    assert stem[-1] not in " ."
    assert not RESERVED.match(name)


@given(st.lists(TITLES, max_size=8))
def test_no_two_names_are_the_same_on_any_system(titles: list[str]) -> None:
    names: list[str] = []
    for title in titles:
        names.append(file_name(title, names))
        assert len(names[-1].encode()) <= MAX_BYTES
    assert len({unicodedata.normalize("NFD", name.casefold()).casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Harbour lights", "Harbour lights.md"),
        ('A: "b"', "A b.md"),
        ("TCP/IP, once more", "TCP-IP, once more.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("..\\..\\x", "x.md"),
        (".hidden", "hidden.md"),
        ("-rf", "rf.md"),
        ("CON", "CON_.md"),
        ("aux.notes", "aux_.notes.md"),
        ("Console", "Console.md"),
        ("Why? ", "Why.md"),
        ("one\ntwo\tthree", "one two three.md"),
        ("\u202etxt.exe", "txt.exe.md"),
        ("[[Home]] #1", "Home 1.md"),
        ("Café", "Café.md"),
        ("...", "Untitled.md"),
        ("", "Untitled.md"),
        ("北京的春天", "北京的春天.md"),
        ("👩‍💻 at work", "👩‍💻 at work.md"),
    ],
)
def test_names_look_like_their_titles(title: str, name: str) -> None:
    assert file_name(title) == name


def test_names_that_differ_in_case_or_form_alone_are_numbered() -> None:
    assert file_name("notes", {"Notes.md"}) == "notes 2.md"
    assert file_name("Notes", {"NOTES.md", "notes 2.md"}) == "Notes 3.md"
    assert file_name("Café", {unicodedata.normalize("NFD", "CAFÉ.md")}) == "Café 2.md"
    assert file_name("Straße", {"STRASSE.md"}) == "Straße 2.md"


def test_a_numbered_name_is_not_longer_than_any_other() -> None:
    title = "word " * 100
    first = file_name(title)
    second = file_name(title, {first})
    assert second.endswith(" 2.md")
    assert len(second.encode()) <= MAX_BYTES


@pytest.mark.parametrize("seen", ["👩‍👩‍👧‍👦", "🇪🇺", "👍🏽", "e\u0323\u0302", "ที่", "1️⃣"])
def test_a_long_title_is_cut_between_characters_as_a_person_sees_them(seen: str) -> None:
    whole = unicodedata.normalize("NFC", seen)
    for padding in range(30):
        stem = file_name("x" * (170 + padding) + seen * 20).removesuffix(".md")
        assert stem.lstrip("x") == whole * (len(stem.lstrip("x")) // len(whole))


def test_other_suffixes() -> None:
    assert file_name("Harbour lights", suffix=".json") == "Harbour lights.json"
