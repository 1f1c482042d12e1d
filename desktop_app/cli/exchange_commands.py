"""Commands by which highlights and notes travel: out, in, and by links."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from desktop_app.cli import answers
from desktop_app.cli.session import (
    FAILED,
    INDEXING_TIME,
    Failed,
    Session,
    as_json_option,
    print_answers,
    print_json,
    refused,
)
from desktop_app.compose import Margent
from desktop_app.core.document import Document
from desktop_app.exchange.failure import ExportFailure
from desktop_app.exchange.templates.profiles import PROFILES
from desktop_app.services.articles.library import find_document
from desktop_app.services.errors import Refused
from desktop_app.services.exporting.exported import LEFT_ALONE, Format, Outcome, Planned, never_stopping
from desktop_app.services.exporting.requests import ExportRequest
from desktop_app.services.searching.indexing import bring_up_to_date
from desktop_app.storage.reader import LibraryReader

_WHAT_TO_DO = {
    Outcome.KEPT: "Move it away, or give --force to write over it.",
    Outcome.CUT: "Bring the whole file back, or give --force to have what is missing put back into it.",
}


@click.command()
@click.argument("docs", nargs=-1)
@click.option("--to", "target", required=True, metavar="PATH", help="The folder, or with --format the file, to write.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", *(form.value for form in Format)]),
    default="markdown",
    show_default=True,
)
@click.option(
    "--profile", default=PROFILES[0], show_default=True, help=f"Of {', '.join(PROFILES)}, or one of your own."
)
@click.option("--since", is_flag=True, help="Only what is new or changed since the last export like this to PATH.")
@click.option("--force", is_flag=True, help="Write edited files anew, and put back what those cut short have lost.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@as_json_option
@click.pass_obj
def export(
    session: Session,
    docs: Sequence[str],
    target: str,
    form: str,
    profile: str,
    since: bool,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the highlights and notes of DOCS, or of all articles that have any: Markdown, a file for each article.

    What you have written into a file that was exported before stays there. The other formats are one file for all,
    which is written anew while nobody else has changed it.
    """
    if not target.strip():
        raise Failed("The name of the folder is empty; give one with --to.")
    with session.library() as (margent, reader):
        documents = tuple(_chosen(reader, docs))
        request = ExportRequest(documents, Path(target), template=profile, since=since, exact=True)
        try:
            if form != "markdown":
                _export_file(margent, replace(request, form=Format(form)), force, dry_run, as_json)
                return
            planned = _planned(margent, request, force)
            done = planned if dry_run else margent.exporting.carry_out(planned)
        except ExportFailure as failure:
            raise Failed(str(failure)) from None
    if not done:
        refused(request.nothing)
    kept = [one for one in done if one.outcome in LEFT_ALONE]
    for one in kept:
        found = (
            "ends in the middle of a highlight, as if it had been cut short,"
            if one.outcome is Outcome.CUT
            else "was changed since it was exported"
        )
        refused(f"“{one.path}” {found} and has been left alone. {_WHAT_TO_DO[one.outcome]}")
    for one in done:
        for other in one.others:
            refused(f"“{other}” says that it is the same article’s file; “{one.path}” was taken.")
    print_answers([answers.exported(one) for one in done], as_json, answers.exported_line)
    if kept:
        sys.exit(FAILED)


def _planned(margent: Margent, request: ExportRequest, force: bool) -> list[Planned]:
    from desktop_app.exchange.templates.template import TemplateFailure  # it takes long to import

    documents, folder = request.documents, request.target
    template = margent.templates.load(request.template)
    only = margent.exporting.changed_since(documents, folder) if request.since else None
    try:
        return margent.exporting.plan(documents, folder, template=template, only=only, replace=force)
    except TemplateFailure as failure:
        raise Failed(f"“{request.template}” cannot be used. {failure}. Change it, or choose another.") from None


def _export_file(margent: Margent, request: ExportRequest, force: bool, dry_run: bool, as_json: bool) -> None:
    planned = margent.export_requests.dry_run(request, never_stopping) if request.documents else []
    if not planned:
        refused(request.nothing)
    elif dry_run:
        if as_json:
            print_json([{**answers.file(planned[0], len(planned[0].holds)), "content": planned[0].after}])
        else:
            click.echo(planned[0].after, nl=False)
        return
    elif planned[0].of_others and not force:
        raise Failed(f"“{request.target}” is already there and was left alone. Choose another name, or give --force.")
    done = margent.export_requests.carry_out(request, planned, never_stopping)
    if any(one.outcome is Outcome.KEPT for one in done):
        raise Failed(f"“{request.target}” has changed meanwhile and was left alone. Try again.")
    told = [answers.file(one, len(plan.holds)) for plan, one in zip(planned, done, strict=True)]
    print_answers(told, as_json, answers.file_line)


@click.command("import")
@click.argument("files", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@as_json_option
@click.pass_obj
def import_annotations(session: Session, files: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Import highlights and notes from FILES of other programs; the form is found by what is in them.

    Kindle clippings, Readwise, Hypothesis, KOReader, calibre, Readest, Omnivore, Pocket, Instapaper, W3C web
    annotations, and Markdown that Margent has exported.
    """
    told = []
    with session.library(writes=not dry_run) as (margent, _reader):
        for file in files:
            try:
                reception = margent.receiving.plan(Path(file))
            except Refused as refusal:
                refused(str(refusal))
                continue
            written = None if dry_run else margent.receiving.carry_out(reception)[0]
            told.append(answers.reception(reception, written))
        if not dry_run:
            bring_up_to_date(margent.store, INDEXING_TIME)
    print_answers(told, as_json, answers.reception_line)
    if len(told) < len(files):
        sys.exit(FAILED)


@click.command()
@click.argument("state", type=click.Choice(["on", "off"]))
@as_json_option
@click.pass_obj
def links(session: Session, state: str, as_json: bool) -> None:
    """Let the desktop open margent:// links here, or no longer (Linux, for you alone)."""
    with session.library() as (margent, _reader):
        if state == "on":
            margent.links.turn_on()
        else:
            margent.links.turn_off()
    if as_json:
        print_json({"links": state})
    else:
        click.echo("margent:// links open here." if state == "on" else "margent:// links are no longer opened here.")


def _chosen(reader: LibraryReader, wanted: Sequence[str]) -> list[Document]:
    if wanted:
        return [find_document(reader, one) for one in wanted]
    annotated = reader.annotation_counts()
    return [document for document in reader.documents() if document.id in annotated]


COMMANDS = (export, import_annotations, links)
