"""Many articles and annotations put into a library at once, through the same door as any change."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from typing import TypeVar

from desktop_app.compose import Margent
from desktop_app.core.annotation import Placed
from desktop_app.core.assets import asset_folder
from desktop_app.core.change import Change, ChangeSet, change_set, made
from desktop_app.core.document import Document, Version
from desktop_app.core.ids import new_id
from desktop_app.core.outline import sections_of
from desktop_app.core.text.normal_form import count_words
from desktop_app.services.articles.reading import Opened, open_document
from desktop_app.services.importing.seeding import plant
from desktop_app.services.searching.indexing import bring_up_to_date
from desktop_app.storage.transaction import Transaction
from tests.benchmarks.corpus import Article
from tests.benchmarks.measuring import MeasuringFailed

Value = TypeVar("Value")
_ARTICLES_AT_ONCE = 200
_MARKS_AT_ONCE = 2_000
_INDEXING_PATIENCE = 1_800.0  # seconds


def plant_seeds(margent: Margent) -> list[Document]:
    """Put the bundled articles on the shelf, as a first start does."""
    with closing(margent.store.reader()) as reader:
        arrivals = list(plant(asset_folder("seeds"), reader, margent.importing))
    return [arrival.document for arrival in arrivals if arrival.document is not None]


def shelve(margent: Margent, articles: Iterable[Article]) -> list[str]:
    """Add articles that are parsed already; return the ids of their documents."""
    ids: list[str] = []
    for some in _batches(articles, _ARTICLES_AT_ONCE):

        def plan(transaction: Transaction, some: Sequence[Article] = some) -> ChangeSet:
            changes = [change for article in some for change in _arrived(transaction, article)]
            return change_set("Add articles", changes, undoable=False)

        written = margent.history.record(plan).result()
        assert written is not None
        ids += written.ids("document")
    return ids


def annotate(margent: Margent, placed: Iterable[Placed]) -> None:
    """Save annotations that have been made already."""
    for some in _batches(placed, _MARKS_AT_ONCE):
        changes = [change for one in some for change in (made(one.annotation), made(one.placement))]
        margent.store.submit(partial(Transaction.apply, change_set=change_set("Highlight", changes))).result()


def index(margent: Margent) -> None:
    """Bring the index up to date. Raises MeasuringFailed."""
    if not bring_up_to_date(margent.store, _INDEXING_PATIENCE):
        raise MeasuringFailed("The index could not be brought up to date.")


def opened(margent: Margent, document: str) -> Opened:
    """Return a document with its text."""
    with closing(margent.store.reader()) as reader:
        return open_document(reader, document)


def _arrived(transaction: Transaction, article: Article) -> tuple[Change, Change]:
    text, blocks = transaction.keep_content(article.content)
    document, version = new_id(), new_id()
    identity = hashlib.sha256(f"{text}\n{blocks}".encode()).hexdigest()
    now = 1_700_000_000_000
    return made(
        Document(
            document,
            article.title,
            False,
            "Plain text",
            f"benchmark:{document}",
            version,
            count_words(article.content.text),
            len(sections_of(article.content)),
            now,
            now,
        )
    ), made(Version(version, document, 1, identity, text, blocks, None, (), "benchmark 1", now))


def _batches(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
