"""Where the files that ship with Margent lie: fonts, icons, palettes, templates, seeds."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def asset_folder(name: str) -> Path:
    """Return the folder "resources" or "seeds": the checkout's when there is one, else the installed package's."""
    beside = _PACKAGE.parent / name
    return beside if (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE / "_data" / name
