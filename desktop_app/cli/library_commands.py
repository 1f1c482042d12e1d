"""Commands about articles and what is marked in them."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from desktop_app.cli import answers
from desktop_app.cli.session import FAILED, INDEXING_TIME, Session, as_json_option, print_answers, print_json, refused
from desktop_app.core.annotation import Colour
from desktop_app.core.query.advice import advice
from desktop_app.core.query.parser import parse
from desktop_app.core.text.normal_form import visible
from desktop_app.services.articles.library import find_document, quoted_range, quoted_ranges, shelf
from desktop_app.services.articles.reading import open_document
from desktop_app.services.importing.placing import Arrival, Outcome
from desktop_app.services.searching.indexing import bring_up_to_date

_NO_ARTICLE = "“{}” holds highlights and notes, and is no article. Bring them in with “margent import”."
_NO_ARTICLES = "There are no articles yet. “margent add” brings files in."
_NO_MARKS = "There are no highlights or notes yet. “margent annotate” makes them."
_NO_MARKS_IN = "“{}” has no highlights or notes yet. “margent annotate” makes them."
_NO_TAGS = "There are no tags yet. “#word” in a note is one."
NOTHING_FOUND = 1
"""The exit status of a search without a hit."""


@click.command()
@click.argument("files", nargs=-1, required=True)
@as_json_option
@click.pass_obj
def add(session: Session, files: Sequence[str], as_json: bool) -> None:
    """Add FILES to the library, or new versions of what is there."""
    with session.library(writes=True) as (margent, _reader):
        arrivals = []
        for file in files:
            if margent.receiving.knows(Path(file)):
                arrivals.append(Arrival(Outcome.FAILED, file, None, _NO_ARTICLE.format(file)))
            else:
                arrivals.append(margent.importing.add_file(Path(file)))
            if arrivals[-1].outcome is Outcome.FAILED:
                refused(str(arrivals[-1].message))
        bring_up_to_date(margent.store, INDEXING_TIME)
    told = arrivals if as_json else [one for one in arrivals if one.outcome is not Outcome.FAILED]
    print_answers([answers.arrival(one) for one in told], as_json, answers.arrival_line)
    if any(one.outcome is Outcome.FAILED for one in arrivals):
        sys.exit(FAILED)


@click.command("list")
@as_json_option
@click.pass_obj
def list_documents(session: Session, as_json: bool) -> None:
    """List the articles of the library."""
    with session.library() as (_margent, reader):
        print_answers([answers.document(one) for one in shelf(reader)], as_json, answers.document_line, _NO_ARTICLES)


@click.command()
@click.argument("doc")
@as_json_option
@click.pass_obj
def outline(session: Session, doc: str, as_json: bool) -> None:
    """Show the sections of DOC: an id, the beginning of one, or a title."""
    with session.library() as (_margent, reader):
        opened = open_document(reader, find_document(reader, doc).id)
        print_answers([answers.section(one) for one in opened.sections], as_json, answers.section_line)


@click.command()
@click.argument("query")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="Hits at most.")
@as_json_option
@click.pass_obj
def search(session: Session, query: str, limit: int, as_json: bool) -> None:
    """Search articles, highlights and notes for QUERY."""
    with session.library() as (margent, reader):
        results = margent.searching.search(query, limit=limit).result()
        tags = [use.tag for use in reader.tag_uses()]
    if as_json:
        print_json(answers.results(results))
    else:
        print_answers([answers.hit(one) for one in results.hits], False, answers.hit_line)
        if results.suggestion:
            click.echo(f"Did you mean: {results.suggestion}", err=True)
    if not results.total:
        if not as_json and not results.suggestion:
            click.echo(advice(query, parse(query), tags, results), err=True)
        sys.exit(NOTHING_FOUND)


@click.command()
@click.argument("doc")
@click.option("--quote", required=True, help="The words to mark, as they stand in the text.")
@click.option("--occurrence", type=click.IntRange(1), help="Which of several, from 1; the first if not given.")
@click.option("--colour", "--color", default="yellow", type=click.Choice([colour.value for colour in Colour]))
@click.option("--note", default="", help="A note, in Markdown.")
@click.option("--tag", "tags", multiple=True, help="A tag; may be given several times.")
@as_json_option
@click.pass_obj
def annotate(
    session: Session,
    doc: str,
    quote: str,
    occurrence: int | None,
    colour: str,
    note: str,
    tags: Sequence[str],
    as_json: bool,
) -> None:
    """Highlight a quote in DOC, with or without a note."""
    with session.library(writes=True) as (margent, reader):
        opened = open_document(reader, find_document(reader, doc).id)
        there = len(quoted_ranges(opened.content.text, quote))
        start, end = quoted_range(opened.content.text, quote, occurrence or 1)
        made, saved = margent.annotating.highlight(opened, start, end, colour=Colour(colour), note=note, tags=tags)
        saved.result()
        bring_up_to_date(margent.store, INDEXING_TIME)
        told = [answers.annotation(reader, one) for one in reader.annotations(opened.document.id)]
    answer = next(one for one in told if one["id"] == made.id)
    if as_json:
        print_json(answer)
    else:
        click.echo(answers.annotation_line(answer))
    if occurrence is None and there > 1:
        click.echo(
            f"The quote stands there {there:,} times; the first was marked. --occurrence names another.", err=True
        )


@click.command()
@click.argument("doc", required=False)
@as_json_option
@click.pass_obj
def annotations(session: Session, doc: str | None, as_json: bool) -> None:
    """List the highlights and notes of DOC, or of the library."""
    with session.library() as (_margent, reader):
        document = find_document(reader, doc) if doc is not None else None
        found = [answers.annotation(reader, one) for one in reader.annotations(document.id if document else None)]
        none = _NO_MARKS_IN.format(visible(document.title)) if document else _NO_MARKS
        print_answers(found, as_json, answers.annotation_line, none)


@click.command()
@click.option("--rename", nargs=2, metavar="TAG NAME", help="Call a tag NAME everywhere; two of one name become one.")
@as_json_option
@click.pass_obj
def tags(session: Session, rename: tuple[str, str] | None, as_json: bool) -> None:
    """List the tags, those used most first, or rename one on everything that has it."""
    if rename is None:
        with session.library() as (_margent, reader):
            print_answers([answers.tag(one) for one in reader.tag_uses()], as_json, answers.tag_line, _NO_TAGS)
        return
    with session.library(writes=True) as (margent, _reader):
        renamed, saved = margent.tagging.rename(*rename)
        saved.result()
        bring_up_to_date(margent.store, INDEXING_TIME)
    print_answers([answers.renamed_tag(renamed)], as_json, answers.renamed_tag_line)


COMMANDS = (add, list_documents, outline, search, annotate, annotations, tags)
