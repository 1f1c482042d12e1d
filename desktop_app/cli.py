"""The command line: the same services without a window. Every command can answer in JSON."""

import contextlib
import io
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from desktop_app import __version__, cli_answers
from desktop_app.compose import FOLDER_VARIABLE, Margent, compose, data_folder
from desktop_app.core.annotation import Colour
from desktop_app.core.document import Document
from desktop_app.core.text import visible
from desktop_app.exchange.failure import ExportFailure
from desktop_app.exchange.profiles import PROFILES
from desktop_app.services.errors import Refused
from desktop_app.services.exported import Format
from desktop_app.services.exported import Outcome as ExportOutcome
from desktop_app.services.indexing import bring_up_to_date
from desktop_app.services.library import find_document, quoted_range, shelf
from desktop_app.services.placing import Outcome
from desktop_app.services.reading import open_document
from desktop_app.services.safekeeping import summary
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.reader import LibraryReader

NOTHING_FOUND = 1
FAILED = 2
_INDEXING_TIME = 10.0  # seconds; what is left is found all the same, and indexed by whoever comes next

_EPILOG = "Without a command, opens the window; FILES are added, and “open LINK” follows a margent:// link."

_log = logging.getLogger(__name__)
_as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


class _Failed(click.ClickException):
    exit_code = FAILED


class _Session:
    """The library, opened when a command first asks for it."""

    def __init__(self, folder: str | None) -> None:
        self._chosen = folder

    @contextlib.contextmanager
    def library(self, *, writes: bool = False) -> Iterator[tuple[Margent, LibraryReader]]:
        """Open the library for the time of a command, and turn what goes wrong into a sentence and a status.

        A command that `writes` makes the day's backup at its end.
        """
        try:
            margent = compose(data_folder(self._chosen))
        except StorageFailure as failure:
            raise _Failed(str(failure)) from None
        if margent.safekeeping.rescue is not None:
            _refused(summary(margent.safekeeping.rescue))
        try:
            with contextlib.closing(margent.store.reader()) as reader:
                yield margent, reader
            if writes:
                margent.safekeeping.back_up_if_due().result()
        except (Refused, StorageFailure) as failure:
            raise _Failed(str(failure)) from None
        finally:
            margent.close()


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EPILOG)
@click.option("--data-dir", metavar="FOLDER", help=f"Where the library lies (or {FOLDER_VARIABLE}).")
@click.version_option(__version__, prog_name="margent")
@click.pass_context
def commands(context: click.Context, data_dir: str | None) -> None:
    """Read closely, search everything, keep what you find."""
    context.obj = _Session(data_dir)


@commands.command()
@click.argument("files", nargs=-1, required=True)
@_as_json
@click.pass_obj
def add(session: _Session, files: Sequence[str], as_json: bool) -> None:
    """Add FILES to the library, or new versions of what is there."""
    with session.library(writes=True) as (margent, _reader):
        arrivals = []
        for file in files:
            arrivals.append(margent.importing.add_file(Path(file)))
            if arrivals[-1].outcome is Outcome.FAILED:
                _refused(str(arrivals[-1].message))
        bring_up_to_date(margent.store, _INDEXING_TIME)
    told = arrivals if as_json else [one for one in arrivals if one.outcome is not Outcome.FAILED]
    _print([cli_answers.arrival(one) for one in told], as_json, cli_answers.arrival_line)
    if any(one.outcome is Outcome.FAILED for one in arrivals):
        sys.exit(FAILED)


@commands.command("list")
@_as_json
@click.pass_obj
def list_documents(session: _Session, as_json: bool) -> None:
    """List the articles of the library."""
    with session.library() as (_margent, reader):
        _print([cli_answers.document(one) for one in shelf(reader)], as_json, cli_answers.document_line)


@commands.command()
@click.argument("doc")
@_as_json
@click.pass_obj
def outline(session: _Session, doc: str, as_json: bool) -> None:
    """Show the sections of DOC: an id, the beginning of one, or a title."""
    with session.library() as (_margent, reader):
        opened = open_document(reader, find_document(reader, doc).id)
        _print([cli_answers.section(one) for one in opened.sections], as_json, cli_answers.section_line)


@commands.command()
@click.argument("query")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="Hits at most.")
@_as_json
@click.pass_obj
def search(session: _Session, query: str, limit: int, as_json: bool) -> None:
    """Search articles, highlights and notes for QUERY."""
    with session.library() as (margent, _reader):
        results = margent.searching.search(query, limit=limit).result()
    if as_json:
        _print_json(cli_answers.results(results))
    else:
        _print([cli_answers.hit(one) for one in results.hits], False, cli_answers.hit_line)
        if results.suggestion:
            click.echo(f"Did you mean: {results.suggestion}", err=True)
    if not results.total:
        sys.exit(NOTHING_FOUND)


