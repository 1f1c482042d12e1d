"""What a card shows of the words that were marked."""

import pytest

from desktop_app.ui.margin.card_face import _quoted

QUOTE = "Cutters held that felling thinned the woods and spared the younger beeches. " * 2


@pytest.mark.usefixtures("qapp")
def test_the_words_marked_take_two_lines_at_most_at_any_width() -> None:
    cases = ((QUOTE[start:], width) for width in range(180, 320) for start in range(0, 60, 7))
    assert {_quoted(words, width).lineCount() for words, width in cases} == {2}
