"""Two versions woven into one text: nothing is lost, nothing is told twice, and every place is found again."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.comparing import Comparison, RevisionKind, compare
from desktop_app.core.document import Block, BlockKind, Content, Inline, InlineKind

_WORDS = ["loom", "mill", "wool", "the", "river", "price", "weaver", "of", "ÉMILE", "kept", "bridge", "–", "end."]
_paragraphs = st.lists(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join), max_size=8)


def _content(*lines: str) -> Content:
    blocks: list[Block] = []
    start = 0
    for line in lines:
        kind = BlockKind.HEADING if line.startswith("§") else BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, start + len(line), 1 if kind is BlockKind.HEADING else 0))
        start += len(line) + 1
    return Content("\n".join(lines), tuple(blocks))


def _without(comparison: Comparison, *, removed: bool) -> list[str]:
    """Return the words of the woven text without those that only one of the versions has."""
    text = list(comparison.content.text)
    for revision in comparison.revisions:
        span = revision.removed if removed else revision.added
        if span is not None:
            text[slice(*span)] = "\0" * (span[1] - span[0])
    return "".join(text).replace("\0", "").split()


def _told(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [
        (one.kind.value, comparison.words_of(one.removed), comparison.words_of(one.added))
        for one in comparison.revisions
    ]


@given(_paragraphs, _paragraphs)
def test_both_versions_can_be_read_in_the_woven_text(old: list[str], new: list[str]) -> None:
    before, after = _content(*old), _content(*new)
    woven = compare(before, after)
    # Stops may be parted from their word, which is no difference to a reader.
    assert "".join(_without(woven, removed=True)) == "".join(after.text.split())
    assert "".join(_without(woven, removed=False)) == "".join(before.text.split())
    assert [woven.content.text_of(block) for block in woven.content.blocks] == woven.content.text.split("\n") or (
        not woven.content.blocks
    )


@given(_paragraphs, _paragraphs)
def test_every_word_is_found_again(old: list[str], new: list[str]) -> None:
    before, after = _content(*old), _content(*new)
    woven = compare(before, after)
    for content, way in ((before, woven.old), (after, woven.new)):
        for place, sign in enumerate(content.text):
            if not sign.isspace():
                assert woven.content.text[way.at(place)] == sign
                assert way.back(way.at(place)) == place
    ends = [place for one in woven.revisions for place in (one.start, one.end)]
    assert ends == sorted(ends)


@given(_paragraphs)
def test_nothing_differs_from_itself(paragraphs: list[str]) -> None:
    content = _content(*paragraphs)
    woven = compare(content, content)
    assert not woven.revisions
    assert woven.content.text == content.text


def test_words_are_told_within_their_paragraph_and_paragraphs_as_a_whole() -> None:
    old = _content("§ Looms", "The first loom came in 1780, by river.", "Nobody wrote about it for years.", "The end.")
    new = _content(
        "§ Looms", "The first loom came in 1782, by a river.", "Wool was cheaper then than ever.", "The end."
    )
    woven = compare(old, new)
    assert _told(woven) == [
        ("reworded", "1780", "1782"),
        ("reworded", "", "a"),
        ("removed", "Nobody wrote about it for years.", ""),
        ("added", "", "Wool was cheaper then than ever."),
    ]
    struck = [span for block in woven.content.blocks for span in block.inline if span.kind is InlineKind.STRIKE]
    assert [woven.content.text[span.start : span.end] for span in struck] == [
        "1780",
        "Nobody wrote about it for years.",
    ]


def test_capitals_count_and_spaces_do_not() -> None:
    old, new = _content("The Mill of Orla stands."), _content("The mill of  Orla stands.")
    assert _told(compare(old, new)) == [("reworded", "Mill", "mill")]


def test_a_rewritten_sentence_is_not_told_in_scraps() -> None:
    old = _content(
        "It was cold and the harvest of that year had failed, so people left the valley for the towns below."
    )
    new = _content("It was warm again when the weavers came home with the news of peace, so people left the valley for "
                   "the towns below.")  # fmt: skip
    told = _told(compare(old, new))
    assert len(told) == 1
    assert told[0][1].startswith("cold and the harvest")


def test_a_paragraph_that_went_elsewhere_is_said_to_have_moved() -> None:
    lines = ["First of all came the wool.", "Then there was the river to cross.", "At last they built a mill of stone."]
    woven = compare(_content(*lines), _content(lines[1], lines[2], lines[0]))
    assert [one.kind for one in woven.revisions] == [RevisionKind.MOVED_AWAY, RevisionKind.MOVED_HERE]


def test_links_and_tables_keep_their_places() -> None:
    text = "See the mill today.\na\tb\n1\t2"
    link = Inline(InlineKind.LINK, 8, 12, "https://example.org")
    old = Content(text, (Block(BlockKind.PARAGRAPH, 0, 19, inline=(link,)), Block(BlockKind.TABLE, 20, 27, 1)))
    changed = "See quickly the mill today.\na\tb\n1\t3"
    moved = Inline(InlineKind.LINK, 16, 20, "https://example.org")
    new = Content(changed, (Block(BlockKind.PARAGRAPH, 0, 27, inline=(moved,)), Block(BlockKind.TABLE, 28, 35, 1)))
    woven = compare(old, new)
    (shown,) = [one for one in woven.content.blocks[0].inline if one.kind is InlineKind.LINK]
    assert woven.content.text[shown.start : shown.end] == "mill"
    tables = [woven.content.text_of(block) for block in woven.content.blocks if block.kind is BlockKind.TABLE]
    assert tables == ["a\tb\n1\t2 3"]


def _table(*rows: str) -> Content:
    text = "\n".join(rows)
    return Content(f"Before.\n{text}", (Block(BlockKind.PARAGRAPH, 0, 7), Block(BlockKind.TABLE, 8, 8 + len(text), 1)))


_YEARS = ("Year\tLooms\tTown", "1780\t12\tOrla", "1781\t15\tOrla", "1782\t19\tVelm")


def test_a_table_is_told_cell_by_cell() -> None:
    woven = compare(_table(*_YEARS), _table(_YEARS[0], _YEARS[1], "1781\t16\tOrla", _YEARS[3]))
    assert _told(woven) == [("reworded", "15", "16")]
    assert woven.content.text_of(woven.content.blocks[1]).split("\n")[2] == "1781\t15 16\tOrla"
    (struck,) = [span for span in woven.content.blocks[1].inline if span.kind is InlineKind.STRIKE]
    assert woven.content.text[struck.start : struck.end] == "15"


def test_rows_that_went_and_came_are_told_as_rows() -> None:
    woven = compare(_table(*_YEARS), _table(_YEARS[0], _YEARS[2], _YEARS[3], "1790\t40\tMarn", "1791\t44\tMarn"))
    assert _told(woven) == [("removed", "1780 12 Orla", ""), ("added", "", "1790 40 Marn 1791 44 Marn")]


def test_a_table_with_another_column_is_told_as_a_whole() -> None:
    woven = compare(_table(*_YEARS), _table(*(f"{row}\tx" for row in _YEARS)))
    assert [one.kind for one in woven.revisions] == [RevisionKind.REMOVED, RevisionKind.ADDED]


_rows = st.lists(st.lists(st.sampled_from(["", "loom", "12", "15", "river mill"]), min_size=3, max_size=3)
                 .map("\t".join), min_size=1, max_size=7)  # fmt: skip


@given(_rows, _rows)
def test_both_tables_can_be_read_in_the_woven_one(old: list[str], new: list[str]) -> None:
    before, after = _table(*old), _table(*new)
    woven = compare(before, after)
    assert "".join(_without(woven, removed=True)) == "".join(after.text.split())
    assert "".join(_without(woven, removed=False)) == "".join(before.text.split())
    for content, way in ((before, woven.old), (after, woven.new)):
        for place, sign in enumerate(content.text):
            if not sign.isspace():
                assert woven.content.text[way.at(place)] == sign
                assert way.back(way.at(place)) == place
    for block in woven.content.blocks[1:]:
        assert {row.count("\t") for row in woven.content.text_of(block).split("\n")} == {2}
