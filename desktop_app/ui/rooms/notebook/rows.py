"""What the notebook's cards and headings say."""

from collections.abc import Mapping
from datetime import date

from desktop_app.core.annotation import COLOUR_MEANINGS, Colour, Motivation, Scope
from desktop_app.core.notebook_view import Grouping, Order, Standing
from desktop_app.core.outline import below_title
from desktop_app.core.text.note_words import words_of
from desktop_app.services.notebook.listing import Group, Listing
from desktop_app.services.notebook.notebook import Noted
from desktop_app.ui.drawing.wording import counted, day_heading

GROUPINGS = {"By article": Grouping.ARTICLE, "By date": Grouping.DATE, "By tag": Grouping.TAG}
ORDERS = {
    "As in the article": Order.PLACE,
    "Newest first": Order.NEWEST,
    "Oldest first": Order.OLDEST,
    "Last changed first": Order.CHANGED,
    "By colour": Order.COLOUR,
}
WITHOUT_TAG = "Without a tag"
_TROUBLES = {
    Standing.CHANGED: "its words have changed",
    Standing.DETACHED: "not found in the text",
    Standing.SOURCE_REMOVED: "source removed",
    Standing.WITHOUT_TEXT: "without its text",
}
Names = Mapping[Colour, str]
"""What the colours are called."""


def heading_of(group: Group, today: date) -> str:
    """Return what stands over a group of cards."""
    if isinstance(group.name, date):
        return day_heading(group.name, today)
    return group.name


def tag_heading(tag: str) -> str:
    """Return what stands over the cards of a tag."""
    return f"#{tag}" if tag else WITHOUT_TAG


def quote_of(noted: Noted) -> str:
    """Return the words that are marked, on one line; "" for a note on a section or an article."""
    quote = noted.annotation.target.quote
    return " ".join(quote.exact.split()) if quote else ""


def about(noted: Noted) -> str:
    """Return what a note without a quote is on."""
    if noted.annotation.target.scope is Scope.SECTION:
        return "Note on the section"
    return "Note on the article"


def place_of(noted: Noted, *, with_title: bool) -> str:
    """Return where an annotation stands, "Article › Section"; without the article's title it always says something."""
    below = below_title(noted.path, noted.title)
    if with_title:
        return " › ".join((noted.title, *below))
    return " › ".join(below) or ("Beginning" if noted.path else noted.title)


def kind_of(noted: Noted) -> str:
    """Return what an annotation is: "Highlight", "Note" or "Bookmark"."""
    if noted.annotation.motivation is Motivation.BOOKMARKING:
        return "Bookmark"
    return "Highlight" if noted.annotation.motivation is Motivation.HIGHLIGHTING else "Note"


def told(noted: Noted, names: Names = COLOUR_MEANINGS) -> str:
    """Return a card as a screen reader says it: its kind, quote, note, colour, tags, place and state."""
    annotation = noted.annotation
    colour = f"{names[annotation.colour]}, {annotation.colour.value}" if annotation.colour else ""
    parts = [
        f"{kind_of(noted)}: {quote_of(noted) or about(noted)}",
        f"note: {words_of(annotation.note, len(annotation.note))}" if annotation.note.strip() else "",
        colour,
        f"tags {', '.join(annotation.tags)}" if annotation.tags else "",
        place_of(noted, with_title=True),
        trouble_of(noted),
    ]
    return "; ".join(part for part in parts if part)


def trouble_of(noted: Noted) -> str:
    """Return what a person should know about where the annotation stands; "" while all is well."""
    return _TROUBLES.get(noted.standing, "")


def summed_up(shown: int, total: int, chosen: int = 0) -> str:
    """Return how much is listed: "4 of 1,204 notes and highlights · 2 chosen"."""
    words = counted(total, "note or highlight", "notes and highlights")
    listed = words if shown == total else f"{shown:,} of {words}"
    return f"{listed} · {chosen:,} chosen" if chosen > 1 else listed


def summary_of(listing: Listing, chosen: int) -> str:
    """Return how much is listed and chosen; of what could not be read, that alone."""
    if listing.trouble:
        return "The notes and highlights cannot be read"
    told = summed_up(listing.shown, listing.total, chosen)
    return told if listing.whole else f"Gathering… {told} so far"


def why_empty(listing: Listing) -> str:
    """Return what stands in the place of cards where none are listed; it names keys, see `key_words`."""
    if listing.trouble:
        return listing.trouble
    if listing.shown:
        return ""
    if not listing.whole:
        return "Gathering…"
    if listing.total:
        return "Nothing in your notebook has all of this.\nEsc shows everything again."
    return (
        "What you highlight and note in your articles gathers here.\n"
        "Press {mark.highlight:h} in an article to highlight, {note.edit:n} to write a note."
    )
