"""What has to be measured in a process of its own: started here, it answers with one line of JSON."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import MeasuringFailed

_CHECKOUT = Path(__file__).resolve().parents[2]
_PATIENCE = 300  # seconds


def answer_of(module: str, *arguments: str | Path) -> dict[str, Any]:
    """Run a module of this package and return its answer, with `started`: when it was, on the clock all share.

    Raises MeasuringFailed when it does not answer.
    """
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, arguments)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # Where Python is told to keep no bytecode, every start would compile the program; an installed one never does.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic_ns()
    try:
        done = subprocess.run(
            command, cwd=_CHECKOUT, env=surroundings, capture_output=True, text=True, timeout=_PATIENCE, check=True
        )
        return {**json.loads(done.stdout.splitlines()[-1]), "started": started}
    except subprocess.CalledProcessError as error:
        raise MeasuringFailed(f"{module} ended with {error.returncode}:\n{error.stderr}") from error
    except (subprocess.TimeoutExpired, IndexError, ValueError) as error:
        raise MeasuringFailed(f"{module} gave no answer: {error}") from error
