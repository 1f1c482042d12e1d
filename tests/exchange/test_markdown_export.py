"""The Markdown that a person gets: its exact form, and words that come back from it and cannot break out of it.

MARGENT_WRITE_GOLDEN=1 writes the golden files anew; read the difference before keeping it.
"""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop_app.core.annotation import Colour
from desktop_app.core.deep_link import deep_link
from desktop_app.core.text.normal_form import normalise
from desktop_app.exchange.article import Article, ArticleSection, Highlight, HighlightKind
from desktop_app.exchange.escaping import contained
from desktop_app.exchange.markdown import BLOCK_ID, MarkdownWriter, to_markdown
from desktop_app.exchange.templates.profiles import PROFILES
from desktop_app.exchange.templates.template import profile

GOLDEN = Path(__file__).parent / "golden"
DOCUMENT = "01jd8x7q4mz8r2w5t9k3b6c100"
WHEN = datetime(2026, 11, 2, 9, 5, tzinfo=UTC)
COMMONMARK = MarkdownIt("commonmark")


def highlight(number: int, text: str, note: str = "", colour: Colour | None = Colour.YELLOW, *tags: str) -> Highlight:
    identifier = f"01jd8x7q4mz8r2w5t9k3b6c1{number:02}"
    return Highlight(
        id=identifier,
        kind=HighlightKind.QUOTE if text else HighlightKind.NOTE,
        text=text,
        note=note,
        colour=colour,
        colour_name="Claims" if colour else "",
        tags=tags,
        section="Buoys",
        location="Buoys",
        link=deep_link(DOCUMENT, identifier),
        start=number,
        created=WHEN,
        modified=WHEN,
    )


def article(*sections: ArticleSection, title: str = 'Harbour: "lights"', notes: tuple[Highlight, ...] = ()) -> Article:
    return Article(
        id=DOCUMENT,
        title=title,
        author="",
        source="https://example.org/harbour",
        url="https://example.org/harbour",
        category="articles",
        tags=(),
        link=deep_link(DOCUMENT),
        added=WHEN,
        exported=WHEN,
        notes=notes,
        sections=sections,
    )


def section(heading: str, *highlights: Highlight, notes: tuple[Highlight, ...] = ()) -> ArticleSection:
    return ArticleSection(heading, 1, (heading,), notes, highlights)


def harbour() -> Article:
    buoys = section(
        "Buoys & bells",
        highlight(
            3, "Red ones stand to port, green ones to starboard.", "Unless one *leaves* the harbour.", Colour.YELLOW
        ),
        highlight(
            4,
            "# 1 is the outermost\nand *no* chart shows it: [see below]",
            "Ask the pilot:\n\n- which chart?\n- since when?",
            Colour.PINK,
            "to ask",
            "charts/old",
        ),
        highlight(5, "In fog only the bells are left.", "", None),
        notes=(highlight(2, "", "A section about marks.", None, "marks"),),
    )
    lost = replace(
        section("No longer in the text", highlight(6, "The lamp was lit by hand.", "", Colour.BLUE)), detached=True
    )
    opening = replace(highlight(7, "The pilot boat left at dawn."), kind=HighlightKind.BOOKMARK, colour=None)
    made = article(section("Lead", opening), buoys, lost, notes=(highlight(1, "", "Read again in spring.", None),))
    return replace(made, author="A. Keeper", tags=("sea", "two words"))


