"""An article for export shows every annotation once, under the section it begins in, in the order of the text."""

from datetime import UTC, datetime

from desktop_app.core.annotation import (
    Annotation,
    Colour,
    Motivation,
    Placed,
    Placement,
    PlacementState,
    Scope,
    Target,
)
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.deep_link import deep_link
from desktop_app.core.document import BlockKind, Content, Document
from desktop_app.core.outline import sections_of
from desktop_app.core.selectors import SectionSelector, describe
from desktop_app.exchange.article import Article, HighlightKind, article_of

NOW = 1_790_000_000_000
DOCUMENT = Document(
    id="01jd8x7q4mz8r2w5t9k3b6c1fa",
    title="Harbour lights",
    title_guessed=False,
    format="Plain text",
    source="https://example.org/harbour",
    version="v1",
    words=0,
    sections=0,
    added=1_000,
    modified=1_000,
    tags=("sea",),
)


def content() -> Content:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "The pilot boat left at dawn.")
    builder.add(BlockKind.HEADING, "Buoys", level=1)
    builder.add(BlockKind.PARAGRAPH, "Red ones stand to port, green ones to starboard.")
    builder.add(BlockKind.HEADING, "Bells", level=2)
    builder.add(BlockKind.PARAGRAPH, "In fog only the bells are left.")
    return builder.content()


def marked(words: str, identifier: str, state: PlacementState = PlacementState.EXACT, **more: object) -> Placed:
    text = content().text
    start = text.index(words)
    position, quote = describe(text, start, start + len(words))
    fields: dict[str, object] = {"colour": Colour.GREEN, "motivation": Motivation.HIGHLIGHTING, **more}
    target = Target(Scope.RANGE, "v1", position, quote)
    annotation = Annotation(id=identifier, document=DOCUMENT.id, target=target, created=0, modified=0, **fields)  # type: ignore[arg-type]
    return Placed(annotation, Placement(identifier, "v1", start, start + len(words), state, 1.0))


def noted(scope: Scope, identifier: str, start: int = 0, path: tuple[str, ...] = ()) -> Placed:
    section = SectionSelector(path, path[-1], "") if path else None
    annotation = Annotation(
        identifier, DOCUMENT.id, Motivation.COMMENTING, Target(scope, section=section), 0, 0, note="A note."
    )
    return Placed(annotation, Placement(identifier, "v1", start, start, PlacementState.EXACT, 1.0))


def exported(*placed: Placed, **more: object) -> Article:
    return article_of(DOCUMENT, sections_of(content()), placed, exported=NOW, **more)  # type: ignore[arg-type]


def shown(article: Article) -> list[tuple[str, list[str]]]:
    return [(one.heading, [mark.id for mark in one.notes + one.highlights]) for one in article.sections]


def test_highlights_stand_under_their_sections_in_the_order_of_the_text() -> None:
    article = exported(
        marked("bells are left", "c"), marked("green ones", "b"), marked("Red ones", "a"), marked("pilot boat", "d")
    )
    assert shown(article) == [("Lead", ["d"]), ("Buoys", ["a", "b"]), ("Bells", ["c"])]
    assert [one.id for one in article.highlights] == ["d", "a", "b", "c"]


def test_a_highlight_across_sections_belongs_where_it_begins() -> None:
    article = exported(marked("starboard.\nBells\nIn fog", "a"))
    assert shown(article) == [("Buoys", ["a"])]
    assert article.highlights[0].text == "starboard.\nBells\nIn fog"


def test_notes_on_the_document_and_on_a_section_come_before_what_they_are_about() -> None:
    bells = content().text.index("Bells")
    article = exported(
        marked("bells are left", "h"), noted(Scope.SECTION, "s", bells, ("Buoys", "Bells")), noted(Scope.DOCUMENT, "d")
    )
    assert [note.id for note in article.notes] == ["d"]
    assert shown(article) == [("Bells", ["s", "h"])]
    assert [one.kind for one in article.highlights] == [HighlightKind.NOTE, HighlightKind.NOTE, HighlightKind.QUOTE]
    assert article.highlights[1].location == "Buoys › Bells"


def test_what_is_no_longer_in_the_text_comes_last_and_keeps_its_words() -> None:
    article = exported(marked("pilot boat", "a", PlacementState.DETACHED), marked("Red ones", "b"))
    assert shown(article) == [("Buoys", ["b"]), ("No longer in the text", ["a"])]
    last = article.sections[-1]
    assert last.detached
    assert (last.highlights[0].text, last.highlights[0].start) == ("pilot boat", None)


def test_the_trash_is_left_out() -> None:
    assert exported(marked("Red ones", "a", deleted=5)).highlights == ()


def test_a_text_without_sections_keeps_its_highlights() -> None:
    article = article_of(DOCUMENT, (), [marked("Red ones", "a")], exported=NOW)
    assert shown(article) == [("", ["a"])]


def test_a_highlight_says_what_its_colour_means_and_how_to_get_back_to_it() -> None:
    mark = exported(marked("Red ones", "a"), meanings={Colour.GREEN: "Facts"}).highlights[0]
    assert (mark.colour, mark.colour_name) == (Colour.GREEN, "Facts")
    assert mark.link == f"margent://open?document={DOCUMENT.id}&annotation=a"
    assert exported(marked("Red ones", "a"), meanings={}).highlights[0].colour_name == "Evidence"


def test_a_bookmark_is_one() -> None:
    mark = exported(marked("Red ones", "a", motivation=Motivation.BOOKMARKING, colour=None)).highlights[0]
    assert (mark.kind, mark.colour, mark.colour_name) == (HighlightKind.BOOKMARK, None, "")


def test_only_a_web_address_is_a_url() -> None:
    for source, url in (("https://a.org/b", "https://a.org/b"), ("/home/me/a.txt", ""), ("http://[bad", ""), ("", "")):
        document = Document("d", "T", False, "EPUB", source, None, 0, 0, 0, 0)
        article = article_of(document, (), (), exported=NOW)
        assert (article.source, article.url, article.category) == (source, url, "books")


def test_times_are_utc() -> None:
    article = exported()
    assert article.added == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert article.exported.year == 2026


def test_links_survive_odd_ids() -> None:
    assert deep_link("a&b=c d") == "margent://open?document=a%26b%3Dc+d"
