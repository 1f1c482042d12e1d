"""The notebook lists what a person asks for, counts it truly, and stays true to every change."""

import contextlib
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.annotation import Annotation, Colour, Motivation
from desktop_app.core.notebook_view import Facet, Filter, Grouping, NotebookView, Order, Standing, days_of
from desktop_app.core.text.folding import local_day
from desktop_app.services.annotations.annotating import SLICE
from desktop_app.services.errors import Refused
from desktop_app.services.notebook import gathering as notebook_gathering
from desktop_app.services.notebook import notebook as notebook_module
from desktop_app.services.notebook.listing import Listing
from desktop_app.services.notebook.notebook import Notebook, Noted
from tests.samples import BRIDGE, PATIENCE, Desk, done
from tests.ui.rooms.shelves import Notes, annotation

TODAY = date(2023, 11, 15)
ROWS = [
    annotation("late", "The boats left at ten.", start=900, note="Why so late?", tags=("sea",), days_ago=1),
    annotation("early", "Nobody saw them go.", start=10, colour=Colour.PINK, days_ago=3),
    annotation("loom", "A loom takes a winter.", title="Weavers", tags=("cloth", "sea"), colour=Colour.GREEN),
    annotation("section", "", title="Weavers", note="Émilie says otherwise.", colour=None, start=50),
    annotation("mark", "At the pier.", start=400, colour=None, days_ago=40, motivation=Motivation.BOOKMARKING),
    annotation("gone", "Ferries were slow.", title="Lost", start=7, days_ago=400, standing=Standing.SOURCE_REMOVED),
    annotation("moved", "It rained.", start=20, colour=Colour.BLUE, days_ago=5, standing=Standing.MOVED),
]


def filters(*keys: str) -> tuple[Filter, ...]:
    return tuple(Filter(Facet(facet), value) for facet, _, value in (key.partition(":") for key in keys))


def listed(notes: Notes, view: NotebookView) -> list[str]:
    rows = notes.listing(view).rows
    return notes.ids(rows[rows >= 0].tolist())


def outline(notes: Notes, view: NotebookView) -> list[str]:
    listing = notes.listing(view)
    groups = listing.groups
    return [
        f"{groups[-1 - row].name}:{groups[-1 - row].size}" if row < 0 else notes.table.ids[row]
        for row in listing.rows.tolist()
    ]


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (
            Grouping.ARTICLE,
            ["Lost:1", "gone", "Night ferries:4", "early", "moved", "mark", "late", "Weavers:2", "loom", "section"],
        ),
        (Grouping.TAG, ["cloth:1", "loom", "sea:2", "late", "loom", ":5", "gone", "early", "moved", "mark", "section"]),
    ],
)
def test_cards_stand_in_groups_and_in_the_order_of_their_article(grouping: Grouping, expected: list[str]) -> None:
    assert outline(Notes(ROWS), NotebookView(grouping=grouping)) == expected


def test_days_come_newest_first_and_oldest_first_where_that_is_wanted() -> None:
    notes = Notes(ROWS)
    newest = outline(notes, NotebookView(grouping=Grouping.DATE))
    assert newest[:4] == ["2023-11-15:2", "loom", "section", "2023-11-14:1"]
    assert newest[-2:] == ["2022-10-11:1", "gone"]
    oldest = outline(notes, NotebookView(grouping=Grouping.DATE, order=Order.OLDEST))
    assert oldest[:2] == ["2022-10-11:1", "gone"]


def test_articles_follow_their_newest_card_when_the_newest_comes_first() -> None:
    found = outline(Notes(ROWS), NotebookView(order=Order.NEWEST))
    assert [one for one in found if ":" in one] == ["Weavers:2", "Night ferries:4", "Lost:1"]
    assert found[3:] == ["Night ferries:4", "late", "early", "moved", "mark", "Lost:1", "gone"]


def test_two_articles_of_one_title_are_two_groups() -> None:
    one, other = annotation("one"), annotation("other")
    elsewhere = replace(other, annotation=replace(other.annotation, document="another"))
    assert outline(Notes([one, elsewhere]), NotebookView()).count("Night ferries:1") == 2


