"""Links into the library: what is written is read back, and nothing else is believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.deep_link import DeepLink, NotALink, deep_link, is_deep_link, read_link
from desktop_app.core.ids import new_id

DOCUMENT, ANNOTATION = "01jd8x7q4mz8r2w5t9k3b6c1fd", "01jd8x7q4mz8r2w5t9k3b6c1fe"
BOTH = f"document={DOCUMENT}&annotation={ANNOTATION}"


def test_a_link_is_read_back() -> None:
    document, annotation = new_id(), new_id()
    assert read_link(deep_link(document)) == DeepLink(document, None)
    assert read_link(deep_link(document, annotation)) == DeepLink(document, annotation)


@pytest.mark.parametrize(
    "link",
    [
        f"margent://open?{BOTH}",
        f"MARGENT://OPEN?{BOTH}",
        f"margent://open/?{BOTH}",
        f"margent:open?{BOTH}",
        f"margent:///open?{BOTH}",
        f"margent://open?document={DOCUMENT.upper()}&annotation={ANNOTATION.upper()}",
        f"margent://open?{BOTH}&later=1#part",
    ],
)
def test_what_browsers_make_of_a_link_is_the_same_link(link: str) -> None:
    assert is_deep_link(link)
    assert read_link(link) == DeepLink(DOCUMENT, ANNOTATION)


def test_an_annotation_alone_is_enough() -> None:
    assert read_link(f"margent://open?annotation={ANNOTATION}") == DeepLink(None, ANNOTATION)


@pytest.mark.parametrize(
    "link",
    [
        "", "margent:", "margent://", "margent://open", "margent://open?", "margent://open?x=1", "margent://open?document",
        f"http://open?{BOTH}", f"file:///open?{BOTH}", f"javascript:open?{BOTH}", f"margents://open?{BOTH}",
        f"margent://delete?{BOTH}", f"margent://open/../delete?{BOTH}", f"margent://open@host?{BOTH}",
        f"margent://open:80?{BOTH}", f"margent://[::1?{BOTH}", f"margent://open%2f..?{BOTH}", f"margent://?{BOTH}",
        "margent://open?document=../../etc/passwd", "margent://open?document=' OR 1=1 --", "margent://open?document=",
        f"margent://open?document={DOCUMENT}&document={ANNOTATION}", f"margent://open?document={DOCUMENT}0",
        f"margent://open?document={DOCUMENT[:-1]}", f"margent://open?document={DOCUMENT}\nrm", f"\0margent://open?{BOTH}",
        f"margent://open?document={DOCUMENT}&annotation=%00", f"margent://open?document={DOCUMENT}%0A",
        f"margent://open?{BOTH}{'&x=1' * 20}", f"margent://open?{BOTH}&x={'a' * 100_000}", f" margent://open?{BOTH}\u202e",
        f"margent://open?document=\u0660{DOCUMENT[1:]}", "--data-dir=/tmp", "margent://open?document=\ud800",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_sentence(link: str) -> None:
    with pytest.raises(NotALink) as refusal:
        read_link(link)
    assert len(str(refusal.value)) > 30
    assert link not in str(refusal.value) or len(link) < 10, "what a stranger has written is not put before a person"


@given(st.text(max_size=80) | st.text(max_size=60).map(lambda words: f"margent://open?{words}"))
def test_no_text_does_more_than_name_ids(text: str) -> None:
    try:
        link = read_link(text)
    except NotALink:
        return
    assert {len(one) for one in (link.document, link.annotation) if one is not None} == {26}


@pytest.mark.parametrize("text", ["margent", "a margent://open", "margent://open?document=1 and more", "margents:x"])
def test_words_are_no_link(text: str) -> None:
    assert not is_deep_link(text)
