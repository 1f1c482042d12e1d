"""Tags and links in notes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.core.deep_link import heading_key, read_link, section_link
from desktop_app.core.text.note_text import (
    address_of,
    addresses,
    hashtags,
    link_to,
    link_with,
    linked,
    renamed_tag,
    retagged,
    tags_beside,
    with_links,
)
from desktop_app.core.text.note_words import runs_of

ID = "01jd8x7q4mz8r2w5t9k3b6c1fd"


@pytest.mark.parametrize(
    ("note", "tags"),
    [
        ("Why? #check this", ("check",)),
        ("#a-b, #a-b and #Ölpreis.", ("a-b", "Ölpreis")),
        ("# A heading\n## Another", ()),
        ("issue #12 and C# and a#b", ()),
        ("`#code` and ```\n#more\n```", ()),
        ("https://e.org/#part [x](https://e.org/#y)", ()),
        ("(see #标签)", ("标签",)),
    ],
)
def test_tags_are_words_behind_a_number_sign(note: str, tags: tuple[str, ...]) -> None:
    assert hashtags(note) == tags


def test_tags_follow_what_is_typed_and_leave_the_others_alone() -> None:
    tags = retagged(("kept",), "", "now #one")
    assert tags == ("kept", "one")
    assert retagged(tags, "now #one", "now #two") == ("kept", "two")
    assert retagged(("kept", "two"), "now #two", "now") == ("kept",)


def test_a_link_leads_to_the_annotation_wherever_the_note_is_taken() -> None:
    made = link_to(ID, "relief [in] stages\n(each)")
    assert made == f"[relief in stages each](margent://open?annotation={ID})"
    assert addresses(f"See {made}, and `{made}`.") == (f"margent://open?annotation={ID}",)
    assert linked(f"margent://open?document={ID[::-1]}&annotation={ID}") == ID
    assert linked("https://example.org") is None


@given(st.text(max_size=40))
def test_any_text_is_a_note_and_any_words_make_a_link(text: str) -> None:
    hashtags(text)
    assert addresses(link_to(ID, text)) == (f"margent://open?annotation={ID}",)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(0, 10**8))
def test_any_heading_makes_a_link_that_is_read_back(heading: str, at: int) -> None:
    address = section_link(ID, heading, at)
    assert addresses(link_with(address, heading)) == (address,)
    link = read_link(address)
    assert (link.document, link.section, link.at) == (ID, heading_key(heading), at)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("#check and #checked, not word#check", "#verify and #checked, not word#check"),
        ("`#check` ```\n#check\n``` #check", "`#check` ```\n#check\n``` #verify"),
        ("[say #check](https://x.org/#check)", "[say #verify](https://x.org/#check)"),
        ("no tag here", "no tag here"),
    ],
)
def test_a_tag_in_a_note_is_called_otherwise(before: str, after: str) -> None:
    assert renamed_tag(before, "check", "verify") == after


def test_a_tag_that_cannot_be_typed_leaves_its_word() -> None:
    assert renamed_tag("See #check.", "check", "a/b") == "See check."


@given(st.text("#ab`.\n- ", max_size=40))
def test_after_a_renaming_the_tags_are_the_same_but_for_that_one(note: str) -> None:
    wanted = dict.fromkeys("c" if tag == "a" else tag for tag in hashtags(note))
    assert hashtags(renamed_tag(note, "a", "c")) == tuple(wanted)


SIGNS = (
    "**", "__", *"*_`[]()!#<>\\.,", "```", "~~~", "](", "[[", "# ", "> ", "- [x] ", "\n", "\r\n", "\u2028", "    ", " ",
    "a", "é", "e\u0301", "🚢", "標", "#a", "#b-c", "#標", "https://e.org/x", "mailto:a@e.org", address_of(ID),
)  # fmt: skip
notes = st.lists(st.sampled_from(SIGNS) | st.text(max_size=2), max_size=30).map("".join)


@given(notes, notes)
def test_whatever_is_typed_tags_are_renamed_and_follow_the_note(note: str, other: str) -> None:
    renamed = renamed_tag(note, "a", "new")
    assert hashtags(renamed) == tuple(dict.fromkeys("new" if tag == "a" else tag for tag in hashtags(note)))
    kept = retagged(("kept", *hashtags(note)), note, other)
    assert set(kept) - {"kept"} == set(hashtags(other)) - {"kept"}


@given(notes)
@example("https://e.org/x\\#a")
@example("https://e.org/x。#a")
def test_whatever_is_typed_marked_links_say_and_lead_to_the_same(note: str) -> None:
    marked = with_links(note)
    assert with_links(marked) == marked
    assert (addresses(marked), hashtags(marked)) == (addresses(note), hashtags(note))


@given(notes)
def test_whatever_is_typed_is_shown_in_its_order(note: str) -> None:
    shown = "".join(run.words for run in runs_of(note, 10_000))
    letters = iter(note)
    assert all(sign in letters for sign in shown if sign.isalnum())
    assert not any(sign in shown for sign in "\r\n")


def test_a_tag_that_a_note_says_itself_does_not_stand_beside_it() -> None:
    tags = ("loom", "cloth", "Trade")
    assert tags_beside("The #loom came by #trade.", tags) == ("cloth",)
    assert tags_beside("`#loom` is code, and loom a word.", tags) == tags
    assert tags_beside("", tags) == tags