@pytest.mark.parametrize(
    ("keys", "words", "expected"),
    [
        ([], "", {"late", "early", "loom", "section", "mark", "gone", "moved"}),
        (["colour:pink"], "", {"early"}),
        (["colour:pink", "colour:green"], "", {"early", "loom"}),
        (["colour:"], "", {"section", "mark"}),
        (["tag:sea"], "", {"late", "loom"}),
        (["tag:sea", "tag:cloth"], "", {"loom"}),
        (["tag:sea", "colour:yellow"], "", {"late"}),
        (["document:doc of Weavers"], "", {"loom", "section"}),
        (["section:doc of Weavers\nTimetable"], "", {"loom", "section"}),
        (["kind:note"], "", {"late", "section"}),
        (["kind:bookmark", "kind:note"], "", {"late", "section", "mark"}),
        (["kind:highlight"], "", {"late", "early", "loom", "gone", "moved"}),
        (["state:moved"], "", {"moved"}),
        (["state:source removed"], "", {"gone"}),
        (["date:today"], "", {"loom", "section"}),
        (["date:week"], "", {"loom", "section", "late"}),
        (["date:month"], "", {"loom", "section", "late", "early", "moved"}),
        (["date:2023-10-01..2023-11-11"], "", {"mark", "moved"}),
        (["date:..2023-01-01"], "", {"gone"}),
        ([], "emilie", {"section"}),
        ([], "LATE boats", {"late"}),
        ([], "#sea weavers", {"loom"}),
        ([], "timetable loom", {"loom"}),
        (["tag:sea"], "winter", {"loom"}),
        ([], "no such words", set()),
        ([], '"left at ten"', {"late"}),
        ([], "at -sea", {"mark"}),
        ([], "boats OR loom", {"late", "loom"}),
        ([], "colour:pink OR tag:cloth", {"early", "loom"}),
        ([], "title:weavers -is:note", {"loom"}),
        ([], "has:note", {"late", "section"}),
        ([], "since:2023-11-14", {"late", "loom", "section"}),
        ([], "note:late", {"late"}),
        ([], "quote:late", set()),
        ([], '"ten boats"~3', {"late"}),
        ([], '"left boats ten"~1', {"late"}),
        ([], '"left boats ten"~0', set()),
        ([], '"ten why"~2', set()),  # one stands in the quote, and the other in the note
        ([], 'note:"late why"~1', {"late"}),
        ([], 'quote:"late why"~1', set()),
        ([], "is:note tag:sea", {"late"}),
        ([], "is:note -why", {"section"}),
        ([], "is:note boats", {"late"}),
        ([], "is:highlight colour:green", {"loom"}),
        ([], "note:late tag:cloth", set()),
        ([], "section:timetable winter", {"loom"}),
        ([], 'in:weavers "quote', set()),
    ],
)
def test_filters_and_words_narrow_together(keys: list[str], words: str, expected: set[str]) -> None:
    assert set(listed(Notes(ROWS), NotebookView(filters(*keys), words))) == expected


def test_a_toggled_filter_goes_again_and_a_day_takes_the_place_of_another() -> None:
    today, week = filters("date:today", "date:week")
    view = NotebookView().toggled(today).toggled(week)
    assert view.filters == (week,)
    assert view.toggled(week) == NotebookView()


def test_the_sections_of_an_article_go_with_it() -> None:
    document, section = filters("document:a", "section:a\nLead")
    assert NotebookView().toggled(document).toggled(section).toggled(document).filters == ()


def test_a_week_begins_on_monday_and_nonsense_days_set_no_bound() -> None:
    assert days_of("week", TODAY) == (date(2023, 11, 13), TODAY)
    assert days_of("2023-02-30..x", TODAY) == (date.min, date.max)


_PINK, _SEA, _WEAVERS = "colour:pink", "tag:sea", "document:doc of Weavers"
KEYS = st.lists(
    st.sampled_from(
        [_PINK, "colour:yellow", "colour:", _SEA, "tag:cloth", "kind:note", "kind:highlight", "state:exact",
         "state:moved", "date:week", "date:month", _WEAVERS, "document:doc of Night ferries"]
    ),
    max_size=4, unique=True,
)  # fmt: skip


