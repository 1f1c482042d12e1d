"""Readest: the JSON export of one book's annotations."""

from desktop_app.core.annotation import Motivation, Style
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming, nearest_colour
from desktop_app.exchange.incoming.values import line, mapping, moment, note, sequence, words

FORM = "Readest"


def parse(value: object) -> Incoming:
    """Read annotations and excerpts; bookmarks hold the first words of a page, cut short, and are reported."""
    gathered = Gathered(FORM)
    found = mapping(value)
    described = mapping(found.get("book"))
    book = Book(line(described.get("title")) or "Untitled", line(described.get("author")))
    for one in sequence(found.get("annotations")):
        annotation = mapping(one)
        if annotation.get("deletedAt"):
            gathered.report(line(annotation.get("text")), "it was deleted in Readest")
        elif annotation.get("type") == "bookmark":
            gathered.report(line(annotation.get("text")), "a bookmark has no words of its own to find it by")
        elif not annotation:
            gathered.report(book.title, "it is not an annotation")
        else:
            quote = words(annotation.get("text"))
            underlined = annotation.get("style") in ("underline", "squiggly")
            gathered.take(
                Entry(
                    book,
                    quote=quote,
                    note=note(annotation.get("note")),
                    colour=nearest_colour(line(annotation.get("color"))) if quote else None,
                    style=Style.UNDERLINE if underlined else Style.FILL,
                    motivation=Motivation.HIGHLIGHTING if quote else Motivation.COMMENTING,
                    created=moment(annotation.get("createdAt")),
                    modified=moment(annotation.get("updatedAt")),
                    key=line(annotation.get("id")),
                )
            )
    return gathered.done()
