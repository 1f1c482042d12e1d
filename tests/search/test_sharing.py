"""Two processes and one index: one writes at a time, and the other is told so."""

import subprocess
import sys
from pathlib import Path

from desktop_app.search.index.indexer import Indexer, Outcome
from tests.search.shelf import Bench

HOLDER = """
import sys
from pathlib import Path
from desktop_app.search.analysis import Analyzer
from desktop_app.search.index.folder import IndexFolder

with IndexFolder(Path(sys.argv[1]), Analyzer()).locked() as free:
    print(free, flush=True)
    sys.stdin.readline()
"""

ROOT = Path(__file__).resolve().parents[2]


def test_who_comes_second_is_told_that_it_is_busy(bench: Bench) -> None:
    bench.shelf.document("d", "heron")
    bench.drain()
    command = [sys.executable, "-c", HOLDER, str(bench.folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "True\n"
        bench.shelf.note("n", "heron")
        assert bench.indexer.drain().outcome is Outcome.BUSY
        assert bench.indexer.rebuild().outcome is Outcome.BUSY
        assert not bench.indexer.tidy()
        assert bench.found("heron") == ["d", "n"]
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.wait(timeout=30) == 0
    assert bench.indexer.drain().outcome is Outcome.DONE


def test_the_lock_goes_with_the_process_that_held_it(bench: Bench) -> None:
    bench.shelf.document("d", "heron")
    command = [sys.executable, "-c", HOLDER, str(bench.folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        holder.kill()
        holder.wait(timeout=30)
    assert bench.indexer.drain().outcome is Outcome.DONE


def test_two_that_write_in_turn_see_each_others_work(bench: Bench) -> None:
    other = Indexer(bench.folder, bench.shelf, bench.analyzer)
    for turn in range(6):
        bench.shelf.note("n", f"revision number{turn}")
        writer = (bench.indexer, other)[turn % 2]
        bench.shelf.clear(writer.drain().done)
        assert bench.ask("revision").total == 1
        assert bench.found(f"numbe* number{turn}") == ["n"]
    other.close()
