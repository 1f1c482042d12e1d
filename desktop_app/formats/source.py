"""What goes into an importer and what comes out: plain values, so that importing can run in another process."""

from dataclasses import dataclass

from desktop_app.core.document import Content


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes. `name` is its file name; `folder` is where its local images may be read from, if anywhere."""

    data: bytes
    name: str
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A picture that came with a document; `name` is what figures refer to it by."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Imported:
    """A parsed file.

    `title_guessed` says that the file did not name its title. `format` is the format's name for a person, `parser`
    the parser and its version. `dropped` says in sentences what was left out ("3 images were not found").
    """

    content: Content
    title: str
    title_guessed: bool
    format: str
    parser: str
    resources: tuple[Resource, ...] = ()
    dropped: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class ImportFailure(Exception):
    """A file that cannot become a document; the message says what is wrong and what to do about it."""