@given(KEYS, st.sampled_from(["", "at", "weavers", "-sea"]), st.sampled_from(Grouping), st.sampled_from(Order))
def test_every_count_beside_a_name_is_what_one_gets(
    keys: list[str], words: str, grouping: Grouping, order: Order
) -> None:
    notes = Notes(ROWS)
    view = NotebookView(words=words, grouping=grouping, order=order)
    for key in filters(*keys):
        view = view.toggled(key)
    listing = notes.listing(view)
    assert listing.shown == len(set(listed(notes, view)))
    assert listing.total == len(ROWS)
    for one in listing.counted:
        others = tuple(each for each in view.filters if each.facet is not one.filter.facet or each.facet is Facet.TAG)
        alone = NotebookView((*(each for each in others if each != one.filter), one.filter), words)
        assert one.size == notes.listing(alone).shown, one
    assert [group.size for group in listing.groups] == _sizes(listing)


def _sizes(listing: Listing) -> list[int]:
    runs = [(heading, len(list(run))) for heading, run in groupby(listing.rows.tolist(), key=lambda row: row < 0)]
    assert all(size == 1 for heading, size in runs if heading)
    return [size for heading, size in runs if not heading]


def test_what_was_found_by_fewer_letters_is_searched_on_and_a_change_is_seen() -> None:
    notes = Notes(ROWS)
    for words, expected in (("l", 7), ("lo", 2), ("loo", 1), ("loom", 1), ("loo", 1)):
        assert notes.listing(NotebookView(words=words)).shown <= expected
    notes.keep([*ROWS, annotation("other", "Another loom.")])
    assert set(listed(notes, NotebookView(words="loom"))) == {"loom", "other"}


# Over a true library


@contextlib.contextmanager
def notebook_of(desk: Desk) -> Iterator[Notebook]:
    notebook = Notebook(desk.store.folder)
    desk.history.changed.add(lambda changed: notebook.follow(changed.change_set))
    try:
        yield notebook
    finally:
        notebook.close()


def entries(notebook: Notebook, desk: Desk, view: NotebookView = NotebookView()) -> list[Noted]:  # noqa: B008 - a value
    rows = notebook.listing(view, local_day(1_700_000_000_000)).result(PATIENCE).rows
    cards = rows[rows >= 0].tolist()
    noted = notebook.noted(cards, desk.reader)
    return [noted[row] for row in cards]


def test_each_annotation_is_told_with_its_article_its_section_and_its_state(desk: Desk) -> None:
    opened = desk.add()
    done(desk.annotating.set_note(desk.mark(opened, "She measured it twice").id, "Why?"))
    with notebook_of(desk) as notebook:
        (noted,) = entries(notebook, desk)
        assert noted.annotation.note == "Why?"
        assert noted.path == ("A crack in the arch",)
        assert (noted.title, noted.standing) == (opened.document.title, Standing.EXACT)


def test_after_any_changes_the_notebook_is_what_a_new_one_would_be(desk: Desk) -> None:
    dice = random.Random(3)
    opened = desk.add()
    other = desk.add(BRIDGE.replace("bridge", "ferry"))
    words = ["An inspector", "The council", "She measured", "A new arch", "The valley has", "Nobody in"]
    marks: list[Annotation] = []
    with notebook_of(desk) as notebook:
        assert entries(notebook, desk) == []
        for step in range(40):
            with contextlib.suppress(Refused):  # what is not there any more
                _do_something(desk, dice, opened if dice.random() < 0.5 else other, marks, words[step % len(words)])
            if step % 4 == 3:
                with notebook_of(desk) as fresh:
                    assert entries(notebook, desk) == entries(fresh, desk)
                    views = [NotebookView(grouping=Grouping.TAG), NotebookView(filters("kind:note")),
                             NotebookView(words="arch", order=Order.CHANGED)]  # fmt: skip
                    for view in views:
                        found, expected = (one.listing(view, TODAY).result(PATIENCE) for one in (notebook, fresh))
                        assert found.groups == expected.groups
                        assert Counter(found.counted) == Counter(expected.counted)


