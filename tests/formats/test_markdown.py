"""Markdown files: every kind of block and span, titles and tags."""

import pytest

from desktop_app.core.document import Align, Block, BlockKind, Content, InlineKind
from desktop_app.core.outline import sections_of
from desktop_app.formats.markdown.reading import parse
from desktop_app.formats.source import Imported, Source
from tests.formats.content_checks import check_content

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def read(text: str) -> Imported:
    imported = parse(Source(text.encode(), "notes.md"))
    check_content(imported.content)
    return imported


def shown(content: Content) -> list[tuple[str, str]]:
    return [(block.kind.value, content.text_of(block)) for block in content.blocks]


def only(content: Content, kind: BlockKind) -> Block:
    (block,) = (block for block in content.blocks if block.kind is kind)
    return block


def spans(content: Content) -> list[tuple[InlineKind, str, str]]:
    return [(span.kind, content.text[span.start : span.end], span.href) for b in content.blocks for span in b.inline]


def test_headings_and_paragraphs_become_sections() -> None:
    content = read("Before.\n\n# One\n\nFirst *words*\ngo on.\n\n## Two\n\nLast.\n").content

    assert content.text == "Before.\nOne\nFirst words go on.\nTwo\nLast."
    assert [section.path for section in sections_of(content)] == [("Lead",), ("One",), ("One", "Two")]


def test_every_kind_of_span_stands_over_its_words() -> None:
    content = read(
        "*em* **strong** `code` ~~gone~~ [link](https://example.org 'x') H<sub>2</sub>O 3<sup>rd</sup> note[^1]\n\n"
        "[^1]: Here."
    ).content

    assert content.text.split("\n")[0] == "em strong code gone link H2O 3rd note"
    assert spans(content) == [
        (InlineKind.EMPHASIS, "em", ""),
        (InlineKind.STRONG, "strong", ""),
        (InlineKind.CODE, "code", ""),
        (InlineKind.STRIKE, "gone", ""),
        (InlineKind.LINK, "link", "https://example.org"),
        (InlineKind.SUBSCRIPT, "2", ""),
        (InlineKind.SUPERSCRIPT, "rd", ""),
        (InlineKind.FOOTNOTE_REFERENCE, "", "1"),
    ]


def test_spans_keep_their_words_when_accents_are_composed() -> None:
    content = read("cafe&#x301; *bold* e&#x301;*n*&#x303;o\n").content

    assert content.text == "café bold éño"
    assert spans(content)[0] == (InlineKind.EMPHASIS, "bold", "")


def test_a_hard_break_is_a_newline_and_a_soft_one_a_space() -> None:
    assert read("one\ntwo\\\nthree  \nfour").content.text == "one two\nthree\nfour"


def test_lines_of_chinese_and_japanese_join_without_a_space() -> None:
    assert read("春に始\nまった\nand so").content.text == "春に始まった and so"


def test_lists_keep_depth_numbers_and_paragraphs() -> None:
    content = read("3. one\n\n   still one\n4. two\n   - inner\n     - [x] done\n").content

    items = [(block.level, block.label, content.text_of(block)) for block in content.blocks]
    assert items == [
        (1, "3.", "one"),
        (1, "", "still one"),
        (1, "4.", "two"),
        (2, "•", "inner"),
        (3, "☑", "done"),
    ]
    assert all(block.kind is BlockKind.LIST_ITEM for block in content.blocks)


def test_an_item_that_begins_with_code_still_shows_its_number() -> None:
    content = read("1.     indented = 1\n").content

    assert [(block.kind, block.label) for block in content.blocks] == [
        (BlockKind.LIST_ITEM, "1."),
        (BlockKind.CODE, ""),
    ]


def test_quotes_within_quotes_say_how_deep_they_are() -> None:
    content = read("> outer\n>\n> > inner\n>\n> # Loud\n").content

    assert [(block.kind, block.level, content.text_of(block)) for block in content.blocks] == [
        (BlockKind.QUOTE, 1, "outer"),
        (BlockKind.QUOTE, 2, "inner"),
        (BlockKind.QUOTE, 1, "Loud"),
    ]
    assert [section.path for section in sections_of(content)] == [("Lead",)]


def test_a_quote_says_in_how_many_lists_it_stands() -> None:
    content = read("> alone\n\n- item\n\n  > quoted\n\n  - deeper\n\n    > > twice\n\n> alone again\n").content

    quotes = [block for block in content.blocks if block.kind is BlockKind.QUOTE]
    assert [(content.text_of(block), block.level, block.lists) for block in quotes] == [
        ("alone", 1, 0),
        ("quoted", 1, 1),
        ("twice", 2, 2),
        ("alone again", 1, 0),
    ]


def test_what_stands_in_quotes_and_lists_says_so_where_its_kind_does_not() -> None:
    content = read(
        "> words\n>\n> 1. point\n>\n>    > again\n>\n> ```\n> code\n> ```\n\n"
        "- item\n\n  ```\n  code\n  ```\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n"
        "> - ```\n>   c\n>   ```\n\nEnd.\n"
    ).content

    assert [(block.kind, block.within, block.nesting) for block in content.blocks] == [
        (BlockKind.QUOTE, "", "q"),
        (BlockKind.LIST_ITEM, "ql", "ql"),
        (BlockKind.QUOTE, "qlq", "qlq"),
        (BlockKind.CODE, "q", "q"),
        (BlockKind.LIST_ITEM, "", "l"),
        (BlockKind.CODE, "l", "l"),
        (BlockKind.TABLE, "l", "l"),
        (BlockKind.LIST_ITEM, "ql", "ql"),
        (BlockKind.CODE, "ql", "ql"),
        (BlockKind.PARAGRAPH, "", ""),
    ]


