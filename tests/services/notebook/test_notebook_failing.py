"""A disk that is locked for a moment leaves nothing in the notebook that is not in the library."""

from contextlib import closing

import pytest

from desktop_app.core.notebook_view import NotebookView
from desktop_app.core.text.folding import local_day
from desktop_app.services.notebook.gathering import Gathering
from desktop_app.services.notebook.notebook import Notebook
from desktop_app.storage.errors import StorageFailure
from tests.samples import PATIENCE, Desk, done

TODAY = local_day(1_700_000_000_000)


def _locked(*_: object) -> None:
    raise StorageFailure("another program has kept it locked for too long")


def test_a_deletion_that_could_not_be_followed_at_once_is_followed_the_next_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = desk.mark(desk.add(), "She measured it twice")
    with closing(Notebook(desk.store.folder)) as notebook:
        desk.history.changed.add(lambda changed: notebook.follow(changed.change_set))
        assert notebook.listing(NotebookView(), TODAY).result(PATIENCE).total == 1
        done(desk.annotating.delete([mark.id]))
        with monkeypatch.context() as locked:
            locked.setattr(Gathering, "follow", _locked)
            with pytest.raises(StorageFailure):
                notebook.listing(NotebookView(), TODAY).result(PATIENCE)
        assert notebook.listing(NotebookView(), TODAY).result(PATIENCE).total == 0
