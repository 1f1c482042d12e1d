"""Which program a file came from, told by what is in it; names may be anything."""

import re
from pathlib import PurePath

from desktop_app.exchange.front_matter import owner_in
from desktop_app.exchange.incoming.entries import Incoming, NotUnderstood
from desktop_app.exchange.incoming.values import MOST_BYTES, decoded, mapping, parsed_json, sequence

FORMS = (
    "Kindle (My Clippings.txt), Readwise (CSV), Hypothesis (JSON, CSV), KOReader (JSON, metadata.lua), calibre (JSON), "
    "Readest (JSON), Omnivore (zip), Pocket (CSV, HTML, zip), Instapaper (CSV), W3C web annotations (JSON-LD) and "
    "Margent’s own Markdown"
)
_CLIPPINGS = re.compile(r"^={10,}\s*$", re.MULTILINE)
_LUA = re.compile(r"(?:\s*--[^\n]*\n)*\s*return\s*\{")


def read(name: str, data: bytes) -> Incoming:
    """Return what is in a file of another program's. Raises NotUnderstood with a sentence that says what to do."""
    if len(data) > MOST_BYTES:
        raise NotUnderstood("The file is larger than 200 MB. Export a part of it, and import that.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from desktop_app.exchange.incoming import packed

        return packed.parse(data)
    text = decoded(data[:65536])
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return _json(parsed_json(data))
    return _text(PurePath(name).suffix.casefold(), text, data)


def _json(value: object) -> Incoming:
    from desktop_app.exchange.incoming import calibre, hypothesis, koreader, readest, web_annotation

    top = mapping(value)
    first = mapping(next(iter(sequence(value)), None))
    if "@context" in first or "Annotation" in sequence(first.get("type")):
        return web_annotation.parse(value)
    if top.get("$format") == "readest-annotations" or ("annotations" in top and "book" in top):
        return readest.parse(value)
    if top.get("type") == "calibre_annotation_collection":
        return calibre.parse(value)
    if "documents" in top or ("entries" in top and "title" in top):
        return koreader.parse(value)
    if "rows" in top or ("annotations" in top and "export_date" in top):
        return hypothesis.parse(value)
    if "annotations" in top:
        listed = [mapping(one) for one in sequence(top["annotations"])]
        if any("spine_index" in one or "highlighted_text" in one for one in listed):
            return calibre.parse(value)
        if any("target" in one or "uri" in one for one in listed):
            return hypothesis.parse(value)
    raise _unknown()


def _text(suffix: str, text: str, data: bytes) -> Incoming:
    from desktop_app.exchange.incoming import hypothesis, kindle, koreader, own_markdown, readwise, saved_links

    heading = {name.strip().strip('"').casefold() for name in text.lstrip("\ufeff").partition("\n")[0].split(",")}
    if _CLIPPINGS.search(text):
        return kindle.parse(data)
    if _LUA.match(text.lstrip("\ufeff")) or suffix == ".lua":
        return koreader.parse_sidecar(data)
    if {"highlight", "book title"} <= heading:
        return readwise.parse(data)
    if {"quote", "url", "body"} <= heading:
        return hypothesis.parse_table(data)
    if {"url", "selection"} <= heading:
        return saved_links.parse_instapaper(data)
    if {"url", "time_added"} <= heading:
        return saved_links.parse_pocket(data)
    if "time_added=" in text and "<a " in text:
        return saved_links.parse_pocket_page(data)
    if owner_in(text) is not None:
        return own_markdown.parse(data)
    raise _unknown()


def _unknown() -> NotUnderstood:
    return NotUnderstood(f"This is not a file of annotations that Margent knows. It reads exports of {FORMS}.")
