"""What a note says beside its words: tags, as `#tag`, and links to annotations, articles and sections.

A link is plain Markdown with an address of our own, so it stays one wherever the note is taken:
`[some words](margent://open?annotation=01jd8x…)`.
"""

import re
from collections.abc import Iterable

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"\[(?P<words>[^\]\n]*)\]\((?P<address>[^)\s]*)\)")
_TAG = re.compile(r"(?<![\w#/&.\-)\]])#(?=[\w-]*[^\W\d_])(?P<tag>\w[\w-]*)")
_PICTURE = re.compile(r"!(?=\[)")
_ADDRESS = "margent://open?annotation="
_ID = re.compile(r"margent://open\?(?:[\w=&-]*&)?annotation=(?P<id>[0-9a-z]{26})")


def hashtags(note: str) -> tuple[str, ...]:
    """Return the tags typed in a note, without "#", in order and once each; what is code or an address has none."""
    bare = _LINK.sub(lambda link: link["words"], _CODE.sub(" ", note))
    return tuple(dict.fromkeys(found["tag"] for found in _TAG.finditer(bare)))


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
    for pattern, kept in ((_CODE, ""), (_LINK, "words")):
        parts: list[str] = []
        left: list[int] = []
        end = 0
        for found in pattern.finditer(letters):
            first, last = found.span(kept) if kept else (found.start(), found.start() + 1)
            parts += letters[end : found.start()], letters[first:last] if kept else " "
            left += places[end : found.start()] + places[first:last]
            end = found.end()
        letters, places = "".join((*parts, letters[end:])), left + places[end:]
    return letters, places


def retagged(tags: Iterable[str], before: str, after: str) -> tuple[str, ...]:
    """Return `tags` after a note has changed: what was typed in it comes, and what was taken out of it goes."""
    kept, typed = set(hashtags(after)), set(hashtags(before))
    staying = (tag for tag in tags if tag in kept or tag not in typed)
    return tuple(dict.fromkeys((*staying, *hashtags(after))))


def without_pictures(note: str) -> str:
    """Return the Markdown of a note in which pictures are told as they are written, and not fetched from anywhere.

    A note may come from somebody else's file: what it names may be any file of this computer, or a device that never
    ends.
    """
    return _PICTURE.sub(r"!\\", note)


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
    found = (link["address"] for link in _LINK.finditer(_CODE.sub(" ", note)))
    return tuple(dict.fromkeys(filter(None, found)))
