"""Front matter comes back from a YAML parser as it went in, whatever a title looks like."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.core.text.normal_form import normalise
from desktop_app.exchange.front_matter import front_matter, owner_in

TITLES = [
    'A: "b"', "- x", "2024-01-01", "yes", "No", "null", "~", "1:30", "12e03", "0o17", "0x1F", ".5", "-1", ".inf", "007",
    "😀 smile", "it's", "'quoted'", '"quoted"', "# not a comment", "a # b", "@at", "`tick`", "%percent", "!tag",
    "&anchor", "*alias", "{a: b}", "[a, b]", "a, b", "? x", "| x", "> x", "---", "...", "key: value", "=", "<<", "\\n",
    "a\\", "ends:", "مرحبا", "\u200fright to left", "<% tp.file.title %>", "x" * 500, "two words " * 60, "\ufffd",
    "margent-id: other",
]  # fmt: skip


def parsed(matter: str) -> dict[str, object]:
    first, *lines, last = matter.split("\n")
    assert (first, last) == ("---", "---")
    assert "---" not in lines
    values = yaml.safe_load("\n".join(lines))
    assert isinstance(values, dict)
    return values


@pytest.mark.parametrize("title", TITLES)
def test_titles_come_back(title: str) -> None:
    matter = front_matter({"title": title, "tags": ["highlights", title], "margent-id": "01jd8x7q"})
    expected = " ".join(title.split())
    assert parsed(matter) == {"title": expected, "tags": ["highlights", expected], "margent-id": "01jd8x7q"}
    assert len(matter.split("\n")) == 5
    assert owner_in(f"{matter}\ntext") == "01jd8x7q"


@given(st.text(), st.lists(st.text(), min_size=1))
@example("x\nmargent-id: other", ["a\n---\nb"])
@example("x\u2028margent-id: other", ["\x85"])
def test_any_text_comes_back_on_one_line(title: str, tags: list[str]) -> None:
    folded = [" ".join(normalise(text).split()) for text in (title, *tags)]
    matter = front_matter({"title": title, "tags": tags, "margent-id": "01jd8x7q"})
    values = parsed(matter)
    assert values.get("title", "") == folded[0]
    assert values["tags"] == folded[1:]
    assert owner_in(matter) == "01jd8x7q"


def test_the_form_is_the_one_that_people_know() -> None:
    matter = front_matter(
        {"title": 'A: "b"', "source": "https://a.org", "author": "", "tags": ["x"], "margent-id": "1a"}
    )
    assert matter == "---\ntitle: 'A: \"b\"'\nsource: https://a.org\ntags: [x]\nmargent-id: 1a\n---"


@pytest.mark.parametrize("number", ["12e03", "0o17", "0x1F", ".5", "-1", "1.", ".NaN", "1e400"])
def test_what_yaml_1_2_takes_for_a_number_is_quoted(number: str) -> None:
    assert front_matter({"title": number}) == f"---\ntitle: '{number}'\n---"


def test_code_that_templater_would_run_is_not_there() -> None:
    assert "<%" not in front_matter({"title": "<% tp.user.run() %>", "tags": ["<%* x %>"]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter\nmargent-id: x",
        "---\ntitle: x\n---\nmargent-id: x",
        "---\nmargent-id: x\nnever closed",
        "---\nnested:\n  margent-id: x\n---",
        "---\nabstract: |\n  margent-id: x\n---",
        "---\nmargent-id:\n---",
        "---\nmargent-id: two words\n---",
        "\n---\nmargent-id: x\n---",
    ],
)
def test_files_that_are_nobodys(text: str) -> None:
    assert owner_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "---\nmargent-id: 01jd\n---\n",
        "---\r\ntitle: x\r\nmargent-id: '01jd'\r\n---\r\n",
        '\ufeff---\nmargent-id: "01jd" \n...\n',
        "---\nbroken: [yaml\n: : :\nmargent-id: 01jd\n---",
    ],
)
def test_a_persons_editor_may_have_been_over_it(text: str) -> None:
    assert owner_in(text) == "01jd"
