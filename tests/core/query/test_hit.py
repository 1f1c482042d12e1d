"""What a hit shows."""

from desktop_app.core.query.hit import Hit, HitKind, Snippet


def test_found_runs_are_marked() -> None:
    assert Snippet("the mill and the ferry", ((4, 8), (17, 22))).marked() == "the **mill** and the **ferry**"
    assert Snippet("no marks").marked() == "no marks"
    assert Snippet("a 🚢 sails", ((2, 3),)).marked("|") == "a |🚢| sails"


def test_a_hit_stands_in_the_last_heading_of_its_path() -> None:
    hit = Hit(HitKind.TEXT, "d", "T", ("One", "Two"), Snippet(""), 0, 1, None, 1.0)
    assert hit.section == "Two"
    assert Hit(HitKind.TITLE, "d", "T", (), Snippet(""), 0, 0, None, 1.0).section is None
