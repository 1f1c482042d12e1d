"""An older library becomes a newer one in whole steps, and never without a copy of what it was."""

import contextlib
from pathlib import Path

import pytest

from desktop_app.core.change import change_set, made
from desktop_app.core.seed import SeenSeed
from desktop_app.storage import migrating
from desktop_app.storage.errors import StorageFailure
from desktop_app.storage.store import Store
from tests.samples import done
from tests.storage.looking import one, rows

SEED = SeenSeed("01a", "a.txt", 1)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of today's format with one entity in it."""
    store = Store(tmp_path)
    done(store.submit(lambda transaction: transaction.apply(change_set("Seen", [made(SEED)]))))
    store.close()
    return store.path


def _add_step(monkeypatch: pytest.MonkeyPatch, step: str) -> int:
    steps = [*migrating.migrations(), step]
    monkeypatch.setattr(migrating, "migrations", lambda: steps)
    return len(steps)


def test_an_older_library_is_copied_and_brought_up_to_date(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = _add_step(monkeypatch, "CREATE TABLE later (id TEXT);\nINSERT INTO later VALUES ('a;b');\n")
    store = Store(old.parent)
    assert one(old, "PRAGMA user_version") == newest
    assert one(old, "SELECT id FROM later") == "a;b"
    with contextlib.closing(store.reader()) as reader:
        assert reader.seen_seed("01a") == SEED
    store.close()
    copy = old.parent / "backups" / f"before-format-{newest}.db"
    assert one(copy, "PRAGMA user_version") == newest - 1
    assert one(copy, "SELECT id FROM seed") == "01a"


def test_a_step_that_fails_leaves_the_library_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = _add_step(monkeypatch, "CREATE TABLE later (id TEXT);\nINSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(StorageFailure, match="no such table"):
        Store(old.parent)
    assert one(old, "PRAGMA user_version") == newest - 1
    assert rows(old, "SELECT name FROM sqlite_master WHERE name = 'later'") == []
    assert one(old, "SELECT id FROM seed") == "01a"


def test_a_library_of_today_is_not_copied(old: Path) -> None:
    Store(old.parent).close()
    assert not (old.parent / "backups").exists()
