"""Taking away from a process what parsing never needs: the network, writing files, other programs."""

import os
import sys

_REFUSED = (
    "socket.",
    "subprocess.",
    "shutil.",
    "tempfile.",
    "ctypes.",
    "urllib.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.fork",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "winreg.",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine() -> None:
    """Refuse the network, writing and starting programs for the rest of this process's life, with PermissionError.

    It stops mistakes and documents that lead a library astray; it is no wall against machine code (PEP 578).
    """
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _, mode, flags = arguments
        writes = isinstance(flags, int) and bool(flags & _WRITING)
        if writes or (isinstance(mode, str) and any(sign in mode for sign in "wax+")):
            raise PermissionError("an import may not write files")
    elif event.startswith(_REFUSED):
        raise PermissionError(f"an import may not use {event}")
