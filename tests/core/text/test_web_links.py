"""Web addresses that were simply written become links; the text around them, and its offsets, stay what they are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind
from desktop_app.core.text.note_text import addresses, displayed, hashtags
from desktop_app.core.text.note_words import runs_of
from desktop_app.core.text.web_addresses import web_addresses
from desktop_app.core.web_links import with_web_links

LINES = {
    "See https://e.org/a_b?c=d&e=f.": ["https://e.org/a_b?c=d&e=f"],
    "(https://e.org/Foo_(bar)), [https://e.org/z]; {http://e.org}": [
        "https://e.org/Foo_(bar)", "https://e.org/z", "http://e.org",
    ],
    "“https://e.org/q” ‘https://e.org/r’ «https://e.org/s»": ["https://e.org/q", "https://e.org/r", "https://e.org/s"],
    "见https://e.org/路径。然后（http://e.org/二）": ["https://e.org/路径", "http://e.org/二"],
    "HTTPS://E.ORG/x! http://localhost:8080/y?": ["HTTPS://E.ORG/x", "http://localhost:8080/y"],
    "🚢 https://e.org/🚢, https://e.org/a,b": ["https://e.org/🚢", "https://e.org/a,b"],
    "http:// https://. ftp://e.org xhttps://e.org www.e.org ://e.org": [],
    "https://e.org/#part, https://e.org/a#b-c": ["https://e.org/#part", "https://e.org/a#b-c"],
}  # fmt: skip


def content(text: str, kind: BlockKind = BlockKind.PARAGRAPH, inline: tuple[Inline, ...] = ()) -> Content:
    return Content(text, (Block(kind, 0, len(text), inline=inline),))


def links(made: Content) -> list[str]:
    found = [span for block in made.blocks for span in block.inline if span.kind is InlineKind.LINK]
    assert all(made.text[span.start : span.end] == span.href for span in found)
    return [span.href for span in found]


@pytest.mark.parametrize(("line", "wanted"), LINES.items())
def test_addresses_end_before_what_closes_the_sentence_or_a_bracket(line: str, wanted: list[str]) -> None:
    assert [line[start:end] for start, end in web_addresses(line)] == wanted
    assert links(with_web_links(content(line))) == wanted
    assert [run.address for run in runs_of(line) if run.address] == wanted
    assert "".join(run.words for run in runs_of(line)) == line
    assert list(addresses(line)) == wanted
    assert [part for part in wanted if f"<{part}>" not in displayed(line)] == []


def test_code_links_and_pictures_stay_as_they_are() -> None:
    text = "https://e.org and https://f.org"
    assert with_web_links(content(text, BlockKind.CODE)).blocks == content(text, BlockKind.CODE).blocks
    link = Inline(InlineKind.LINK, 0, 13, "https://elsewhere.org")
    code = Inline(InlineKind.CODE, 18, 31)
    before = content(text, inline=(link, code))
    assert with_web_links(before) == before
    inner = Inline(InlineKind.CODE, 0, 3)
    assert with_web_links(content(text, inline=(replace(link, end=31), inner))).blocks[0].inline[1:] == (inner,)
    slanted = Inline(InlineKind.EMPHASIS, 4, 31)
    [block] = with_web_links(content(f"See {text}", inline=(slanted,))).blocks
    assert [span.href for span in block.inline[1:]] == ["https://e.org", "https://f"]
    scheme = Inline(InlineKind.STRONG, 0, 6)
    assert links(with_web_links(content(text, inline=(scheme,)))) == ["https://f.org"]
    assert [span.kind for span in block.inline] == [InlineKind.EMPHASIS, InlineKind.LINK, InlineKind.LINK]


def test_a_note_with_code_and_links_says_them_as_before() -> None:
    note = "`https://e.org` [https://e.org](https://f.org/Foo_(bar)) <https://g.org>\n```\nhttps://h.org\n```\n\n    https://i.org"
    assert addresses(note) == ("https://f.org/Foo_(bar)", "https://g.org")
    assert displayed(note) == note
    assert [run.address for run in runs_of(note) if run.address] == ["https://f.org/Foo_(bar)", "https://g.org"]


def test_an_address_has_no_tags() -> None:
    assert hashtags("https://e.org/?a=#b https://e.org/(#c) #d") == ("d",)


SIGNS = ("https://e.org/a", "http://", "://", *"()[]*_` \n.<>é🚢")
WORDS = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3)).map("".join)


@given(WORDS)
def test_whatever_is_written_addresses_lie_apart_and_in_order(text: str) -> None:
    found = list(web_addresses(text))
    flat = [place for span in found for place in span]
    assert flat == sorted(flat)
    for start, end in found:
        assert text[start:end].lower().startswith(("http://", "https://"))
        assert not text[start:end][-1].isspace()
    made = with_web_links(content(text, inline=(Inline(InlineKind.STRONG, len(text) // 3, len(text) // 2),)))
    assert made.text == text
    links(made)
    assert without_marks(displayed(text)) == without_marks(text)


def without_marks(note: str) -> str:
    return note.replace("<", "").replace(">", "").replace("!\\[", "![")
