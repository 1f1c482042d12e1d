"""The list of names that the editor shows is the list of names that a template has."""

import re

import pytest

from desktop_app.exchange import markdown
from desktop_app.exchange.templates.template import MarkdownTemplate
from desktop_app.exchange.templates.variables import FILTERS, IN_BOTH, IN_DOCUMENT, IN_HIGHLIGHT, Variable
from desktop_app.services.exporting.templates import check

_LISTED = [*((one, "document") for one in (*IN_BOTH, *IN_DOCUMENT, *FILTERS)),
           *((one, "highlight") for one in (*IN_BOTH, *IN_HIGHLIGHT))]  # fmt: skip


@pytest.mark.parametrize(("variable", "part"), _LISTED, ids=lambda value: getattr(value, "name", value))
def test_everything_that_is_listed_can_be_written(variable: Variable, part: str) -> None:
    written = variable.written
    if part == "document" and "highlight_" in written:
        written = f"{{% for one in highlights %}}{written.replace('highlight_', 'one.highlight_')}{{% endfor %}}"
    document, highlight = (written, "x") if part == "document" else ("{{ highlights[0].block }}", written)
    assert isinstance(check(MarkdownTemplate(document, highlight)), str)


def test_every_name_that_is_documented_is_listed() -> None:
    told = set(re.findall(r"`([a-z_]+)`", (markdown.__doc__ or "").partition("Filters:")[0]))
    listed = {one.name for one in (*IN_BOTH, *IN_DOCUMENT, *IN_HIGHLIGHT)}
    within = {"heading", "level", "path", "notes", "detached", "block", "highlight_"}
    assert told - within <= listed
