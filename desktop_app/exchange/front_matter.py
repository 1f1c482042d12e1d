"""The YAML at the head of an exported file: properties as Obsidian, Jekyll and Pandoc read them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import yaml

from desktop_app.core.text.normal_form import normalise

OWNER = "margent-id"
"""The property that says which document a file is the export of."""

_OWNER_LINE = re.compile(rf"{OWNER}:[ \t]+(['\"]?)([0-9A-Za-z_-]+)\1")
_LINE_END = re.compile("\r\n|\r|\n")
# PyYAML writes YAML 1.1; Obsidian reads 1.2, where these are numbers too.
_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)(e[-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-f]+|[-+]?\.(inf|nan)", re.IGNORECASE
)

Property = str | int | float | date | datetime | Sequence[str] | None


def front_matter(properties: Mapping[str, Property]) -> str:
    """Return `properties` as front matter with its fences, one property a line, lists in brackets.

    Empty ones (None, "", an empty list) are left out. Texts come back from a YAML parser as texts, on one line:
    white space in them is folded.
    """
    folded = {key: _folded(value) for key, value in properties.items()}
    kept = {key: value for key, value in folded.items() if value not in (None, "", [])}
    dumped = yaml.dump(
        kept, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=float("inf"), default_flow_style=False
    )
    # Templater looks through the whole file for its own brackets, so the two characters must not stand side by side.
    safe = dumped.replace("<%", "<\\x25") if kept else ""
    return f"---\n{safe}---"


def owner_in(text: str) -> str | None:
    """Return the document that the front matter of `text` says it is the export of, if any.

    Reads lines, not YAML: a person's front matter may be broken, and is none of our business beyond this line.
    """
    lines = [line.rstrip() for line in _LINE_END.split(text.removeprefix("\ufeff"))]
    if lines[0] != "---":
        return None
    end = next((number for number, line in enumerate(lines) if number and line in ("---", "...")), 0)
    found = (_OWNER_LINE.fullmatch(line) for line in lines[1:end])
    return next((owner[2] for owner in found if owner), None)


def _folded(value: Property) -> object:
    if isinstance(value, str):
        return " ".join(normalise(value).split())
    return [_folded(one) for one in value] if isinstance(value, list | tuple) else value


class _Dumper(yaml.SafeDumper):
    """Quotes what YAML 1.2 would take for a number, and what Templater would run."""

    def text(self, value: str) -> yaml.ScalarNode:
        style = '"' if "<%" in value else "'" if _NUMBER.fullmatch(value) else None
        return self.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    def sequence(self, value: list[object]) -> yaml.SequenceNode:
        return self.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(list, _Dumper.sequence)
_Dumper.add_representer(str, _Dumper.text)
