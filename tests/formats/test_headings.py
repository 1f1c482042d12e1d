"""Headings and paragraphs of plain text, in the three layouts that people meet."""

import gzip
import json
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.document import BlockKind
from desktop_app.formats.plain_text.lines import Layout, read_page
from desktop_app.formats.plain_text.numbering import levels
from desktop_app.formats.plain_text.text import Passage, heading_lines, opening, paragraphs

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
CORPUS = SHARED / "corpora" / "headings-dev.jsonl.gz"
SEED = SHARED / "seeds" / "000_60fc17c567a14149.txt"

LEAD = (
    "The harbour was quiet that morning, and the boats lay still against the quay while the gulls kept to the roofs. "
    "Nobody had expected the letter, least of all the man to whom it was addressed, who read it twice."
)
STORY = (
    "It said that the lighthouse would be sold before the winter, with its lamp and its boat, and that whoever kept it "
    "until then should leave the keys at the chandler's. There was no signature and no stamp."
)
ARTICLE = (
    (0, LEAD),
    (1, "A letter from the mainland"),
    (0, STORY),
    (0, LEAD),
    (1, "Who owns the light?"),
    (0, STORY),
    (1, "What the chandler knew"),
    (0, LEAD),
    (0, STORY),
)
HEADINGS = [words for level, words in ARTICLE if level]


def wrapped(words: str) -> str:
    return textwrap.fill(words, 72)


LAYOUTS = {
    Layout.TIGHT: "\n".join(words for _, words in ARTICLE),
    Layout.SPACED: "\n\n".join(words for _, words in ARTICLE),
    Layout.WRAPPED: "\n\n".join(wrapped(words) for _, words in ARTICLE),
}
MIXED = LAYOUTS[Layout.TIGHT].replace("\nWho owns", "\n\nWho owns")


def read(text: str) -> list[Passage]:
    return paragraphs(text, heading_lines(text))


def found_headings(text: str) -> list[str]:
    return [passage.text for passage in read(text) if passage.kind is BlockKind.HEADING]


def kinds(text: str) -> list[str]:
    return [passage.kind.value for passage in read(text)]


@pytest.mark.parametrize("layout", Layout)
def test_each_layout_is_recognised(layout: Layout) -> None:
    assert read_page(LAYOUTS[layout].split("\n")).layout is layout


@pytest.mark.parametrize("text", [*LAYOUTS.values(), MIXED], ids=["tight", "spaced", "wrapped", "mixed"])
def test_the_same_article_reads_the_same_in_every_layout(text: str) -> None:
    passages = read(text)
    assert [passage.text for passage in passages] == [words for _, words in ARTICLE]
    assert [passage.level for passage in passages] == [level for level, _ in ARTICLE]


def test_line_numbers_count_blank_lines() -> None:
    text = LAYOUTS[Layout.SPACED]
    lines = text.split("\n")
    assert [lines[line] for line, _ in heading_lines(text)] == HEADINGS


def test_a_heading_may_stand_right_above_a_wrapped_paragraph() -> None:
    text = f"The letter\n{wrapped(LEAD)}\n\n{wrapped(STORY)}\n\nThe quay\n{wrapped(STORY)}"
    assert found_headings(text) == ["The letter", "The quay"]


def test_no_line_inside_a_wrapped_paragraph_is_a_heading() -> None:
    text = "\n\n".join(wrapped(LEAD + " " + STORY) for _ in range(4))
    assert heading_lines(text) == []


def test_a_sign_that_wrapping_moved_to_the_edge_does_not_cut_a_paragraph() -> None:
    paragraph = (
        "Whoever counts the boats of this harbour must do so in the order a + b\n"
        "+ c, which is what the harbour master wrote on the door of his office,\n"
        "and nobody has ever dared to count them in another."
    )
    assert kinds(f"{wrapped(LEAD)}\n\n{paragraph}\n\n{wrapped(STORY)}") == ["paragraph"] * 3


