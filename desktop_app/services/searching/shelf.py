"""Articles as search reads them, and the texts at hand: while a person types, hits mostly fall into the same few."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

from desktop_app.core.correction import Correction, corrected
from desktop_app.core.document import Content, Document, Version
from desktop_app.core.outline import Outline, Section
from desktop_app.core.text.language import language_of
from desktop_app.storage.errors import EntryDamaged
from desktop_app.storage.reader import LibraryReader

_MOST_TEXTS = 32
_MOST_ARTICLES = 256


class ShelvedText:
    """The text of a version with its sections."""

    def __init__(self, content: Content) -> None:
        self.text = content.text
        self.outline = Outline(content)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections; a hit needs one alone."""
        return tuple(self.outline.sections())

    @cached_property
    def language(self) -> str:
        """See Entry."""
        return language_of(self.text)


class Shelved(NamedTuple):
    """A document that is not deleted, with its number, and what its text is made of."""

    document: Document
    number: int
    version: Version | None
    corrections: tuple[Correction, ...]


class Shelf:
    """Reads articles, many at once, and keeps them until something is written that may be about them; for the
    reader's thread."""

    def __init__(self, reader: LibraryReader) -> None:
        self._reader = reader
        self._articles: OrderedDict[str, Shelved] = OrderedDict()
        self._texts: OrderedDict[tuple[str, tuple[Correction, ...]], ShelvedText] = OrderedDict()
        self._as_of = -1
        self._queued = 0

    def articles(self, ids: Collection[str]) -> Mapping[str, Shelved]:
        """Return those of some documents that are there, neither deleted nor damaged."""
        self._forget_what_changed()
        missing = [each for each in ids if each not in self._articles]
        if missing:
            self._read(missing)
        found = {each: self._articles[each] for each in ids if each in self._articles}
        for each in found:
            self._articles.move_to_end(each)
        while len(self._articles) > _MOST_ARTICLES:
            self._articles.popitem(last=False)
        return found

    def text(self, shelved: Shelved) -> ShelvedText | None:
        """Return the text that is shown now, or None where there is none or it is damaged: title and notes are still
        found. It is kept whatever else is written: a note must not cost its whole article."""
        version = shelved.version
        if version is None:
            return None
        key = (version.id, shelved.corrections)
        text = self._texts.pop(key, None)
        if text is None:
            try:
                text = ShelvedText(corrected(self._reader.content(version), shelved.corrections))
            except EntryDamaged:
                return None
        self._texts[key] = text
        if len(self._texts) > _MOST_TEXTS:
            self._texts.popitem(last=False)
        return text

    def _forget_what_changed(self) -> None:
        """Whatever is written about articles waits to be indexed. As long as all that came to wait waits still, it is
        known what it is about: a note that was just saved leaves its article as it is."""
        as_of = self._reader.data_version()
        if as_of == self._as_of:
            return
        self._as_of = as_of
        self._queued, changed = self._reader.queued_since(self._queued)
        if changed is None or any(subject.startswith("document:") for subject in changed):
            self._articles.clear()

    def _read(self, ids: Collection[str]) -> None:
        documents = [each for each in self._reader.documents_among(ids) if each.deleted is None]
        numbers = self._reader.document_numbers(ids)
        shown = [each.version for each in documents if each.version]
        versions = {each.id: each for each in self._reader.versions_among(shown)}
        made = self._reader.corrections(*shown)
        for document in documents:
            version = versions.get(document.version or "")
            corrections = tuple(each for each in made if each.version == document.version)
            self._articles[document.id] = Shelved(document, numbers[document.id], version, corrections)
