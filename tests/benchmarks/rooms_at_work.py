"""The other rooms of a window over a library with very many marks, each entered anew.

Run as a process of its own: `rooms_at_work FOLDER TIMES` answers lists of milliseconds. `library` and `notebook` are
until the room shows what there is, `library_late` and `notebook_late` by how late the window was at worst meanwhile.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop_app.compose import compose
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.theme.appearance import Appearance
from desktop_app.ui.theme.palette import Theme
from desktop_app.ui.theme.switching import ThemeSwitch
from desktop_app.ui.window import MainWindow
from tests.benchmarks.dressing import dressed_application
from tests.benchmarks.lateness import Lateness


def main(folder: Path, times: int) -> None:
    """Measure, and print the answer."""
    application = dressed_application()
    themes = ThemeSwitch(application, Theme.LIGHT)
    answer: dict[str, list[float]] = {"library": [], "library_late": [], "notebook": [], "notebook_late": []}
    with closing(compose(folder)) as margent:
        margent.indexing.pause()
        window = MainWindow(margent, WindowSettings(folder), themes, Appearance(themes.palette))
        window.resize(1440, 900)
        window.show()
        shown: dict[str, Callable[[], bool]] = {
            "library": lambda: window.rooms.library.summary() != "",
            "notebook": lambda: window.rooms.notebook.listed > 0 and not window.rooms.notebook.gathering,
        }
        for _ in range(times):
            for room, reached in shown.items():
                begun = time.perf_counter()
                late = Lateness().until(reached, lambda room=room: window.stage.enter(room))  # type: ignore[misc]
                answer[room].append((time.perf_counter() - begun) * 1000)
                answer[f"{room}_late"].append(max(late + Lateness().during(0.5)))
        window.close()
    print(json.dumps(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
