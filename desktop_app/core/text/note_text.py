"""What a note says beside its words: tags, as `#tag`, and links to annotations, articles and sections.

A link is plain Markdown with an address of our own, so it stays one wherever the note is taken:
`[some words](margent://open?annotation=01jd8x…)`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from desktop_app.core.text.web_addresses import web_addresses

_CODE = re.compile(r"```.*?(?:```|\Z)|^~~~.*?(?:^~~~|\Z)|`[^`\n]*`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[(?P<words>[^\[\]\n]*)\]\((?P<address>(?:[^()\s]|\([^()\s]*\))*)\)")
"""A link of Markdown, whose address may have brackets in pairs."""
_TAG = re.compile(r"(?<![\w#/&.\-)\]])#(?=[\w-]*[^\W\d_])(?P<tag>\w[\w-]*)")
_NO_PROSE = re.compile(rf"{LINK.pattern}|<[^<>\n]*>|^(?: {{4}}|\t)[^\n]*|{_CODE.pattern}", re.DOTALL | re.MULTILINE)
"""Where an address is a link already, or is none."""
_PICTURE = re.compile(r"!(?=\[)")
_ANGLED = re.compile(r"<(?P<address>(?:https?://|mailto:)[^<>\s]+)>", re.IGNORECASE)
_ADDRESS = "margent://open?annotation="
_ID = re.compile(r"margent://open\?(?:[\w=&-]*&)?annotation=(?P<id>[0-9a-z]{26})")


def hashtags(note: str) -> tuple[str, ...]:
    """Return the tags typed in a note, without "#", in order and once each; what is code or an address has none."""
    bare = LINK.sub(lambda link: link["words"], _CODE.sub(" ", note))
    return tuple(dict.fromkeys(found["tag"] for found in _TAG.finditer(_without_addresses(bare))))


def _without_addresses(text: str) -> str:
    parts, done = [], 0
    for start, end in web_addresses(text):
        parts.append(text[done:start])
        done = end
    return " ".join((*parts, text[done:]))


def tags_beside(note: str, tags: Iterable[str]) -> tuple[str, ...]:
    """Return those tags that a note does not show itself: the others stand in its words."""
    written = {tag.casefold() for tag in hashtags(note)} if "#" in note else set()
    return tuple(tag for tag in tags if tag.casefold() not in written)


def renamed_tag(note: str, tag: str, other: str) -> str:
    """Return a note in which `#tag` is called `other`, or stays as a bare word where `other` cannot be typed as one."""
    bare, places = _bare(note)
    written = f"#{other}" if hashtags(f"#{other}") == (other,) else tag
    for found in reversed(list(_TAG.finditer(bare))):
        start = places[found.start()]
        if found["tag"] == tag and note.startswith(f"#{tag}", start):
            note = f"{note[:start]}{written}{note[start + len(tag) + 1 :]}"
    return note


def _bare(note: str) -> tuple[str, list[int]]:
    """Return the letters among which `hashtags` finds tags, and where in the note each of them stands."""
    letters, places = note, list(range(len(note)))
    for spans in (_code_spans, _link_spans, web_addresses):
        parts: list[str] = []
        left: list[int] = []
        end = 0
        for first, last, *words in spans(letters):
            kept = slice(*words) if words else slice(first, first + 1)
            parts += letters[end:first], letters[kept] if words else " "
            left += places[end:first] + places[kept]
            end = last
        letters, places = "".join((*parts, letters[end:])), left + places[end:]
    return letters, places


def _code_spans(text: str) -> Iterator[tuple[int, ...]]:
    return (code.span() for code in _CODE.finditer(text))


def _link_spans(text: str) -> Iterator[tuple[int, ...]]:
    """Yield where links stand, and the words of each."""
    return ((*link.span(), *link.span("words")) for link in LINK.finditer(text))


def retagged(tags: Iterable[str], before: str, after: str) -> tuple[str, ...]:
    """Return `tags` after a note has changed: what was typed in it comes, and what was taken out of it goes."""
    kept, typed = set(hashtags(after)), set(hashtags(before))
    staying = (tag for tag in tags if tag in kept or tag not in typed)
    return tuple(dict.fromkeys((*staying, *hashtags(after))))


def displayed(note: str) -> str:
    """Return the Markdown of a note as it is shown: web addresses are links, and pictures are told as they are written.

    Nothing is fetched from anywhere: a note may come from somebody else's file, and what it names may be any file of
    this computer, or a device that never ends.
    """
    return _PICTURE.sub(r"!\\", with_links(note))


def with_links(note: str) -> str:
    """Return the Markdown of a note in which web addresses that were simply typed are marked as links."""
    for start, end in reversed(list(_bare_addresses(note))):
        note = f"{note[:start]}<{note[start:end]}>{note[end:]}"
    return note


def link_to(annotation: str, words: str) -> str:
    """Return the Markdown of a link to an annotation, called by its own words."""
    return link_with(address_of(annotation), words)


def link_with(address: str, words: str) -> str:
    """Return the Markdown of a link to an address of ours, called by some words."""
    label = " ".join(re.sub(r"[\[\]()`*_<>\\#]", " ", words).split())
    return f"[{label or 'note'}]({address})"


def address_of(annotation: str) -> str:
    """Return the address that a link to an annotation has."""
    return f"{_ADDRESS}{annotation}"


def linked(address: str) -> str | None:
    """Return the id of the annotation that an address leads to, or None for any other address."""
    found = _ID.match(address)
    return found["id"] if found else None


def addresses(note: str) -> tuple[str, ...]:
    """Return what the links of a note lead to, in order and once each."""
    prose = _CODE.sub(lambda code: " " * len(code[0]), note)
    found = [(link.start(), link["address"]) for link in LINK.finditer(prose)]
    found += [(link.start(), link["address"]) for link in _ANGLED.finditer(prose)]
    found += [(start, note[start:end]) for start, end in _bare_addresses(note)]
    return tuple(dict.fromkeys(address for _, address in sorted(found) if address))


def _bare_addresses(note: str) -> Iterator[tuple[int, int]]:
    """Yield where web addresses stand that are no links by the signs around them, nor code."""
    taken = [found.span() for found in _NO_PROSE.finditer(note)] if "://" in note else []
    for start, end in web_addresses(note):
        place = bisect_left(taken, end, key=lambda span: span[0])
        if not place or taken[place - 1][1] <= start:
            yield start, end
