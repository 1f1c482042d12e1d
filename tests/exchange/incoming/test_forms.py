"""Files of other programs are told apart by what is in them, and every entry in them is taken or has a reason."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.annotation import Colour, Motivation, Scope, Style
from desktop_app.exchange.incoming.entries import Entry, NotUnderstood, nearest_colour
from desktop_app.exchange.incoming.recognising import read
from tests.exchange.incoming import files
from tests.exchange.incoming.files import SAMPLES, Sample


def entries(name: str) -> tuple[Entry, ...]:
    [sample] = [one for one in SAMPLES if one.name == name]
    return read(name, sample.data).entries


def time(entry: Entry) -> str:
    assert entry.created is not None
    return f"{datetime.fromtimestamp(entry.created / 1000, tz=UTC):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_entry_is_taken_or_has_a_reason(sample: Sample) -> None:
    for name in (sample.name, "renamed.dat"):
        found = read(name, sample.data)
        assert (found.form, found.total, len(found.reported)) == (sample.form, sample.total, sample.reported)
        assert all(one.reason for one in found.reported)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_half_a_file_is_read_or_refused_with_a_sentence(sample: Sample, cut: float) -> None:
    try:
        read(sample.name, sample.data[: int(len(sample.data) * cut)])
    except NotUnderstood as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017


def test_kindle_in_the_language_of_the_device() -> None:
    found = entries("My Clippings.txt")
    assert [(one.book.title, one.quote, time(one), one.origin) for one in found] == [
        ("The Mill on the Orla (A Novel)", "We were promised a ferry by May.", "2021-09-02 05:43:26",
         "page 26, location 318-320"),
        ("El molino", "La nieve no esperó.", "2019-06-04 20:46:11", "page 7, location 90-91"),
        ("Die Mühle", "Der Fluss war zugefroren.", "2014-03-03 22:01:58", "page 12, location 150-151"),
        ("Le moulin", "Personne n'était surpris.", "2018-08-14 09:00:05", "page 3, location 33-34"),
        ("Il mulino", "Nessuno era sorpreso.", "2020-01-01 00:15:00", "location 12-13"),
        ("O moinho", "Ninguém ficou surpreso.", "2019-03-05 10:20:30", "page 9, location 100-101"),
        ("水車小屋", "誰も驚かなかった。", "2021-08-06 18:52:50", "page 67, location 1013-1015"),
        ("磨坊", "没有人感到惊讶。", "2023-02-09 18:35:21", "location 2543-2544"),
    ]  # fmt: skip
    assert (found[0].note, found[0].book.author) == ("By whom?", "Brandt, Émilie")


def test_readwise_marks_in_notes() -> None:
    first, second = entries("readwise-data.csv")
    assert (first.quote, first.note, first.tags) == (
        "Nobody in the valley\nwas surprised.", "Why not?", ("closing", "bridge", "river")
    )  # fmt: skip
    assert (first.colour, first.book.tags, first.origin) == (Colour.BLUE, ("valley",), "order 3")
    assert (second.quote, second.note) == ("The council met and voted 11 to 2", "For closing.")


def test_hypothesis_finds_selectors_by_type_and_joins_replies() -> None:
    first, page_note = entries("hypothesis.json")
    assert first.quote == "Nobody in the valley was surprised."
    assert first.note == "Who was?\n\nana: I was."
    assert (page_note.scope, page_note.motivation, page_note.note) == (
        Scope.DOCUMENT, Motivation.COMMENTING, "A page note"
    )  # fmt: skip


def test_koreader_json_and_sidecar() -> None:
    first, second = entries("koreader.json")
    assert (first.note, first.colour, first.origin) == ("Only twice?", Colour.BLUE, "A crack · page 107")
    assert second.style is Style.UNDERLINE
    [aside] = entries("metadata.epub.lua")
    assert (aside.note, aside.origin, time(aside)) == (
        'Too "much"\nfor us', "What it costs · page 12", "2024-03-01 17:19:05"
    )  # fmt: skip


def test_calibre_readest_omnivore_and_the_web() -> None:
    [ours] = entries("calibre.json")
    assert (ours.quote, ours.note, ours.colour, ours.origin) == (
        "voted 11 to 2", "Unanimous?", Colour.GREEN, "Part I › A crack"
    )  # fmt: skip
    [read_] = entries("readest.json")
    assert (read_.style, read_.colour, read_.note) == (Style.UNDERLINE, Colour.PINK, "Since 1982")
    first, second, link = entries("omnivore.zip")
    assert (first.quote, first.note, first.tags) == ("Nobody in the valley\nwas surprised.", "Who?", ("closing",))
    assert (second.quote, link.only_book, link.book.title) == ("voted 11 to 2", True, "The mill")
    assert first.book.tags == ("valley", "to cite")
    [web] = entries("annotations.jsonld")
    assert (web.quote, web.note, web.tags, web.colour) == ("voted 11 to 2", "Who voted?", ("valley",), Colour.PINK)


def test_links_are_things_to_read() -> None:
    first, second = entries("part_000000.csv")
    assert (first.book.title, first.book.url, first.book.tags) == (
        "The bridge", "https://example.org/bridge", ("valley", "bridge")
    )  # fmt: skip
    assert second.book.title == "https://example.org/untitled"
    [page] = entries("ril_export.html")
    assert page.book.title == "The bridge & the mill"
    selection, saved = entries("instapaper.csv")
    assert (selection.quote, saved.only_book, saved.book.tags) == ("The valley has 1", True, ("To cite",))


HOSTILE = {
    "a program in Lua": b"return os.execute('touch /tmp/never')",
    "a call in Lua": b"return { [\"annotations\"] = { [1] = os.time() } }",
    "deep JSON": b'{"annotations": ' + b"[" * 200_000,
    "deep Lua": b"return " + b"{" * 3000,
    "no JSON": b'{"annotations": [',
    "other JSON": b'{"name": "a package", "version": "1"}',
    "no zip": b"PK\x03\x04 and then nothing",
    "an empty zip": b"PK\x05\x06" + bytes(18),
    "a zip of other things": files.packed({"../../etc/passwd": "x", "notes.txt": "y"}),
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "an article": b"# The bridge\n\nNobody was surprised.\n",
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_file_of_annotations_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NotUnderstood, match=r"\w+ \w+"):
        read("file.bin", data)


@given(st.data())
def test_a_damaged_zip_is_read_or_refused_with_a_sentence(data: st.DataObject) -> None:
    [sample] = [one for one in SAMPLES if one.name == "omnivore.zip"]
    bytes_ = bytearray(sample.data)
    for _ in range(data.draw(st.integers(0, 8))):
        bytes_[data.draw(st.integers(0, len(bytes_) - 1))] = data.draw(st.integers(0, 255))
    first, last = sorted(data.draw(st.tuples(*[st.integers(4, len(bytes_))] * 2)))
    bent = bytes(bytes_[:first] + bytes_[last:]) if data.draw(st.booleans()) else bytes(bytes_[:last] + bytes_[first:])
    try:
        read("omnivore.zip", bent)
    except NotUnderstood as refusal:
        assert str(refusal)  # noqa: PT017


def test_a_zip_that_unpacks_to_more_than_is_reasonable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.exchange.incoming.packed._MOST_EXPANDED", 100_000)
    bomb = files.packed({"metadata_0_to_1.json": "[" + " " * 1_000_000 + "]"})
    with pytest.raises(NotUnderstood, match="more than"):
        read("omnivore.zip", bomb)


def test_more_entries_or_values_than_memory_has_room_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotUnderstood, match="more than 10,000,000 values"):
        read("annotations.json", b"[" + b"[],\n" * 5_000_001 + b"[]]")
    monkeypatch.setattr("desktop_app.exchange.incoming.entries.MOST_ENTRIES", 2)
    for sample in files.SAMPLES:
        if sample.total > 2:
            with pytest.raises(NotUnderstood, match="more than 2 entries"):
                read(sample.name, sample.data)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_may_end_its_lines_in_any_way(ending: str) -> None:
    data = ending.join(["Highlight,Book Title,Note", '"One thing, and\nanother",A book,', "A third,A book,Why?"])
    assert [one.quote for one in read("table.csv", data.encode()).entries] == ["One thing, and\nanother", "A third"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
SHAPES = [
    lambda value: {**files.HYPOTHESIS, "annotations": [value, {"target": value, "uri": value, "document": value}]},
    lambda value: {**files.KOREADER, "entries": [value, {"text": value, "page": value, "time": value, "note": "x"}]},
    lambda value: {**files.CALIBRE, "annotations": [value, {"type": "highlight", "style": value, "notes": "x"}]},
    lambda value: {**files.READEST, "book": value, "annotations": [value, {"text": value, "note": "x"}]},
    lambda value: {**files.WEB, "target": value, "body": value},
    lambda value: {"@context": files.WEB["@context"], "type": "AnnotationCollection", "first": value},
]


@given(JSON, st.sampled_from(SHAPES))
def test_values_of_the_wrong_kind_are_as_good_as_absent(value: object, shape: object) -> None:
    assert callable(shape)
    found = read("x.json", json.dumps(shape(value)).encode())
    assert found.total == len(found.entries) + len(found.reported)
    assert all(one.quote == one.quote.strip() for one in found.entries)


@pytest.mark.parametrize(("name", "colour"), [
    ("purple", Colour.PINK), ("#ffee00", Colour.YELLOW), ("#3d7fbdff", Colour.BLUE), ("", Colour.YELLOW),
    ("nonsense", Colour.YELLOW), ("OLIVE", Colour.GREEN), ("#cf7c22", Colour.ORANGE),
])  # fmt: skip
def test_any_colour_becomes_one_of_five(name: str, colour: Colour) -> None:
    assert nearest_colour(name) is colour


NUMBERS = ("9" * 6000, "1-" * 5000 + "1", "1-" + "9" * 50, "٣", "²")


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:8])
def test_a_place_that_is_no_number_is_none(number: str) -> None:
    record = f"T (A)\n- Your Highlight on page {number} | Added on Monday\n\nwords\n==========\n"
    found = read("x.txt", (record * 2).encode())
    assert found.total == 2


def test_front_matter_that_is_nested_without_end_is_as_good_as_none() -> None:
    data = f"---\nmargent-id: 01jd8x7q4mz8r2w5t9k3b6c1fa\na: {'[' * 20_000}\n---\n> [!quote]\n> x\n\n^hl-a\n"
    assert [entry.quote for entry in read("x.md", data.encode()).entries] == ["x"]
