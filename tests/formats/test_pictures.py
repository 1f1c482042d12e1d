"""Pictures of a Markdown file: from its own folder only, and never a reason to refuse the file."""

import os
from pathlib import Path

import pytest

from desktop_app.core.document import Block, BlockKind
from desktop_app.formats.markdown.reading import parse
from desktop_app.formats.source import Imported, Source
from tests.formats.content_checks import check_content

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def read(text: str, folder: Path | None = None) -> Imported:
    imported = parse(Source(text.encode(), "notes.md", str(folder) if folder else None))
    check_content(imported.content)
    return imported


def only_figure(imported: Imported) -> Block:
    (block,) = (block for block in imported.content.blocks if block.kind is BlockKind.FIGURE)
    return block


def test_a_picture_alone_is_a_figure_with_words_and_caption(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a b.png").write_bytes(PNG)

    imported = read('![A map](img/a%20b.png "Drawn in 1990")\n', tmp_path)

    block = only_figure(imported)
    assert imported.content.text_of(block) == "A map\nDrawn in 1990"
    (resource,) = imported.resources
    assert (block.resource, resource.media_type, resource.data) == (resource.name, "image/png", PNG)
    assert not imported.dropped


def test_a_title_that_repeats_the_words_is_no_second_caption(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)

    imported = read('![A map](a.png "A map")\n', tmp_path)

    assert imported.content.text_of(only_figure(imported)) == "A map"


def test_a_picture_in_a_sentence_leaves_its_words_there_and_follows(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(b"GIF89a" + bytes(9))

    imported = read("Press ![the bell](a.gif) twice, ![the bell](./a.gif) thrice.\n", tmp_path)

    assert imported.content.text_of(imported.content.blocks[0]) == "Press the bell twice, the bell thrice."
    assert [block.kind for block in imported.content.blocks[1:]] == [BlockKind.FIGURE] * 2
    assert len(imported.resources) == 1


@pytest.mark.parametrize(
    ("written", "width"), [('width="200"', 200), ("width=200px", 200), ('width="50%"', 0), ("width=wide", 0), ("", 0)]
)
def test_how_wide_the_writer_wants_a_picture_is_known(written: str, width: int, tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(b"GIF89a" + bytes(9))
    for source in (f'<img src="a.gif" {written} alt="x">', f'Words <img src="a.gif" {written}> within.'):
        assert only_figure(read(f"{source}\n", tmp_path)).width == width


def test_a_missing_picture_is_reported_and_keeps_its_words(tmp_path: Path) -> None:
    imported = read("![A map](gone.png)\n", tmp_path)

    assert imported.content.text_of(only_figure(imported)) == "A map"
    assert imported.dropped == ("1 picture was not found: gone.png.",)


@pytest.mark.parametrize("address", ["https://example.org/a.png", "//example.org/a.png", "ftp://example.org/a.png"])
def test_nothing_is_fetched_from_the_web(address: str, tmp_path: Path) -> None:
    imported = read(f"![A map]({address})\n", tmp_path)

    assert not imported.resources
    assert "on the web" in imported.dropped[0]


def test_a_picture_outside_the_folder_is_left_out(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    addresses = ["../secret.png", "%2e%2e/secret.png", "x/../../secret.png", str(tmp_path / "secret.png")]

    for address in addresses:
        imported = read(f"![A map](<{address}>)\n", inside)
        assert not imported.resources
        assert "outside" in imported.dropped[0]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")
def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (inside / "innocent.png").symlink_to(tmp_path / "secret.png")
    (inside / "circle.png").symlink_to(inside / "circle.png")

    imported = read("![a](innocent.png)\n\n![b](circle.png)\n", inside)

    assert not imported.resources
    assert len(imported.dropped) == 2


def test_a_file_is_a_picture_by_what_it_holds_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("<svg onload='x'/>")
    (tmp_path / "b.svg").write_text("<svg/>")

    imported = read("![a](a.png) ![b](b.svg)\n", tmp_path)

    assert not imported.resources
    assert "neither PNG" in imported.dropped[0]


def test_without_a_folder_no_picture_is_read() -> None:
    assert not read("![a](a.png)").resources