def test_a_term_above_its_indented_definition_is_no_heading() -> None:
    definition = textwrap.indent(wrapped(STORY), "    ")
    assert found_headings(f"{wrapped(LEAD)}\n\nLighthouse\n{definition}\n\n{wrapped(LEAD)}") == []


def test_items_announced_by_a_colon_are_no_headings() -> None:
    text = f"{LEAD}\nTwo things were in the boat:\nA lamp without oil\nThe key of the chandler's door.\n{STORY}\n{LEAD}"
    assert found_headings(text) == []


def test_a_greeting_and_a_signature_are_no_headings() -> None:
    text = f"Dear Ann,\n\n{wrapped(LEAD)}\n\n{wrapped(STORY)}\n\nYours,\n\nTom"
    assert found_headings(text) == []


def test_headings_of_other_scripts() -> None:
    japanese = "港はその朝とても静かで、船は岸壁にじっと横たわり、かもめは屋根の上にとどまっていました。" * 3
    russian = "В то утро гавань была тиха, и лодки неподвижно стояли у причала, а чайки сидели на крышах. " * 3
    assert found_headings(f"{japanese}\n手紙\n{japanese}\n灯台の鍵\n{japanese}") == ["手紙", "灯台の鍵"]
    assert found_headings(f"{russian}\nПисьмо\n{russian}\nКто владеет маяком?\n{russian}") == [
        "Письмо",
        "Кто владеет маяком?",
    ]


def test_chapters_of_a_book_and_what_stands_in_them() -> None:
    prose = wrapped(LEAD)
    text = f"PART ONE\n\nCHAPTER I.\n\n{prose}\n\nThe quay\n\n{prose}\n\nCHAPTER II.\n\n{prose}\n\nPART TWO\n\n{prose}"
    assert [level for _, level in heading_lines(text)] == [1, 2, 3, 2, 1]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Introduction", "Results"], [1, 1]),
        (["1. Boats", "1.1 Sails", "1.1.2 Ropes", "2. Gulls"], [1, 2, 3, 1]),
        (["I. Boats", "A. Sails", "1. Ropes", "2. Knots", "B. Oars", "II. Gulls"], [1, 2, 3, 3, 2, 1]),
        (["A. Boats", "B. Gulls", "C. Tides"], [1, 1, 1]),
        (["Chapter 1. Boats", "1.1. Sails", "Appendix A. Words"], [1, 2, 1]),
    ],
)
def test_levels_follow_numbering(headings: list[str], expected: list[int]) -> None:
    assert levels(headings) == expected


def test_list_items_lose_their_marks_and_their_line_breaks() -> None:
    text = (
        f"{wrapped(LEAD)}\n\n  * a rope that is long enough to reach the\n    other side\n  * bread\n\n{wrapped(STORY)}"
    )
    items = [passage for passage in read(text) if passage.kind is BlockKind.LIST_ITEM]
    assert [(item.marker, item.text) for item in items] == [
        ("*", "a rope that is long enough to reach the other side"),
        ("*", "bread"),
    ]


def test_numbers_that_go_on_make_a_list_and_a_lone_one_does_not() -> None:
    text = f"{LEAD}\n1. Untie the rope\n2. Push off\n3. Row until the wall is behind you.\n{STORY}"
    assert kinds(text) == ["paragraph", "list item", "list item", "list item", "paragraph"]
    alone = f"{LEAD}\n7. was the number of the boat that nobody had claimed.\n{STORY}"
    assert kinds(alone) == ["paragraph"] * 3
    assert read(alone)[1].text.startswith("7. was")


def test_tables_keep_their_lines() -> None:
    table = "Name      Boats   Gulls\nNorth     12      40\nSouth     3       9"
    passages = read(f"{wrapped(LEAD)}\n\n{table}\n\n{wrapped(STORY)}")
    assert [passage.kind for passage in passages] == [BlockKind.PARAGRAPH, BlockKind.CODE, BlockKind.PARAGRAPH]
    assert passages[1].text == table


