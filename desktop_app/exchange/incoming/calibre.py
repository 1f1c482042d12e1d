"""calibre: the annotations of its viewer, as its JSON export holds them."""

from desktop_app.core.annotation import Motivation, Style
from desktop_app.exchange.incoming.entries import Book, Entry, Gathered, Incoming, nearest_colour
from desktop_app.exchange.incoming.values import line, mapping, moment, note, sequence, words

FORM = "calibre"


def parse(value: object) -> Incoming:
    """Read a collection. It names books by number only, so the title says which; matching goes by the words."""
    gathered = Gathered(FORM)
    for one in sequence(mapping(value).get("annotations")):
        annotation = mapping(one)
        title = line(annotation.get("title")) or line(annotation.get("book_title"))
        number = annotation.get("book_id")
        book = Book(title or (f"Book {number} of a calibre library" if number is not None else "Untitled"))
        if annotation.get("removed"):
            gathered.report(line(annotation.get("highlighted_text")), "it was deleted in calibre")
        elif annotation.get("type") != "highlight":
            gathered.report(line(annotation.get("title")) or book.title, "a bookmark has no words to find it by")
        else:
            style = mapping(annotation.get("style"))
            chapters = [line(name) for name in sequence(annotation.get("toc_family_titles"))]
            gathered.take(
                Entry(
                    book,
                    quote=words(annotation.get("highlighted_text")),
                    note=note(annotation.get("notes")),
                    colour=nearest_colour(line(style.get("which") or style.get("light"))),
                    style=Style.UNDERLINE if style.get("kind") == "decoration" else Style.FILL,
                    motivation=Motivation.HIGHLIGHTING,
                    created=moment(annotation.get("timestamp")),
                    origin=" › ".join(filter(None, chapters)),
                    key=line(annotation.get("uuid")),
                )
            )
    return gathered.done()
