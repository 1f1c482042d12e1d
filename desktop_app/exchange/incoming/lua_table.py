"""A table written down in Lua, read as data: strings, numbers, truth values and tables, and nothing that could run.

What is read is the constructor that a program dumps its settings with (Lua 5.1 manual, 2.1 and 2.5.7); names, calls,
operators and functions are refused. One pass over the text, so that a large file takes as long as it is large.
"""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<blank>[\s\ufeff]+ | --\[\[.*?\]\] | --(?!\[\[)[^\n]*)
    | (?P<string>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | \[\[\n?(?P<long>.*?)\]\]
    | (?P<number>-?(?:0[xX][0-9a-fA-F]{1,15}|(?:\d{1,300}\.?\d{0,300}|\.\d{1,300})(?:[eE][+-]?\d{1,3})?))
    | (?P<word>[A-Za-z_]\w*)
    | (?P<sign>[{}\[\]=,;])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"(?P<bytes>(?:\\\d{1,3})+)|\\(?P<sign>x[0-9a-fA-F]{2}|\r?\n|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WORDS = {"true": True, "false": False, "nil": None}
_DEEPEST = 100

Table = dict[object, object]
_Token = tuple[str, str]


class NotATable(ValueError):
    """A text that is no table of values; the message says what was met instead."""


def read_table(text: str) -> Table:
    """Return the table that `text` returns; entries without a key are numbered from 1. Raises NotATable."""
    tokens = _tokens(text)
    if next(tokens) == ("word", "return"):
        found = next(tokens)
    else:
        raise NotATable("it does not begin with “return”")
    if found != ("sign", "{"):
        raise NotATable("it returns no table")
    table = _Reading(tokens).table(0)
    if next(tokens)[0] != "end":
        raise NotATable("something follows the table")
    return table


class _Reading:
    def __init__(self, tokens: Iterator[_Token]) -> None:
        self._tokens = tokens

    def table(self, depth: int) -> Table:
        """Read on behind an opening brace, to the one that closes it."""
        if depth > _DEEPEST:
            raise NotATable("its tables are nested too deeply")
        table: Table = {}
        number = 1
        token = next(self._tokens)
        while token != ("sign", "}"):
            key, value, token = self._entry(token, number, depth)
            number += key == number
            if value is not None:
                table[key] = value
            if token in (("sign", ","), ("sign", ";")):
                token = next(self._tokens)
            elif token != ("sign", "}"):
                raise NotATable(f"“{token[1][:20] or 'its end'}” stands where a comma should")
        return table

    def _entry(self, token: _Token, number: int, depth: int) -> tuple[object, object, _Token]:
        """Return the key, the value, and what follows them."""
        if token == ("sign", "["):
            key = self._value(next(self._tokens), depth)
            if isinstance(key, dict) or key is None or next(self._tokens) != ("sign", "]"):
                raise NotATable("a key is no word and no number")
            self._expect_equals()
            return key, self._value(next(self._tokens), depth), next(self._tokens)
        if token[0] == "word" and token[1] not in _WORDS:
            self._expect_equals()
            return token[1], self._value(next(self._tokens), depth), next(self._tokens)
        return number, self._value(token, depth), next(self._tokens)

    def _expect_equals(self) -> None:
        if next(self._tokens) != ("sign", "="):
            raise NotATable("a name stands where a value should")

    def _value(self, token: _Token, depth: int) -> object:
        kind, words = token
        match kind:
            case "string":
                return _ESCAPE.sub(_unescaped, words[1:-1])
            case "long":
                return words
            case "number":
                return _number(words)
            case "word" if words in _WORDS:
                return _WORDS[words]
            case "sign" if words == "{":
                return self.table(depth + 1)
        raise NotATable(f"“{words[:20] or 'its end'}” stands where a value should")


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise NotATable(f"“{text[place : place + 20]}” is nothing that a table holds")
        place = found.end()
        kind = found.lastgroup or ""
        if kind != "blank":
            yield kind, found[kind]
    while True:
        yield "end", ""


def _unescaped(escape: re.Match[str]) -> str:
    if escape["bytes"]:  # the bytes of UTF-8, one by one
        values = (min(int(one), 255) for one in escape["bytes"].split("\\")[1:])
        return bytes(values).decode("utf-8", errors="replace")
    told = escape["sign"]
    if told[0] == "x" and len(told) == 3:
        return chr(int(told[1:], 16))
    return "\n" if told.endswith("\n") else _ESCAPED.get(told, told)


def _number(words: str) -> int | float:
    if "x" in words.lower():
        return int(words, 16)
    number = float(words)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
