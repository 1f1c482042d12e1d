"""Views of the notebook that a person has given a name."""

import json
from collections.abc import Sequence
from typing import Protocol

from desktop_app.core.notebook_view import Facet, Filter, Grouping, NotebookView, Order

_NAME = "notebook/views"


class Kept(Protocol):
    """Remembers lists of texts from one day to the next."""

    def lines(self, name: str) -> list[str]:
        """Return a list that was kept."""
        ...

    def keep_lines(self, name: str, lines: Sequence[str]) -> None:
        """Keep a list."""
        ...


class SavedViews:
    """Remembered with the window, in the order in which they were named; one that makes no sense is as good as none."""

    def __init__(self, settings: Kept) -> None:
        self._settings = settings

    def all(self) -> dict[str, NotebookView]:
        """Return the views by name."""
        return dict(filter(None, map(_read, self._settings.lines(_NAME))))

    def save(self, name: str, view: NotebookView) -> None:
        """Keep a view under a name; what had that name is replaced."""
        self._keep({**self.all(), name: view})

    def rename(self, name: str, other: str) -> None:
        """Give a view another name, in the same place."""
        views = self.all()
        if name in views and other and other != name:
            views.pop(other, None)
            self._keep({other if one == name else one: view for one, view in views.items()})

    def delete(self, name: str) -> None:
        """Forget a view."""
        self._keep({one: view for one, view in self.all().items() if one != name})

    def _keep(self, views: dict[str, NotebookView]) -> None:
        self._settings.keep_lines(_NAME, [_written(name, view) for name, view in views.items()])


def _written(name: str, view: NotebookView) -> str:
    filters = [[one.facet, one.value] for one in view.filters]
    return json.dumps({"name": name, "filters": filters, "words": view.words,
                       "grouping": view.grouping, "order": view.order})  # fmt: skip


def _read(line: str) -> tuple[str, NotebookView] | None:
    try:
        kept = json.loads(line)
        filters = tuple(Filter(Facet(facet), str(value)) for facet, value in kept["filters"])
        view = NotebookView(filters, str(kept["words"]), Grouping(kept["grouping"]), Order(kept["order"]))
        return str(kept["name"]), view
    except (ValueError, TypeError, KeyError):
        return None
