"""What the command line answers. The JSON is kept stable: integers are counts or code points, absent is null."""

from typing import TYPE_CHECKING, Any

from desktop_app.core.annotation import Annotation, Placement, PlacementState
from desktop_app.core.outline import Section
from desktop_app.core.query.hit import Hit, Results
from desktop_app.services.articles.library import Shelved
from desktop_app.services.exporting.exported import Exported, Planned
from desktop_app.services.importing.placing import Arrival
from desktop_app.services.receiving.received import Received, Reception
from desktop_app.storage.reader import LibraryReader
from desktop_app.storage.tag_rows import TagUse

_MOST_LINES = 20
"""How many entries that were left out are named on the terminal."""

if TYPE_CHECKING:
    from desktop_app.services.annotations.tagging import Renamed
    from desktop_app.services.safekeeping import Copy

Answer = dict[str, Any]


def counted(number: int, word: str) -> str:
    """Return "1 note", "2,410 notes"."""
    return f"{number:,} {word}{'s' * (number != 1)}"


def arrival(one: Arrival) -> Answer:
    """Say what became of a file."""
    document = one.document
    return {
        "id": document.id if document else None,
        "title": document.title if document else None,
        "words": document.words if document else None,
        "sections": document.sections if document else None,
        "status": one.outcome.value,
        "message": one.message,
    }


def arrival_line(answer: Answer) -> str:
    """Say the same in a line."""
    if answer["id"] is None:
        return f"{answer['status']}"
    told = f"{answer['status']}  {answer['id']}  {answer['title']}  ({counted(answer['words'], 'word')})"
    return f"{told}  {answer['message']}" if answer["message"] else told


def copy(one: "Copy") -> Answer:
    """Say what a copy of the library holds; the counts are null where it cannot be read."""
    counts = one.counts or (None, None, None)
    return {
        "number": one.number,
        "name": one.backup.path.name,
        "taken": one.backup.taken,
        "size": one.backup.size,
        **dict(zip(("articles", "highlights", "notes"), counts, strict=True)),
    }


def document(one: Shelved) -> Answer:
    """Say what a document is."""
    return {
        "id": one.document.id,
        "title": one.document.title,
        "words": one.document.words,
        "sections": one.document.sections,
        "status": one.state.status.value,
    }


def document_line(answer: Answer) -> str:
    """Say the same in a line."""
    return f"{answer['id']}  {answer['status']:8}  {answer['words']:>8,} words  {answer['title']}"


def section(one: Section) -> Answer:
    """Say what a section is."""
    return {"level": one.level, "heading": one.heading, "start": one.start, "end": one.end}


def section_line(answer: Answer) -> str:
    """Say the same in a line."""
    return f"{'  ' * (answer['level'] - 1)}{answer['heading']}"


def results(found: Results) -> Answer:
    """Say what a search has found."""
    return {"total": found.total, "hits": [hit(one) for one in found.hits]}


def hit(one: Hit) -> Answer:
    """Say what one hit is; a detached annotation stands nowhere."""
    stands = one.annotation is None or one.end > one.start or bool(one.path)
    return {
        "document": one.document,
        "title": one.title,
        "section": one.section,
        "kind": one.kind.value,
        "snippet": one.snippet.marked(),
        "start": one.start if stands else None,
        "end": one.end if stands else None,
        "annotation": one.annotation,
    }


def hit_line(answer: Answer) -> str:
    """Say the same in two lines."""
    where = " › ".join(part for part in (answer["title"], answer["section"]) if part)
    return f"{where}  [{answer['kind']}]\n    {' '.join(answer['snippet'].split())}"


def annotation(reader: LibraryReader, one: Annotation) -> Answer:
    """Say what an annotation is and where it stands now; its words are those that were marked."""
    owner = reader.document(one.document)
    version = owner.version if owner else None
    placement = reader.entity("placement", f"{one.id}@{version}")
    placed = placement if isinstance(placement, Placement) else None
    stands = placed is not None and placed.state is not PlacementState.DETACHED
    quote = one.target.quote
    return {
        "id": one.id,
        "document": one.document,
        "exact": quote.exact if quote else None,
        "prefix": quote.prefix if quote else None,
        "suffix": quote.suffix if quote else None,
        "start": placed.start if placed is not None and stands else None,
        "end": placed.end if placed is not None and stands else None,
        "colour": one.colour.value if one.colour else None,
        "note": one.note or None,
        "tags": list(one.tags),
        "state": placed.state.value if placed else None,
    }


