"""The blocks of a text as they are stored: a version's identity goes by these bytes."""

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

import msgspec

from desktop_app.core.document import Block

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[Block, ...])
_SELDOM = frozenset({"within", "width"})
_ALWAYS = tuple(field.name for field in fields(Block) if field.name not in _SELDOM)
_values = attrgetter(*_ALWAYS)
_Plain = msgspec.defstruct("_Plain", _ALWAYS)
"""A block without what few have: it is made and written in half the time that a dictionary takes."""


def encode_blocks(blocks: Iterable[Block]) -> bytes:
    """Return the bytes of blocks. What few of them have to say is left out where they do not.

    So a file without such blocks has the identity that it had before there was a word for it.
    """
    return _ENCODER.encode([block if block.within or block.width else _Plain(*_values(block)) for block in blocks])


def decode_blocks(data: bytes) -> tuple[Block, ...]:
    """Return the blocks whose bytes these are. Raises msgspec.DecodeError for anything else."""
    return _DECODER.decode(data)
