"""What an import's process is told and what it answers: values in MessagePack, checked against their types."""

from typing import Any

import msgspec

from desktop_app.formats.apart.limits import Limits
from desktop_app.formats.source import Imported

OUT_OF_MEMORY = 71
"""The exit status of a process that had no memory left even to say so."""


class Job(msgspec.Struct, frozen=True):
    """A file to parse. `folder` is encoded because a folder's name need not be proper Unicode."""

    data: bytes
    name: str
    folder: bytes | None
    limits: Limits


class Parsed(msgspec.Struct, frozen=True, tag=True):
    """The file was parsed."""

    imported: Imported


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The file cannot become a document; `message` is for a person."""

    message: str


class Broken(msgspec.Struct, frozen=True, tag=True):
    """The parser failed by a mistake of its own: the name of the error, and the traceback for a report."""

    error: str
    traceback: str


Answer = Parsed | Refused | Broken

_jobs = msgspec.msgpack.Decoder(Job)
_answers: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(Answer)


def encode(value: Job | Answer) -> bytes:
    """Return the bytes of a message."""
    return msgspec.msgpack.encode(value)


def decode_job(data: bytes) -> Job:
    """Read a job. Raises msgspec.DecodeError for anything else."""
    return _jobs.decode(data)


def decode_answer(data: bytes) -> Answer:
    """Read an answer. Raises msgspec.DecodeError for anything else, such as half an answer."""
    answer: Answer = _answers.decode(data)
    return answer


def folder_to_bytes(folder: str | None) -> bytes | None:
    """Return a folder's path as bytes, also where it holds bytes that are no characters."""
    return None if folder is None else folder.encode("utf-8", "surrogateescape")


def folder_from_bytes(folder: bytes | None) -> str | None:
    """Undo `folder_to_bytes`."""
    return None if folder is None else folder.decode("utf-8", "surrogateescape")
