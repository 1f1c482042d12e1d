"""Only what has stood on the page for a moment has been seen."""

from desktop_app.core.in_sight import LONG_ENOUGH, InSight


def test_a_page_is_seen_once_it_has_stood_for_long_enough() -> None:
    sight = InSight()
    assert sight.turn(0, 100, 0, 0) == ()
    assert sight.seen(LONG_ENOUGH - 1) == ()
    assert sight.seen(LONG_ENOUGH) == ((0, 100),)
    assert sight.seen(9 * LONG_ENOUGH) == (), "it has been told"


def test_pages_that_fly_by_and_what_is_leapt_over_are_not_seen() -> None:
    sight = InSight()
    sight.turn(0, 100, 0, 0)
    assert sight.turn(100, 200, 300, 300) == ()
    assert sight.turn(900, 1000, 600, 600) == ()
    assert sight.seen(600 + LONG_ENOUGH) == ((900, 1000),)


def test_who_scrolls_line_by_line_has_seen_each_line_for_as_long_as_it_was_on_the_page() -> None:
    sight, step = InSight(), LONG_ENOUGH // 4
    seen: list[tuple[int, int]] = []
    for number in range(20):
        now = number * step
        seen += sight.turn(10 * number, 10 * number + 100, now, now)
    assert min(start for start, _ in seen) == 30, "what stood above that was gone too soon"
    assert max(end for _, end in seen) == 10 * 15 + 100


def test_what_was_let_go_is_seen_again_when_it_comes_back() -> None:
    sight = InSight()
    sight.turn(0, 100, 0, 0)
    sight.let_go()
    assert sight.turn(50, 150, LONG_ENOUGH, LONG_ENOUGH) == ()
    assert sight.seen(2 * LONG_ENOUGH) == ((100, 150),)
    sight.turn(200, 300, 2 * LONG_ENOUGH, 2 * LONG_ENOUGH)
    sight.turn(0, 100, 3 * LONG_ENOUGH, 3 * LONG_ENOUGH)
    assert sight.seen(4 * LONG_ENOUGH) == ((0, 100),)
