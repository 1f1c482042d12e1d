"""Pictures that stand beside a document: read only from beneath the document's own folder, and only known kinds."""

from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

from desktop_app.formats.links import is_on_web
from desktop_app.formats.losses import Loss, Losses
from desktop_app.formats.source import Resource

LARGEST_PICTURE = 16 << 20
"""In bytes."""

LARGEST_TOGETHER = 96 << 20
"""In bytes: what all pictures of one document may come to."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


class Pictures:
    """Loads the pictures one document names, each once. Nothing is ever fetched from the web."""

    def __init__(self, folder: str | None, losses: Losses) -> None:
        self._folder = folder
        self._losses = losses
        self._names: dict[str, str | None] = {}
        self._resources: dict[str, Resource] = {}
        self._size = 0

    @property
    def resources(self) -> tuple[Resource, ...]:
        """The pictures loaded so far."""
        return tuple(self._resources.values())

    def load(self, address: str) -> str | None:
        """Return the name of the resource that `address` leads to, or None where it was left out (and counted)."""
        if address not in self._names:
            self._names[address] = self._load(address)
        return self._names[address]

    def _load(self, address: str) -> str | None:
        if address.lstrip().lower().startswith("data:"):
            self._losses.add(Loss.PICTURE_EMBEDDED)
            return None
        if address.lstrip().lower().startswith("file:"):
            self._losses.add(Loss.PICTURE_OUTSIDE, address)
            return None
        if is_on_web(address):
            self._losses.add(Loss.PICTURE_ON_WEB, address)
            return None
        found = self._find(address)
        if found is None:
            return None
        name, path = found
        if name in self._resources:
            return name
        data = self._read(path, name)
        media_type = media_type_of(data) if data is not None else None
        if data is None or media_type is None:
            if data is not None:
                self._losses.add(Loss.PICTURE_UNKNOWN, name)
            return None
        self._resources[name] = Resource(name, media_type, data)
        self._size += len(data)
        return name

    def _find(self, address: str) -> tuple[str, Path] | None:
        """The file an address means, by its path beneath the folder; symbolic links are followed before judging."""
        relative = unquote(address.split("#")[0].split("?")[0])
        if PurePosixPath(relative).is_absolute() or PureWindowsPath(relative).anchor:
            self._losses.add(Loss.PICTURE_OUTSIDE, relative)
            return None
        if self._folder is None or not relative:
            self._losses.add(Loss.PICTURE_MISSING, relative)
            return None
        try:
            folder = Path(self._folder).resolve(strict=True)
            path = (folder / relative).resolve()
            if not path.is_relative_to(folder):
                self._losses.add(Loss.PICTURE_OUTSIDE, relative)
            elif path.is_file():
                # A file's name need not be proper Unicode; a resource's is.
                return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode(), path
            else:
                self._losses.add(Loss.PICTURE_MISSING, relative)
        except (OSError, ValueError, RuntimeError):
            # Not there, not allowed, no possible file name, or links that lead in a circle.
            self._losses.add(Loss.PICTURE_MISSING, relative)
        return None

    def _read(self, path: Path, name: str) -> bytes | None:
        largest = min(LARGEST_PICTURE, LARGEST_TOGETHER - self._size)
        try:
            with path.open("rb") as file:
                data = file.read(largest + 1)
        except OSError:
            self._losses.add(Loss.PICTURE_MISSING, name)
            return None
        if len(data) > largest:
            self._losses.add(Loss.PICTURE_TOO_LARGE, name)
            return None
        return data


def media_type_of(data: bytes) -> str | None:
    """Return the media type of a PNG, JPEG, GIF or WebP file by its first bytes, else None."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for signature, media_type in _SIGNATURES if data.startswith(signature)), None)
