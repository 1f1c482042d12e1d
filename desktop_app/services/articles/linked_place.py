"""Where a link leads in this library as it is now, and what to say where it does not lead there any more."""

from dataclasses import dataclass

from desktop_app.core.correction import corrected
from desktop_app.core.deep_link import DeepLink, NotALink, heading_key, read_link
from desktop_app.core.document import Document
from desktop_app.core.outline import Section, sections_of
from desktop_app.services.errors import Refused
from desktop_app.storage.reader import LibraryReader


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """What is to be opened, at the code point `start` where that is known. Without a `text` there is only the notebook
    to show an annotation in.

    `remark` is to be said, since not all of what the link named is there.
    """

    document: str
    annotation: str | None = None
    text: bool = True
    remark: str = ""
    start: int | None = None


def linked_place(reader: LibraryReader, address: str) -> LinkedPlace:
    """Return where a link leads. Raises Refused with a sentence where there is nothing to open."""
    try:
        link = read_link(address)
    except NotALink as failure:
        raise Refused(str(failure)) from None
    annotation = reader.annotation(link.annotation) if link.annotation is not None else None
    document = reader.document(annotation.document if annotation is not None else link.document or "")
    if document is None:
        raise Refused(_unknown(link))
    if document.deleted is not None:
        raise Refused(f"“{document.title}” lies in the trash. “Trash…” in the menu Go lists it, and Enter restores it.")
    there = annotation if annotation is not None and annotation.deleted is None else None
    if document.version is None:
        if there is None:
            raise Refused(
                f"The text of “{document.title}” is not in the library. Add its file to read it; "
                "its notes are in the notebook."
            )
        told = f"The text of “{document.title}” is not in the library; its notes are here."
        return LinkedPlace(document.id, there.id, text=False, remark=told)
    if link.section and there is None and annotation is None:
        return _section(reader, document, link)
    if link.annotation is None or there is not None:
        return LinkedPlace(document.id, there.id if there is not None else None)
    if annotation is not None:
        told = "What this link leads to lies in the trash. “Trash…” in the menu Go lists it, and Enter restores it."
    else:
        told = "The highlight or note that this link leads to is not in the library; this is its article."
    return LinkedPlace(document.id, remark=told)


def _section(reader: LibraryReader, document: Document, link: DeepLink) -> LinkedPlace:
    """Return where the section stands that a link names: of several of its heading, the one nearest to where it was."""
    shown = reader.shown(document)
    sections: tuple[Section, ...] = ()
    if shown is not None:
        version, content = shown
        sections = sections_of(corrected(content, reader.corrections(version.id)))
    named = [section for section in sections if heading_key(section.heading) == link.section]
    if not named:
        told = "The section that this link leads to is not in the article any more; this is its beginning."
        return LinkedPlace(document.id, remark=told, start=0)
    return LinkedPlace(document.id, start=min(named, key=lambda section: abs(section.start - link.at)).start)


def _unknown(link: DeepLink) -> str:
    what = "an article" if link.annotation is None else "a highlight or note"
    return f"This link leads to {what} that is not in this library. It may belong to a library on another computer."
