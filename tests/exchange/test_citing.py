"""What is copied to be pasted elsewhere: the quote with its source, the note beneath, and nothing acts in it."""

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from desktop_app.core.annotation import Placed, Scope
from desktop_app.core.deep_link import deep_link
from desktop_app.core.outline import sections_of
from desktop_app.core.text.normal_form import normalise
from desktop_app.exchange.article import Article, article_of
from desktop_app.exchange.citing import cited
from tests.exchange.test_export_article import DOCUMENT, content, marked, noted

WORDS = "In fog only the bells are left."


def article(*placed: Placed, title: str = DOCUMENT.title, source: str = DOCUMENT.source, author: str = "") -> Article:
    document = replace(DOCUMENT, title=title, source=source, author=author)
    return article_of(document, sections_of(content()), placed, exported=0)


def test_a_quote_comes_with_its_source_and_the_note_beneath() -> None:
    written = cited([article(marked(WORDS, "a", note="*Why* bells?", tags=("sea fog",)), author="Ida Berg")])
    assert written == (
        "> In fog only the bells are left.\n>\n"
        f"> — Ida Berg, [Harbour lights]({deep_link(DOCUMENT.id, 'a')}), Buoys › Bells, <https://example.org/harbour>\n"
        "\n*Why* bells?\n\n#sea-fog\n"
    )


def test_a_note_without_a_quote_is_followed_by_where_it_is_from() -> None:
    written = cited([article(noted(Scope.DOCUMENT, "d"), source="/home/ida/secret/notes.md")])
    first, *_, last = written.strip().split("\n\n")
    assert not first.startswith(">")
    assert last == f"— [Harbour lights]({deep_link(DOCUMENT.id, 'd')}), notes.md"
    assert "secret" not in written


def test_several_each_have_their_source() -> None:
    written = cited([article(marked(WORDS, "a"), marked("Red ones", "b")), article(marked("The pilot boat", "c"))])
    assert [written.count(deep_link(DOCUMENT.id, found)) for found in "abc"] == [1, 1, 1]
    assert cited([]) == ""


@pytest.mark.parametrize(
    "words",
    ["> x", "# x", "- x", "](javascript:alert(1))", "<script>alert(1)</script>", "*x*", "a\\", "`", "[[x]]", "1. x"],
)
def test_words_stay_words(words: str) -> None:
    some = marked(WORDS, "a")
    quote = some.annotation.target.quote
    assert quote is not None
    target = replace(some.annotation.target, quote=replace(quote, exact=words))
    given = replace(some, annotation=replace(some.annotation, target=target))
    tokens = MarkdownIt("commonmark").parse(cited([article(given, title=words, author=words)]))
    opened = [token.type for token in tokens if token.nesting == 1]
    assert opened == ["blockquote_open", "paragraph_open", "paragraph_open"]
    quoted, source = [token.children or [] for token in tokens if token.type == "inline"]
    assert "".join(token.content for token in quoted) == normalise(words)
    links = [token.attrGet("href") for token in source if token.type == "link_open"]
    assert links == [deep_link(DOCUMENT.id, "a"), "https://example.org/harbour"]
    assert {token.type for token in source} <= {"text", "text_special", "link_open", "link_close"}


def test_an_address_with_odd_signs_stays_one() -> None:
    written = cited([article(marked(WORDS, "a"), source="https://example.org/a b>c\\d<e\u00a0f")])
    assert written.rstrip().endswith("<https://example.org/a%20b%3Ec%5Cd%3Ce%C2%A0f>")
