"""Tables, pages, cards and bibliographies: everything in them, and nothing in them that acts."""

import csv
import html.parser
import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop_app.core.annotation import Annotation, Colour, Motivation, Scope, Style, Target
from desktop_app.core.document import Document
from desktop_app.core.selectors import TextPositionSelector, TextQuoteSelector
from desktop_app.core.text.normal_form import normalise
from desktop_app.exchange.citations import to_bibtex, to_csl_json
from desktop_app.exchange.html_page import to_html
from desktop_app.exchange.incoming.own_markdown import parse as parse_markdown
from desktop_app.exchange.incoming.recognising import read
from desktop_app.exchange.json_ld import to_json_ld
from desktop_app.exchange.markdown import to_markdown
from desktop_app.exchange.names import file_name
from desktop_app.exchange.tables import to_anki, to_csv
from desktop_app.exchange.templates.template import profile
from tests.exchange.articles import DOCUMENT, annotation, article
from tests.exchange.test_markdown_export import NAUGHTY

FORMULAS = [
    f"{lead}{formula}"
    for lead in ("", " ", "\t", "\r", "\n", "\u00a0")
    for formula in (
        "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "+1", "-1+1", "@SUM(A1)", "=DDE(1)", "＝1+1", "＠A",
        "-2+3+cmd|' /C calc'!A0",
    )
]  # fmt: skip
MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](http://x/y.png)",
    "<iframe src=http://x>", "</blockquote><script>", "<svg onload=alert(1)>", "[x](data:text/html,<script>)",
    "<a href=file:///etc/passwd>", "{{ 7*7 }}", "{% raw %}", "<% tp.system.prompt() %>", "```dataviewjs\nalert(1)\n```",
    "---\nmargent-id: x\n---", "^hl-01b", "<!-- hl-01b -->", "%% hidden %%", "==x==", "[[../../etc/passwd]]",
    "![[secrets]]", "\\input{/etc/passwd}", "}}, note={x", "\"'`$(reboot)`", "&lt;b&gt;", "\u202eevil\u202c", "$$x$$",
    "| a | b |\n|---|---|", "> [!danger]\n> x", "- [ ] task", "#tag", "1. one", "# heading", "===", "***", "~~~",
    "<style>*{}</style>", "[x]: http://x", "<http://x>", "a\tb\tc", 'q"q"\tq', "\0\x01\x07",
]  # fmt: skip
NAMES = [
    "../../etc/passwd", "C:\\Windows\\x", "CON", "nul.md", "a/b", "a\\b", "..", ".", "...", "a\0b", "x" * 400,
    "é" * 300, "\u202egnp.exe", "~/x", "-rf", "$(reboot)", "`id`", "%2e%2e%2f", "COM1.txt", "a|b", "<x>", 'q"q', "a:b",
    "a?b", "a*b", "#x", "[[x]]", "x^y", " ", "\n", ".hidden", "x.", "x ", "LPT9", "aux.tar.gz",
]  # fmt: skip


def test_there_are_a_hundred_cases() -> None:
    assert len({*FORMULAS, *MARKUP, *NAMES}) >= 100


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_no_cell_of_a_table_is_calculated(text: str) -> None:
    made = annotation("01a", text, 20, text, [text])
    table = to_csv([article([made])])
    header, row = csv.reader(io.StringIO(table, newline=""))
    cells = dict(zip(header, row, strict=True))
    for name in ("quote", "note", "tags"):
        assert cells[name][:1] == "'", name
        assert cells[name].removeprefix("'") == text


