"""A request is looked at first and carried out then, and what was looked at is what is written."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.compose import Margent, compose
from desktop_app.formats import registry
from desktop_app.services.articles.reading import open_document
from desktop_app.services.errors import Refused, Stopped
from desktop_app.services.exporting.exported import HOLDING_NOTES, Format, Outcome
from desktop_app.services.exporting.requests import ExportRequest
from tests.samples import BRIDGE


@pytest.fixture
def margent(tmp_path: Path) -> Margent:
    """A library with two articles, the first with two highlights and the second with one."""
    (tmp_path / "library").mkdir()
    made = compose(tmp_path / "library", parse=registry.parse)
    for title, quotes in (("Bridge", ("Nobody in the valley", "A new arch costs")), ("Other", ("The council met",))):
        file = tmp_path / f"{title}.md"
        file.write_text(f"# {title}\n\n{BRIDGE}\n{title} is its name.\n", encoding="utf-8")
        arrival = made.importing.add_file(file)
        assert arrival.document is not None
        with_reader = made.store.reader()
        opened = open_document(with_reader, arrival.document.id)
        for number, quote in enumerate(quotes):
            start = opened.content.text.index(quote)
            tags = ("check",) if number else ()
            made.annotating.highlight(opened, start, start + len(quote), tags=tags)[1].result()
        with_reader.close()
    return made


def going_on(_done: int, _total: int) -> bool:
    return True


def request(margent: Margent, target: Path) -> ExportRequest:
    reader = margent.store.reader()
    documents = tuple(sorted(reader.documents(), key=lambda one: one.title))
    reader.close()
    return ExportRequest(documents, target)


def test_what_was_looked_at_is_what_is_written(margent: Margent, tmp_path: Path) -> None:
    requests, asked = margent.export_requests, request(margent, tmp_path / "out")
    planned = requests.dry_run(asked, going_on)
    assert not (tmp_path / "out").exists()
    done = requests.carry_out(asked, planned, going_on)
    assert {one.path: one.path.read_text("utf-8") for one in done} == {one.path: one.after for one in planned}
    assert {one.outcome for one in requests.dry_run(asked, going_on)} == {Outcome.UNCHANGED}
    margent.close()


def test_a_search_narrows_to_highlights_and_notes(margent: Margent, tmp_path: Path) -> None:
    requests, asked = margent.export_requests, request(margent, tmp_path / "out")
    [planned] = requests.dry_run(replace(asked, query="tag:check"), going_on)
    assert planned.annotations == 1
    assert "A new arch costs" in planned.after
    assert len(requests.dry_run(replace(asked, query="council OR arch"), going_on)) == 2
    assert requests.dry_run(replace(asked, query="nowhere"), going_on) == []
    margent.close()


@pytest.mark.parametrize("form", list(Format))
def test_one_file_that_has_changed_in_between_is_left(margent: Margent, tmp_path: Path, form: Format) -> None:
    requests, asked = margent.export_requests, replace(request(margent, tmp_path / "notes"), form=form)
    planned = requests.dry_run(asked, going_on)
    [done] = requests.carry_out(asked, planned, going_on)
    assert done.path.suffix
    assert done.outcome is Outcome.WRITTEN
    done.path.write_text("mine", encoding="utf-8")
    [there] = requests.dry_run(asked, going_on)
    assert there.of_others
    done.path.write_text("mine again", encoding="utf-8")
    assert [one.outcome for one in requests.carry_out(asked, [there], going_on)] == [Outcome.KEPT]
    assert done.path.read_text(encoding="utf-8") == "mine again"
    margent.close()


def test_files_that_cannot_be_merged_are_written_anew_only_when_asked(margent: Margent, tmp_path: Path) -> None:
    from desktop_app.exchange.templates.template import MarkdownTemplate

    front = '{{ {"margent-id": document_id} | front_matter }}'
    blocks = "{% for one in highlights %}{{ one.block }}\n{% endfor %}"
    margent.templates.save("bare", MarkdownTemplate(f"{front}\n{blocks}", "- {{ highlight_text }}"))
    requests, asked = margent.export_requests, replace(request(margent, tmp_path / "out"), template="bare")
    for one in requests.carry_out(asked, requests.dry_run(asked, going_on), going_on):
        one.path.write_text(one.path.read_text("utf-8") + "mine\n", encoding="utf-8")
    assert {one.outcome for one in requests.dry_run(asked, going_on)} == {Outcome.KEPT}
    anew = requests.dry_run(replace(asked, replace=True), going_on)
    assert {one.outcome for one in anew} == {Outcome.WRITTEN}
    assert all("-mine" in one.diff().splitlines() for one in anew)
    margent.close()


def test_files_are_brought_up_to_date_where_they_are(margent: Margent, tmp_path: Path) -> None:
    requests, asked = margent.export_requests, request(margent, tmp_path / "out")
    first = replace(asked, documents=asked.documents[:1])
    requests.carry_out(first, requests.dry_run(first, going_on), going_on)
    done = requests.bring_up_to_date(asked, everything=False, progress=going_on)
    assert [one.document.title for one in done] == ["Bridge"]
    done = requests.bring_up_to_date(asked, everything=True, progress=going_on)
    assert [one.outcome for one in done] == [Outcome.UNCHANGED, Outcome.WRITTEN]
    margent.close()


def test_what_cannot_be_done_says_what_to_do(margent: Margent, tmp_path: Path) -> None:
    requests, asked = margent.export_requests, request(margent, tmp_path / "out")
    with pytest.raises(Refused, match="Choose the folder"):
        requests.dry_run(replace(asked, target=Path()), going_on)
    with pytest.raises(Refused, match="is a folder"):
        requests.dry_run(replace(asked, form=Format.CSV, target=_folder(tmp_path / "notes.csv")), going_on)
    (tmp_path / "library" / "templates").mkdir()
    for end in (".md.j2", ".highlight.md.j2"):
        (tmp_path / "library" / "templates" / f"broken{end}").write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(Refused, match=r"“broken” cannot be used\. The highlight template, line 1: 'nothing'"):
        requests.dry_run(replace(asked, template="broken"), going_on)
    for form in (None, Format.HTML):
        with pytest.raises(Stopped):
            requests.dry_run(replace(asked, form=form), lambda *_: False)
    assert not (tmp_path / "out").exists()
    margent.close()


@pytest.mark.parametrize("form", HOLDING_NOTES)
def test_one_file_can_hold_what_is_new_since_the_last_one(margent: Margent, tmp_path: Path, form: Format) -> None:
    requests, asked = margent.export_requests, replace(request(margent, tmp_path / "notes"), form=form, since=True)

    def written(asked: ExportRequest) -> list[int]:
        done = requests.carry_out(asked, requests.dry_run(asked, going_on), going_on)
        return [one.annotations for one in done]

    assert written(asked) == [3], "nothing was written there before: all is new"
    first = asked.file.read_bytes()
    assert written(asked) == []
    assert asked.file.read_bytes() == first, "no file gives way to an empty one"
    with closing(margent.store.reader()) as reader:
        [one, *_] = reader.annotations(asked.documents[0].id)
    margent.annotating.set_note(one.id, "A new note.").result()
    assert written(replace(asked, query="tag:check")) == []
    [planned] = requests.dry_run(asked, going_on)
    assert not planned.of_others, "Margent's own file may give way"
    assert written(asked) == [1]
    assert "A new note." in asked.file.read_text(encoding="utf-8")
    assert "The council met" not in asked.file.read_text(encoding="utf-8")
    assert written(asked) == []
    elsewhere = replace(asked, target=tmp_path / "elsewhere")
    assert written(elsewhere) == [3], "another place has had nothing"
    margent.close()


def test_markdown_files_get_what_is_new_however_old_it_is(margent: Margent, tmp_path: Path) -> None:
    requests, asked = margent.export_requests, replace(request(margent, tmp_path / "notes"), since=True)

    def written(asked: ExportRequest = asked) -> list[int]:
        done = requests.carry_out(asked, requests.dry_run(asked, going_on), going_on)
        return [one.annotations for one in done]

    assert written(asked) == [2, 1], "nothing was written there before: all is new"
    assert written() == []
    with closing(margent.store.reader()) as reader:
        [first, second] = reader.annotations(asked.documents[0].id)
    clipping = (
        "Bridge\n- Your Highlight on page 1 | Location 100 | Added on Monday, 30 September 2019 00:14:06\n\n"
        "An inspector found the crack by chance.\n==========\n"
    )
    margent.receiving.carry_out(margent.receiving.plan_for("My Clippings.txt", clipping.encode()))
    assert written() == [1], "it was marked years before the export, and came after it"
    margent.annotating.set_note(first.id, "A thought.").result()
    assert written() == [1]
    margent.history.undo().result()
    assert written() == [1], "what was written there has been taken back"
    margent.annotating.delete([second.id]).result()
    written(replace(asked, since=False))
    margent.history.undo().result()
    assert written() == [1], "what has come back from the trash"
    assert written() == []
    margent.close()


def test_what_a_narrower_export_left_out_is_still_new(margent: Margent, tmp_path: Path) -> None:
    requests, asked = margent.export_requests, replace(request(margent, tmp_path / "notes"), form=Format.CSV)
    part = replace(asked, query="tag:check")
    requests.carry_out(part, requests.dry_run(part, going_on), going_on)
    [planned] = requests.dry_run(replace(asked, since=True), going_on)
    assert planned.annotations == 2
    margent.annotating.set_note(planned.holds[0].annotations[0][0], "A note.").result()
    requests.carry_out(replace(asked, since=True), [planned], going_on)
    [again] = requests.dry_run(replace(asked, since=True), going_on)
    assert again.annotations == 1, "what changed between looking and writing is new"
    other = replace(asked, since=True, form=Format.HTML, exact=True)
    [planned] = requests.dry_run(other, going_on)
    assert planned.annotations == 3, "and another form at the same place has had nothing"
    margent.close()


def test_a_table_beside_the_markdown_files_is_nothing_to_them(margent: Margent, tmp_path: Path) -> None:
    requests, notes = margent.export_requests, request(margent, tmp_path / "out")
    table = replace(notes, target=tmp_path / "out" / "Bridge.md", form=Format.CSV, documents=notes.documents[:1])
    requests.carry_out(table, requests.dry_run(table, going_on), going_on)
    before = table.file.read_bytes()
    done = requests.carry_out(notes, requests.dry_run(notes, going_on), going_on)
    assert sorted(one.path.name for one in done) == ["Bridge 2.md", "Other.md"]
    assert table.file.read_bytes() == before
    assert requests.dry_run(replace(notes, since=True), going_on) == []
    margent.close()


def test_a_list_of_sources_holds_no_notes(margent: Margent, tmp_path: Path) -> None:
    asked = replace(request(margent, tmp_path / "books"), form=Format.BIBTEX, since=True)
    with pytest.raises(Refused, match="as a whole"):
        margent.export_requests.dry_run(asked, going_on)
    margent.close()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