def test_the_opening_is_a_title_line_and_the_first_paragraph() -> None:
    assert opening(read(f"The long harbour\n{LEAD}\n{STORY}")) == ("The long harbour", LEAD)
    assert opening(read(f"{LEAD}\n{STORY}")) == ("", LEAD)
    assert opening([]) == ("", "")


@st.composite
def lined_texts(draw: st.DrawFn) -> str:
    """Texts made of what articles are made of, so that every rule and layout is met."""
    line = st.one_of(
        st.sampled_from(
            ["", " ", *HEADINGS, LEAD, wrapped(STORY), "- a rope", "1. Sails", "2) Oars", "a   b   c", "x = 1;"]
        ),
        st.sampled_from(["Chapter 3", "IV. Tides", "IIII.", "C. Words", "1.1", "…", "“", "👋", "Τι είναι αυτό;", "۔"]),
        st.text(max_size=90),
    )
    return "\n".join(draw(st.lists(line, max_size=30)))


@given(st.one_of(st.text(), lined_texts()))
def test_any_string_has_headings_in_order_and_in_range(text: str) -> None:
    found = heading_lines(text)
    numbers = [line for line, _ in found]
    assert numbers == sorted(set(numbers))
    assert all(0 <= line < len(text.split("\n")) for line in numbers)
    assert all(1 <= level <= 6 for _, level in found)


@given(st.one_of(st.text(), lined_texts()))
def test_every_word_is_in_exactly_one_passage(text: str) -> None:
    lines = text.split("\n")
    headings = heading_lines(text)
    passages = paragraphs(text, headings)
    covered = [number for passage in passages for number in range(passage.start, passage.end)]
    assert covered == sorted(set(covered))
    assert {number for number, line in enumerate(lines) if line.strip()} <= set(covered)
    assert [(passage.start, passage.level) for passage in passages if passage.level] == headings
    for passage in passages:
        whole = " ".join(lines[passage.start : passage.end]).split()
        assert "".join(f"{passage.marker}{passage.text}".split()) == "".join(whole)


@given(st.one_of(st.text(), lined_texts()), st.lists(st.tuples(st.integers(), st.integers(0, 6))))
def test_headings_that_do_not_fit_are_ignored(text: str, headings: list[tuple[int, int]]) -> None:
    for passage in paragraphs(text, headings):
        assert (passage.kind is BlockKind.HEADING) == (passage.level > 0)


@pytest.mark.parametrize(
    "text", ["a b " * 250_000, "x" * 1_000_000, "\n" * 200_000, " \n" * 100_000, ". " * 300_000, "1" * 500_000]
)
def test_shapeless_texts_have_no_headings(text: str) -> None:
    assert heading_lines(text) == []


@pytest.mark.skipif(not SEED.exists(), reason="the shared texts are not here")
def test_the_article_the_format_is_for() -> None:
    text = SEED.read_text(encoding="utf-8")
    passages = read(text)
    assert sum(passage.kind is BlockKind.HEADING for passage in passages) == 14
    assert [passage.kind for passage in passages[:3]] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.HEADING]
    assert all(
        (len(passage.text) < 72) == (passage.kind is BlockKind.HEADING) and passage.end == passage.start + 1
        for passage in passages
    )
    assert len(passages) == sum(bool(line.strip()) for line in text.split("\n"))


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared texts are not here")
@pytest.mark.parametrize(("layout", "floor"), [("spaced", 0.87), ("tight", 0.85), ("wrapped", 0.86)])
def test_real_articles(layout: str, floor: float) -> None:
    both = wrong_or_missed = 0
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            if article["track"] != "prose":
                continue
            found = {line for line, _ in heading_lines(article["texts"][layout])}
            true = {heading["line"][layout] for heading in article["headings"]}
            both += len(found & true)
            wrong_or_missed += len(found ^ true)
    assert 2 * both / (2 * both + wrong_or_missed) >= floor
