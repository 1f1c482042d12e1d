"""Ids are unique, sort by age, and can be named by their beginning."""

from desktop_app.core.ids import new_id, with_prefix


def test_ids_are_ulids_in_lower_case() -> None:
    made = {new_id() for _ in range(500)}
    assert len(made) == 500
    assert all(len(one) == 26 and one == one.lower() and one.isalnum() for one in made)


def test_a_prefix_names_every_id_that_begins_so() -> None:
    ids = ["01jd8x7q4m", "01jd8x7q4n", "01jd9"]
    assert with_prefix("01JD8", ids) == ids[:2]
    assert with_prefix("01jd9", ids) == ["01jd9"]
    assert with_prefix("zz", ids) == []
