"""What was last written where: how an export knows its own words from a person's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """One file that was exported: the hash of its bytes and of each annotation's block, as they were written.

    `path` is absolute; `exported` is in milliseconds since 1970 in UTC. `shared` says that the file also holds words
    of a person's, so that it must never be written anew as a whole. `form` is empty for Markdown. A file of another
    form may hold many documents, each with a record of its own; its blocks are named with what stands in place of a
    hash: when the annotation had last changed. Of a Markdown file, `times` tells that.
    """

    document: str
    path: str
    hash: str
    blocks: tuple[tuple[str, str], ...]
    exported: int
    shared: bool = False
    form: str = ""
    times: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """A document may be exported to several places."""
        return f"{self.document}@{self.path}"
