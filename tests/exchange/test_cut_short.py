"""A file that was cut short is told from one that a person has shortened."""

import re

import pytest

from desktop_app.exchange.cut_short import intact_part
from desktop_app.exchange.markdown import MarkdownWriter, Rendered
from desktop_app.exchange.merging import base_of, merged
from desktop_app.exchange.pieces import ids_in
from desktop_app.exchange.templates.profiles import PROFILES
from desktop_app.exchange.templates.template import profile
from tests.exchange.articles import annotation, article, rendered

NOTES = {"01a": "the first note\nof two lines", "01b": "", "01c": "the last note, with é at its end é"}
STARTS = {"01a": 20, "01b": 40, "01c": 250}
WHOLE = rendered(NOTES, STARTS)


def is_cut_short(text: str, whole: Rendered) -> bool:
    return intact_part(text, whole, NOTES.keys()) is not None


@pytest.mark.parametrize("name", PROFILES)
def test_wherever_a_block_is_cut_through_it_is_seen(name: str) -> None:
    made = [annotation(key, f"words of {key}", STARTS[key], note) for key, note in NOTES.items()]
    whole = MarkdownWriter(profile(name)).write(article(made))
    data = whole.text.encode()
    for block in whole.blocks:
        start = data.index(block.text.encode())
        words = next(place for place, sign in enumerate(block.text) if sign.isalnum())
        for cut in range(start + words + 1, start + len(block.text.encode())):
            assert is_cut_short(data[:cut].decode("utf-8", "surrogateescape"), whole), data[start:cut]


def test_a_heading_that_breaks_off_and_an_end_of_zeros_are_seen() -> None:
    within = WHOLE.text.index("What came after") + 6
    assert is_cut_short(WHOLE.text[:within], WHOLE)
    assert is_cut_short(WHOLE.text[: within - 9] + "\0" * 300, WHOLE)


def test_what_has_changed_in_the_library_since_hides_no_cut() -> None:
    before = rendered({**NOTES, "01c": "quite another note than the one today"}, STARTS)
    cut = before.text[: before.text.index("another note") + 4]
    assert is_cut_short(cut.replace("\n", "\r\n"), WHOLE)
    assert is_cut_short(cut.replace("[!quote|yellow]", "[!quote|green]"), WHOLE)


def test_a_last_block_that_has_lost_its_id_is_seen() -> None:
    assert is_cut_short(re.sub(r"\n\^hl-01c\n", "\n", WHOLE.text), WHOLE)


@pytest.mark.parametrize(
    "mine", ["", "\nMy own words.\n", "\nMy own words, without a last line end", "\n> [!quote]\n> Seneca\n", "\n---"]
)
@pytest.mark.parametrize("gone", [("01c",), ("01a", "01b", "01c"), ("01b", "01c")])
def test_what_a_person_has_deleted_is_no_cut(mine: str, gone: tuple[str, ...]) -> None:
    text = WHOLE.text
    for block in WHOLE.blocks:
        if block.annotation in gone:
            text = text.replace(f"{block.text}\n", "")
    assert not is_cut_short(text + mine, WHOLE)
    assert not is_cut_short(text.rstrip() + mine, WHOLE)
    assert not is_cut_short(WHOLE.text + mine, WHOLE)


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_missing_can_be_put_back_behind_what_is_there(name: str, line_end: str) -> None:
    made = [annotation(key, f"words of {key}", STARTS[key], note) for key, note in NOTES.items()]
    whole = MarkdownWriter(profile(name)).write(article(made))
    first, *_, last = whole.blocks
    mine = whole.text.replace(first.text, f"Mine.\n\n{first.text}").replace("\n", line_end)
    base = dict(base_of(whole))
    for cut in range(mine.index(line_end.join(last.text.split("\n"))) + 16, len(mine) - 4, 3):
        left = intact_part(mine[:cut], whole, base.keys())
        assert left is not None
        mended = merged(left, whole, {key: base[key] for key in base if key in ids_in(left)}).text
        assert [line for line in mended.splitlines() if line] == [line for line in mine.splitlines() if line]
        assert ("\n" in mended.replace("\r\n", "")) is (line_end == "\n")


def test_a_persons_words_behind_the_beginning_of_a_block_stay() -> None:
    short = WHOLE.text[: WHOLE.text.index("the last note") + 8] + "\n\nMy own words.\n"
    assert intact_part(short, WHOLE, NOTES.keys()) == short
    assert intact_part(short, WHOLE, {"01a", "01b"}) is None, "what was never written is not missing"
