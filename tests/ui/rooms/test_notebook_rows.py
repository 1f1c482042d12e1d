"""What the notebook's cards and headings say."""

from datetime import date

from desktop_app.core.annotation import Colour, Motivation
from desktop_app.core.notebook_view import Standing
from desktop_app.services.notebook.listing import Group
from desktop_app.ui.rooms.notebook.rows import heading_of, summed_up, tag_heading, told
from tests.ui.rooms.shelves import annotation


def test_a_card_is_told_in_words_with_its_kind_its_colour_and_its_trouble() -> None:
    lost = annotation("lost", note="Look\nagain.", tags=("sea",), standing=Standing.DETACHED)
    assert told(lost) == (
        "Highlight: The boats left at ten.; note: Look again.; Claims, yellow; tags sea; Night ferries › Timetable; "
        "not found in the text"
    )
    removed = annotation("removed", standing=Standing.SOURCE_REMOVED)
    assert told(removed).endswith("source removed")
    section = annotation("section", "", title="Weavers", note="Émilie says otherwise.", colour=None)
    assert told(section).startswith("Note: Note on the section; note: Émilie says otherwise.")
    assert told(annotation("mark", motivation=Motivation.BOOKMARKING, colour=None)).startswith("Bookmark: The boats")


def test_a_colour_is_told_by_the_name_that_a_person_gave_it() -> None:
    names = dict.fromkeys(Colour, "Doubts")
    assert "Doubts, yellow" in told(annotation("one"), names)


def test_headings_name_days_articles_and_tags() -> None:
    today = date(2023, 11, 15)
    assert heading_of(Group(today, 2), today) == "Today"
    assert heading_of(Group(date(2023, 11, 12), 2), today) == "Sun 12 Nov"
    assert heading_of(Group("Night ferries", 2), today) == "Night ferries"
    assert (tag_heading("sea"), tag_heading("")) == ("#sea", "Without a tag")


def test_the_summary_counts_honestly() -> None:
    assert summed_up(4, 1204) == "4 of 1,204 notes and highlights"
    assert summed_up(1, 1) == "1 note or highlight"
    assert summed_up(4, 4, 2) == "4 notes and highlights · 2 chosen"
