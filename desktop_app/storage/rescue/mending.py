"""Setting right a value in which one bit has changed: its hash tells which."""

import hashlib

_LONGEST = 16_384
"""Bytes; a longer value would take more than half a second."""


def mend(value: bytes, kept: bytes) -> bytes | None:
    """Return the value that `kept` is the SHA-256 of, if `value` or `kept` differs from it in one bit; else None."""
    digest = hashlib.sha256(value).digest()
    if len(kept) != len(digest) or len(value) > _LONGEST:
        return None
    if (int.from_bytes(digest, "big") ^ int.from_bytes(kept, "big")).bit_count() <= 1:
        return value
    before = hashlib.sha256()
    for place, byte in enumerate(value):
        after = value[place + 1 :]
        for bit in range(8):
            changed = bytes((byte ^ 1 << bit,))
            attempt = before.copy()
            attempt.update(changed + after)
            if attempt.digest() == kept:
                return value[:place] + changed + after
        before.update(value[place : place + 1])
    return None
