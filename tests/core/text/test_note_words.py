"""The words of a note, as they are shown where Markdown is not."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.text.note_words import runs_of, words_of


def test_a_note_is_shown_without_the_signs_of_markdown() -> None:
    runs = runs_of("# Why\nIt is **not *so* late**, see `x_y` and [there](https://a.example).\n- [x] done\n> said")
    words = "".join(run.words for run in runs)
    assert words == "Why\u2028It is not so late, see x_y and there.\u2028☑ done\u2028said"
    assert [run.words for run in runs if run.bold] == ["Why", "not ", "so", " late"]
    assert [run.words for run in runs if run.slanted] == ["so", "said"]
    assert [run.address for run in runs if run.address] == ["https://a.example"]


@given(st.text(max_size=200))
def test_no_note_loses_its_letters_or_breaks_the_card(note: str) -> None:
    shown = "".join(run.words for run in runs_of(note))
    letters = Counter(sign for sign in shown if sign.isalnum())
    assert not letters - Counter(note)


def test_a_line_of_a_list_says_what_the_note_says() -> None:
    note = "## Why **here**?\n\n- [ ] ask *Ingrid* about `x`\n\n> a [link](margent://open?annotation=1)"
    assert words_of(note) == "Why here? ☐ ask Ingrid about x a link"
    assert words_of("  \n\n") == ""
    assert len(words_of("word " * 100_000)) <= 1200
    assert len(words_of("word " * 1000, 5000)) == 4999


def test_a_table_is_told_by_the_words_of_its_cells() -> None:
    note = "Seen:\n\n| day | **tons** |\n|:----|-----:|\n| Mon | 12 |\n| `a\\|b` | |\n\nand | after"
    runs = runs_of(note)
    shown = "".join(run.words for run in runs)
    assert shown == "Seen:\u2028day · tons\u2028Mon · 12\u2028a|b\u2028and | after"
    assert "".join(run.words for run in runs if run.bold) == "day · tons"
    assert words_of("> a | b\n> --|--\n> 1 | 2") == "a · b 1 · 2"


def test_bars_that_make_no_table_stay() -> None:
    assert words_of("a | b\nc | d") == "a | b c | d"
    assert words_of("```\n| a |\n|---|\n```") == "| a | |---|"
    assert words_of("a | b\n---") == "a | b ---"
