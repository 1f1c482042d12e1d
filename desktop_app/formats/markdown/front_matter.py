"""What stands between the first two `---` lines of a Markdown file: its title and its tags."""

import re
from dataclasses import dataclass

from desktop_app.core.text.normal_form import normalise
from desktop_app.formats.losses import Loss, Losses

_LARGEST = 1 << 16
_LONGEST_TITLE = 300
_LONGEST_TAG = 80
_MOST_TAGS = 100


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The title (empty when there is none) and the tags a file gives itself."""

    title: str = ""
    tags: tuple[str, ...] = ()


def read_front_matter(text: str, losses: Losses) -> FrontMatter:
    """Return the title and tags in `text`, which is YAML. What cannot be read is counted among the losses."""
    if not text.strip():
        return FrontMatter()
    if len(text) > _LARGEST:
        losses.add(Loss.FRONT_MATTER_BROKEN, "it is too long")
        return FrontMatter()
    fields = _fields(text, losses)
    others = [name for name in fields if name not in ("title", "tags")]
    for name in others:
        losses.add(Loss.FRONT_MATTER_FIELD, one_line(name))
    title = fields.get("title")
    return FrontMatter(
        one_line(title)[:_LONGEST_TITLE] if isinstance(title, str) else "",
        _tags(fields.get("tags")),
    )


def one_line(text: str) -> str:
    """Return `text` normalised and with single spaces as its only white space."""
    return " ".join(normalise(text).split())


def _fields(text: str, losses: Losses) -> dict[str, object]:
    # Imported here: most files have no front matter, and this takes a third of a child's start.
    import yaml

    try:
        # BaseLoader makes strings, lists and dicts and nothing else; SafeLoader would turn the title "1984" into a
        # number, "No" into False, and stumble over the 30th of February.
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        losses.add(Loss.FRONT_MATTER_BROKEN, f"line {mark.line + 2}" if mark else "it is not YAML")
        return {}
    except (RecursionError, ValueError):
        losses.add(Loss.FRONT_MATTER_BROKEN, "it is not sensible YAML")
        return {}
    if isinstance(found, dict):
        return {name.lower(): value for name, value in found.items() if isinstance(name, str)}
    losses.add(Loss.FRONT_MATTER_BROKEN, "it has no fields")
    return {}


def _tags(found: object) -> tuple[str, ...]:
    """Tags as a list, or as one string parted by commas, else by spaces; each once, without a leading #."""
    if isinstance(found, str):
        names: list[object] = [*(found.split(",") if "," in found else re.split(r"\s+", found))]
    else:
        names = found if isinstance(found, list) else []
    tags = (one_line(name).lstrip("#").strip()[:_LONGEST_TAG] for name in names if isinstance(name, str))
    return tuple(dict.fromkeys(tag for tag in tags if tag))[:_MOST_TAGS]
