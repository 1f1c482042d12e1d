"""Files that nobody here wrote, where they are: every entry accounted for, W3C's samples judged as W3C judges them."""

from pathlib import Path

import pytest

from desktop_app.exchange.incoming.entries import NotUnderstood
from desktop_app.exchange.incoming.recognising import read

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora"
TOTALS = {
    "hadynz-dup-location-scenario.txt": (3, 0),
    "hadynz-dup-same-page.txt": (4, 1),
    "hadynz-first-scenario.txt": (7, 2),
    "hadynz-missing-note-scenario.txt": (2, 1),
    "hadynz-no-content-scenario.txt": (3, 2),
    "hadynz-simple.txt": (3, 1),
    "hadynz-trailing-separator-start.txt": (2, 0),
    "hadynz-unordered-scenario.txt": (7, 4),
    "hypothesis-wikipedia.json": (5, 0),
    "readest-alice-annotations.json": (24, 6),
}

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here")


@pytest.mark.parametrize("name", TOTALS)
def test_every_entry_is_accounted_for(name: str) -> None:
    found = read(name, (CORPORA / "highlights" / name).read_bytes())
    assert (found.total, len(found.reported)) == TOTALS[name]
    assert all(one.created is not None for one in found.entries)


def test_what_is_correct_is_accepted() -> None:
    samples = sorted((CORPORA / "webanno" / "correct").glob("*.json"))
    assert len(samples) == 45
    for path in samples:
        found = read(path.name, path.read_bytes())
        reasons = [one.reason for one in found.reported]
        assert reasons in ([], ["the collection names its annotations and does not hold them"]), path.name
        assert found.entries or reasons, path.name


def test_what_is_incorrect_is_refused_or_reported() -> None:
    samples = sorted((CORPORA / "webanno" / "incorrect").glob("*.json"))
    assert len(samples) == 39
    for path in samples:
        try:
            found = read(path.name, path.read_bytes())
        except NotUnderstood as refusal:
            assert len(str(refusal)) > 30  # noqa: PT017
        else:
            assert not found.entries, path.name
            assert all(len(one.reason) > 10 for one in found.reported)
            assert found.reported