@commands.command()
@click.argument("doc")
@click.option("--quote", required=True, help="The words to mark, as they stand in the text.")
@click.option("--occurrence", default=1, type=click.IntRange(1), help="Which of several, from 1.")
@click.option("--colour", "--color", default="yellow", type=click.Choice([colour.value for colour in Colour]))
@click.option("--note", default="", help="A note, in Markdown.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
@_as_json
@click.pass_obj
def annotate(
    session: _Session,
    doc: str,
    quote: str,
    occurrence: int,
    colour: str,
    note: str,
    tags: Sequence[str],
    as_json: bool,
) -> None:
    """Highlight a quote in DOC, with or without a note."""
    with session.library(writes=True) as (margent, reader):
        opened = open_document(reader, find_document(reader, doc).id)
        start, end = quoted_range(opened.content.text, quote, occurrence)
        made, saved = margent.annotating.highlight(opened, start, end, colour=Colour(colour), note=note, tags=tags)
        saved.result()
        bring_up_to_date(margent.store, _INDEXING_TIME)
        answers = [cli_answers.annotation(reader, one) for one in reader.annotations(opened.document.id)]
    answer = next(one for one in answers if one["id"] == made.id)
    if as_json:
        _print_json(answer)
    else:
        click.echo(cli_answers.annotation_line(answer))


@commands.command()
@click.argument("doc", required=False)
@_as_json
@click.pass_obj
def annotations(session: _Session, doc: str | None, as_json: bool) -> None:
    """List the highlights and notes of DOC, or of the library."""
    with session.library() as (_margent, reader):
        document = find_document(reader, doc).id if doc is not None else None
        found = [cli_answers.annotation(reader, one) for one in reader.annotations(document)]
        _print(found, as_json, cli_answers.annotation_line)


@commands.command()
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
@_as_json
@click.pass_obj
def export(
    session: _Session,
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
        raise _Failed("The name of the folder is empty; give one with --to.")
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
            raise _Failed(str(failure)) from None
    kept = [one for one in done if one.outcome is ExportOutcome.KEPT]
    for one in kept:
        _refused(
            f"“{one.path}” was changed since it was exported and has been left alone. "
            "Move it away, or give --force to write over it."
        )
    _print([cli_answers.exported(one) for one in done], as_json, cli_answers.exported_line)
    if kept:
        sys.exit(FAILED)


def _export_file(
    margent: Margent, form: Format, documents: list[Document], target: Path, force: bool, dry_run: bool, as_json: bool
) -> None:
    if dry_run:
        click.echo(margent.file_exporting.text(form, documents), nl=False)
        return
    path = margent.file_exporting.write(form, documents, target, replace=force)
    _print([{"path": str(path), "articles": len(documents), "status": "written"}], as_json, cli_answers.file_line)


@commands.command("import")
@click.argument("files", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")
@_as_json
@click.pass_obj
def import_annotations(session: _Session, files: Sequence[str], dry_run: bool, as_json: bool) -> None:
    """Import highlights and notes from FILES of other programs; the form is found by what is in them.

    Kindle clippings, Readwise, Hypothesis, KOReader, calibre, Readest, Omnivore, Pocket, Instapaper, W3C web
    annotations, and Markdown that Margent has exported.
    """
    answers = []
    with session.library() as (margent, _reader):
        for file in files:
            try:
                reception = margent.receiving.plan(Path(file))
            except Refused as refusal:
                _refused(str(refusal))
                continue
            written = None if dry_run else margent.receiving.carry_out(reception)[0]
            answers.append(cli_answers.reception(reception, written))
        if not dry_run:
            bring_up_to_date(margent.store, _INDEXING_TIME)
    _print(answers, as_json, cli_answers.reception_line)
    if len(answers) < len(files):
        sys.exit(FAILED)


@commands.command()
@click.argument("state", type=click.Choice(["on", "off"]))
@click.pass_obj
def links(session: _Session, state: str) -> None:
    """Let the desktop open margent:// links here, or no longer (Linux, for you alone)."""
    with session.library() as (margent, _reader):
        if state == "on":
            margent.links.turn_on()
        else:
            margent.links.turn_off()
    click.echo("margent:// links open here." if state == "on" else "margent:// links are no longer opened here.")


def run_command(arguments: list[str]) -> int:
    """Carry out a command; return its exit status: 0, 1 for a search without a hit, 2 for what cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal of another encoding must not be a failure
    try:
        commands.main(arguments, prog_name="margent", standalone_mode=False)
    except click.ClickException as error:
        return _refused(error.format_message())
    except click.exceptions.Abort:
        return _refused("Interrupted; what was answered before is done, the rest is not.")
    except SystemExit as end:
        return int(end.code or 0)
    except BrokenPipeError:
        # Whoever read our answer has seen enough. Python would complain about it at its end.
        sys.stdout = None
    except OSError as error:
        return _refused(f"The answer could not be written, or a file not used: {error.strerror or error}.")
    except Exception as error:  # noqa: BLE001 - a person is told in a sentence, whatever it is
        _log.debug("unexpected", exc_info=error)
        return _refused(
            f"That did not work because of a mistake in Margent ({type(error).__name__}: {error}). "
            "Nothing that was answered before is lost; please report it."
        )
    return 0


def _refused(message: str) -> int:
    """Say why on standard error. Control characters, which a file name may hold, are spelt out."""
    click.echo(f"margent: {visible(message)}", err=True)
    return FAILED


def _chosen(reader: LibraryReader, wanted: Sequence[str]) -> list[Document]:
    if wanted:
        return [find_document(reader, one) for one in wanted]
    annotated = reader.annotation_counts()
    return [document for document in reader.documents() if document.id in annotated]


def _print(answers: list[dict[str, Any]], as_json: bool, line: Any) -> None:
    if as_json:
        _print_json(answers)
    else:
        for answer in answers:
            click.echo(line(answer))


def _print_json(answer: object) -> None:
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    click.echo(json.dumps(answer, ensure_ascii=encoding != "utf8", indent=2))
