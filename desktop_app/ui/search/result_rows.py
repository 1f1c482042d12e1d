"""Search results as rows: articles, what was found in each, and searches that could be made instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.core.outline import LEAD, below_title
from desktop_app.core.query.completing import Completion
from desktop_app.core.query.hit import Hit, HitKind
from desktop_app.services.searching.searching import Answer
from desktop_app.ui.drawing.wording import day_name

_KINDS = {HitKind.TEXT: "", HitKind.HIGHLIGHT: "Your highlight", HitKind.NOTE: "Your note", HitKind.TITLE: "Article"}


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A search to make instead: choosing it puts `text` into the field. `icon` tells where it comes from."""

    text: str
    label: str
    detail: str = ""
    icon: str = "search"
    removable: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """The article that the rows below it are from; one can open it where its title was found, in `hit`."""

    title: str
    detail: str
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class HitRow:
    """A place in an article, a highlight or a note."""

    hit: Hit
    headline: str
    detail: str


Row = SearchRow | ArticleRow | HitRow


def hit_of(row: Row | None) -> Hit | None:
    """Return what a row opens, if anything."""
    return row.hit if isinstance(row, ArticleRow | HitRow) else None


def can_be_chosen(row: Row) -> bool:
    """Tell whether Enter does something on a row."""
    return isinstance(row, SearchRow) or row.hit is not None


def rows_of(hits: Iterable[Hit], now: int) -> list[Row]:
    """Return hits as rows below their articles. The best article comes first, and in each its best hit."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.document, []).append(hit)
    return [row for found in groups.values() for row in _article(found, now)]


def completion_rows(completions: Iterable[Completion]) -> list[Row]:
    """Return what the clause that is being typed may become."""
    return [SearchRow(each.text, each.clause, each.meaning, "chevron-right") for each in completions]


def answer_rows(answer: Answer, hits: Iterable[Hit], now: int) -> list[Row]:
    """Return an answer as rows: what the question may become, what may have been meant, and the hits."""
    rows = completion_rows(answer.completions)
    meant = answer.results.suggestion
    if meant:
        rows.append(SearchRow(meant, meant, "did you mean this?"))
    return [*rows, *rows_of(hits, now)]


def place_of(row: Row, rows: Sequence[Row], otherwise: int) -> int:
    """Return where a row stands among others that were made later, from hits that may be ranked otherwise by now."""
    sought = _told_by(row)
    return next((place for place, each in enumerate(rows) if _told_by(each) == sought), otherwise)


def _told_by(row: Row) -> tuple[object, ...]:
    hit = hit_of(row)
    if hit is None:
        return (row,)
    return hit.kind, hit.document, hit.annotation, hit.path, hit.start


def past_rows(saved: Sequence[str], recent: Sequence[str]) -> list[Row]:
    """Return the searches that were made before."""
    kept = [SearchRow(text, text, "saved", "bookmark", removable=True) for text in saved]
    return [*kept, *(SearchRow(text, text, "recent", "undo", removable=True) for text in recent)]


def told(row: Row) -> str:
    """Return a row as a screen reader says it."""
    match row:
        case SearchRow(label=label, detail=detail):
            return f"Search for {label}, {detail}" if detail else f"Search for {label}"
        case ArticleRow(title=title, detail=detail):
            return f"Article {title}, {detail}"
        case HitRow(hit, headline, detail):
            return ", ".join(part for part in (headline, detail, hit.title) if part) + f": {hit.snippet.text}"


def _article(found: list[Hit], now: int) -> list[Row]:
    titled = next((hit for hit in found if hit.kind is HitKind.TITLE), None)
    rest = [hit for hit in found if hit is not titled]
    added = next((hit.added for hit in found if hit.annotation is None), 0)
    detail = f"added {day_name(added, now)}" if added else ""
    return [ArticleRow(found[0].title, detail, titled), *(_hit(hit, now) for hit in rest)]


def _hit(hit: Hit, now: int) -> HitRow:
    shown = "Beginning" if hit.path == (LEAD,) else " › ".join(below_title(hit.path, hit.title)) or "Beginning"
    made = day_name(hit.added, now) if hit.annotation is not None and hit.added else ""
    return HitRow(hit, shown, " · ".join(part for part in (_KINDS[hit.kind], made) if part))
