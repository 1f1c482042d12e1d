"""Change sets can be taken back and joined without loss, whatever they are about."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.change import Change, ChangeSet, altered, change_set, made, removed
from desktop_app.core.document import ReadingState, ReadingStatus
from tests.strategies import State, applied, changes_of, states

PLACE = ReadingState("01a", 10, 0.5, ReadingStatus.READING, 1)
FURTHER = replace(PLACE, position=20)
FURTHEST = replace(PLACE, position=30)


@given(st.data(), states())
def test_apply_then_invert_changes_nothing(data: st.DataObject, state: State) -> None:
    change = data.draw(changes_of(state))
    assert applied(applied(state, change), change.inverted()) == state
    assert change.inverted().inverted().changes == change.changes


@given(st.data(), states())
def test_two_steps_joined_are_the_two_steps(data: st.DataObject, state: State) -> None:
    first = data.draw(changes_of(state))
    middle = applied(state, first)
    second = data.draw(changes_of(middle))
    joined = first.followed_by(second)
    assert applied(state, joined) == applied(middle, second)
    assert applied(applied(state, joined), joined.inverted()) == state


@given(st.data(), states())
def test_it_does_not_matter_which_steps_are_joined_first(data: st.DataObject, state: State) -> None:
    steps: list[ChangeSet] = []
    for _ in range(3):
        steps.append(data.draw(changes_of(state)))
        state = applied(state, steps[-1])
    first, second, third = steps
    left, right = first.followed_by(second).followed_by(third), first.followed_by(second.followed_by(third))
    assert set(left.changes) == set(right.changes)
    assert (left.label, left.group) == (right.label, right.group)


@given(st.data(), states())
def test_a_step_and_its_way_back_cancel_out(data: st.DataObject, state: State) -> None:
    change = data.draw(changes_of(state))
    assert change.followed_by(change.inverted()).changes == ()


def test_steps_that_do_not_meet_cannot_be_joined() -> None:
    one = change_set("Read", [altered(PLACE, FURTHER)])
    other = change_set("Read", [altered(PLACE, FURTHEST)])
    with pytest.raises(ValueError, match="changed between"):
        one.followed_by(other)


def test_a_step_may_change_one_thing_twice() -> None:
    step = change_set("Read", [made(PLACE), altered(PLACE, FURTHER)])
    last = change_set("Read", [altered(FURTHER, FURTHEST)])
    assert step.followed_by(last).changes == (made(FURTHEST),)


def test_joined_steps_keep_the_first_name_and_can_be_undone_if_one_can() -> None:
    first = change_set("Highlight", [made(PLACE)], group="g", undoable=False)
    joined = first.followed_by(change_set("Edit note", [altered(PLACE, FURTHER)], group="g"))
    assert (joined.label, joined.group, joined.undoable) == ("Highlight", "g", True)


def test_the_way_back_is_no_part_of_the_step_it_takes_back() -> None:
    step = change_set("Read", [made(PLACE)])
    assert step.inverted().group != step.group
    assert step.inverted().label == step.label


def test_changed_fields_name_what_differs() -> None:
    assert altered(PLACE, FURTHER).changed_fields() == ("position",)
    assert altered(PLACE, PLACE).changed_fields() == ()
    everything = tuple(field.name for field in fields(PLACE))
    assert made(PLACE).changed_fields() == removed(PLACE).changed_fields() == everything
    assert Change("reading", "01a", None, None).changed_fields() == ()


def test_only_states_of_one_thing_can_follow_each_other() -> None:
    with pytest.raises(ValueError, match="one entity"):
        altered(PLACE, replace(PLACE, document="01b"))


def test_a_change_set_tells_what_it_touches() -> None:
    assert change_set("Read", [made(PLACE)]).ids("reading") == ("01a",)
    assert change_set("Read", [made(PLACE)]).ids("document") == ()


def test_change_sets_get_groups_of_their_own() -> None:
    assert change_set("Read", []).group != change_set("Read", []).group
    assert change_set("Read", [], group="typing").group == "typing"
