"""Actions are found by a part of their name."""

import pytest

from desktop_app.ui.actions.action_list import keys_of, matching, told
from desktop_app.ui.actions.table import ACTIONS, BY_ID


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("undo", "edit.undo"),
        ("comm pal", "help.palette"),
        ("cpal", "help.palette"),
        ("GREEN", "mark.green"),
        ("note section", "note.section"),
        ("section note", "note.section"),
        ("dark", "view.dark"),
        ("shortc", "help.shortcuts"),
    ],
)
def test_the_best_action_comes_first(query: str, first: str) -> None:
    assert matching(query, ACTIONS)[0].id == first


def test_letters_alone_lead_to_an_action_only_where_no_action_is_called_so() -> None:
    found = [action.id for action in matching("note on", ACTIONS)]
    assert found[0] == "note.edit"
    assert "file.export" not in found
    assert "type.leading.normal" not in found


def test_no_words_lead_to_every_action_in_the_order_of_the_table() -> None:
    assert matching("  ", ACTIONS) == list(ACTIONS)


def test_what_no_action_is_called_leads_nowhere() -> None:
    assert matching("zeppelin quartz", ACTIONS) == []


def test_plain_keys_are_told_to_belong_to_the_page() -> None:
    assert told(BY_ID["mark.highlight"]) == "Highlight, Ctrl+H, on the page H"
    assert keys_of(BY_ID["mark.highlight"], plain=True) == ("H", "Ctrl+H")
    assert keys_of(BY_ID["mark.highlight"], plain=False) == ("Ctrl+H",)
