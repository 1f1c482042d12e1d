"""How much an import may take before it is stopped."""

import sys
from dataclasses import dataclass

from desktop_app.formats.source import ImportFailure

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one import may take.

    `seconds` is time by the clock, `cpu_seconds` time on a processor (whole seconds), `memory` the address space of
    the process in bytes; the last two hold where the system can limit them (not on Windows). `input_bytes` and
    `output_bytes` are the sizes of the file and of what is made of it. `depth` counts calls within calls.
    """

    seconds: float = 120.0
    cpu_seconds: int = 120
    memory: int = 2048 * _MEGABYTE
    input_bytes: int = 64 * _MEGABYTE
    output_bytes: int = 512 * _MEGABYTE
    depth: int = 1500

    def check_size(self, size: int, name: str) -> None:
        """Raise ImportFailure if a file of `size` bytes is larger than an import may be."""
        if size > self.input_bytes:
            raise ImportFailure(
                f"{name} is {megabytes(size)} MB large; files up to {megabytes(self.input_bytes)} MB can be opened. "
                "Split it into parts and add those."
            )


DEFAULT = Limits()


def megabytes(size: int) -> int:
    """Return a size in bytes as megabytes, rounded up."""
    return -(-size // _MEGABYTE)


def limit_this_process(limits: Limits) -> None:
    """Put the limits on memory, processor time, file sizes and depth into force, as far as the system has them."""
    sys.setrecursionlimit(limits.depth)
    if sys.platform == "win32":
        return
    import resource

    for kind, soft, hard in (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        # The first second over the limit asks the process to stop, the next one kills it.
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        try:
            resource.setrlimit(kind, (soft, hard))
        except (OSError, ValueError):
            # A stricter limit is in force already, or this system does not keep this one (macOS: address space).
            continue