def test_code_stands_as_written_with_its_language() -> None:
    content = read("```python title=x\ndef f():\n\treturn  1\n\n```\n").content

    block = only(content, BlockKind.CODE)
    assert (block.label, content.text_of(block)) == ("python", "def f():\n\treturn  1\n")


def test_a_table_is_cells_by_tab_and_rows_by_newline() -> None:
    content = read("| a | b |\n|---|---|\n| *1* | x<br>y |\n| only |\n").content

    block = only(content, BlockKind.TABLE)
    assert (block.level, content.text_of(block)) == (1, "a\tb\n1\tx y\nonly\t")
    assert spans(content) == [(InlineKind.EMPHASIS, "1", "")]


def test_a_table_keeps_how_its_columns_are_set() -> None:
    block = only(read("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n").content, BlockKind.TABLE)
    plain = only(read("| a | b |\n|---|---|\n| 1 | 2 |\n").content, BlockKind.TABLE)

    assert block.columns == (Align.LEFT, Align.CENTRE, Align.RIGHT, Align.NATURAL)
    assert plain.columns == ()


def test_a_table_without_words_in_its_header_has_no_heading_row() -> None:
    block = only(read("|  |  |\n|---|---|\n| 1 | 2 |\n").content, BlockKind.TABLE)

    assert block.level == 0


def test_rules_add_nothing_to_the_text() -> None:
    assert shown(read("one\n\n***\n\ntwo").content) == [("paragraph", "one"), ("rule", ""), ("paragraph", "two")]


def test_footnotes_stand_at_the_end_and_none_is_lost() -> None:
    content = read(
        "See[^b] and^[said *here*] and[^2].\n\n[^2]: Two.\n\n    More.\n[^b]: Bee.\n[^lost]: Nobody asks.\n\n"
        "Last words.\n"
    ).content

    assert content.text.split("\n")[:2] == ["See and and.", "Last words."]
    assert [(block.label, content.text_of(block)) for block in content.blocks if block.kind is BlockKind.FOOTNOTE] == [
        ("b", "Bee."),
        ("1", "said here"),
        ("2", "Two."),
        ("", "More."),
        ("lost", "Nobody asks."),
    ]
    assert [span.href for span in content.blocks[0].inline] == ["b", "1", "2"]


def test_headings_know_the_anchor_that_links_use() -> None:
    content = read("# What is left?\n\ntext\n\n# What is left?\n").content

    assert [block.origin for block in content.blocks] == ["what-is-left", None, "what-is-left-1"]


@pytest.mark.parametrize(
    "href",
    ["http://a.example/x?y=1#z", "https://a.example", "mailto:a@example.org", "#part", "other.md", "../up%20x.md"],
)
def test_ordinary_links_keep_their_address_as_given(href: str) -> None:
    assert spans(read(f"[x]({href})").content) == [(InlineKind.LINK, "x", href)]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#x0A;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//host/share",
        "smb://host/share",
    ],
)
def test_links_that_could_do_harm_keep_their_words_only(href: str) -> None:
    imported = read(f"[go on]({href}) and <a href='{href}'>there</a>")

    assert imported.content.text == "go on and there"
    assert not spans(imported.content)
    assert "2 links" in imported.dropped[0]


def test_html_keeps_its_words_and_says_which_tags_went() -> None:
    imported = read(
        "<h2 align=center>Big <b>name</b></h2>\n<p>Fish &amp; chips<br>today</p>\n<script>alert(1)</script>\n\n"
        "A <blink>red</blink> word<!-- hidden -->.\n"
    )

    assert shown(imported.content) == [
        ("heading", "Big name"),
        ("paragraph", "Fish & chips\ntoday"),
        ("paragraph", "A red word."),
    ]
    assert any("blink" in sentence for sentence in imported.dropped)
    assert any("script" in sentence for sentence in imported.dropped)


def test_html_that_is_broken_keeps_its_words() -> None:
    assert "kept words" in read("<div>\n<![x kept words\n").content.text


class TestTitle:
    def test_the_front_matter_comes_first(self) -> None:
        imported = read("---\ntitle: 1984\ntags: [a, '#b', a]\nauthor: me\n---\n# Other\n")

        assert (imported.title, imported.title_guessed, imported.tags) == ("1984", False, ("a", "b"))
        assert "author" in imported.dropped[0]
        assert imported.content.text == "Other"

    def test_then_a_heading_of_level_one_before_everything_else(self) -> None:
        imported = read("# The *long* way\n\nWords.\n")

        assert (imported.title, imported.title_guessed) == ("The long way", False)

    def test_a_later_heading_is_not_the_title(self) -> None:
        imported = read("A lead of some words.\n\n# Later\n")

        assert (imported.title, imported.title_guessed) == ("A lead of some words", True)

    @pytest.mark.parametrize("front", ["title: [unclosed", "- a\n- b", "a: b: c", "title: " + "[" * 9000])
    def test_broken_front_matter_is_reported_and_the_rest_read(self, front: str) -> None:
        imported = read(f"---\n{front}\n---\n# Title\n\nWords.\n")

        assert imported.title == "Title"
        assert "front matter" in imported.dropped[0]

    def test_tags_may_be_one_string(self) -> None:
        assert read("---\ntags: one two\n---\nx").tags == ("one", "two")
        assert read("---\ntags: one two, three\n---\nx").tags == ("one two", "three")
