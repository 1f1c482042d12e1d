"""Real revisions of real documents: how many marks are found again, and how many are put where they do not belong."""

import gzip
import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.anchoring import place

CORPORA = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpora"
CASES = CORPORA / "anchors-dev.jsonl.gz"


def _verdicts() -> Counter[tuple[str, str]]:
    """Count the verdicts (kind, verdict) of the scorer that lies beside the cases."""
    spec = importlib.util.spec_from_file_location("score_anchors", CORPORA / "score_anchors.py")
    assert spec is not None
    assert spec.loader is not None
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    with gzip.open(CASES, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    texts = {one["pair"]: (one["old_text"], one["new_text"]) for one in records if one["type"] == "pair"}
    verdicts: Counter[tuple[str, str]] = Counter()
    for case in (one for one in records if one["type"] == "case"):
        found = place(*texts[case["pair"]], case["quote"], case["prefix"], case["suffix"], case["start"])
        verdicts[case["sub"], scorer.judge(case, found)] += 1
    return verdicts


@pytest.mark.skipif(not CASES.exists(), reason="the real revisions are not here")
def test_real_revisions_keep_their_marks() -> None:
    verdicts = _verdicts()
    deleted = sum(count for (kind, _), count in verdicts.items() if kind == "deleted")
    living = verdicts.total() - deleted
    right = sum(count for (kind, verdict), count in verdicts.items() if verdict == "right" and kind != "deleted")
    wrong = sum(count for (_, verdict), count in verdicts.items() if verdict == "wrong")
    assert right >= 0.99 * living
    assert wrong <= 0.004 * verdicts.total()
    assert verdicts["deleted", "right"] >= 0.99 * deleted
