"""The desktop opens links here once it is told to, and nothing of that is left once it is told otherwise."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.services.articles.link_registration import ENTRY, LinkRegistration, exec_word, starting_command
from desktop_app.services.errors import Refused

KIND = "x-scheme-handler/margent"

XDG_MIME = """#!/bin/sh
list="$XDG_CONFIG_HOME/mimeapps.list"
case "$1" in
  query) sed -n "s|^$3=||p" "$list" 2>/dev/null;;
  default) printf '[Default Applications]\\n' > "$list.new"
    grep -v -e "^$3=" -e '^.Default' "$list" 2>/dev/null >> "$list.new"; printf '%s=%s\\n' "$3" "$2" >> "$list.new"
    mv "$list.new" "$list";;
esac
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A person's settings, and a stand-in for the desktop's tool that keeps to the same file."""
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin" / "xdg-mime"
    tool.write_text(XDG_MIME)
    tool.chmod(0o755)
    (tmp_path / "config").mkdir()
    return {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
    }


pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="links are registered on Linux alone")


def entry(environment: dict[str, str]) -> Path:
    return Path(environment["XDG_DATA_HOME"]) / "applications" / ENTRY


def choices(environment: dict[str, str]) -> Path:
    return Path(environment["XDG_CONFIG_HOME"]) / "mimeapps.list"


def test_on_and_off_leave_everything_as_it_was(environment: dict[str, str]) -> None:
    before = "[Default Applications]\ntext/html=browser.desktop\nx-scheme-handler/http=browser.desktop\n"
    choices(environment).write_text(before)
    links = LinkRegistration(["/opt/my reader/margent", "--data-dir", "/home/ida/50% $HOME"], environment)
    links.turn_on()
    assert links.is_on
    assert f"{KIND}={ENTRY}" in choices(environment).read_text()
    text = entry(environment).read_text()
    assert 'Exec="/opt/my reader/margent" --data-dir "/home/ida/50%% \\\\$HOME" open %u\n' in text
    assert f"MimeType={KIND};" in text
    links.turn_on()
    links.turn_off()
    assert not entry(environment).exists()
    assert sorted(choices(environment).read_text().split()) == sorted(before.split())
    links.turn_off()


def test_what_opened_links_before_opens_them_again(environment: dict[str, str]) -> None:
    choices(environment).write_text(f"[Default Applications]\n{KIND}=margent.desktop\n")
    links = LinkRegistration(["margent"], environment)
    links.turn_on()
    links.turn_on()
    links.turn_off()
    assert f"{KIND}=margent.desktop" in choices(environment).read_text()


def test_without_the_desktops_tool_it_says_what_to_install(environment: dict[str, str]) -> None:
    links = LinkRegistration(["margent"], {**environment, "PATH": "/nowhere"})
    with pytest.raises(Refused, match="xdg-utils"):
        links.turn_on()
    assert not entry(environment).exists()


def test_a_folder_that_cannot_be_written_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(Refused, match="could not be written"):
        LinkRegistration(["margent"], environment).turn_on()


@pytest.mark.parametrize("word", ["a", "a b", 'a"b', "a\\b", "$x", "`x`", "50%", "a;b", "ü", "a'b", "--data-dir=x"])
def test_every_word_reaches_the_program_as_it_is(word: str) -> None:
    if shutil.which("python3") is None:
        pytest.skip("no interpreter to try it with")
    written = exec_word(word)
    if written.startswith('"'):  # what the entry's reader does: the file's escapes, then the quotes, then the percents
        inner = written[1:-1].replace("\\\\", "\\")
        for sign in '"`$\\':
            inner = inner.replace(f"\\{sign}", sign)
        written = inner
    assert written.replace("%%", "%") == word


def test_only_a_library_elsewhere_is_named(tmp_path: Path) -> None:
    assert "--data-dir" not in starting_command(tmp_path, tmp_path)
    named = starting_command(tmp_path / "other", tmp_path)
    assert named[-2:] == ["--data-dir", str(tmp_path / "other")]
    assert subprocess.run([*named[:-2], "--version"], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="the desktop's own check is not installed")
def test_the_entries_are_sound(environment: dict[str, str]) -> None:
    LinkRegistration(["/opt/my reader/margent"], environment).turn_on()
    ours = Path(__file__).parents[3] / "resources" / "linux" / "margent.desktop"
    for path in (entry(environment), ours):
        checked = subprocess.run(
            ["desktop-file-validate", str(path)], check=False, capture_output=True, text=True, env=dict(os.environ)
        )
        assert checked.returncode == 0, checked.stdout
