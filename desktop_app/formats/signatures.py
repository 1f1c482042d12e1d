"""What a file is by its first bytes, for the files that are not text: what to call it and what to do about it."""

from dataclasses import dataclass

_SAVE_AS = "Save or export it as text or Markdown in the program that made it, and add that file."
_NOT_YET = "Margent cannot open this format yet. " + _SAVE_AS
_UNPACK = "Unpack it first and add the articles inside it."
_NO_WORDS = "There are no words in it to read."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that cannot be read as text: `what` completes "it is …", `advice` is a sentence or two."""

    what: str
    advice: str


PDF = FileKind("a PDF document", _NOT_YET)
WORD = FileKind("a Word document", _NOT_YET)
EPUB = FileKind("an EPUB book", _NOT_YET)
OPEN_DOCUMENT = FileKind("an OpenDocument file", _NOT_YET)
OFFICE = FileKind("a Microsoft Office file", _NOT_YET)
MOBI = FileKind("a Kindle book", _NOT_YET)
RICH_TEXT = FileKind("a Rich Text document", _NOT_YET)
HTML = FileKind("a web page (HTML)", _NOT_YET)
DJVU = FileKind("a DjVu document", _NOT_YET)
POSTSCRIPT = FileKind("a PostScript document", _NOT_YET)
ARCHIVE = FileKind("an archive", _UNPACK)
PICTURE = FileKind("a picture", _NO_WORDS)
SOUND = FileKind("a sound or video file", _NO_WORDS)
PROGRAM = FileKind("a program", _NO_WORDS)
DATABASE = FileKind("a database", _NO_WORDS)

_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RICH_TEXT),
    (b"%!PS", POSTSCRIPT),
    (b"AT&TFORM", DJVU),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
    (b"\x1f\x8b\x08", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"\xfd7zXZ\x00", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"\x89PNG\r\n\x1a\n", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"ID3\x03\x00", SOUND),
    (b"ID3\x04\x00", SOUND),
    (b"OggS\x00", SOUND),
    (b"fLaC\x00", SOUND),
    (b"\x1aE\xdf\xa3", SOUND),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\x00asm", PROGRAM),
    (b"SQLite format 3\x00", DATABASE),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_HEAD = 4096


def recognise(data: bytes) -> FileKind | None:
    """Return what kind of file other than text `data` begins like, or None."""
    if data.startswith(_ZIP):
        return _in_zip(data[:_ZIP_HEAD])
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return PICTURE if data[8:12] == b"WEBP" else SOUND
    if data.startswith(b"MZ") and b"\x00" in data[:64]:
        return PROGRAM
    if data[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return MOBI
    if data[4:8] == b"ftyp" and data[0] == 0:
        return SOUND
    if data.startswith(b"BZh") and data[4:10] == b"1AY&SY":
        return ARCHIVE
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)


def _in_zip(head: bytes) -> FileKind:
    """Tell the formats that are zip files inside; nothing is unpacked, so that no archive can be a bomb."""
    if b"mimetypeapplication/epub+zip" in head:
        return EPUB
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        return OPEN_DOCUMENT
    if b"word/" in head:
        return WORD
    if b"[Content_Types].xml" in head or b"xl/" in head or b"ppt/" in head:
        return OFFICE
    return ARCHIVE
