"""Templates that people bring along or write: Readwise's names work, and a mistake names its line."""

from datetime import UTC, datetime

import pytest

from desktop_app.core.annotation import Colour
from desktop_app.core.deep_link import deep_link
from desktop_app.exchange.article import Article, ArticleSection, Highlight, HighlightKind
from desktop_app.exchange.markdown import to_markdown
from desktop_app.exchange.templates.template import MarkdownTemplate, TemplateFailure, profile

DOCUMENT = "01jd8x7q4mz8r2w5t9k3b6c100"
WHEN = datetime(2026, 11, 2, 9, 5, tzinfo=UTC)


def highlight(identifier: str, text: str, note: str = "", *tags: str) -> Highlight:
    kind, link = HighlightKind.QUOTE, deep_link(DOCUMENT, identifier)
    return Highlight(
        identifier, kind, text, note, Colour.PINK, "Questions", tags, "Buoys", "Buoys", link, 3, WHEN, WHEN
    )


def harbour() -> Article:
    marks = (
        highlight("a1", "In fog only the bells are left."),
        highlight("a2", "and *no* chart shows it: [see below]", "Unless one *leaves*.", "to ask", "charts/old"),
    )
    return Article(
        id=DOCUMENT,
        title='Harbour: "lights"',
        author="A. Keeper",
        source="https://example.org/harbour",
        url="https://example.org/harbour",
        category="articles",
        tags=("sea", "two words"),
        link=deep_link(DOCUMENT),
        added=WHEN,
        exported=WHEN,
        notes=(),
        sections=(ArticleSection("Buoys", 1, ("Buoys",), (), marks),),
    )


def own(highlight_part: str, document: str = "{% for one in highlights %}{{ one.block }}\n{% endfor %}") -> str:
    return to_markdown(harbour(), MarkdownTemplate(document, highlight_part))


def test_a_highlight_template_of_readwises_works_here() -> None:
    written = own(
        "{{ highlight_text }}{% if highlight_location and highlight_location_url %} "
        "([{{highlight_location}}]({{highlight_location_url}})){% elif highlight_location %} ({{highlight_location}})"
        "{% endif %} ^rw{{highlight_id}}\n"
        "{% if highlight_tags %}- Tags: {% for tag in highlight_tags %}#{{tag|replace(' ', '-')}} {% endfor %}\n"
        "{% endif %}"
        "{% if highlight_note %}- Note: {{ highlight_note }}{% endif %}"
    )
    assert "In fog only the bells are left. ([Buoys](margent://open?" in written
    assert "- Tags: #to-ask #charts/old" in written
    assert "- Note: Unless one *leaves*." in written
    assert "^rwa1" in written


def test_a_document_template_of_readwises_works_here() -> None:
    written = own(
        "{{ highlight_text }}",
        "{% if image_url -%}![]({{image_url}}){% endif -%}\n## Metadata\n- Author: [[{{author}}]]\n"
        "- Full Title: {{full_title}}\n- Category: #{{category}}\n"
        "{% if document_tags -%}- Document Tags: {% for tag in document_tags %}[[{{tag}}]] {% endfor %}\n{% endif -%}"
        "- URL: {{url}}\n{% if is_new_page %}## Highlights{% elif has_new_highlights %}## New{% endif %} "
        "{{date|date('F j, Y')}} at {{time}}, {{date}}, {{ date | date('%d/%m/%y') }}\n"
        "{{num_highlights}} highlight{{num_highlights|pluralize}}",
    )
    assert written == (
        '## Metadata\n- Author: [[A. Keeper]]\n- Full Title: Harbour: "lights"\n- Category: #articles\n'
        "- Document Tags: [[sea]] [[two-words]] \n- URL: https://example.org/harbour\n"
        "## Highlights November 2, 2026 at 09:05, 2026-11-02, 02/11/26\n2 highlights\n"
    )


def test_a_template_can_have_the_words_without_escapes() -> None:
    assert "*no* chart shows it: [see below]" in own("{{ highlight.text }}")
    assert r"\*no\* chart shows it: \[see below\]" in own("{{ highlight_text }}")


@pytest.mark.parametrize(
    ("source", "line", "reason"),
    [
        ("one\n{% if %}", 2, "Expected an expression"),
        ("one\ntwo\n{{ highlight_txt }}", 3, "'highlight_txt' is undefined"),
        ("{{ highlight.nothing }}", 1, "no attribute 'nothing'"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ title | nofilter }}", 1, "No filter named 'nofilter'"),
        ("{% include 'other' %}", 1, "."),
        ("{{ title.__class__ }}", 1, "unsafe"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", 1, "unsafe"),
        ("{% set _ = tags.append('x') %}", 1, "unsafe"),
        ("{{ 'x'.__init__.__globals__ }}", 1, "unsafe"),
        ("{{ range(10 ** 9) | list }}", 1, "Range too big"),
    ],
)
def test_a_mistake_in_a_template_names_its_line(source: str, line: int, reason: str) -> None:
    for part, template in (
        ("highlight", MarkdownTemplate("", source)),
        ("document", MarkdownTemplate(f"{{% set highlight = sections[0] %}}{source}", "")),
    ):
        with pytest.raises(TemplateFailure, match=reason) as caught:
            to_markdown(harbour(), template)
        assert (caught.value.part, caught.value.line) == (part, line)
        assert f"{part} template, line {line}" in str(caught.value)


def test_there_is_no_other_profile() -> None:
    with pytest.raises(ValueError, match="obsidian, plain"):
        profile("../../etc/passwd")
