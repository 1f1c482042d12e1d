"""W3C Web Annotations in JSON-LD: anybody's as far as they go, and our own without loss."""

from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser

from desktop_app.core.annotation import Colour, Motivation, Scope, Style
from desktop_app.core.selectors import SectionSelector, TextPositionSelector
from desktop_app.core.text.normal_form import storable
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming, NotUnderstood, nearest_colour
from desktop_app.exchange.incoming.values import (
    context,
    line,
    mapping,
    moment,
    note,
    sequence,
    tags,
    web_address,
    words,
)
from desktop_app.exchange.incoming.web_annotation_rules import CONTEXT, faults, has_context, is_iri, selectors_of

FORM = "Web annotations"
ANNOTATION = "urn:margent:annotation:"
"""What our own ids stand behind."""


def parse(value: object) -> Incoming:
    """Read one annotation, an array of them, a page or a collection. Raises NotUnderstood without their context."""
    gathered = Gathered(FORM)
    tops = [mapping(one) for one in sequence(value)]
    if not any(map(has_context, tops)):
        raise NotUnderstood(f"The file does not say that it holds web annotations: its @context is not {CONTEXT}.")
    for top in tops:
        books = {book.id: book for book in map(_own_book, sequence(top.get("margent:documents"))) if book.id}
        for one in _annotations(top, gathered):
            annotation = mapping(one)
            wrong = faults(annotation)
            if wrong:
                gathered.report(line(annotation.get("label")) or line(annotation.get("id")), "; ".join(wrong))
            else:
                gathered.take(_entry(annotation, books))
    return gathered.done()


def _annotations(top: Mapping[str, object], gathered: Gathered) -> list[object]:
    kinds = sequence(top.get("type"))
    if "AnnotationCollection" in kinds:
        pages = [mapping(page) for page in sequence(top.get("first"))]
        if not any(pages):
            gathered.report(line(top.get("label")), "the collection names its annotations and does not hold them")
        return [one for page in pages for one in sequence(page.get("items"))]
    if "AnnotationPage" in kinds:
        return list(sequence(top.get("items")))
    return [top]


def _entry(annotation: Mapping[str, object], books: Mapping[str, Book]) -> Entry:
    targets = sequence(annotation.get("target"))
    target = targets[0]
    selectors = selectors_of(target)
    quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
    place = _position(next((one for one in selectors if one.get("type") == "TextPositionSelector"), {}))
    named = line(annotation.get("margent:document"))
    if named in books:
        return _own(annotation, books[named], quote, place)
    exact = words(quote.get("exact"))
    marks, remark = _bodies(annotation, targets[1:])
    styled = line(mapping(target).get("styleClass"))
    motivation = Motivation.HIGHLIGHTING if exact else Motivation.COMMENTING if remark else Motivation.BOOKMARKING
    return Entry(
        _book(target),
        quote=exact,
        prefix=context(quote.get("prefix")),
        suffix=context(quote.get("suffix")),
        position=place,
        note=remark,
        colour=nearest_colour(styled) if exact else None,
        tags=marks,
        motivation=motivation,
        scope=Scope.RANGE if exact else Scope.DOCUMENT,
        created=moment(annotation.get("created")),
        modified=moment(annotation.get("modified")),
        key=line(annotation.get("id"), 4000),
    )


def _own(
    annotation: Mapping[str, object], book: Book, quote: Mapping[str, object], place: TextPositionSelector | None
) -> Entry:
    """Return what we wrote ourselves, to the letter."""
    bodies = [mapping(body) for body in sequence(annotation.get("body"))]
    remarks = (body.get("value") for body in bodies if body.get("purpose") == "commenting")
    section = mapping(annotation.get("margent:section"))
    path = tuple(name for name in sequence(section.get("path")) if isinstance(name, str))
    names = ("margent:colour", "margent:style", "margent:scope", "motivation")
    colour, style, scope, motivation = (_text(annotation.get(name)) for name in names)
    version = annotation.get("margent:version")
    entry = Entry(
        book,
        quote=_text(quote.get("exact")),
        prefix=_text(quote.get("prefix")),
        suffix=_text(quote.get("suffix")),
        note=next((_text(remark) for remark in remarks), ""),
        tags=tuple(_text(body.get("value")) for body in bodies if body.get("purpose") == "tagging"),
        position=place,
        version=version if isinstance(version, str) else None,
        created=moment(annotation.get("created")),
        modified=moment(annotation.get("modified")),
        origin=_text(annotation.get("margent:origin")),
        id=line(annotation.get("id")).removeprefix(ANNOTATION).lower(),
        section=SectionSelector(path, _text(section.get("heading")), _text(section.get("opening")))
        if section
        else None,
    )
    return replace(
        entry,
        colour=Colour(colour) if colour in set(Colour) else None,
        style=Style(style) if style in set(Style) else Style.FILL,
        scope=Scope(scope) if scope in set(Scope) else Scope.RANGE,
        motivation=Motivation(motivation) if motivation in set(Motivation) else Motivation.HIGHLIGHTING,
    )


def _own_book(value: object) -> Book:
    described = mapping(value)
    return Book(
        line(described.get("title")) or "Untitled",
        line(described.get("author")),
        web_address(described.get("source")),
        tags(described.get("tags")),
        line(described.get("id")).lower(),
        line(described.get("format")),
        line(described.get("source"), 4000),
        moment(described.get("added")),
    )


def _book(target: object) -> Book:
    described = mapping(target)
    source = target if isinstance(target, str) else described.get("source") or described.get("id")
    if isinstance(source, dict):
        source = source.get("id")
    if source is None:  # a list or a choice of targets
        source = next((one for one in sequence(described.get("items")) if is_iri(one)), None)
    address = line(source, 4000)
    return Book(address or "Untitled", url=web_address(address), source=address)


def _bodies(annotation: Mapping[str, object], others: "list[object] | object") -> tuple[tuple[str, ...], str]:
    marks: list[object] = []
    remarks = [note(annotation.get("bodyValue"))]
    for one in sequence(annotation.get("body")):
        body = mapping(one)
        choices = sequence(body.get("items"))
        text = _words_of(body) if body.get("value") else "\n".join(filter(None, map(_address, choices or [one])))
        if "tagging" in (*sequence(body.get("purpose")), *(() if body.get("purpose") else _purposes(annotation))):
            marks.append(text)
        else:
            remarks.append(text)
    also = [_address(other) for other in sequence(others)]
    remarks += [f"Also about {address}" for address in also if address]
    return tags(marks), "\n\n".join(filter(None, remarks))


def _purposes(annotation: Mapping[str, object]) -> list[object]:
    return list(sequence(annotation.get("motivation")))


def _words_of(body: Mapping[str, object]) -> str:
    value = note(body.get("value"))
    if body.get("format") != "text/html":
        return value
    reader = _Text()
    reader.feed(value)
    reader.close()
    return "".join(reader.words).strip()


def _address(value: object) -> str:
    found = value if isinstance(value, str) else mapping(value).get("id") or mapping(value).get("source")
    return f"<{line(found, 4000)}>" if is_iri(found) else ""


def _position(selector: Mapping[str, object]) -> TextPositionSelector | None:
    start, end = selector.get("start"), selector.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end:
        return TextPositionSelector(start, end)
    return None


def _text(value: object) -> str:
    return storable(value) if isinstance(value, str) else ""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