class _Seen(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


ALLOWED = frozenset(
    ("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "h5", "h6", "p", "a", "article", "hr",
     "blockquote", "div", "small", "br", "em", "strong", "code", "pre", "ul", "ol", "li")
)  # fmt: skip


@pytest.mark.parametrize("text", MARKUP, ids=repr)
def test_nothing_acts_in_a_page_or_on_a_card(text: str) -> None:
    made = annotation("01a", text, 20, text, [text])
    shown = article([made])
    for markup in (to_html([shown]), to_anki([shown])):
        seen = _Seen()
        seen.feed(markup)
        assert {tag for tag, _ in seen.tags} <= ALLOWED
        assert not any(name.startswith("on") or name == "src" for _, found in seen.tags for name in found)
        links = [found.get("href") or "" for _, found in seen.tags]
        assert not any(re.match(r"\s*(?:javascript|data|file|vbscript):", link, re.IGNORECASE) for link in links)
    lines = [line for line in to_anki([shown]).splitlines() if not line.startswith("#")]
    assert len(lines) == 1
    assert lines[0].count("\t") == 3
    assert '"' not in lines[0].split("\t")[1][:1]


@pytest.mark.parametrize("text", MARKUP, ids=repr)
@pytest.mark.parametrize("name", ["obsidian", "plain", "outline"])
def test_words_stay_words_in_every_profile(text: str, name: str) -> None:
    made = annotation("01a", text or "x", 20, "", [])
    markdown = to_markdown(article([made]), profile(name))
    assert len(re.findall(r"^(?:\^hl-01a|(?:  )?<!-- hl-01a -->)$", markdown, re.MULTILINE)) == 1
    assert not re.search(r"^(?:\^hl-01b|(?:  )?<!-- hl-01b -->)$", markdown, re.MULTILINE)
    kinds = {token.type for token in MarkdownIt("commonmark").parse(markdown.partition("\n---\n")[2])}
    kinds -= {"html_block"} if name != "obsidian" else set()
    allowed = ("paragraph", "inline", "blockquote", "heading", "bullet_list", "list_item")
    assert all(kind.removesuffix("_open").removesuffix("_close") in allowed for kind in kinds)


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_no_title_leads_out_of_the_folder(name: str) -> None:
    made = file_name(name)
    assert made == Path(made).name
    assert made.endswith(".md")
    assert not made.startswith((".", "-", "~/"))
    assert len(made.encode()) <= 255
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202a-\u202e]', made)
    assert not re.fullmatch(r"(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9])(?:\..*)?", made, re.IGNORECASE)


@pytest.mark.parametrize("title", ["50% of $5 & #1_x", "{", "}}}", "\\input{x}", "~^", "a\nb"])
def test_bibtex_is_one_entry_with_balanced_braces(title: str) -> None:
    document = Document(
        **{**{f: getattr(DOCUMENT, f) for f in DOCUMENT.__slots__}, "title": title, "author": "Ó Dé, A"}
    )
    made = to_bibtex([article([], document), article([], document)])
    bare = re.sub(r"\\[{}]", "", made)
    assert bare.count("{") == bare.count("}")
    keys = re.findall(r"^@misc\{([a-z0-9]+),$", made, re.MULTILINE)
    assert len(set(keys)) == 2
    assert "author = {Ó Dé, A}" in made
    [item, _] = json.loads(to_csl_json([article([], document), article([], document)]))
    assert item["title"] == " ".join(title.split())


def test_a_table_and_cards_hold_everything() -> None:
    made = [annotation("01a", "words", 20, "a\n*note*", ["x"]), annotation("01b", "more", 150)]
    shown = article(made)
    rows = list(csv.DictReader(io.StringIO(to_csv([shown]), newline="")))
    assert [(row["id"], row["section"], row["quote"], row["note"], row["tags"]) for row in rows] == [
        ("01a", "The ice", "words", "a\n*note*", "x"), ("01b", "The ferry", "more", "", "")
    ]  # fmt: skip
    cards = [line.split("\t") for line in to_anki([shown]).splitlines() if not line.startswith("#")]
    assert cards[0] == [
        "01a",
        "words<br><small>Harbour lights › The ice</small>",
        "<p>a <em>note</em></p>",
        "margent x",
    ]
    assert cards[1] == ["01b", "Harbour lights › The ferry", "more", "margent"]


