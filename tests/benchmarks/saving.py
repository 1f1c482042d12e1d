"""Highlights and notes saved one after another into a library that has many of them already."""

from desktop_app.compose import Margent
from desktop_app.services.articles.reading import Opened
from tests.benchmarks.corpus import highlights
from tests.benchmarks.measuring import Stopwatch
from tests.benchmarks.shelving import annotate

_PATIENCE = 60  # seconds


def fill(margent: Margent, opened: Opened, count: int) -> None:
    """Give an article `count` highlights."""
    annotate(margent, highlights(opened.content, count, opened.document.id, opened.version.id, seed=3))


def save(margent: Margent, opened: Opened, count: int) -> Stopwatch:
    """Return how long each save took until it was on the disk: a highlight and its note by turns, `count` of each."""
    watch = Stopwatch()
    places = highlights(opened.content, count, opened.document.id, opened.version.id, seed=5)
    for number, place in enumerate(places):
        with watch.running():
            annotation, saved = margent.annotating.highlight(opened, place.start, place.end)
            saved.result(_PATIENCE)
        with watch.running():
            margent.annotating.set_note(annotation.id, f"Remark {number} on this.").result(_PATIENCE)
    return watch
