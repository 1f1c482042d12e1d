"""A template that would never end, or fill the memory, fails in a sentence, and ordinary ones are not hindered."""

import pytest

from desktop_app.exchange.templates import bounds as template_bounds
from desktop_app.exchange.templates.template import CompiledPart, TemplateFailure


@pytest.fixture(autouse=True)
def few_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow fewer turns, so that the tests need not go through all of them."""
    monkeypatch.setattr(template_bounds, "MOST_TURNS", 200_000)


def filled(source: str, **values: object) -> str:
    return CompiledPart("document", source).fill(values)


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(60) }}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ 'x' * 10 ** 9 }}",
        "{{ [1] * 10 ** 9 }}",
        "{% set n = namespace(s='xxxxxxxx') %}{% for i in range(40) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        "{% set n = namespace(s='xxxxxxxx') %}{% for i in range(40) %}{% set n.s = n.s + n.s %}{% endfor %}",
        "{% set n = namespace(i=9) %}{% for i in range(40) %}{% set n.i = n.i * n.i %}{% endfor %}",
        "{{ 9 ** (9 ** 9) }}",
        "{{ '%1000000000d' | format(1) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (1000000000, 1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ 'x' | center(2000000000) }}",
        "{{ 'x'.ljust(2000000000) }}",
        "{{ [1] | batch(2000000000, 'x') | list }}",
        "{% for i in range(60) %}{{ 'x' * 1000000 }}{% endfor %}",
        "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    ],
)
def test_what_does_not_end_fails_with_a_reason(source: str) -> None:
    with pytest.raises(TemplateFailure) as failed:
        filled(source)
    assert failed.value.reason


@pytest.mark.parametrize(
    ("source", "made"),
    [
        (
            "{% for one in many %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %} {% endif %}{% endfor %}",
            "1/2 2/2",
        ),
        ("{% for one in many recursive %}{{ one }}{% endfor %}", "5% *{:9999999}"),
        ("{% for one in [] %}x{% else %}none{% endfor %}", "none"),
        ("{% for one in many if one.startswith('5') %}{{ one.replace('%', '!') }}{% endfor %}", "5! *"),
        (
            "{{ '%05.1f' | format(2) }} {{ '%s' % 'x' }} {{ '{:>4}'.format(1) }} {{ 'x' | center(3) }}|",
            "002.0 x    1  x |",
        ),
        ("{{ 2 ** 10 + 3 * 4 }} {{ 'ab' * 2 ~ 1 }}", "1036 abab1"),
    ],
)
def test_what_ends_is_filled_as_ever(source: str, made: str) -> None:
    assert filled(source, many=["5% *", "{:9999999}"]) == made


def test_each_filling_counts_by_itself() -> None:
    part = CompiledPart("document", "{% for one in range(90000) %}{% endfor %}ready")
    assert [part.fill({}) for _ in range(4)] == ["ready"] * 4
