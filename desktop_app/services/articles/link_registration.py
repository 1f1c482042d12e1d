"""Letting the desktop open `margent://` links here: for one user, on Linux, and undone without a trace.

After the XDG specifications: a desktop entry that names the scheme as its MIME type
(https://specifications.freedesktop.org/desktop-entry-spec/latest/), made the default by `xdg-mime`, whose choice is
a line of `mimeapps.list` (https://specifications.freedesktop.org/mime-apps-spec/latest/).
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop_app.core.deep_link import SCHEME
from desktop_app.services.errors import Refused

ENTRY = "margent-links.desktop"
_KIND = f"x-scheme-handler/{SCHEME}"
_BEFORE = "X-Margent-Before"
_PATIENCE = 20  # seconds
_TEXT = """[Desktop Entry]
Type=Application
Version=1.4
Name=Margent
Comment=Opens links to articles, highlights and notes
Exec={command} open %u
Icon=margent
Terminal=false
NoDisplay=true
MimeType={kind};
StartupWMClass=margent
{before}"""
_RESERVED = re.compile(r'[\s"\'\\><~|&;$*?#()`]')


class LinkRegistration:
    """Writes a desktop entry of the person's own, which the links of this library go to. Waits for other programs."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
        """`command` starts Margent on this library; `environment` says where the person's settings are."""
        self._command = command
        self._environment = dict(environment)
        home = Path(environment.get("HOME") or Path.home())
        self._applications = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "applications"
        self._choices = Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "mimeapps.list"

    @property
    def is_on(self) -> bool:
        """Whether links are opened by what was registered here."""
        return (self._applications / ENTRY).is_file()

    def turn_on(self) -> None:
        """Open links here from now on. Raises Refused; then nothing has changed."""
        if not sys.platform.startswith("linux"):
            raise Refused("Links can be registered on Linux only. “margent open LINK” opens one everywhere.")
        if shutil.which("xdg-mime", path=self._environment.get("PATH")) is None:
            raise Refused("The desktop’s own tool for this is missing. Install the package xdg-utils and try again.")
        before = self._before() if self.is_on else self._run("xdg-mime", "query", "default", _KIND).strip()
        remembered = f"{_BEFORE}={before}\n" if before.endswith(".desktop") and before != ENTRY else ""
        command = " ".join(map(exec_word, self._command))
        try:
            self._applications.mkdir(parents=True, exist_ok=True)
            text = _TEXT.format(command=command, kind=_KIND, before=remembered)
            (self._applications / ENTRY).write_text(text, encoding="utf-8", errors="surrogateescape")
        except OSError as error:
            raise Refused(f"“{self._applications / ENTRY}” could not be written: {error.strerror or error}.") from None
        self._run("update-desktop-database", str(self._applications))
        self._run("xdg-mime", "default", ENTRY, _KIND)

    def turn_off(self) -> None:
        """Leave links to whatever opened them before, if anything did. Raises Refused."""
        entry, before = self._applications / ENTRY, self._before()
        try:
            entry.unlink(missing_ok=True)
            self._forget_choice()
        except OSError as error:
            raise Refused(f"“{error.filename or entry}” could not be changed: {error.strerror or error}.") from None
        self._run("update-desktop-database", str(self._applications))
        if before:
            self._run("xdg-mime", "default", before, _KIND)

    def _before(self) -> str:
        """Return the entry that opened links before ours, as ours remembers it."""
        try:
            text = (self._applications / ENTRY).read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""
        found = re.search(rf"^{_BEFORE}=(\S+\.desktop)$", text, re.MULTILINE)
        return found[1] if found is not None else ""

    def _forget_choice(self) -> None:
        """Take our line out of the person's list of defaults and leave every other as it is."""
        if not self._choices.is_file():
            return
        before = self._choices.read_text(encoding="utf-8", errors="surrogateescape")
        ours = rf"^{re.escape(_KIND)}={re.escape(ENTRY)};?\n?"
        after = re.sub(ours, "", before, flags=re.MULTILINE)
        if after != before:
            spare = self._choices.with_name(f"{self._choices.name}.{os.getpid()}")
            spare.write_text(after, encoding="utf-8", errors="surrogateescape")
            spare.replace(self._choices)

    def _run(self, *command: str) -> str:
        """Run a tool of the desktop's; what a tool cannot do here is left undone."""
        try:
            ended = subprocess.run(  # noqa: S603 - our own words, and no shell
                command, env=self._environment, capture_output=True, text=True, timeout=_PATIENCE, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return ended.stdout


def starting_command(folder: Path, usual: Path) -> list[str]:
    """Return what starts this Margent on the library in `folder`; one at the `usual` place need not be named."""
    script = Path(sys.executable).with_name("margent")
    program = [str(script)] if script.is_file() else [sys.executable, "-m", "desktop_app"]
    return program if folder.resolve() == usual.resolve() else [*program, "--data-dir", str(folder.resolve())]


def exec_word(word: str) -> str:
    """Return a word as it stands in the Exec line of a desktop entry."""
    doubled = word.replace("%", "%%")
    if not _RESERVED.search(doubled):
        return doubled
    quoted = re.sub(r'(["`$\\])', r"\\\1", doubled)
    return '"' + quoted.replace("\\", "\\\\") + '"'  # the file has escapes of its own, which are read first
