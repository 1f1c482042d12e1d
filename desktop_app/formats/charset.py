"""Bytes into text: which encoding a file is in, and which files are no text at all.

In order: a byte-order mark, UTF-16 and UTF-32 without one (by where their zero bytes stand), strict UTF-8, UTF-8 with
a few broken places, and then chardet's judgement of the lines that hold bytes outside ASCII.
"""

import codecs
import re
from dataclasses import dataclass

from desktop_app.core.text.normal_form import normalise
from desktop_app.formats.signatures import recognise
from desktop_app.formats.source import ImportFailure

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_SENSIBLE = "\t\n\v\f\r\x1b\x1a\b\0"
_CONTROLS = bytes(code for code in range(32) if chr(code) not in _SENSIBLE)
_ESCAPED = (("iso2022_jp_2", re.compile(rb"\x1b(?:\$[@B(]|\([IJ])")), ("iso2022_kr", re.compile(rb"\x1b\$\)C")))
_OUTSIDE_ASCII = re.compile("[^\x00-\x7f\ufffd]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, not yet normalised. `unreadable` counts the places shown as U+FFFD because they made no sense."""

    text: str
    encoding: str
    unreadable: int = 0


def decode(data: bytes, name: str = "This file") -> Decoded:
    """Return the text in `data`; `name` is how messages call the file.

    Raises ImportFailure for a file that is empty, has nothing visible in it, or is not text.
    """
    if not data:
        raise ImportFailure(f"{name} is empty: there is nothing to read in it.")
    kind = recognise(data)
    if kind is not None:
        raise ImportFailure(f"{name} is not a text file but {kind.what}. {kind.advice}")
    decoded = _marked(data) or _wide(data)
    if decoded is None:
        if _is_binary(data):
            raise ImportFailure(
                f"{name} is not a text file: most of what it holds cannot be shown as letters. "
                "If a program made it, save it there as text or Markdown and add that file."
            )
        decoded = _escaped(data) or _utf8(data) or _guessed(data)
    if not normalise(decoded.text).strip():
        raise ImportFailure(f"{name} has only white space in it: there is nothing to read.")
    return decoded


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _forgiving(data[len(mark) :], encoding)
    return None


def _wide(data: bytes) -> Decoded | None:
    """Text in UTF-16 or UTF-32 without a mark: in most languages its zero bytes stand at every second place."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    quarters = [sample[place::4].count(0) / max(1, len(sample) // 4) for place in range(4)]
    for encoding, zeros, letters in (
        ("utf-32-le", (2, 3), (0,)),
        ("utf-32-be", (0, 1), (3,)),
        ("utf-16-le", (1, 3), (0, 2)),
        ("utf-16-be", (0, 2), (1, 3)),
    ):
        if all(quarters[place] > 0.4 for place in zeros) and all(quarters[place] < 0.05 for place in letters):
            decoded = _forgiving(data, encoding)
            return None if decoded.unreadable else decoded
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    zeros = data.count(0)
    return controls > max(4, 0.02 * len(sample)) or zeros > max(8, 0.002 * len(data)) or 2 * zeros >= len(data)


def _escaped(data: bytes) -> Decoded | None:
    """Seven-bit Japanese and Korean: valid ASCII to look at, so it must be asked for before UTF-8."""
    for encoding, sign in _ESCAPED:
        if sign.search(data):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    return None


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, also with a few broken places: a file cut in the middle of a letter is still UTF-8."""
    decoded = _forgiving(data, "utf-8")
    if not decoded.unreadable:
        return decoded
    letters = len(_OUTSIDE_ASCII.findall(decoded.text))
    return decoded if letters > 10 * decoded.text.count("\ufffd") else None


def _forgiving(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, len(re.findall("\ufffd+", text)))


def _guessed(data: bytes) -> Decoded:
    # Imported here: most files are UTF-8, and the detector takes longer to load than they take to read.
    from chardet import detect

    found = detect(_telling_lines(data), should_rename_legacy=True)["encoding"]
    for encoding in (found, "cp1252"):
        if encoding and _is_known(encoding):
            return _forgiving(data, codecs.lookup(encoding).name)
    return _forgiving(data, "cp1252")


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _telling_lines(data: bytes) -> bytes:
    """The first lines that hold bytes outside ASCII: the rest says nothing and the detector is slow."""
    telling: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            telling.append(line[: _SAMPLE - size])
            size += len(telling[-1])
            if size >= _SAMPLE:
                break
    return b"".join(telling)
