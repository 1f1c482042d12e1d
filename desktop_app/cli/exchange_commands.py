"""Commands by which highlights and notes travel: out, in, and by links."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from desktop_app.cli import answers
from desktop_app.cli.session import FAILED, INDEXING_TIME, Failed, Session, as_json_option, print_answers, refused
from desktop_app.compose import Margent
from desktop_app.core.document import Document
from desktop_app.exchange.failure import ExportFailure
from desktop_app.exchange.profiles import PROFILES
from desktop_app.services.errors import Refused
from desktop_app.services.exported import Format, Outcome
from desktop_app.services.indexing import bring_up_to_date
from desktop_app.services.library import find_document
from desktop_app.storage.reader import LibraryReader


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
@click.option("--force", is_flag=True, help="Write files anew that have been edited since they were exported.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@as_json_option
@click.pass_obj
def export(
    session: Session,
    docs: Sequence[str],
    target: str,
    form: str,
    profile: str,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the highlights and notes of DOCS, or of all articles that have any: Markdown, a file for each article.

    What you have written into a file that was exported before stays there. The other formats are one file for all.
    """
    if not target.strip():
        raise Failed("The name of the folder is empty; give one with --to.")
    with session.library() as (margent, reader):
        documents = _chosen(reader, docs)
        try:
            if form != "markdown":
                _export_file(margent, Format(form), documents, Path(target), force, dry_run, as_json)
                return
            template = margent.templates.load(profile)
            planned = margent.exporting.plan(documents, Path(target), template=template, replace=force)
            done = planned if dry_run else margent.exporting.carry_out(planned)
        except ExportFailure as failure:
            raise Failed(str(failure)) from None
    kept = [one for one in done if one.outcome is Outcome.KEPT]
    for one in kept:
        refused(
            f"“{one.path}” was changed since it was exported and has been left alone. "
            "Move it away, or give --force to write over it."
        )
    print_answers([answers.exported(one) for one in done], as_json, answers.exported_line)
    if kept:
        sys.exit(FAILED)


def _export_file(
    margent: Margent, form: Format, documents: list[Document], target: Path, force: bool, dry_run: bool, as_json: bool
) -> None:
    if dry_run:
        click.echo(margent.file_exporting.text(form, documents), nl=False)
        return
    path = margent.file_exporting.write(form, documents, target, replace=force)
    print_answers([{"path": str(path), "articles": len(documents), "status": "written"}], as_json, answers.file_line)


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
    with session.library() as (margent, _reader):
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
@click.pass_obj
def links(session: Session, state: str) -> None:
    """Let the desktop open margent:// links here, or no longer (Linux, for you alone)."""
    with session.library() as (margent, _reader):
        if state == "on":
            margent.links.turn_on()
        else:
            margent.links.turn_off()
    click.echo("margent:// links open here." if state == "on" else "margent:// links are no longer opened here.")


def _chosen(reader: LibraryReader, wanted: Sequence[str]) -> list[Document]:
    if wanted:
        return [find_document(reader, one) for one in wanted]
    annotated = reader.annotation_counts()
    return [document for document in reader.documents() if document.id in annotated]


COMMANDS = (export, import_annotations, links)
