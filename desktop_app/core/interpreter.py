"""Starting another Python process that runs a module of ours, and nothing that lies in the current folder."""

import os
import sys
from pathlib import Path
from typing import Any


def module_process(module: str, *arguments: str) -> dict[str, Any]:
    """Return what `subprocess.Popen` needs to run `module` with `arguments`; pipes are the caller's choice.

    `-P` keeps a file called yaml.py, in whatever folder Margent was started from, from being imported.
    """
    return {
        "args": [sys.executable, "-P", "-m", module, *arguments],
        "env": _environment(),
        # Windows would flash a console.
        "creationflags": _NO_WINDOW,
    }


_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0


def _environment() -> dict[str, str]:
    """Ours, and in a checkout the way to this package, which -P would hide."""
    environment = dict(os.environ)
    home = Path(__file__).resolve().parents[2]
    if home.name not in ("site-packages", "dist-packages"):
        others = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(home), others)))
    return environment
