"""Templates that end: a person's program may loop without end or fill the memory, and neither must stop Margent."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

MOST_TURNS = 5_000_000
"""Turns of loops, and calls, in filling a template once: some seconds, and more than any library asks for."""

LONGEST = 50_000_000
"""Code points of what a template makes, and of everything on the way to it."""

_MOST_BITS = 100_000
_COUNTED, _WEIGHED = "_counted", "_weighed"
_FILLING = ("batch", "center", "format", "indent", "slice", "wordwrap")
"""Filters that make as much as a number in them says."""
_WIDE = re.compile(r"[%{][^A-Za-z%}]*[0-9]{7}|%[^A-Za-z%]*\*")
"""A width in a format that says how much to fill up, or that comes from elsewhere."""


class Unbounded(Exception):
    """A template goes on for too long or makes too much; the message says which."""


class BoundedEnvironment(ImmutableSandboxedEnvironment):
    """A sandbox in which every template comes to an end. `begin` must be called before each filling."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._turns = 0
        self.filters[_COUNTED], self.filters[_WEIGHED] = self._counted, _weighed
        for name in _FILLING:
            self.filters[name] = _bounded(self.filters[name], is_format=name == "format")

    def begin(self) -> None:
        """Count from nothing."""
        self._turns = 0

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call something from a template."""
        self._turn()
        if obj is not self.globals["range"]:  # it has a bound of its own
            _check_numbers((*args, *kwargs.values()))
        if getattr(obj, "__name__", "") in ("format", "format_map"):
            _check_format(getattr(obj, "__self__", None))
        return _weighed(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work out what two values make, unless that is too much."""
        if operator == "%":
            _check_format(left)
        if operator == "*":
            for much, times in ((left, right), (right, left)):
                if isinstance(times, int) and hasattr(much, "__len__") and len(much) * times > LONGEST:
                    raise _too_long()
        whole = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and whole and left.bit_length() * right > _MOST_BITS:
            raise Unbounded("a number in it grows too large")
        if operator == "*" and whole and left.bit_length() + right.bit_length() > _MOST_BITS:
            raise Unbounded("a number in it grows too large")
        return _weighed(super().call_binop(context, operator, left, right))

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        bounded = _Bounding().visit(source)
        bounded.set_environment(self)
        return super()._generate(bounded, *args, **kwargs)

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._turn()
            yield value

    def _turn(self) -> None:
        self._turns += 1
        if self._turns > MOST_TURNS:
            raise Unbounded(f"it goes on without end, or for more than {MOST_TURNS:,} turns")


class _Bounding(NodeTransformer):
    """Counts the turns of every loop, and weighs every text that is put together."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the name is jinja2's
        self.generic_visit(node)
        assert isinstance(node.iter, nodes.Expr)
        node.iter = _through(node.iter, _COUNTED)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - the name is jinja2's
        node.nodes = [self.visit(part) for part in node.nodes]
        return _through(node, _WEIGHED)


def _through(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _weighed(value: Any) -> Any:
    if isinstance(value, str | list | tuple) and len(value) > LONGEST:
        raise _too_long()
    return value


def _bounded(make: Callable[..., Any], *, is_format: bool) -> Callable[..., Any]:
    @wraps(make)
    def made(*args: Any, **kwargs: Any) -> Any:
        _check_numbers((*args, *kwargs.values()))
        if is_format:
            _check_format(args[0])
        return _weighed(make(*args, **kwargs))

    return made


def _check_numbers(values: Iterable[Any]) -> None:
    if any(isinstance(value, int) and abs(value) > LONGEST for value in values):
        raise Unbounded(f"a number in it is above {LONGEST:,}")


def _check_format(form: Any) -> None:
    if isinstance(form, str) and _WIDE.search(form):
        raise Unbounded("it fills up to a width that is too large, or given elsewhere")


def _too_long() -> Unbounded:
    return Unbounded(f"it makes more than {LONGEST:,} letters")
