"""Which parser a file gets, and what is said of files that none can read."""

import pytest

from desktop_app.formats.registry import parse
from desktop_app.formats.source import ImportFailure, Source


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("a.md", "Markdown"),
        ("A.MARKDOWN", "Markdown"),
        ("a.txt", "Plain text"),
        ("README", "Plain text"),
        ("a.rst", "Plain text"),
        ("a.b.log", "Plain text"),
        (".md", "Plain text"),
        ("md", "Plain text"),
        ("pdf", "Plain text"),
    ],
)
def test_the_name_decides_between_formats_of_text(name: str, format_name: str) -> None:
    assert parse(Source(b"# Words\n\nto read, a few of them.\n", name)).format == format_name


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"%PDF-1.7\n", "a PDF document"),
        ("a.txt", b"%PDF-1.7\n", "a PDF document"),
        ("a.md", b"{\\rtf1 words}", "a Rich Text document"),
        ("a.docx", b"PK\x03\x04" + bytes(40), "a Word document"),
        ("a.epub", b"PK\x03\x04" + bytes(40), "an EPUB book"),
        ("a.html", b"<p>words", "a web page"),
        ("page", b"<!-- x --> <!DOCTYPE html><p>words", "a web page"),
        ("a.zip", b"PK\x03\x04" + bytes(40), "an archive"),
        ("42.zip.txt", b"PK\x05\x06" + bytes(18), "an archive"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "a picture"),
        ("a.mobi", bytes(60) + b"BOOKMOBI", "a Kindle book"),
    ],
)
def test_what_cannot_be_opened_is_named_with_advice(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ImportFailure) as failure:
        parse(Source(data, name))

    message = str(failure.value)
    assert message.startswith(f"{name} is {says}")
    assert message.count(".") > name.count(".")


def test_text_about_html_is_still_text() -> None:
    assert parse(Source(b"<html> is a tag that every page begins with.\n", "notes.txt")).format == "Plain text"


@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a.txt", "a.md", "a"])
def test_an_empty_file_is_called_empty_whatever_its_name(name: str) -> None:
    with pytest.raises(ImportFailure, match="empty"):
        parse(Source(b"", name))
