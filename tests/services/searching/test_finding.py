"""Finding in a long article: in a thread of its own, the same matches as at once, only for the newest words."""

from collections.abc import Iterator
from concurrent.futures import CancelledError
from threading import Event

import pytest

from desktop_app.core.text.finding import FoldedText, Wanted
from desktop_app.services.searching import finding as service
from desktop_app.services.searching.finding import Finding

PATIENCE = 60  # seconds
LONG = "The heron stood in the réeds, and the HERON flew. " * 7_000
"""More than is looked through within a frame."""


@pytest.fixture
def finding() -> Iterator[Finding]:
    """Finds, and is closed."""
    made = Finding()
    yield made
    made.close()


def test_a_long_text_is_not_looked_through_at_once(finding: Finding) -> None:
    assert len(LONG) > 300_000
    assert finding.at_once(LONG, Wanted("heron")) is None
    assert finding.at_once(LONG[:1_000], Wanted("heron"))


@pytest.mark.parametrize("wanted", [Wanted("heron"), Wanted("reeds, and"), Wanted("her", whole=True), Wanted("")])
def test_the_thread_finds_what_is_there(finding: Finding, wanted: Wanted) -> None:
    expected = FoldedText(LONG).find(wanted.words, whole=wanted.whole)
    assert finding.find(LONG, wanted).result(PATIENCE) == expected
    assert all(start < end for start, end in expected)


def test_only_the_newest_words_are_answered(finding: Finding, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()

    class Slow(FoldedText):
        def __init__(self, text: str) -> None:
            begun.set()
            assert go_on.wait(PATIENCE)
            super().__init__(text)

    monkeypatch.setattr(service, "FoldedText", Slow)
    first = finding.find(LONG, Wanted("h"))
    assert begun.wait(PATIENCE)
    second = finding.find(LONG, Wanted("he"))
    third = finding.find(LONG, Wanted("her"))
    go_on.set()
    assert len(third.result(PATIENCE)) == 14_000
    with pytest.raises(CancelledError):
        second.result(PATIENCE)
    assert first.done()