@given(text=NAUGHTY, note=NAUGHTY)
def test_our_markdown_gives_back_every_quote_and_note_exactly(text: str, note: str) -> None:
    # A note is kept without white space at its end, and a quote never begins or ends with any: see `annotating`.
    quote = normalise(text).strip()
    remark = normalise(note).rstrip()
    made = annotation("01a", quote or "x", 20, remark, ["a/b", "c"])
    [entry] = parse_markdown(to_markdown(article([made])).encode()).entries
    # What splits lines nowhere else ends a quote's line for a parser, and comes back as a line of its own.
    assert entry.quote == (quote or "x")
    assert entry.note.strip("\n") == remark.strip("\n")
    assert (entry.id, entry.tags, entry.colour) == ("01a", ("a/b", "c"), Colour.YELLOW)


# What a library can hold: nothing in it has a NUL (`storable`).
_SIGNS = st.characters(codec="utf-8", exclude_characters="\0")
SELECTORS = st.builds(
    TextQuoteSelector, st.text(_SIGNS, min_size=1), st.text(_SIGNS, max_size=32), st.text(_SIGNS, max_size=32)
)
ANNOTATIONS = st.builds(
    Annotation,
    id=st.just(""),
    document=st.just(DOCUMENT.id),
    motivation=st.sampled_from(Motivation),
    target=st.builds(
        Target,
        scope=st.sampled_from(Scope),
        version=st.none() | st.just("01ver"),
        position=st.builds(lambda start, length: TextPositionSelector(start, start + length),
                           st.integers(0, 10**6), st.integers(1, 500)),
        quote=st.none() | SELECTORS,
    ),
    created=st.integers(0, 4 * 10**12),
    modified=st.integers(0, 4 * 10**12),
    colour=st.none() | st.sampled_from(Colour),
    style=st.sampled_from(Style),
    note=st.text(_SIGNS),
    tags=st.lists(st.text(_SIGNS, min_size=1), max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=20)
@given(st.lists(ANNOTATIONS, min_size=1, max_size=20))
def test_json_ld_loses_nothing(made: list[Annotation]) -> None:
    _compare(made)


@pytest.mark.skipif(os.environ.get("MARGENT_TEST_BUDGET") != "long", reason="only with the long budget")
@settings(max_examples=5)
@given(st.lists(ANNOTATIONS, min_size=8, max_size=8))
def test_json_ld_loses_nothing_of_five_thousand(made: list[Annotation]) -> None:
    _compare(made * 625)


def _compare(made: list[Annotation]) -> None:
    fields = {
        name: [getattr(one, name) for one in made] for name in ("motivation", "created", "note", "tags", "colour")
    }
    named = [
        Annotation(f"01jd8x7q4mz8r2w5t9k3{number:06}", *[getattr(one, name) for name in Annotation.__slots__[1:]])
        for number, one in enumerate(made)
    ]
    entries = read("x.json", to_json_ld([DOCUMENT], named, 0).encode()).entries
    assert [one.id for one in entries] == [one.id for one in named if _something(one)]
    kept = [one for one in named if _something(one)]
    for entry, before in zip(entries, kept, strict=True):
        quote, target = before.target.quote, before.target
        assert (entry.quote, entry.prefix, entry.suffix) == (
            (quote.exact, quote.prefix, quote.suffix) if quote else ("", "", "")
        )
        assert (entry.position, entry.version, entry.scope) == (target.position, target.version, target.scope)
        assert (entry.note, entry.tags, entry.colour, entry.style) == (
            before.note, before.tags, before.colour, before.style
        )  # fmt: skip
        assert (entry.created, entry.modified, entry.motivation) == (before.created, before.modified, before.motivation)
    assert len(fields["note"]) == len(made)


def _something(one: Annotation) -> bool:
    return bool(one.target.quote or one.note or one.tags or one.motivation is Motivation.BOOKMARKING)
