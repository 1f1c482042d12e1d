"""What a tag may be called."""

from collections.abc import Iterable

from desktop_app.core.text.normal_form import storable


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags without "#", white space and repetition, in the order in which they came."""
    cleaned = ("-".join(storable(tag).strip().lstrip("#").split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))
