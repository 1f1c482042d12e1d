"""Hypothesis: the JSON of its export and of its API, and its CSV."""

from dataclasses import replace

from desktop_app.core.annotation import Colour, Motivation, Scope
from desktop_app.core.selectors import TextPositionSelector
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming
from desktop_app.exchange.incoming.values import (
    context,
    decoded,
    line,
    mapping,
    moment,
    note,
    rows,
    sequence,
    tags,
    web_address,
    words,
)

FORM = "Hypothesis"


def parse(value: object) -> Incoming:
    """Read annotations; replies join the note that they answer."""
    gathered = Gathered(FORM)
    found = mapping(value)
    listed = [mapping(one) for one in sequence(found.get("annotations") or found.get("rows"))]
    replies: list[tuple[str, str]] = []
    for one in listed:
        parents = [parent for parent in sequence(one.get("references")) if isinstance(parent, str)]
        if parents:
            replies.append((parents[0], _reply(one)))
            gathered.report(note(one.get("text")), "the reply has joined the note that it answers")
        elif not one:
            gathered.report("", "it is not an annotation")
        else:
            gathered.take(_entry(one))
    for parent, text in replies:
        for place, entry in enumerate(gathered.entries):
            if entry.key == parent:
                gathered.entries[place] = replace(entry, note=f"{entry.note}\n\n{text}".strip())
    return gathered.done()


def parse_table(data: bytes) -> Incoming:
    """Read the CSV."""
    gathered = Gathered(FORM)
    for row in rows(decoded(data)):
        url = web_address(row.get("URL"))
        quote, remark = words(row.get("Quote")), note(row.get("Body"))
        gathered.take(
            Entry(
                Book(url or "Untitled", url=url),
                quote=quote,
                note=remark,
                colour=Colour.YELLOW if quote else None,
                tags=tags(row.get("Tags", "").split(",")),
                motivation=Motivation.HIGHLIGHTING if quote else Motivation.COMMENTING,
                scope=Scope.RANGE if quote else Scope.DOCUMENT,
                created=moment(row.get("Creation Date")),
                origin=f"page {line(row.get('Page'))}" if line(row.get("Page")) else "",
            )
        )
    return gathered.done()


def _entry(one: "dict[str, object] | object") -> Entry:
    annotation = mapping(one)
    target = mapping(next(iter(sequence(annotation.get("target"))), None))
    selectors = [mapping(selector) for selector in sequence(target.get("selector"))]
    quote = next((found for found in selectors if found.get("type") == "TextQuoteSelector"), {})
    place = next((found for found in selectors if found.get("type") == "TextPositionSelector"), {})
    start, end = place.get("start"), place.get("end")
    exact = words(quote.get("exact"))
    url = web_address(annotation.get("uri") or target.get("source"))
    titles = sequence(mapping(annotation.get("document")).get("title"))
    title = next((line(name) for name in titles if line(name)), url) or "Untitled"
    return Entry(
        Book(title, url=url),
        quote=exact,
        prefix=context(quote.get("prefix"))[-32:],
        suffix=context(quote.get("suffix"))[:32],
        # Its offsets count in the page's own text, which is not ours; they help where the text is the same.
        position=TextPositionSelector(start, end)
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end
        else None,
        note=note(annotation.get("text")),
        colour=Colour.YELLOW if exact else None,
        tags=tags(annotation.get("tags")),
        motivation=Motivation.HIGHLIGHTING if exact else Motivation.COMMENTING,
        scope=Scope.RANGE if exact else Scope.DOCUMENT,
        created=moment(annotation.get("created")),
        modified=moment(annotation.get("updated")),
        key=line(annotation.get("id")),
    )


def _reply(one: object) -> str:
    annotation = mapping(one)
    user = line(annotation.get("user")).removeprefix("acct:").partition("@")[0]
    text = note(annotation.get("text"))
    return f"{user}: {text}" if user else text
