"""Words go into Markdown and come out again, and ordinary prose is not touched on the way."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop_app.core.text.normal_form import normalise
from desktop_app.exchange.escaping import contained, escaped, escaped_heading, prefixed, safe_tag, safe_tags

MARKUP = re.split(
    " ",
    "# ## ###### - -- --- + * ** *** _ __ ___ = == === > >> ` `` ``` ~ ~~ ~~~ | |- |-| :- [ ] [] [[ ]] ![ ]( ) ( "
    "[^1] [x]: /u [!quote] <b> </b> <!-- --> <?x ?> <a@b.c> <https://x.org> < > & &amp; &#35; &#x23; &copy; \\ \\\\ "
    "\\* $ $$ $x$ %% <% %> ^ ^a ^hl-01jd8x7q4mz8r2w5t9k3b6c1fd #tag #1 1. 1) 99. 1234567890. : :: {{ }} {% {# a b é "
    "字 👩‍💻 https://x.org/a_b_c?d=1&e=2#f don't \u3000 \u00a0 \u200b \u0301 \u202e \x85 \u2028 \x00",
)
PIECES = st.sampled_from([*MARKUP, "\n", "\n\n", " ", "  ", "    ", "\t", "\r\n"])
NAUGHTY = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=12).map(" ".join))

COMMONMARK = MarkdownIt("commonmark")
# What GitHub and Obsidian add and this parser knows too.
EXTENDED = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PARSERS = pytest.mark.parametrize("parser", [COMMONMARK, EXTENDED], ids=["commonmark", "extended"])

PROSE = (
    "It's five o'clock – he said: “No.” She hadn't (see p. 4), e.g. in May; really!",
    "A well-known half-truth — 50% of it, anyway.",
    "AT&T and R&D, C# and C++; #1 in the charts, No. #5.",
    "If a < b and b > c, then x = y, about -5 or ~6.",
    "It rose from $5 to $6 million.",
    "Write to first_last@example.org or see https://example.org/~me/a_b?c=1&d=2#top.",
    "- 5 degrees"[2:],
    "1998 was dry. 2. is a number",
    "¿Qué? ¡Nada! L’été, “naïve” 北京 и так далее…",
)


def paragraphs(parser: MarkdownIt, markdown: str) -> list[str]:
    """The paragraphs of `markdown`; fails when there is anything in it but paragraphs of plain words."""
    found = []
    for token in parser.parse(markdown):
        assert token.type in ("paragraph_open", "inline", "paragraph_close"), token
        if token.type == "inline":
            assert all(child.type == "text" for child in token.children or ()), token.children
            found.append("".join(child.content for child in token.children or ()))
    return found


@pytest.mark.parametrize("words", PROSE)
def test_ordinary_prose_stays_as_it_is(words: str) -> None:
    assert escaped(words) == words
    assert escaped_heading(words) == words


@PARSERS
@given(text=NAUGHTY)
@example("a\n\n\nb\n")
@example("\u3000全角\n\tcell\t\n  ")
@example("\\")
@example("---\n===\n-\n=")
def test_words_come_back_exactly(parser: MarkdownIt, text: str) -> None:
    lines = normalise(text).split("\n")
    assert paragraphs(parser, escaped(text)) == [line for line in lines if line]
    for piece, line in zip(escaped(text).split("\n\n"), lines, strict=True):
        assert paragraphs(parser, piece) == ([line] if line else [])


@PARSERS
@given(text=NAUGHTY)
@example("C #")
@example("##")
@example("a ##")
def test_a_heading_comes_back_on_one_line(parser: MarkdownIt, text: str) -> None:
    words = " ".join(normalise(text).split())
    tokens = parser.parse(f"## {escaped_heading(text)}\n")
    assert [token.type for token in tokens] == ["heading_open", "inline", "heading_close"]
    assert all(child.type == "text" for child in tokens[1].children or ())
    assert "".join(child.content for child in tokens[1].children or ()) == words


@given(text=NAUGHTY)
def test_words_stay_words_in_the_text_of_a_link(text: str) -> None:
    words = " ".join(normalise(text).split())
    if not words:
        return
    inline = COMMONMARK.parseInline(f"[{escaped_heading(text)}](margent://open)")[0].children or []
    assert [child.type for child in inline] == ["link_open", "text", "link_close"]
    assert inline[1].content == words


@given(text=NAUGHTY)
def test_what_obsidian_adds_to_markdown_stays_words_too(text: str) -> None:
    for line in escaped(text).split("\n"):
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "\ue000", line)
        for markup in ("[[", "==", "%%", "~~", "<%", "`", "*", "[", "|"):
            assert markup not in bare
        assert not re.search(r"(?<!\S)#[0-9]*[A-Za-z_/-]", bare)
        assert not re.search(r"(?<!\S)\^[A-Za-z0-9-]+\s*$", bare)
        assert not re.search(r"\$\S(.*\S)?\$", bare)


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("# Not a heading", r"\# Not a heading"),
        ("- not a list", r"\- not a list"),
        ("1. not a list", r"1\. not a list"),
        ("2024) nor this", r"2024\) nor this"),
        ("> no quote", r"\> no quote"),
        ("---", r"\---"),
        ("a *b* _c_ `d` snake_case", r"a \*b\* \_c\_ \`d\` snake_case"),
        ("see [sic] and [[Home]]", r"see \[sic\] and \[\[Home\]\]"),
        ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
        ("&lt; is not <", r"\&lt; is not <"),
        ("~~gone~~ ==lit== %%hid%% $x$", r"\~\~gone\~\~ \=\=lit\=\= \%\%hid\%\% \$x\$"),
        ("#tag (#tag) a#b", r"\#tag (\#tag) a#b"),
        ("<% tp.file.title %>", r"<\% tp.file.title %>"),
        ("last words ^abc-1", r"last words \^abc-1"),
        ("one\ntwo", "one\n\ntwo"),
        ("  indented", "&#32; indented"),
        ("end ", "end&#32;"),
        (r"C:\new", r"C:\\new"),
    ],
)
def test_escapes_are_the_fewest_that_do(words: str, markdown: str) -> None:
    assert escaped(words) == markdown


def test_every_line_is_prefixed_and_no_line_ends_in_white_space() -> None:
    assert prefixed("a\n\nb") == "> a\n>\n> b"
    assert prefixed("a\n\n", ">> ") == ">> a\n>>\n>>"


def test_a_note_keeps_its_markup_and_loses_only_what_no_file_can_hold() -> None:
    assert contained("a\r\n# b\rc\u2028d\ud800\x00") == "a\n# b\nc\u2028d\ufffd\ufffd"


@pytest.mark.parametrize(
    ("tag", "safe"),
    [
        ("sequencing", "sequencing"),
        ("two words", "two-words"),
        ("#hash", "hash"),
        ("a/b", "a/b"),
        ("1984", "_1984"),
        ("C++ & C#", "C-C"),
        ("हिन्दी", "हिन्दी"),
        ("café", "café"),
        ("]] --> x", "x"),
        ("!!", ""),
        ("", ""),
    ],
)
def test_tags_become_tags_that_obsidian_takes(tag: str, safe: str) -> None:
    assert safe_tag(tag) == safe


@given(st.lists(NAUGHTY))
def test_a_safe_tag_is_one_word_without_markup(tags: list[str]) -> None:
    safe = safe_tags(tags)
    assert len({tag.casefold() for tag in safe}) == len(safe)
    for tag in safe:
        assert not re.search(r"[\s#\[\]<>`*|\\^\"':,.;]", tag)
        assert not tag.isdigit()
        assert safe_tag(tag) == tag


def test_the_same_tag_twice_is_one() -> None:
    assert safe_tags(["Sea", "b", "sea", "!"]) == ("Sea", "b")
