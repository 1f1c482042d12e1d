"""Markdown that means harm, or that no person would write: read, flattened or refused, and no word lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.document import BlockKind
from desktop_app.formats.markdown.reading import DEEPEST, parse
from desktop_app.formats.source import Imported, ImportFailure, Source
from tests.formats.content_checks import check_content


def read(text: str) -> Imported:
    imported = parse(Source(text.encode(), "notes.md"))
    check_content(imported.content)
    return imported


@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. ", "* > "])
def test_deep_nesting_is_flattened_and_no_word_lost(mark: str) -> None:
    imported = read(mark * 10_000 + "deep words\n\nafter it\n")

    assert "deep words" in imported.content.text
    assert "after it" in imported.content.text
    assert max(block.level for block in imported.content.blocks) <= DEEPEST
    assert "nested too deeply" in imported.dropped[0]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "![" * 2000,
        "*a **b " * 3000,
        "`" * 9001,
        "<" * 9000,
        "^[" * 2000,
        "|a" * 900 + "\n" + "|-" * 900,
    ],
    ids=["brackets", "pictures", "stars", "ticks", "angles", "footnotes", "columns"],
)
def test_runs_of_markup_are_only_text(text: str) -> None:
    assert read(text + "\n\nafter it\n").content.text.endswith("after it")


def test_a_line_of_five_megabytes_is_a_paragraph() -> None:
    assert len(read("word " * 1_000_000).content.blocks) == 1


def test_markup_without_words_is_refused() -> None:
    with pytest.raises(ImportFailure, match="no words"):
        read("<!-- nothing -->\n\n- \n")


MARKUP = st.sampled_from(
    [
        *("#", "* ", "- ", "1. ", "> ", "`", "```\n", "|", "|-|\n", "[", "](", ")", "![", "[^1]", "[^1]: ", "^[", "]"),
        *("<b>", "</b>", "<div>\n", "<![", "&#x301;", "&amp;", "\n", "\n\n", "    ", "\t", "**", "~~", "---\n", "\\"),
        *("word ", "é"),
    ]
)


@given(st.lists(st.one_of(MARKUP, st.text(max_size=8)), max_size=60).map("".join))
def test_any_markdown_is_read_or_refused(text: str) -> None:
    try:
        imported = parse(Source(text.encode("utf-8", "replace"), "a.md"))
    except ImportFailure:
        return
    check_content(imported.content)
    assert imported.title


@given(st.lists(st.sampled_from(["word", "*em*", "**st**", "[li](x)", "`co`", "~~de~~"]), min_size=1, max_size=20))
def test_spans_never_change_the_words(words: list[str]) -> None:
    content = read("start " + " ".join(words)).content

    plain = {"*em*": "em", "**st**": "st", "[li](x)": "li", "`co`": "co", "~~de~~": "de"}
    assert content.text == "start " + " ".join(plain.get(word, word) for word in words)
    assert content.blocks[0].kind is BlockKind.PARAGRAPH