@pytest.mark.parametrize("name", PROFILES)
def test_the_form_of_each_profile(name: str) -> None:
    written = to_markdown(harbour(), profile(name))
    golden = GOLDEN / f"{name}.md"
    if os.environ.get("MARGENT_WRITE_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


def test_the_form_is_exactly_the_one_promised() -> None:
    words = "relief in stages, each step tied to something that could be checked"
    mark = highlight(9, words, "The sequencing problem in one line.", Colour.YELLOW, "sequencing")
    made = replace(article(section("Sanctions as leverage", mark), title='A: "b"'), source="https://a.org/b")
    assert to_markdown(made) == (
        "---\n"
        "title: 'A: \"b\"'\n"
        "source: https://a.org/b\n"
        "tags: [highlights]\n"
        f"margent-id: {DOCUMENT}\n"
        "---\n"
        "## Sanctions as leverage\n"
        "> [!quote|yellow]\n"
        f"> {words}\n"
        ">\n"
        ">> The sequencing problem in one line.\n"
        ">\n"
        "> #sequencing\n"
        "\n"
        f"^hl-{mark.id}\n"
    )


@pytest.mark.parametrize("name", PROFILES)
def test_the_blocks_stand_in_the_file_as_they_are_and_end_in_their_ids(name: str) -> None:
    made = harbour()
    written = MarkdownWriter(profile(name)).write(made)
    place = 0
    for block, mark in zip(written.blocks, made.highlights, strict=True):
        assert block.annotation == mark.id
        place = written.text.index(f"{block.text}\n", place) + len(block.text)
        found = BLOCK_ID.search(block.text)
        assert found is not None
        assert (found["obsidian"] or found["plain"], found.end()) == (mark.id, len(block.text))
    assert len(BLOCK_ID.findall(written.text)) == len(made.highlights)


def test_an_article_without_annotations_is_its_front_matter() -> None:
    assert to_markdown(article()).endswith(f"margent-id: {DOCUMENT}\n---\n")


def test_one_highlight_by_itself() -> None:
    made = harbour()
    mark = made.sections[1].highlights[0]
    writer = MarkdownWriter()
    block = next(block for block in writer.write(made).blocks if block.annotation == mark.id)
    assert writer.write_one(made, mark) == block.text


# --- words and notes come back ---------------------------------------------------------------------------------------

MARKUP = st.sampled_from(
    re.split(
        " ",
        "# - --- + * ** _ = === > >> ` ``` ~~ ~~~ | |-|-| [ ] [[x]] ![x](y) [x]: /u [!quote|yellow] </div> <!-- --> & "
        "&amp; \\ $$ %% <% ^hl-01jd8x7q4mz8r2w5t9k3b6c199 #tag 1. : {{title}} {%endif%} a é 字 \u3000 \u00a0",
    )
)
GAPS = st.sampled_from(["\n", "\n\n", "\n\n\n", " ", "    ", "\t", ""])
NAUGHTY = st.one_of(
    st.text(), st.lists(st.one_of(MARKUP, GAPS), max_size=14).map("".join), st.lists(MARKUP, max_size=8).map(" ".join)
)


def top_level(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens if token.level == 0 and token.nesting >= 0]


def paragraphs_of(tokens: list[Token], lines: list[str]) -> dict[int, str]:
    """The words of every paragraph directly inside the one quote, by the line on which the words begin."""
    found = {}
    for place, token in enumerate(tokens):
        if token.type != "paragraph_open" or token.level != 1 or token.map is None:
            continue
        children = tokens[place + 1].children or []
        first = token.map[0]
        if lines[first].startswith("> [!"):
            breaks = [number for number, child in enumerate(children) if child.type == "softbreak"]
            if not breaks:
                continue
            children, first = children[breaks[0] + 1 :], first + 1
        assert all(child.type == "text" for child in children), children
        found[first] = "".join(child.content for child in children)
    return found


WRITERS = {name: MarkdownWriter(profile(name)) for name in PROFILES}


@given(text=NAUGHTY, note=NAUGHTY, tagged=st.booleans())
@example("\x1b", "0", False)
@example("a\n\n\nb\n", "```", True)
@example("---", "<!--", True)
@example("===", "[!quote|yellow]: /x 'y'", False)
@example("\u3000\n\tx ", "~~~\n\n", True)
@example("|-|-|", "- a\n\n      b", False)
def test_quotes_and_notes_come_back_exactly(text: str, note: str, tagged: bool) -> None:
    """The quote: its paragraphs in the parsed Markdown are the lines of the normalised words, on the lines where they
    must be, so that empty lines are counted too. The note: the same source lines, in a quote within the quote. And
    nothing leaves the callout: the file is the callout and its id, whatever the words are."""
    mark = highlight(9, text, note, Colour.YELLOW, *(["sea"] if tagged else []))
    block = WRITERS["obsidian"].write(article(section("", mark))).blocks[0].text
    tokens = COMMONMARK.parse(block)
    assert top_level(tokens) == ["blockquote_open", "paragraph_open"]
    assert tokens[-2].content == f"^hl-{mark.id}"

    lines = block.split("\n")
    words = normalise(text).split("\n") if normalise(text) else []
    expected = {1 + 2 * number: line for number, line in enumerate(words) if line}
    note_lines = contained(note).split("\n") if note else []
    begin = 1 + max(2 * len(words) - 1, 0) + bool(words and note)
    assert [line[3:] for line in lines if line.startswith(">>")] == note_lines
    assert [line.startswith(">>") for line in lines[begin : begin + len(note_lines)]] == [True] * len(note_lines)
    if tagged:
        expected[begin + len(note_lines) + 1] = "#sea"
    assert paragraphs_of(tokens, lines) == expected
    inner = [
        token.type for token in tokens if token.level == 1 and token.nesting >= 0 and token.type != "paragraph_open"
    ]
    assert [kind for kind in inner if kind != "inline"] == ["blockquote_open"] * bool(note)


@given(heading=NAUGHTY, text=NAUGHTY, note=NAUGHTY, title=st.text())
def test_a_file_has_the_parts_it_should_and_no_others(heading: str, text: str, note: str, title: str) -> None:
    for name in PROFILES:
        marks = [highlight(number, text, note) for number in (1, 2)]
        written = WRITERS[name].write(article(section(heading, *marks), title=title)).text
        head, matter, body = written.split("---\n", 2)
        assert head == ""
        assert f"\nmargent-id: {DOCUMENT}\n" in matter
        kinds = [kind for kind in top_level(COMMONMARK.parse(body)) if kind != "inline"]
        ending = "paragraph_open" if name == "obsidian" else "html_block"
        headings = bool(heading) + (name != "obsidian")
        blocks = ["bullet_list_open"] if name == "outline" else ["blockquote_open", ending] * 2
        assert kinds == ["heading_open"] * headings + blocks
        assert len(BLOCK_ID.findall(written)) == 2


INJECTIONS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "![](https://evil.example/track.png)",
    "![[Private note]]",
    "[click](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: https://evil.example",
    "```dataviewjs\napp.vault.delete()\n```",
    "~~~dataviewjs\nx\n~~~",
    "`= this.file`",
    "`$= dv.pages()`",
    "<%* app.vault.trash() %>",
    "%% hidden",
    "$$\\href{javascript:alert(1)}{x}$$",
    "---\ntags: [evil]\n---",
    "^hl-01jd8x7q4mz8r2w5t9k3b6c199",
    "\n\n^hl-01jd8x7q4mz8r2w5t9k3b6c199\n\n",
    "<!-- hl-01jd8x7q4mz8r2w5t9k3b6c199 -->",
    "{{ ''.__class__.__mro__ }}",
    "{% include '/etc/passwd' %}",
    "margent-id: 01jd8x7q4mz8r2w5t9k3b6c199",
    "# Heading\n## Another",
    "| a | b |\n|---|---|\n| c | d |",
    "- [ ] task\n1. one",
    "#evil-tag",
    "text\r\n\r\n## Heading",
)


@pytest.mark.parametrize("words", INJECTIONS)
def test_words_that_would_be_markup_or_code_are_words(words: str) -> None:
    for name in PROFILES:
        made = article(section(words, highlight(9, words, "", Colour.YELLOW, words)), title=words)
        written = to_markdown(made, profile(name))
        matter, body = written.removeprefix("---\n").split("---\n", 1)
        assert "<%" not in written
        assert len(re.findall("^margent-id: ", matter, re.MULTILINE)) == 1
        assert len(BLOCK_ID.findall(written)) == 1
        html = COMMONMARK.render(body.replace("<!-- hl-", "").replace(" -->", ""))
        assert not re.search(r"<(?!/?(?:h[12]|p|blockquote|ul|li)>)", html)
