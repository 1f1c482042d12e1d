"""Parsing in a process of its own: the same result, within limits, and every way it can fail said in a sentence."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.formats.apart import parsing
from desktop_app.formats.apart.limits import Limits
from desktop_app.formats.apart.parsing import ImportCancelled, parse_in_child
from desktop_app.formats.registry import parse
from desktop_app.formats.source import ImportFailure, Source

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="this system has no such limit")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
RICH = b"""---
title: Rich
---
# One

Some *words* with [a link](b.md) and a note[^1].

| a | b |
|---|---|
| 1 | 2 |

![A map](a.png)

[^1]: There.
"""
SLOW = ("e" + "\u0301\u0323" * 200_000).encode()
"""Sorting these accents takes minutes, in one call that Python cannot interrupt."""


def test_the_result_is_the_same_as_without_a_process(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    source = Source(RICH, "rich.md", str(tmp_path))

    assert parse_in_child(source) == parse(source)
    assert parse_in_child(source).resources


def test_a_refusal_comes_back_as_its_sentence() -> None:
    with pytest.raises(ImportFailure, match=r"^a\.txt is empty: there is nothing to read in it\.$"):
        parse_in_child(Source(b"", "a.txt"))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode on this system")
def test_names_that_are_not_unicode_do_no_harm(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / "a.png").write_bytes(PNG)

    imported = parse_in_child(Source(RICH, os.fsdecode(b"caf\xe9.md"), str(folder)))

    assert imported.resources


def test_several_threads_may_parse_at_once() -> None:
    sources = [Source(f"Article number {number} has a few words.".encode(), f"{number}.txt") for number in range(6)]

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(parse_in_child, sources))

    assert [result.content.text for result in results] == [source.data.decode() for source in sources]


def test_it_is_found_from_any_folder_and_runs_nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('this must not be run')")
    monkeypatch.chdir(tmp_path)

    assert parse_in_child(Source(b"A few words.", "a.txt")).content.text == "A few words."


class TestLimits:
    def test_too_large_a_file(self) -> None:
        with pytest.raises(ImportFailure, match=r"a\.txt is 2 MB large; files up to 1 MB"):
            parse_in_child(Source(b"x " * (1 << 20), "a.txt"), limits=Limits(input_bytes=1 << 20))

    def test_too_large_a_result(self) -> None:
        with pytest.raises(ImportFailure, match="comes to more than 1 MB"):
            parse_in_child(Source(b"x\n\n" * 25_000, "a.md"), limits=Limits(output_bytes=1 << 20))

    def test_time_by_the_clock(self) -> None:
        with pytest.raises(ImportFailure, match=r"longer than 0\.5 seconds"):
            parse_in_child(Source(SLOW, "a.txt"), limits=Limits(seconds=0.5))

    @POSIX_ONLY
    def test_time_on_the_processor(self) -> None:
        with pytest.raises(ImportFailure, match="longer than 1 seconds"):
            parse_in_child(Source(SLOW, "a.txt"), limits=Limits(cpu_seconds=1))

    @pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this system does not limit address space")
    def test_memory(self) -> None:
        data = b"some *words* here\n\n" * 200_000

        with pytest.raises(ImportFailure, match="more than the 160 MB of memory"):
            parse_in_child(Source(data, "a.md"), limits=Limits(memory=160 << 20))

    def test_depth(self) -> None:
        with pytest.raises(ImportFailure, match="nested too deeply"):
            parse_in_child(Source(b"> " * 55 + b"words", "a.md"), limits=Limits(depth=90))


class TestEnding:
    def test_cancelling_stops_it(self) -> None:
        cancelled = threading.Event()
        threading.Timer(0.3, cancelled.set).start()
        begun = time.monotonic()

        with pytest.raises(ImportCancelled, match=r"a\.txt was not added"):
            parse_in_child(Source(SLOW, "a.txt"), cancelled=cancelled.is_set)

        assert time.monotonic() - begun < 60

    def test_no_process_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        started: list[subprocess.Popen[bytes]] = []
        start = parsing._start

        def remember() -> subprocess.Popen[bytes]:
            started.append(start())
            return started[-1]

        monkeypatch.setattr(parsing, "_start", remember)
        with pytest.raises(ImportFailure):
            parse_in_child(Source(SLOW, "a.txt"), limits=Limits(seconds=0.2))
        with pytest.raises(ImportCancelled):
            parse_in_child(Source(SLOW, "a.txt"), cancelled=lambda: True)

        assert len(started) == 2
        assert all(process.returncode is not None for process in started)

    @POSIX_ONLY
    @pytest.mark.parametrize(
        ("script", "says"),
        [
            ("kill -SEGV $$", "signal 11"),
            ("kill -KILL $$", "memory"),
            ("exit 3", "exit status 3"),
            ("exit 0", "exit status 0"),
            ("cat >/dev/null; echo nonsense", "exit status 0"),
            ("cat >/dev/null; kill -SEGV $$", "signal 11"),
        ],
    )
    def test_a_crash_is_a_sentence(
        self, script: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\n{script}\n")
        python.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(python))

        with pytest.raises(ImportFailure, match=says):
            parse_in_child(Source(b"word " * 100_000, "a.txt"))

    def test_a_process_that_cannot_be_started_is_a_sentence(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))

        with pytest.raises(ImportFailure, match="no process could be started"):
            parse_in_child(Source(b"words", "a.txt"))


@pytest.mark.parametrize(
    "deed",
    [
        "open('new.txt', 'w')",
        "open('old.txt', 'a')",
        "open('old.txt', 'r+')",
        "os.open('new.txt', os.O_CREAT | os.O_WRONLY)",
        "os.remove('old.txt')",
        "os.rename('old.txt', 'new.txt')",
        "os.mkdir('folder')",
        "os.system('echo hello')",
        "subprocess.run(['echo', 'hello'])",
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_a_confined_process_may_not(deed: str, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    program = (
        "import os, socket, subprocess, urllib.request\n"
        "from desktop_app.formats.apart.confinement import confine\n"
        "confine()\n"
        "assert open('old.txt').read() == 'old'\n"
        f"try:\n    {deed}\nexcept PermissionError:\n    print('refused')\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stdout == "refused\n", result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["old.txt"]


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.md", "a.txt", "a"]))
def test_any_bytes_come_back_as_a_document_or_a_sentence(data: bytes, name: str) -> None:
    try:
        imported = parse_in_child(Source(data, name))
    except ImportFailure as failure:
        message = str(failure)
    else:
        message = imported.title
    assert message
    assert "mistake in Margent" not in message
