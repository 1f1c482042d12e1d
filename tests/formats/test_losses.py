"""What was left out is told in sentences that end once."""

from desktop_app.formats.losses import Loss, Losses


def test_of_many_names_some_are_told() -> None:
    losses = Losses()
    for name in ("abbr", "mark", "details", "summary", "var"):
        losses.add(Loss.TAG, name)
    assert losses.sentences() == (
        "5 HTML tags were left out and the words in them kept: abbr, mark, details and others.",
    )


def test_of_few_names_all_are() -> None:
    losses = Losses()
    losses.add(Loss.TAG, "abbr")
    assert losses.sentences() == ("1 HTML tag was left out and the words in it kept: abbr.",)
