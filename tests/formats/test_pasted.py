"""Pasted text is read as what it looks like."""

import pytest

from desktop_app.formats.pasted import name_of_pasted

PLAIN = [
    "The bridge was closed in March.\n\nA crack in the arch\n\nAn inspector found it by chance.",
    "1986. A great year.\n1987. A lesser one.",
    "    Dear editor,\n    I write to say that <b> is a tag, and 3 * 4 * 5 is sixty.",
    "She said: a_b_c is a name, and 2**3**2 is 512.",
    "- one\n- two\n\nNothing else.",
    "—\n\n--- three hyphens in a line of words",
    "#tag is not a heading, nor is #1 of 3",
    "",
]
MARKDOWN = [
    "# The bridge\n\nIt was closed.",
    "It was closed.\n\n```\ncode\n```",
    "See [the report](https://example.org/report) for more.",
    "A picture:\n\n![the arch](arch.png)",
    "---\ntitle: The bridge\n---\nIt was closed.",
    "| year | cost |\n| --- | --: |\n| 1986 | 4 |",
    "It was **closed** in March.",
    "> A quotation\n\nand more.",
    "- [ ] measure it\n- [x] close it",
    "Run `make test` first.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_text_without_marks_is_plain(text: str) -> None:
    assert name_of_pasted(text).endswith(".txt")


@pytest.mark.parametrize("text", MARKDOWN)
def test_text_with_the_marks_of_markdown_is_markdown(text: str) -> None:
    assert name_of_pasted(text).endswith(".md")
