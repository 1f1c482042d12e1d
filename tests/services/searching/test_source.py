"""The library as things to find."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from desktop_app.core.annotation import Colour
from desktop_app.core.change import altered, change_set
from desktop_app.core.document import Document
from desktop_app.core.outline import LEAD
from desktop_app.core.query.hit import HitKind
from desktop_app.search.ports import Entry
from desktop_app.services.articles.correcting import Correcting
from desktop_app.services.articles.reading import Opened
from desktop_app.services.searching.source import LibrarySource
from desktop_app.storage.reader import LibraryReader
from tests.samples import BRIDGE, Desk, done


@pytest.fixture
def source(desk: Desk) -> LibrarySource:
    """What search reads."""
    return LibrarySource(desk.reader)


@pytest.fixture
def opened(desk: Desk) -> Opened:
    """The article about the bridge."""
    return desk.add()


def _entries(source: LibrarySource, kind: HitKind) -> list[Entry]:
    return [entry for subject in source.subjects() for entry in source.entries_of(subject) if entry.kind is kind]


def test_an_article_is_its_title_and_its_sections(source: LibrarySource, opened: Opened) -> None:
    entries = source.entries_of(f"document:{opened.document.id}")
    assert [(entry.kind, entry.heading) for entry in entries] == [
        (HitKind.TITLE, opened.document.title),
        (HitKind.TEXT, ""),
        (HitKind.TEXT, "A crack in the arch"),
        (HitKind.TEXT, "What it costs"),
    ]
    assert [entry.path for entry in entries[1:]] == [(LEAD,), ("A crack in the arch",), ("What it costs",)]
    text = opened.content.text
    assert all(entry.body == text[entry.start : entry.end] for entry in entries[1:])
    words = " ".join(f"{entry.heading} {entry.body}" for entry in entries[1:])
    assert words.split() == text.split()


def test_every_entry_can_be_had_by_its_id(desk: Desk, source: LibrarySource, opened: Opened) -> None:
    marked = desk.mark(opened, "the mill")
    done(desk.annotating.set_note(marked.id, "Where?"))
    for subject in source.subjects():
        entries = source.entries_of(subject)
        assert len({entry.id for entry in entries}) == len(entries) > 0
        assert all(entry.subject == subject for entry in entries)
        # The language is worked out for the index, which looks for it, and not for a row that is shown.
        for entry in entries:
            (shown,) = source.shown([entry.id])
            assert shown is not None
            assert replace(shown, language="") == replace(entry, language="")


@pytest.mark.parametrize("entry_id", ["document:{id}/9", "document:01nowhere/0", "annotation:01nowhere/0"])
def test_what_is_gone_is_none(source: LibrarySource, opened: Opened, entry_id: str) -> None:
    assert source.shown([entry_id.format(id=opened.document.id)]) == [None]


def test_a_highlight_is_its_words_and_its_note_is_another_entry(
    desk: Desk, source: LibrarySource, opened: Opened
) -> None:
    start = opened.content.text.index("the mill")
    marked, saved = desk.annotating.highlight(
        opened, start, start + 8, colour=Colour.PINK, note="Which **one**?", tags=["mill", "road"]
    )
    done(saved)
    highlight, note = source.entries_of(f"annotation:{marked.id}")
    assert (highlight.kind, highlight.body) == (HitKind.HIGHLIGHT, "the mill")
    assert (note.kind, note.body) == (HitKind.NOTE, "Which **one**?\n#mill #road")
    for entry in (highlight, note):
        assert (entry.annotation, entry.colour, entry.tags) == (marked.id, "pink", ("mill", "road"))
        assert (entry.start, entry.end, entry.path) == (start, start + 8, ("What it costs",))
        assert (entry.title, entry.document) == (opened.document.title, opened.document.id)


def test_a_note_on_a_paragraph_does_not_quote_it(desk: Desk, source: LibrarySource, opened: Opened) -> None:
    begun, saved = desk.annotating.note_on_block(opened, 0)
    done(saved)
    assert source.entries_of(f"annotation:{begun.id}") == []
    done(desk.annotating.set_note(begun.id, "A start."))
    (note,) = source.entries_of(f"annotation:{begun.id}")
    assert (note.kind, note.body, note.colour) == (HitKind.NOTE, "A start.", None)


def test_a_tag_that_the_note_says_is_not_said_again(desk: Desk, source: LibrarySource, opened: Opened) -> None:
    marked = desk.mark(opened, "the mill")
    done(desk.annotating.set_tags(marked.id, ["road"]))
    done(desk.annotating.set_note(marked.id, "Which one? #mill"))
    _, note = source.entries_of(f"annotation:{marked.id}")
    assert (note.body, set(note.tags)) == ("Which one? #mill\n#road", {"mill", "road"})


def test_what_is_in_the_trash_is_not_found(desk: Desk, source: LibrarySource, opened: Opened) -> None:
    first, second = desk.mark(opened, "the mill"), desk.mark(opened, "by May")
    done(desk.annotating.delete([first.id]))
    assert source.entries_of(f"annotation:{first.id}") == []
    assert len(_entries(source, HitKind.HIGHLIGHT)) == 1
    done(desk.library.delete(opened.document.id))
    assert source.entries_of(f"document:{opened.document.id}") == []
    assert source.entries_of(f"annotation:{second.id}") == []


def test_everything_that_happens_waits_to_be_indexed(desk: Desk, source: LibrarySource, opened: Opened) -> None:
    marked = desk.mark(opened, "the mill")
    waiting = source.queued(10)
    assert [queued.subject for queued in waiting] == [f"document:{opened.document.id}", f"annotation:{marked.id}"]
    done(desk.library.rename(opened.document.id, "The mill"))
    again = source.queued(10)
    assert {queued.subject for queued in again} == {queued.subject for queued in waiting}
    assert min(queued.sequence for queued in again) > max(queued.sequence for queued in waiting)
    assert {entry.title for subject in source.subjects() for entry in source.entries_of(subject)} == {"The mill"}


def test_a_new_version_is_read_at_once(desk: Desk, source: LibrarySource, opened: Opened) -> None:
    marked = desk.mark(opened, "the mill")
    assert any("Nobody" in entry.body for entry in _entries(source, HitKind.TEXT))
    other = desk.add("# Only this\n\nSo says the mill.")
    renewed = replace(opened.document, version=other.version.id)
    done(desk.history.record(lambda _: change_set("Renew", [altered(opened.document, renewed)])))
    (section,) = source.entries_of(f"document:{opened.document.id}")[1:]
    assert (section.heading, section.body) == ("Only this", "So says the mill.")
    (highlight,) = source.entries_of(f"annotation:{marked.id}")
    assert (highlight.body, highlight.path) == ("the mill", ())


def test_a_correction_changes_the_sections_that_are_found(desk: Desk, source: LibrarySource, opened: Opened) -> None:
    assert len(source.entries_of(f"document:{opened.document.id}")) == 4
    correcting = Correcting(desk.history, desk.clock)
    done(correcting.unmake_heading(opened, opened.content.text.index("What it costs")))
    entries = source.entries_of(f"document:{opened.document.id}")
    assert len(entries) == 3
    assert "What it costs\nA new arch" in entries[2].body


def test_a_document_without_a_text_is_still_its_title(desk: Desk, source: LibrarySource, opened: Opened) -> None:
    emptied = replace(opened.document, version=None)
    done(desk.history.record(lambda _: change_set("Remove", [altered(opened.document, emptied)])))
    assert [entry.kind for entry in source.entries_of(f"document:{emptied.id}")] == [HitKind.TITLE]
    assert source.shown([f"document:{emptied.id}/1"]) == [None]


def test_more_articles_than_are_kept_at_hand(desk: Desk, source: LibrarySource) -> None:
    texts = [BRIDGE.replace("Orla", f"Orla{number}") for number in range(12)]
    ids = [desk.add(text).document.id for text in texts]
    for _ in range(2):
        for number, document_id in enumerate(ids):
            assert f"Orla{number} " in source.entries_of(f"document:{document_id}")[1].body


def _read_from(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with each reading of articles."""
    read: list[int] = []
    documents_among = LibraryReader.documents_among

    def counted(reader: LibraryReader, ids: Collection[str]) -> list[Document]:
        read.append(len(ids))
        return documents_among(reader, ids)

    monkeypatch.setattr(LibraryReader, "documents_among", counted)
    return read


@pytest.mark.parametrize("indexed", [False, True])
def test_what_is_written_about_an_article_is_seen_however_soon_it_is_indexed(
    desk: Desk, source: LibrarySource, opened: Opened, *, indexed: bool
) -> None:
    marked = desk.mark(opened, "the mill")
    for title in ("The mill", "The bridge"):
        assert source.entries_of(f"annotation:{marked.id}")
        done(desk.library.rename(opened.document.id, title))
        done(desk.annotating.set_note(marked.id, f"A note on {title}."))
        if indexed:
            done(desk.store.submit(lambda transaction: transaction.unqueue(transaction.queued(100))))
        assert {entry.title for entry in source.entries_of(f"annotation:{marked.id}")} == {title}


def test_a_note_does_not_have_its_article_read_again(
    desk: Desk, source: LibrarySource, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = desk.mark(opened, "the mill")
    assert source.entries_of(f"annotation:{marked.id}")
    read = _read_from(desk, monkeypatch)
    for note in ("One.", "Two."):
        done(desk.annotating.set_note(marked.id, note))
        assert source.entries_of(f"annotation:{marked.id}")[1].body == note
        done(desk.store.submit(lambda transaction: transaction.unqueue(transaction.queued(100))))
    assert read == []
