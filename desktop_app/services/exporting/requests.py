"""What a person asks of an export as one value, the same for every form: looked at first, and carried out then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.document import Document
from desktop_app.exchange.templates.profiles import PROFILES
from desktop_app.services.errors import Refused, Stopped
from desktop_app.services.exporting.exported import (
    HOLDING_NOTES,
    LEFT_ALONE,
    SUFFIXES,
    Exported,
    Format,
    Outcome,
    Planned,
    Progress,
)

if TYPE_CHECKING:
    from desktop_app.services.exporting.file_records import FileRecords
    from desktop_app.services.exporting.formats import FileExporting
    from desktop_app.services.exporting.markdown import Exporting
    from desktop_app.services.exporting.templates import Templates


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """The annotations of `documents`, or those in `only`, in a form (None for Markdown) into a folder or a file.

    `query` narrows them to what a search for it finds; `since` to what is new or changed since the last export in
    that form to that folder or file. With `replace`, edited files whose template leaves nothing to merge by are
    written anew, and those that were cut short get back what they have lost. A file without an ending is given that
    of its form unless its name is `exact`.
    """

    documents: tuple[Document, ...]
    target: Path
    form: Format | None = None
    template: str = PROFILES[0]
    only: frozenset[str] | None = None
    query: str = ""
    since: bool = False
    replace: bool = False
    exact: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Tell whether it is about a part of what the documents have."""
        return self.since or self.only is not None or bool(self.query.strip())

    @property
    def nothing(self) -> str:
        """What to say where nothing of it is there."""
        if self.since:
            place = "folder" if self.form is None else "file"
            return f"Nothing is new or changed since the last export to this {place}, and nothing is written."
        return "There is nothing to export like this."

    @property
    def file(self) -> Path:
        """The single file that is asked for, in the forms that write one."""
        bare = self.form is not None and not self.exact and not self.target.suffix
        return (self.target.with_suffix(SUFFIXES[self.form]) if bare and self.form else self.target).absolute()


class ExportRequests:
    """Answers requests. Its methods read the library and the disk: not for the window's thread."""

    def __init__(
        self,
        exporting: "Exporting",
        files: "FileExporting",
        records: "FileRecords",
        templates: "Templates",
        found: Callable[[str], frozenset[str]],
    ) -> None:
        """`found` gives the ids of the annotations that a search finds."""
        self._exporting, self._files, self._records = exporting, files, records
        self._templates, self._found = templates, found

    def dry_run(self, request: ExportRequest, progress: Progress) -> list[Planned]:
        """Return what would become of each file; nothing is written.

        An export into one file is planned as one, or none where nothing of what is asked for is there. Raises Refused
        and ExportFailure with what to do about it, and Stopped where `progress` says so.
        """
        if request.form is not None:
            return self._one_file(request, request.form, progress)
        only = self._narrowed(request)
        if not str(request.target).strip(". "):
            raise Refused("Choose the folder that the notes are to go into.")
        planned = self._markdown(request, request.documents, only, progress)
        kept = [one.document for one in planned if one.outcome in LEFT_ALONE]
        if request.replace and kept:
            anew = self._markdown(request, kept, only, progress, replace=True)
            instead = {one.document.id: one for one in anew}
            planned = [instead.get(one.document.id, one) for one in planned]
        if not progress(len(request.documents), len(request.documents)):
            raise Stopped  # what was planned is a part of what was asked for
        return planned

    def bring_up_to_date(self, request: ExportRequest, *, everything: bool, progress: Progress) -> list[Exported]:
        """Write the Markdown files that are in the folder from before, or with `everything` all of them.

        It raises as `dry_run` and `carry_out` do.
        """
        documents = request.documents
        if not everything:
            documents = tuple(self._exporting.exported_to(documents, request.target))
        planned = self._markdown(request, documents, None, progress)
        return self._exporting.carry_out(planned, progress=progress)

    def carry_out(self, request: ExportRequest, planned: Sequence[Planned], progress: Progress) -> list[Exported]:
        """Write what was planned, file by file and each of them whole. A file that has changed since is left, as KEPT.

        Raises ExportFailure; the files before the one that failed are written then.
        """
        if request.form is None:
            return self._exporting.carry_out(planned, progress=progress)
        from desktop_app.services.exporting.markdown import carried_out

        done = []
        for one in planned:
            outcome = carried_out(one)
            if outcome is not Outcome.KEPT:
                self._records.keep(one, request.form, whole=not request.is_narrowed)
            done.append(Exported(one.document, one.path, outcome, one.annotations))
        return done

    def _markdown(
        self,
        request: ExportRequest,
        documents: Sequence[Document],
        only: frozenset[str] | None,
        progress: Progress,
        *,
        replace: bool = False,
    ) -> list[Planned]:
        from desktop_app.exchange.templates.template import TemplateFailure

        template = self._templates.load(request.template)
        try:
            return self._exporting.plan(
                documents, request.target, template=template, only=only, replace=replace, progress=progress
            )
        except TemplateFailure as failure:
            raise Refused(f"“{request.template}” cannot be used. {failure}. Change it, or choose another.") from None

    def _narrowed(self, request: ExportRequest) -> frozenset[str] | None:
        only = request.only
        if request.query.strip():
            found = self._found(request.query)
            only = found if only is None else only & found
        if request.since:
            changed = self._changed(request)
            only = changed if only is None else only & changed
        return only

    def _changed(self, request: ExportRequest) -> frozenset[str]:
        if request.form is None:
            return self._exporting.changed_since(request.documents, request.target)
        if request.form not in HOLDING_NOTES:
            raise Refused("A list of sources holds no notes that could be new: export it as a whole.")
        return self._records.changed_since(request.documents, request.form, request.file)

    def _one_file(self, request: ExportRequest, form: Format, progress: Progress) -> list[Planned]:
        from desktop_app.exchange.files import text_at

        path, documents = request.file, request.documents
        if path.is_dir():
            raise Refused(f"“{path}” is a folder. Add the name of a file to write in it.")
        if not documents:
            raise Refused("There is nothing to export.")
        only = self._narrowed(request)
        text, holds = self._files.made(form, documents, only=only, progress=progress)
        count = sum(len(held.annotations) for held in holds)
        if only is not None and not count:
            return []  # a file that is there is not to give way to an empty one
        before = text_at(path)
        same = before == text
        of_others = not same and before is not None and not self._records.is_as_written(documents, form, path, before)
        outcome = Outcome.UNCHANGED if same else Outcome.WRITTEN
        return [Planned(documents[0], path, outcome, count, before, text, (), holds=holds, of_others=of_others)]
