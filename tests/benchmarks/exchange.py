"""The group `exchange`: ten thousand annotations out as Markdown, again over edited files, and in from elsewhere."""

import csv
import io
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.compose import Margent, compose
from desktop_app.core.document import Document
from desktop_app.services.exporting.exported import Format, Outcome
from desktop_app.services.receiving.received import Fate
from tests.benchmarks import corpus, saving, shelving
from tests.benchmarks.measuring import MeasuringFailed, Row, Setting

NAME = "exchange"
_MANY, _ARTICLES, _WORDS = 10_000, 100, 4_000
_ROUND = 5_000
_TARGET = 3.0
_MET = 0.99
"""The least part of the entries that must be found: a few quotes stand in their articles more than once."""


@dataclass(slots=True)
class _Spent:
    """Seconds of the clock, and of the processor in all threads."""

    wall: float = 0.0
    work: float = 0.0


def rows(setting: Setting) -> Iterator[Row]:
    """Measure everything of the group. Raises MeasuringFailed."""
    many, articles = setting.count(_MANY, 60), setting.count(_ARTICLES, 3)
    with closing(compose(setting.folder / "library")) as margent:
        texts = [_titled(corpus.written(setting.count(_WORDS, 600), seed), seed) for seed in range(1, articles + 1)]
        for document in shelving.shelve(margent, texts):
            saving.fill(margent, shelving.opened(margent, document), many // articles)
        yield from _exported(setting, margent, many, f"{many:,} annotations of {articles} articles")
        yield from _imported(setting, margent, many)
    with closing(compose(setting.folder / "one")) as margent:
        [document] = shelving.shelve(margent, [corpus.written(setting.count(200_000, 3_000))])
        saving.fill(margent, shelving.opened(margent, document), many)
        yield from _exported(setting, margent, many, f"{many:,} annotations of one article", "one_")
    yield _round_trip(setting)


def _titled(article: corpus.Article, number: int) -> corpus.Article:
    """Return an article with a title of its own: by titles an import finds articles."""
    return replace(article, title=f"{article.title}, part {number}")


def _exported(setting: Setting, margent: Margent, many: int, note: str, which: str = "") -> Iterator[Row]:
    folder = setting.folder / f"{which}notes"
    documents = _documents(margent)
    at_scale = many >= _MANY
    for name, prepare, outcome in (
        ("export", _nothing, Outcome.WRITTEN),
        ("export_again", _nothing, Outcome.UNCHANGED),
        ("export_edited", _edit, Outcome.MERGED),
        ("export_edited_again", _change_library, Outcome.MERGED),
    ):
        prepare(margent, folder)
        with _timed() as spent:
            done = margent.exporting.export(documents, folder)
        if {one.outcome for one in done} != {outcome}:
            raise MeasuringFailed(f"{name}: the files came out as { ({one.outcome.value for one in done}) }")
        told = f"{note}; {spent.work:.2f} s of work"
        yield Row(NAME, f"{name}_{which}10k_s", spent.wall, "s", _TARGET, note=told, at_scale=at_scale)


def _nothing(_margent: Margent, _folder: Path) -> None:
    """Leave everything as it is."""


def _edit(margent: Margent, folder: Path) -> None:
    """Work on every file as a person does, and on the library too."""
    for path in folder.glob("*.md"):
        lines = path.read_text(encoding="utf-8").split("\n")
        for place in range(len(lines) - 1, 0, -60):
            lines.insert(place, "\nA thought of my own on this.\n" if not lines[place] else lines[place])
        path.write_text("\n".join(lines), encoding="utf-8")
    _change_library(margent, folder)


def _change_library(margent: Margent, _folder: Path) -> None:
    with closing(margent.store.reader()) as reader:
        chosen = [one.id for one in reader.annotations()][::20]
        chosen += [ids[0] for document in reader.documents() if (ids := reader.annotation_ids(document.id))]
    for chosen_one in dict.fromkeys(chosen):
        margent.annotating.set_note(chosen_one, f"Changed at {time.perf_counter_ns()}.").result()


def _imported(setting: Setting, margent: Margent, many: int) -> Iterator[Row]:
    """Read a table of highlights: into an empty library, and into one with their articles, where most are found."""
    data = _table(margent, many)
    with closing(compose(setting.folder / "bare")) as bare:
        yield from _received("import_unmatched", bare, data, many, Fate.UNMATCHED)
    with closing(margent.store.reader()) as reader:
        margent.annotating.delete([one.id for one in reader.annotations()]).result()
    yield from _received("import", margent, data, many, Fate.MATCHED)


def _received(name: str, margent: Margent, data: bytes, many: int, fate: Fate) -> Iterator[Row]:
    for step in ("", "_again"):
        with _timed() as spent:
            reception = margent.receiving.plan_for("readwise.csv", data)
            written, _ = margent.receiving.carry_out(reception)
        met = reception.counts()[(Fate.DUPLICATE if step else fate).value]
        if written != (0 if step else many) or met < _MET * many:
            raise MeasuringFailed(f"of {many:,} entries {written:,} came in{step.replace('_', ' ')}, {met:,} as {fate}")
        books = len({one.document.id for one in reception.received})
        done = "known" if step else "written" if fate is Fate.UNMATCHED else f"{met:,} found in their texts"
        note = f"{many:,} entries of a table on {books} articles, {done}; {spent.work:.2f} s of work"
        yield Row(NAME, f"{name}{step}_10k_s", spent.wall, "s", note=note)


def _table(margent: Margent, many: int) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(["Highlight", "Book Title", "Book Author", "Note", "Tags", "Location", "Highlighted at"])
    with closing(margent.store.reader()) as reader:
        titles = {document.id: document.title for document in reader.documents()}
        for number, one in enumerate(reader.annotations()[:many]):
            quote = one.target.quote.exact if one.target.quote is not None else ""
            day = f"2024-{1 + number % 12:02}-{1 + number % 28:02} 10:00:00+00:00"
            writer.writerow([quote, titles[one.document], "", f"Note {number}", "a,b", str(number), day])
    return made.getvalue().encode()


def _round_trip(setting: Setting) -> Row:
    many = setting.count(_ROUND, 40)
    with closing(compose(setting.folder / "from")) as margent:
        for document in shelving.shelve(margent, [corpus.written(20_000, seed) for seed in (1, 2)]):
            saving.fill(margent, shelving.opened(margent, document), many // 2)
        with _timed() as spent:
            data = margent.file_exporting.text(Format.JSON_LD, _documents(margent)).encode()
        with closing(margent.store.reader()) as reader:
            before = {one.id: one for one in reader.annotations()}
    with closing(compose(setting.folder / "into")) as margent:
        with _timed() as also:
            margent.receiving.carry_out(margent.receiving.plan_for("notes.jsonld", data))
        with closing(margent.store.reader()) as reader:
            if {one.id: one for one in reader.annotations()} != before:
                raise MeasuringFailed("what came back is not what went out")
    note = f"{many:,} annotations into an empty library, all equal; {spent.work + also.work:.2f} s of work"
    return Row(NAME, "json_ld_round_5k_s", spent.wall + also.wall, "s", note=note)


def _documents(margent: Margent) -> list[Document]:
    with closing(margent.store.reader()) as reader:
        return reader.documents()


@contextmanager
def _timed() -> Iterator[_Spent]:
    spent = _Spent()
    work, clock = time.process_time(), time.perf_counter()
    yield spent
    spent.wall, spent.work = time.perf_counter() - clock, time.process_time() - work
