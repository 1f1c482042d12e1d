"""The bytes of blocks: what they stand in is stored where they stand in something, and nowhere else."""

import msgspec

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
from desktop_app.storage.blocks import decode_blocks, encode_blocks


def test_blocks_come_back_as_they_were() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.LIST_ITEM, "A point.", level=1, label="1.", within="ql")
    builder.add(BlockKind.PARAGRAPH, "Words.")
    builder.add(BlockKind.FIGURE, "A harbour", resource="harbour", width=200)
    blocks = builder.content().blocks
    assert decode_blocks(encode_blocks(blocks)) == blocks


def test_blocks_that_stand_in_nothing_have_the_bytes_that_they_always_had() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.QUOTE, "Words.", level=1, lists=1)
    always = {"kind": "quote", "start": 0, "end": 6, "level": 1, "label": "", "inline": (), "resource": None,
              "origin": None, "lists": 1, "columns": ()}  # fmt: skip
    assert encode_blocks(builder.content().blocks) == msgspec.msgpack.encode([always])
