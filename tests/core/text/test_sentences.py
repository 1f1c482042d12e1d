"""Sentences end where a reader would say that they do."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.composing import ContentBuilder
from desktop_app.core.document import BlockKind
from desktop_app.core.text.motion import Unit, start_after, start_before
from desktop_app.core.text.sentences import sentence_at, sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["One thing happened.", "Another followed."],
        ["Mr. Alba met Dr. Ruiz at noon.", "They spoke."],
        ["J. R. Prieto wrote it.", "It was short."],
        ["It cost 3.5 million.", "Nobody paid."],
        ["He asked, “Why now?”", "She did not say."],
        ["“Why now?” he asked.", "Silence."],
        ["Wait… what was that?", "Nothing…", "Then it rang."],
        ["It lasted... until it did not.", "Done!"],
        ["The U.S. Treasury moved first.", "Others waited."],
        ["They left the U.S. The talks went on."[:18], "The talks went on."],
        ["It ended at 5 p.m. on Jan. 4.", "Good."],
        ["See e.g. Figure 2, i.e. the map.", "It helps (a lot).", "(Or not.)", "End."],
        ["Really?!", "Yes."],
        ["1. Count the votes.", "2. Publish them."],
        ["谈判结束了。", "他们说：“好！”", "没有人笑？"],
        ["これは文です。", "次の文です！"],
        ["هل انتهى؟", "نعم."],
        ["¿Qué pasó?", "¡Nada!", "Así fue."],
        ["No stop at all"],
    ],
)
def test_sentences_are_told_apart(expected: list[str]) -> None:
    joiner = "" if expected[0][-1] in "。！？" else " "
    text = joiner.join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="aB .!?…。\n\t\"'”(1", max_size=60))
def test_sentences_cover_every_word_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())


def test_the_sentence_at_a_place_stays_inside_its_block() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.HEADING, "First steps", level=1)
    builder.add(BlockKind.PARAGRAPH, "It began. It went on.")
    builder.add(BlockKind.RULE, "")
    builder.add(BlockKind.TABLE, "Year\tVisits\n2001\t12", level=1)
    content = builder.content()

    def said(offset: int) -> str | None:
        span = sentence_at(content, offset)
        return None if span is None else content.text[span[0] : span[1]]

    assert said(0) == "First steps"
    assert said(content.text.index("It went") - 1) == "It began."
    assert said(content.text.index("went")) == "It went on."
    assert said(content.blocks[2].start) is None
    assert said(content.text.index("Visits") + 2) == "Visits"


def test_one_can_walk_from_sentence_to_sentence() -> None:
    builder = ContentBuilder()
    builder.add(BlockKind.PARAGRAPH, "One. Two.")
    builder.add(BlockKind.RULE, "")
    builder.add(BlockKind.PARAGRAPH, "Three. Four.")
    content = builder.content()
    starts = [0]
    while (place := start_after(content, starts[-1], Unit.SENTENCE)) < len(content.text):
        starts.append(place)
    assert [content.text[start:].split(".")[0] for start in starts] == ["One", "Two", "Three", "Four"]
    back = [start_before(content, len(content.text), Unit.SENTENCE)]
    while back[-1] > 0:
        back.append(start_before(content, back[-1], Unit.SENTENCE))
    assert back[::-1] == starts
