"""Several notebooks at once, and an end at an unlucky moment."""

import asyncio
import subprocess
import sys

import pytest

from conftest import ROOT, write_notebook
from tutorial import run_notebooks

STOPPED_WHILE = """
import faulthandler, signal, sys
from tutorial import run_notebooks
from jupyter_client.connect import ConnectionFileMixin as Connection

faulthandler.dump_traceback_later(60, exit=True)
connect = Connection.{step}
def stopped(self, *arguments, **options):
    socket = connect(self, *arguments, **options)
    signal.raise_signal(signal.SIGINT)
    return socket
Connection.{step} = stopped
sys.exit(run_notebooks.main(["00"]))
"""


@pytest.mark.parametrize("step", ["connect_shell", "connect_iopub", "connect_control"])
def test_ctrl_c_while_a_kernel_is_being_connected_leaves_nothing_that_the_exit_waits_for(step):
    program = STOPPED_WHILE.format(step=step)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "src/main/python", capture_output=True, text=True, timeout=90
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Stopped.\n")


def test_a_cell_that_measures_works_alone_and_is_not_kept_waiting():
    at_work, seen = [], []

    async def cell(turns, name, measures=False):
        async with turns.turn(measures):
            at_work.append(name)
            seen.append((name, sorted(at_work)))
            for _ in range(5):
                await asyncio.sleep(0)
            at_work.remove(name)

    async def kernels():
        turns = run_notebooks.Turns()

        async def others(name):
            for _ in range(20):
                await cell(turns, name)

        async def measuring():
            await asyncio.sleep(0)
            for _ in range(3):
                await cell(turns, "measuring", measures=True)

        await asyncio.wait_for(asyncio.gather(others("one"), others("two"), measuring()), timeout=60)

    asyncio.run(kernels())
    together = [names for _, names in seen]
    assert ["one", "two"] in together
    assert [names for name, names in seen if name == "measuring"] == [["measuring"]] * 3
    first = [name for name, _ in seen].index("measuring")
    assert first <= 3, "it waited while new cells began"


def test_a_cell_that_is_stopped_while_it_waits_to_measure_lets_the_others_go_on():
    async def kernels():
        turns = run_notebooks.Turns()
        async with turns.turn():
            waits = asyncio.ensure_future(turns.turn(measures=True).__aenter__())
            await asyncio.sleep(0.01)
            waits.cancel()
            await asyncio.gather(waits, return_exceptions=True)
        async with turns.turn():
            return "went on"

    assert asyncio.run(asyncio.wait_for(kernels(), timeout=60)) == "went on"


def test_notebooks_run_side_by_side_and_are_told_in_their_order(tmp_path):
    """The first can't end before the second has begun."""
    paths = [
        write_notebook(tmp_path / "01-slow.ipynb", 'while (!new java.io.File("begun").exists()) Thread.onSpinWait();'),
        write_notebook(tmp_path / "02-fast.ipynb", 'new java.io.File("begun").createNewFile();'),
    ]
    told = []
    run = run_notebooks.run_all(paths, 2, None, lambda path, notebook, result: told.append(result))
    run_notebooks.Loop().run(run)
    assert [(r.name, r.error) for r in told] == [("01-slow", ""), ("02-fast", "")]


def test_what_the_compiler_says_is_told_with_the_snippet(tmp_path):
    path = write_notebook(tmp_path / "00-broken.ipynb", "int one = 1;\nList<Foo> x = null;")
    _, result = run_notebooks.execute(path)
    assert result.error.startswith("cell 1 (int one = 1;): CompilationException: cannot find symbol, symbol: class Foo, [snippet: ")
