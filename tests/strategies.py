"""Hypothesis strategies: texts as nasty as they come, blocks, and every kind of entity."""

from hypothesis import strategies as st

from desktop_app.core.annotation import (
    Annotation,
    Colour,
    ColourName,
    Motivation,
    Placement,
    PlacementState,
    Scope,
    Style,
    Target,
)
from desktop_app.core.change import Change, ChangeSet, Entity, change_set
from desktop_app.core.composing import ContentBuilder
from desktop_app.core.correction import Correction, CorrectionKind
from desktop_app.core.document import (
    BlockKind,
    Content,
    Document,
    Inline,
    InlineKind,
    ReadingState,
    ReadingStatus,
    Version,
)
from desktop_app.core.review import Memory, Review
from desktop_app.core.seed import SeenSeed
from desktop_app.core.selectors import SectionSelector, TextPositionSelector, TextQuoteSelector
from desktop_app.core.text.normal_form import normalise

State = dict[tuple[str, str], Entity]
"""A library as a dictionary: entities by kind and id."""

NASTY = (
    "a b\tc\nd\r\ne\rf\v\f\x00\x1b\x1c\x1f\x7f\x85\xa0\xad\u0301\u0327\u200b\u200d\u2028\u2029\u202d\u202e\u2066\u2069"
    "\ufeff\ufdd0\ufdd1\ufffc\ufffe\uffffÅÅÅ한각이\u0344\u0958ſtﬁ谈判😀👩🏽\U000e0041\U0001d15e\U0010ffff"
)
nasty_texts = st.text(st.one_of(st.sampled_from(NASTY), st.characters(codec=None)), max_size=60)
"""Any text, lone surrogates too."""

plain_texts = st.text(st.sampled_from("ab é😀한\n"), max_size=30).map(normalise)
"""Short texts in the normal form, in which words come again and again."""


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a range in it that is not empty."""
    text = draw(plain_texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


_ids = st.sampled_from(["01a", "01b", "01c"])
_times = st.integers(0, 2**42)
_words = st.text(max_size=8)
_offsets = st.integers(0, 500)
_tags = st.lists(_words, max_size=2).map(tuple)
_positions = st.builds(TextPositionSelector, _offsets, _offsets)
_quotes = st.builds(TextQuoteSelector, _words, _words, _words)
_sections = st.builds(SectionSelector, _tags, _words, _words)
targets = st.builds(
    Target,
    st.sampled_from(Scope),
    st.none() | _ids,
    st.none() | _positions,
    st.none() | _quotes,
    st.none() | _sections,
)

entities: dict[str, st.SearchStrategy[Entity]] = {
    "document": st.builds(
        Document,
        *(_ids, _words, st.booleans(), _words, _words, st.none() | _ids, _offsets, _offsets, _times, _times),
        tags=_tags,
        deleted=st.none() | _times,
    ),
    "version": st.builds(
        Version,
        *(_ids, _ids, _offsets, _words, _words, _words, st.none() | _words),
        st.lists(st.tuples(_words, _words), max_size=2).map(tuple),
        *(_words, _times),
    ),
    "reading": st.builds(
        ReadingState, _ids, _offsets, st.floats(0, 1), st.sampled_from(ReadingStatus), st.none() | _times
    ),
    "annotation": st.builds(
        Annotation,
        *(_ids, _ids, st.sampled_from(Motivation), targets, _times, _times),
        colour=st.none() | st.sampled_from(Colour),
        style=st.sampled_from(Style),
        note=_words,
        tags=_tags,
        deleted=st.none() | _times,
    ),
    "placement": st.builds(
        Placement,
        *(_ids, _ids, _offsets, _offsets, st.sampled_from(PlacementState), st.floats(0, 1), st.booleans()),
    ),
    "correction": st.builds(
        Correction,
        *(_ids, _ids, _ids, st.sampled_from(CorrectionKind), targets, _offsets, _offsets, st.integers(1, 6), _times),
    ),
    "seed": st.builds(SeenSeed, _ids, _words, _times),
    "colour": st.builds(ColourName, st.sampled_from(Colour), _words),
    "review": st.builds(
        Review,
        *(_ids, _times, _times, st.none() | _times, st.none() | st.floats(0.001, 1000), st.none() | st.floats(1, 10)),
        *(st.sampled_from(Memory), st.booleans()),
    ),
}


@st.composite
def states(draw: st.DrawFn) -> State:
    """A small library of every kind of entity."""
    drawn = draw(st.lists(st.sampled_from(sorted(entities)).flatmap(_of_kind), max_size=6))
    return {(kind, entity.id): entity for kind, entity in drawn}


@st.composite
def changes_of(draw: st.DrawFn, state: State) -> ChangeSet:
    """A change set that fits `state`; it may touch one entity several times."""
    present = dict(state)
    changes: list[Change] = []
    for kind, entity in draw(st.lists(st.sampled_from(sorted(entities)).flatmap(_of_kind), max_size=5)):
        key = (kind, entity.id)
        after = None if key in present and draw(st.booleans()) else entity
        changes.append(Change(kind, entity.id, present.get(key), after))
        present.pop(key, None)
        if after is not None:
            present[key] = after
    return change_set("Something", changes)


def _of_kind(kind: str) -> st.SearchStrategy[tuple[str, Entity]]:
    return st.tuples(st.just(kind), entities[kind])


def applied(state: State, change_set: ChangeSet) -> State:
    """Return `state` after `change_set`; what a library is, in six lines."""
    after = dict(state)
    for change in change_set.changes:
        key = (change.kind, change.id)
        assert after.get(key) == change.before
        after.pop(key, None)
        if change.after is not None:
            after[key] = change.after
    return after


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Blocks of every kind, empty ones too, with spans inside."""
    builder = ContentBuilder()
    for _ in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, *BlockKind]))
        text = "" if kind is BlockKind.RULE else draw(plain_texts)
        places = st.integers(0, len(text))
        drawn = draw(st.lists(st.tuples(st.sampled_from(InlineKind), places, places), max_size=2))
        spans = [Inline(span, min(one, other), max(one, other)) for span, one, other in drawn]
        level = draw(st.integers(1, 4)) if kind is BlockKind.HEADING else 0
        builder.add(kind, text, level=level, inline=spans)
    return builder.content()
