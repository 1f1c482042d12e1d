"""What a person asks of an export as one value, the same for every form: looked at first, and carried out then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.document import Document
from desktop_app.exchange.profiles import PROFILES
from desktop_app.services.errors import Refused, Stopped
from desktop_app.services.exported import SUFFIXES, Exported, Format, Outcome, Planned

if TYPE_CHECKING:
    from desktop_app.services.export_formats import FileExporting
    from desktop_app.services.exporting import Exporting
    from desktop_app.services.templates import Templates

Progress = Callable[[int, int], bool]
"""Is told (done, total) and says whether to go on."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """The annotations of `documents`, or those in `only`, in a form (None for Markdown) into a folder or a file.

    `query` narrows them to what a search for it finds; `since` to what is new or changed since the last export to the
    folder. With `replace`, edited files whose template leaves nothing to merge by are written anew.
    """

    documents: tuple[Document, ...]
    target: Path
    form: Format | None = None
    template: str = PROFILES[0]
    only: frozenset[str] | None = None
    query: str = ""
    since: bool = False
    replace: bool = False


class ExportRequests:
    """Answers requests. Its methods read the library and the disk: not for the window's thread."""

    def __init__(
        self,
        exporting: "Exporting",
        files: "FileExporting",
        templates: "Templates",
        found: Callable[[str], frozenset[str]],
    ) -> None:
        """`found` gives the ids of the annotations that a search finds."""
        self._exporting, self._files, self._templates, self._found = exporting, files, templates, found

    def dry_run(self, request: ExportRequest, progress: Progress) -> list[Planned]:
        """Return what would become of each file; nothing is written.

        An export into one file is planned as one. Raises Refused and ExportFailure with what to do about it, and
        Stopped where `progress` says so.
        """
        only = self._narrowed(request)
        if request.form is not None:
            return [self._one_file(request, request.form, only, progress)]
        if not str(request.target).strip(". "):
            raise Refused("Choose the folder that the notes are to go into.")
        planned = self._markdown(request, request.documents, only, progress)
        kept = [one.document for one in planned if one.outcome is Outcome.KEPT]
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
        return [Exported(one.document, one.path, _written(one), one.annotations) for one in planned if one.writes]

    def _markdown(
        self,
        request: ExportRequest,
        documents: Sequence[Document],
        only: frozenset[str] | None,
        progress: Progress,
        *,
        replace: bool = False,
    ) -> list[Planned]:
        from desktop_app.exchange.template import TemplateFailure

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
        if request.since and request.form is None:
            changed = self._exporting.changed_since(request.documents, request.target)
            only = changed if only is None else only & changed
        return only

    def _one_file(
        self, request: ExportRequest, form: Format, only: frozenset[str] | None, progress: Progress
    ) -> Planned:
        from desktop_app.exchange.files import text_at

        path = request.target if request.target.suffix else request.target.with_suffix(SUFFIXES[form])
        if path.is_dir():
            raise Refused(f"“{path}” is a folder. Add the name of a file to write in it.")
        if not request.documents:
            raise Refused("There is nothing to export.")
        text = self._files.text(form, request.documents, only=only, progress=progress)
        before = text_at(path)
        outcome = Outcome.UNCHANGED if before == text else Outcome.WRITTEN
        count = len(only) if only is not None else 0
        return Planned(request.documents[0], path.absolute(), outcome, count, before, text, ())


def written_hash(planned: Sequence[Planned]) -> str:
    """Return the hash by which a single file is known again as what was written last."""
    from desktop_app.exchange.files import content_hash

    return content_hash(planned[0].after) if len(planned) == 1 else ""


def is_somebody_elses(planned: Planned, last: str) -> bool:
    """Tell whether a single file that is about to give way is not the one of hash `last` any more."""
    from desktop_app.exchange.files import content_hash

    return planned.before is not None and planned.writes and content_hash(planned.before) != last


def _written(planned: Planned) -> Outcome:
    from desktop_app.exchange.files import ready_folder, write_text
    from desktop_app.services.exporting import as_planned

    if not as_planned(planned):
        return Outcome.KEPT
    home = ready_folder(planned.path.parent)
    write_text(home, planned.path.name, planned.after, replace=planned.before is not None)
    return planned.outcome