def _do_something(desk: Desk, dice: random.Random, opened, marks: list[Annotation], words: str) -> None:  # type: ignore[no-untyped-def]
    chosen = dice.choice(marks) if marks else None
    alive = chosen is not None and (kept := desk.reader.annotation(chosen.id)) is not None and kept.deleted is None
    match dice.randrange(8) if alive else 0:
        case 0 | 1:
            marks.append(desk.mark(opened, words))
        case 2:
            done(desk.annotating.set_note(chosen.id, f"{words} #arch"))  # type: ignore[union-attr]
        case 3:
            done(desk.annotating.retag_all([one.id for one in marks], add=["stone", words[:3]]))
        case 4:
            done(desk.annotating.recolour_all([one.id for one in marks[::2]], dice.choice(list(Colour))))
        case 5:
            done(desk.annotating.delete([chosen.id]))  # type: ignore[union-attr]
        case 6:
            done(desk.library.rename(opened.document.id, f"A title {dice.randrange(9)}"))
        case 7:
            done(desk.history.undo())


def test_notes_whose_source_was_removed_stay_and_say_so_and_those_of_a_deleted_article_go(desk: Desk) -> None:
    opened = desk.add()
    desk.mark(opened, "The council met")
    with notebook_of(desk) as notebook:
        assert len(entries(notebook, desk)) == 1
        done(desk.library.remove_source(opened.document.id))
        (noted,) = entries(notebook, desk, NotebookView(filters("state:source removed")))
        assert noted.path == ()
        done(desk.library.delete(opened.document.id))
        assert entries(notebook, desk) == []
        done(desk.history.undo())
        assert len(entries(notebook, desk)) == 1


def test_what_has_been_gathered_is_shown_by_title_before_all_is_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_module, "_FIRST_SIGHT", 0.0)
    monkeypatch.setattr(notebook_gathering, "_AT_ONCE", 1)
    for title in ("Ferries", "Arches", "Émile", "Bridges"):
        opened = desk.add(f"{title}\n\n{BRIDGE}")
        done(desk.library.rename(opened.document.id, title))
        desk.mark(opened, "The council met")
    told: list[Listing] = []
    with notebook_of(desk) as notebook:
        whole = notebook.listing(NotebookView(), TODAY, told.append).result(PATIENCE)
    assert whole.whole
    assert whole.total == 4
    assert [[group.name for group in one.groups] for one in told] == [
        ["Arches", "Bridges", "Émile", "Ferries"][:count] for count in (1, 2, 3, 4)
    ]
    assert not any(one.whole for one in told)


def test_a_question_that_waits_is_given_up_for_a_newer_one_and_closing_ends_all(desk: Desk) -> None:
    desk.mark(desk.add(), "The council met")
    notebook = Notebook(desk.store.folder)
    asked = [notebook.listing(NotebookView(words=str(number)), TODAY) for number in range(30)]
    assert asked[-1].result(PATIENCE).view.words == "29"
    assert all(one.cancelled() or one.done() for one in asked)
    notebook.close()
    notebook.close()


def test_articles_that_were_never_opened_are_unread(desk: Desk) -> None:
    opened = desk.add()
    desk.mark(opened, "by May")
    with notebook_of(desk) as notebook:
        assert len(entries(notebook, desk, NotebookView(words="is:unread"))) == 1
    done(desk.reading.keep_place(opened, 0))
    with notebook_of(desk) as notebook:
        assert entries(notebook, desk, NotebookView(words="is:unread")) == []


def test_words_ask_for_articles_in_a_state_of_reading_and_in_a_language(desk: Desk) -> None:
    desk.mark(desk.add(), "The council met")
    with notebook_of(desk) as notebook:
        assert entries(notebook, desk, NotebookView(words="is:finished")) == []
        assert len(entries(notebook, desk, NotebookView(words="lang:en"))) == 1
        assert entries(notebook, desk, NotebookView(words="lang:fr")) == []


def test_bulk_work_can_be_stopped_and_what_was_done_by_then_is_one_step(desk: Desk) -> None:
    opened = desk.add()
    marks = [desk.mark(opened, "The council met").id for _ in range(SLICE + 5)]
    done(desk.annotating.recolour_all(marks, Colour.GREEN, lambda reached: reached < SLICE))
    assert [desk.annotation(one).colour is Colour.GREEN for one in marks] == [True] * SLICE + [False] * 5
    done(desk.history.undo())
    assert {desk.annotation(one).colour for one in marks} == {Colour.YELLOW}
