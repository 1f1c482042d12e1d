"""Exporting by the command line: a person's files stay theirs, and what is new can go alone."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_an_edited_export_keeps_what_was_written_there_unless_it_is_forced(
    margent: Run, harbour: Path, tmp_path: Path
) -> None:
    document = margent("add", str(harbour), "--json").json[0]["id"]
    margent("annotate", document, "--quote", "nine hundred names")
    margent("export", "--to", str(tmp_path / "vault"))
    [file] = (tmp_path / "vault").iterdir()
    mine = file.read_text(encoding="utf-8") + "\nMy own words.\n"
    moved = tmp_path / "vault" / "Read" / "Winter.md"
    moved.parent.mkdir()
    moved.write_text(mine, encoding="utf-8")
    file.unlink()
    margent("annotate", document, "--quote", "The harbour at Vesterø", "--note", "Where is it?")
    tried = margent("export", "--to", str(tmp_path / "vault"), "--dry-run", "--json").json
    assert [(one["status"], one["path"], one["counts"]) for one in tried] == [("merged", str(moved), {"added": 1})]
    assert "+>> Where is it?" in tried[0]["diff"]
    assert moved.read_text(encoding="utf-8") == mine
    assert margent("export", "--to", str(tmp_path / "vault")).status == 0
    merged = moved.read_text(encoding="utf-8")
    assert "My own words." in merged
    assert "Where is it?" in merged
    assert [path for path in (tmp_path / "vault").rglob("*") if path.is_file()] == [moved]
    assert margent("export", "--to", str(tmp_path / "vault"), "--force").status == 0
    assert "My own words" not in moved.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["markdown", "csv", "json-ld", "anki", "html"])
def test_what_is_new_since_the_last_export_is_exported(margent: Run, harbour: Path, tmp_path: Path, form: str) -> None:
    document = margent("add", str(harbour), "--json").json[0]["id"]
    margent("annotate", document, "--quote", "nine hundred names")
    target = tmp_path / ("vault" if form == "markdown" else "notes")
    export = ("export", "--to", str(target), "--format", form, "--since")
    assert margent(*export, "--json").json[0]["annotations"] == 1
    file = target if target.is_file() else next(target.iterdir())
    first = file.read_bytes()
    nothing = margent(*export)
    assert (nothing.status, nothing.out) == (0, "")
    assert "Nothing is new or changed since the last export" in nothing.err
    assert margent(*export, "--json").json == []
    assert file.read_bytes() == first
    margent("annotate", document, "--quote", "The harbour at Vesterø")
    [told] = margent(*export, "--json").json
    assert told["annotations"] == 1
    assert "The harbour at Vesterø" in file.read_text(encoding="utf-8")
    assert ("nine hundred names" in file.read_text(encoding="utf-8")) is (form == "markdown")


def test_one_file_gives_way_to_the_next_until_somebody_changes_it(margent: Run, harbour: Path, tmp_path: Path) -> None:
    export = ("export", "--to", str(tmp_path / "notes.csv"), "--format", "csv")
    empty = margent(*export)
    assert (empty.status, empty.out) == (0, "")
    assert "nothing to export" in empty.err
    assert not (tmp_path / "notes.csv").exists()
    document = margent("add", str(harbour), "--json").json[0]["id"]
    for number, quote in enumerate(("nine hundred names", "The harbour at Vesterø"), start=1):
        margent("annotate", document, "--quote", quote)
        assert margent(*export, "--json").json[0]["annotations"] == number
    (tmp_path / "notes.csv").write_text("mine", encoding="utf-8")
    refused = margent(*export)
    assert refused.status == 2
    assert "left alone" in refused.err
    assert (tmp_path / "notes.csv").read_text(encoding="utf-8") == "mine"
    assert margent(*export, "--force").status == 0
    assert "nine hundred" in (tmp_path / "notes.csv").read_text(encoding="utf-8")


def test_somebody_elses_file_of_the_same_name_is_never_touched(margent: Run, harbour: Path, tmp_path: Path) -> None:
    listed = margent("add", str(harbour), "--json").json[0]
    margent("annotate", listed["id"], "--quote", "nine hundred names")
    vault = tmp_path / "vault"
    vault.mkdir()
    margent("export", "--to", str(vault))
    [ours] = vault.iterdir()
    name = ours.name
    ours.unlink()
    (vault / name).write_text("A diary.", encoding="utf-8")
    margent("export", "--to", str(vault), "--force")
    assert (vault / name).read_text(encoding="utf-8") == "A diary."
    assert len(list(vault.iterdir())) == 2


def test_a_template_that_cannot_be_used_is_told_of(margent: Run, harbour: Path, tmp_path: Path) -> None:
    document = margent("add", str(harbour), "--json").json[0]["id"]
    margent("annotate", document, "--quote", "nine hundred names")
    folder = tmp_path / "library" / "templates"
    folder.mkdir()
    for name, source in (("wrong", b"{{ nothing }}"), ("latin", b"\xff"), ("half", b"")):
        (folder / f"{name}.highlight.md.j2").write_bytes(source)
        if name != "half":
            (folder / f"{name}.md.j2").write_bytes(b"{% for one in highlights %}{{ one.block }}{% endfor %}")
    for name, told in (
        ("wrong", "“wrong” cannot be used. The highlight template, line 1: 'nothing' is undefined."),
        ("latin", "The template “latin” cannot be read: it is not text in UTF-8."),
        ("half", "The template “half” cannot be read: No such file or directory."),
        ("none", "There is no template “none”."),
    ):
        refused = margent("export", "--to", str(tmp_path / "vault"), "--profile", name)
        assert refused.status == 2
        assert told in refused.err
    assert not (tmp_path / "vault").exists()
