"""Plain text files as documents: no word lost, headings as sections, a title."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.document import BlockKind
from desktop_app.core.outline import sections_of
from desktop_app.formats.plain_text.reading import parse
from desktop_app.formats.source import Imported, ImportFailure, Source
from tests.formats.content_checks import check_content

ROOT = Path(__file__).resolve().parents[2]

ARTICLE = """The harbour town had waited eleven years for its railway, and when the first train came there was nobody \
on the platform but the stationmaster and a dog.

What the line was for

It had been drawn across the marshes to carry salt, which by then came cheaper by sea. The council kept building, \
since stopping would have meant saying why.

Who paid

The bonds were bought by schoolteachers and by widows. Most of them had never seen the sea, and the prospectus, which \
ran to forty pages, showed them a great deal of it.
"""


def read(data: bytes | str, name: str = "railway.txt") -> Imported:
    imported = parse(Source(data.encode() if isinstance(data, str) else data, name))
    check_content(imported.content)
    return imported


def test_unmarked_headings_become_sections_with_exactly_their_paragraphs() -> None:
    content = read(ARTICLE).content

    assert [section.heading for section in sections_of(content)] == ["Lead", "What the line was for", "Who paid"]
    kinds = [block.kind for block in content.blocks]
    assert kinds == [BlockKind.PARAGRAPH, *[BlockKind.HEADING, BlockKind.PARAGRAPH] * 2]
    assert content.text.split() == ARTICLE.split()


def test_line_ends_and_page_breaks_make_no_difference() -> None:
    plain = read(ARTICLE).content

    assert read(ARTICLE.replace("\n", "\r\n")).content == plain
    assert read(ARTICLE.replace("\n", "\r")).content == plain
    assert read(ARTICLE.replace("\n\n", "\n\x0c", 1)).content == plain
    assert read(ARTICLE.encode("utf-16")).content == plain
    assert read(ARTICLE.replace("railway", "rail\x00way")).content == plain


def test_a_list_has_its_marks_as_labels() -> None:
    content = read("A lead that is a sentence of some length, as leads are.\n\n- salt\n- coal\n- timber\n").content

    items = [block for block in content.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [(block.level, content.text_of(block)) for block in items] == [(1, "salt"), (1, "coal"), (1, "timber")]


def test_places_that_cannot_be_read_are_reported() -> None:
    imported = read("Größe und Maß, Straße für Straße, Tür für Tür, früh bis spät.".encode() + b" \xc3( ende")

    assert imported.dropped == ("1 place could not be read and shows as �.",)


def test_a_title_is_guessed_and_said_to_be() -> None:
    imported = read(ARTICLE)

    assert imported.title.startswith("The harbour town")
    assert imported.title_guessed
    assert imported.format == "Plain text"


def test_one_line_of_five_megabytes_is_one_paragraph() -> None:
    imported = read("word " * 1_000_000)

    assert len(imported.content.blocks) == 1
    assert len(imported.title) <= 80


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.txt")), ids=lambda path: path.name)
def test_our_own_articles_lose_no_word(path: Path) -> None:
    data = path.read_bytes()

    assert read(data, path.name).content.text.split() == data.decode().split()


def test_the_article_the_product_is_judged_by() -> None:
    seeds = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip("the shared articles are not beside this checkout")
    for path in seeds:
        content = read(path.read_bytes(), path.name).content
        sections = sections_of(content)
        assert sections[0].heading == "Lead"
        assert len(sections) == 15
        assert content.text.split() == path.read_text(encoding="utf-8").split()


@given(st.text(alphabet=st.one_of(st.sampled_from("\n\n\t -•*.1a)A|"), st.characters()), max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        imported = parse(Source(text.encode("utf-8", "replace"), "a.txt"))
    except ImportFailure:
        return
    check_content(imported.content)
    assert imported.title
    assert imported.content.blocks


@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        imported = parse(Source(data, "a.txt"))
    except ImportFailure:
        return
    check_content(imported.content)
