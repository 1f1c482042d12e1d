"""The command line, as a shell sees it: output, errors, exit statuses and the JSON shapes that are kept stable."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.__main__ import hindrance, wants_window
from desktop_app.cli import run_command
from tests.cli.conftest import ARTICLE, Run


def test_add_answers_for_every_file_in_order_and_goes_on_after_a_bad_one(
    margent: Run, harbour: Path, tmp_path: Path
) -> None:
    answer = margent("add", str(harbour), str(tmp_path / "missing.txt"), str(tmp_path), str(harbour), "--json")
    assert answer.status == 2
    assert [one["status"] for one in answer.json] == ["added", "failed", "failed", "unchanged"]
    added = answer.json[0]
    assert set(added) == {"id", "title", "words", "sections", "status", "message"}
    assert added["sections"] == 3
    assert added["words"] == len(ARTICLE.split())
    assert answer.json[1]["id"] is None
    assert "missing.txt" in answer.err
    assert "folder" in answer.err
    assert "Traceback" not in answer.err


def test_a_changed_file_is_a_version(margent: Run, harbour: Path) -> None:
    first = margent("add", str(harbour), "--json").json[0]
    harbour.write_text(ARTICLE.replace("nine hundred", "a thousand"), encoding="utf-8")
    second = margent("add", str(harbour), "--json").json[0]
    assert (second["status"], second["id"]) == ("version", first["id"])


def test_list_and_outline(margent: Run, harbour: Path) -> None:
    assert margent("list", "--json").json == []
    document = margent("add", str(harbour), "--json").json[0]
    [listed] = margent("list", "--json").json
    assert listed == {
        "id": document["id"],
        "title": document["title"],
        "words": document["words"],
        "sections": 3,
        "status": "to_read",
    }
    outline = margent("outline", document["id"][:20], "--json").json
    assert [(one["level"], one["heading"]) for one in outline] == [
        (1, "Lead"),
        (1, "What the pilots did"),
        (1, "Why the ice came back"),
    ]
    assert outline[0]["start"] == 0
    assert all(one["start"] < one["end"] for one in outline)


def test_an_empty_library_is_said_to_be_empty(margent: Run, harbour: Path) -> None:
    for command in ("list", "annotations", "tags"):
        answer = margent(command)
        assert (answer.status, answer.out) == (0, "")
        assert answer.err.startswith("There are no ")
        assert margent(command, "--json").json == []
        assert margent(command, "--json").err == ""
    document = margent("add", str(harbour), "--json").json[0]
    assert margent("list").err == ""
    assert document["title"] in margent("annotations", document["id"]).err


def test_search_finds_text_with_its_place_and_says_when_there_is_nothing(margent: Run, harbour: Path) -> None:
    margent("add", str(harbour))
    answer = margent("search", "soren bak", "--json")
    assert answer.status == 0
    [hit] = answer.json["hits"]
    assert answer.json["total"] == 1
    assert set(hit) == {"document", "title", "section", "kind", "snippet", "start", "end", "annotation"}
    assert (hit["kind"], hit["section"], hit["annotation"]) == ("text", "What the pilots did", None)
    assert "**Søren**" in hit["snippet"]
    assert hit["start"] < hit["end"]
    nothing = margent("search", "zeppelin", "--json")
    assert (nothing.status, nothing.json) == (1, {"total": 0, "hits": []})


def test_annotate_search_annotations_and_export(margent: Run, harbour: Path, tmp_path: Path) -> None:
    document = margent("add", str(harbour), "--json").json[0]["id"]
    made = margent(
        "annotate", document, "--quote", "nine   hundred names", "--colour", "green", "--note", "A *lot*, zymurgist!",
        "--tag", "#ships", "--tag", "lists", "--json",
    )  # fmt: skip
    assert made.status == 0
    annotation = made.json
    assert set(annotation) == {
        "id", "document", "exact", "prefix", "suffix", "start", "end", "colour", "note", "tags", "state",
    }  # fmt: skip
    assert annotation["exact"] == "nine hundred names"
    assert annotation["prefix"].endswith("The list runs to ")
    assert annotation["suffix"].startswith(".")
    assert (annotation["colour"], annotation["tags"], annotation["state"]) == ("green", ["ships", "lists"], "exact")
    assert margent("annotations", "--json").json == [annotation]
    assert margent("annotations", document, "--json").json == [annotation]
    [hit] = margent("search", "zymurgist", "--json").json["hits"]
    assert (hit["kind"], hit["annotation"]) == ("note", annotation["id"])
    exported = margent("export", "--to", str(tmp_path / "vault"), "--json").json
    [file] = (tmp_path / "vault").iterdir()
    assert [(one["status"], one["path"], one["annotations"]) for one in exported] == [("written", str(file), 1)]
    assert f"^hl-{annotation['id']}" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["outline", "no such thing"], "No article"),
        (["annotate", "harbour", "--quote", "words that are not there"], "does not have the words"),
        (["annotate", "harbour", "--quote", "ship", "--occurrence", "9"], "no occurrence 9"),
        (["annotate", "harbour", "--quote", "   "], "empty"),
        (["annotate", "harbour", "--quote", "ship", "--colour", "mauve"], "mauve"),
        (["export", "--to", "{file}"], "folder"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_status_2(
    margent: Run, harbour: Path, arguments: list[str], expected: str
) -> None:
    margent("add", str(harbour))
    margent("annotate", "harbour", "--quote", "nine hundred names")
    answer = margent(*(argument.format(file=harbour) for argument in arguments))
    assert answer.status == 2
    assert expected in answer.err
    assert "Traceback" not in answer.err


def test_an_ambiguous_title_lists_the_articles(margent: Run, harbour: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The harbour at Skagen is another one, where sand and not ice is the trouble.\n", encoding="utf-8")
    ids = [one["id"] for one in margent("add", str(harbour), str(other), "--json").json]
    answer = margent("outline", "the harbour")
    assert answer.status == 2
    assert all(one in answer.err for one in ids)


def test_somebody_elses_database_is_refused_and_left_as_it_is(margent: Run, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    with sqlite3.connect(folder / "library.db") as connection:
        connection.execute("CREATE TABLE stamps (country TEXT)")
    connection.close()
    before = (folder / "library.db").read_bytes()
    answer = margent("list")
    assert answer.status == 2
    assert "another program" in answer.err
    assert (folder / "library.db").read_bytes() == before


def test_a_data_folder_that_is_a_file_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    assert run_command(["--data-dir", str(file), "list"]) == 2
    assert "--data-dir" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["article.txt"], True),
        (["--data-dir", "x"], True),
        (["--data-dir", "list", "article.txt"], True),
        (["--data-dir=x", "list"], False),
        (["list"], False),
        (["--help"], False),
        (["--version"], False),
        (["./add"], True),
        (["open", "margent://open?document=x"], True),
        (["margent://open?document=x"], True),
        (["links", "on"], False),
    ],
)
def test_files_open_the_window_and_commands_do_not(arguments: list[str], window: bool) -> None:
    assert wants_window(arguments) is window


def test_the_command_line_never_loads_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from desktop_app.cli import run_command; "
        f"run_command(['--data-dir', {str(tmp_path / 'library')!r}, 'list']); "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    environment = {**os.environ, "MARGENT_DATA_DIR": str(tmp_path)}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0


def test_the_program_runs_as_a_module_and_reads_the_variable_for_its_folder(tmp_path: Path, harbour: Path) -> None:
    environment = {**os.environ, "MARGENT_DATA_DIR": str(tmp_path / "elsewhere")}
    command = [sys.executable, "-m", "desktop_app", "add", str(harbour), "--json"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)[0]["status"] == "added"
    assert (tmp_path / "elsewhere" / "library.db").is_file()


def test_a_mistyped_command_and_a_missing_display_are_met_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "no display" in str(hindrance([]))
    assert "no display" in str(hindrance(["report.txt"]))
    assert hindrance(["--tour", "pictures"]) is None
    monkeypatch.setenv("DISPLAY", ":64123")
    assert "“:64123” does not answer" in str(hindrance([]))
    server = socket.socket(socket.AF_UNIX)
    server.bind("\0/tmp/.X11-unix/X64123")
    server.listen()
    assert hindrance([]) is None
    assert hindrance(["report.txt"]) is None, "the window says what is wrong with a file"
    assert "“serach”" in str(hindrance(["serach", "foo"]))
    assert hindrance(["open", "margent://open?document=x"]) is None
    assert "“open”" in str(hindrance(["open"]))
    Path("serach").write_text("A file of that name.")
    assert hindrance(["serach"]) is None
    server.close()


def test_an_ambiguous_quote_is_marked_where_it_first_stands_and_that_is_said(margent: Run, harbour: Path) -> None:
    margent("add", str(harbour))
    first = margent("annotate", "harbour", "--quote", "the")
    assert "times; the first was marked" in first.err
    assert margent("annotate", "harbour", "--quote", "the", "--occurrence", "2").err == ""


def test_a_tag_written_in_a_note_is_one(margent: Run, harbour: Path) -> None:
    margent("add", str(harbour))
    wanted = ("--quote", "nine hundred", "--note", "Who is this? #check", "--tag", "people")
    made = margent("annotate", "harbour", *wanted, "--json")
    assert made.json["tags"] == ["people", "check"]


def test_a_question_that_was_not_understood_is_answered_with_what_is(margent: Run, harbour: Path) -> None:
    margent("add", str(harbour))
    assert "There is no colour “purple”" in margent("search", "colour:purple").err


def test_what_is_written_without_a_window_is_backed_up_too(margent: Run, harbour: Path, tmp_path: Path) -> None:
    margent("add", str(harbour))
    assert len(list((tmp_path / "library" / "backups").glob("*.db*"))) == 1


def test_a_folder_without_a_name_is_not_the_current_one(margent: Run, harbour: Path) -> None:
    margent("add", str(harbour))
    refused = margent("export", "--to", "")
    assert refused.status == 2
    assert "--to" in refused.err


def test_the_exact_title_is_meant_even_where_another_differs_by_a_capital_only(margent: Run, tmp_path: Path) -> None:
    for title in ("Same", "same"):
        file = tmp_path / f"{title}-file.md"
        file.write_text(f"# {title}\n\nThe words of {title}, which are its own.\n")
        assert margent("add", str(file)).status == 0
    assert margent("outline", "same").status == 0
    assert margent("outline", "SAME").status == 2


def test_tags_are_listed_and_a_note_of_blanks_is_none(margent: Run, harbour: Path) -> None:
    doc = margent("add", str(harbour), "--json").json[0]["id"]
    made = margent("annotate", doc, "--quote", "nine hundred names", "--note", "   ", "--tag", "ships", "--json").json
    assert made["note"] is None
    assert "#ships" in margent("annotations").out


def test_a_tag_is_renamed_and_merged(margent: Run, harbour: Path) -> None:
    doc = margent("add", str(harbour), "--json").json[0]["id"]
    margent("annotate", doc, "--quote", "nine hundred names", "--tag", "ships")
    margent("annotate", doc, "--quote", "froze twice", "--tag", "ice", "--note", "How cold? #ice")
    told = margent("tags", "--rename", "ice", "winter", "--json").json
    assert told == [{"tag": "ice", "name": "winter", "status": "renamed", "annotations": 1, "articles": 0}]
    [hit] = margent("search", "tag:winter cold", "--json").json["hits"]
    assert "#winter" in hit["snippet"].replace("[", "").replace("]", "")
    assert margent("tags", "--rename", "ships", "winter").out == "merged  #ships → #winter  (1 annotation)\n"
    assert margent("tags").out == "#winter  (2 annotations)\n"
    assert margent("tags", "--json").json == [{"tag": "winter", "annotations": 2, "articles": 0}]
    refused = margent("tags", "--rename", "ships", "boats")
    assert refused.status == 2
    assert "Nothing has the tag “ships”" in refused.err


def test_a_file_of_notes_is_not_added_as_an_article(margent: Run, harbour: Path, tmp_path: Path) -> None:
    clippings = tmp_path / "My Clippings.txt"
    about = "- Your Highlight on page 3 | location 40-42 | Added on Monday, 1 January 2024 10:00:00"
    record = f"A Book (Somebody)\n{about}\n\n"
    clippings.write_text(record + "Words that matter.\n==========\n", encoding="utf-8")
    answer = margent("add", str(clippings), str(harbour), "--json")
    assert answer.status == 2
    assert [one["status"] for one in answer.json] == ["failed", "added"]
    assert "margent import" in answer.err