def annotation_line(answer: Answer) -> str:
    """Say the same in a line or two."""
    words = " ".join((answer["exact"] or "(note)").split())
    shown = words if len(words) <= 100 else f"{words[:99]}…"
    tags = "".join(f"  #{tag}" for tag in answer["tags"])
    told = f"{answer['id']}  {answer['colour'] or 'note':6}  {shown}{tags}"
    return f"{told}\n    {answer['note']}" if answer["note"] else told


def tag(one: TagUse) -> Answer:
    """Say how often a tag is used."""
    return {"tag": one.tag, "annotations": one.annotations, "articles": one.articles}


def tag_line(answer: Answer) -> str:
    """Say the same in a line."""
    return f"#{answer['tag']}  ({_used(answer)})"


def renamed_tag(one: "Renamed") -> Answer:
    """Say what has become of a tag."""
    return {
        "tag": one.old,
        "name": one.new,
        "status": "merged" if one.merged else "renamed",
        "annotations": one.annotations,
        "articles": one.articles,
    }


def renamed_tag_line(answer: Answer) -> str:
    """Say the same in a line."""
    return f"{answer['status']}  #{answer['tag']} → #{answer['name']}  ({_used(answer)})"


def _used(answer: Answer) -> str:
    counts = ((answer[name], name) for name in ("annotations", "articles"))
    return ", ".join(f"{count:,} {name[:-1] if count == 1 else name}" for count, name in counts if count)


def exported(one: Exported | Planned) -> Answer:
    """Say where a document's notes were written, or would be, and what that means for a file that is there."""
    answer = {
        "id": one.document.id,
        "title": one.document.title,
        "path": str(one.path),
        "annotations": one.annotations,
        "status": one.outcome.value,
        "counts": dict(one.counts),
        "others": [str(path) for path in one.others],
    }
    return {**answer, "diff": one.diff()} if isinstance(one, Planned) else answer


def exported_line(answer: Answer) -> str:
    """Say the same in a line; a dry run shows the difference below it."""
    counts = "".join(f", {count} {what}" for what, count in answer["counts"].items())
    annotations = f"{answer['annotations']} annotation{'' if answer['annotations'] == 1 else 's'}"
    told = f"{answer['status']}  {answer['path']}  ({annotations}{counts})"
    return f"{told}\n{answer['diff']}" if answer.get("diff") else told


def file(one: Exported | Planned, articles: int) -> Answer:
    """Say where one file was written, and what is in it."""
    return {
        "path": str(one.path),
        "articles": articles,
        "annotations": one.annotations,
        "status": one.outcome.value,
    }


def file_line(answer: Answer) -> str:
    """Say the same in a line."""
    counts = (f"{answer[name]:,} {name[:-1] if answer[name] == 1 else name}" for name in ("articles", "annotations"))
    return f"{answer['status']}  {answer['path']}  ({', '.join(counts)})"


def reception(one: Reception, written: int | None) -> Answer:
    """Say what became of a file of annotations, entry by entry; `written` is None for a dry run."""
    return {
        "file": one.name,
        "format": one.form,
        "total": one.total,
        "written": written,
        **one.counts(),
        "entries": [_received(entry) for entry in one.received],
        "joined": len(one.joined),
        "left_out": [{"what": entry.what, "reason": entry.reason, "joined": entry.joined} for entry in one.reported],
    }


def _received(one: Received) -> Answer:
    return {
        "status": one.fate.value,
        "annotation": one.annotation.id if one.annotation is not None else None,
        "document": one.document.id,
        "title": one.document.title,
        "quote": one.entry.quote or None,
        "note": one.entry.note or None,
        "differs": one.differs,
    }


def reception_line(answer: Answer) -> str:
    """Say the same in a line, and why what was left out was."""
    new = answer["matched"] + answer["detached"] + answer["unmatched"]
    told = f"{answer['file']}  {answer['format']}: {answer['total']} entries, "
    told += f"{new} new ({answer['matched']} in articles of the library), {answer['duplicate']} there already"
    differing = sum(entry["differs"] for entry in answer["entries"])
    told += f" ({differing} with another note, which stays)" if differing else ""
    told += f", {answer['joined']} joined another" if answer["joined"] else ""
    left_out = [entry for entry in answer["left_out"] if not entry["joined"]]
    lines = [f"{told}, {len(left_out):,} left out"]
    lines += [f"    {entry['what']}: {entry['reason']}" for entry in left_out[:_MOST_LINES]]
    if len(left_out) > _MOST_LINES:
        lines.append(f"    … and {len(left_out) - _MOST_LINES:,} more, which --json names")
    if answer["written"] is None:
        lines.append("    Nothing was written: this was a dry run.")
    return "\n".join(lines)
