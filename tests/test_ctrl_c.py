"""Ctrl-C ends `./tutorial run` with all that it has started: at any moment, however often it's pressed."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from conftest import ROOT, InTerminal, Program, wait_until, write_notebook

PYTHON = ROOT / "src" / "main" / "python"
# CTRL_C=200 .venv/bin/python -m pytest tests/test_ctrl_c.py presses it at 200 random moments.
TRIES = int(os.environ.get("CTRL_C", "6"))
SECONDS = float(os.environ.get("CTRL_C_SECONDS", "5"))
STOPPED = (130, "", "Stopped.\n")
RUN = """
import faulthandler, pathlib, signal, sys
from tutorial import run_notebooks
from tutorial.run_notebooks import Client

faulthandler.dump_traceback_later({limit}, exit=True)
run_notebooks.NOTEBOOKS = pathlib.Path({folder!r})
{change}
sys.exit(run_notebooks.main([]))
"""
# In the very step in which the first cell's last message is taken.
AS_A_CELL_ENDS = """
process = Client.process_message
def press(self, msg, *arguments):
    if msg["content"].get("execution_state") == "idle":
        signal.raise_signal(signal.SIGINT)
    return process(self, msg, *arguments)
Client.process_message = press
"""
# It ends in no good order: the kernel's end is never seen, and nothing else gets a turn.
STUCK = """
import time
def press(self, *arguments, **options):
    signal.raise_signal(signal.SIGINT)
    print("pressed", flush=True)
    time.sleep(600)
Client.process_message = press
"""


def run_in_python(folder, change, limit=60):
    """Two cells, of which the second never ends."""
    write_notebook(folder / "00-waits.ipynb", "int one = 1;", "new java.util.concurrent.CountDownLatch(1).await();")
    program = RUN.format(folder=str(folder), change=change, limit=limit)
    return Program([sys.executable, "-c", program], cwd=PYTHON)


def test_pressed_just_as_a_cell_ends_it_is_not_lost(tmp_path):
    """Up to Python 3.11 `asyncio.wait_for` swallows a cancellation then, and the next cell began."""
    with run_in_python(tmp_path, AS_A_CELL_ENDS) as program:
        assert (program.wait(90), program.text) == (130, "Stopped.\n")
        assert program.processes() == []


@pytest.mark.slow
def test_what_hangs_is_killed_with_its_kernel(tmp_path):
    with run_in_python(tmp_path, STUCK) as program:
        assert (program.wait(90), program.text) == (130, "pressed\nStopped.\n")
        wait_until(lambda: program.processes() == [], "the kernel to be gone", 50)


IN_THE_IMPORTS = """
import builtins, signal
find = builtins.__import__
def press(name, *arguments, **options):
    if name == "nbformat":
        signal.raise_signal(signal.SIGINT)
    return find(name, *arguments, **options)
builtins.__import__ = press
"""
AT_PYTHONS_START = """
import os, signal
if os.environ.pop("PRESS", ""):
    signal.raise_signal(signal.SIGINT)
"""


def start_python(folder, moment, *before, program=("run_notebooks", "00")):
    """Starts a program as the script does; sitecustomize is what Python imports first."""
    (folder / "sitecustomize.py").write_text(moment, encoding="utf-8")
    command = [*before, sys.executable, "-m", f"tutorial.{program[0]}", *program[1:]]
    env = {**os.environ, "PYTHONPATH": str(folder), "PRESS": "yes"}
    done = subprocess.run(command, cwd=PYTHON, env=env, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def patiently():
    """As `./tutorial` does it, where env can."""
    words = ["env", "--block-signal=INT"]
    if subprocess.run([*words, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("this env can't keep a signal waiting")
    return words


@pytest.mark.parametrize("moment", [AT_PYTHONS_START, IN_THE_IMPORTS], ids=["at the start", "in the imports"])
def test_while_python_starts_it_waits_and_is_heard(tmp_path, moment):
    assert start_python(tmp_path, moment, *patiently()) == STOPPED


def test_while_python_starts_it_is_heard_by_what_opens_jupyterlab_too(tmp_path):
    code, _, said = start_python(tmp_path, AT_PYTHONS_START, *patiently(), program=("open_jupyterlab", "--no-browser"))
    assert (code, said) == (0, "\nStopping JupyterLab and its kernels ...\n")


def test_in_the_imports_there_is_no_traceback_even_where_it_cant_wait(tmp_path):
    assert start_python(tmp_path, IN_THE_IMPORTS) == (-signal.SIGINT, "", "")


@pytest.mark.alone
@pytest.mark.parametrize("attempt", range(TRIES))
def test_at_any_moment_it_ends_a_run_in_five_seconds(attempt):
    """Once, twice or ten times, by a key or by a signal to the group, while it looks, starts kernels, or runs cells.

    CTRL_C=200 tries it as often; CTRL_C_SECONDS=50 gives it time beside other work.
    """
    chance = random.Random(attempt)
    times = (1, 2, 10)[attempt % 3]
    first = chance.uniform(0, 2) if chance.random() < 0.5 else chance.uniform(2, 12)
    kind = InTerminal if attempt // 3 % 2 else Program
    with kind([ROOT / "tutorial", "run"]) as program:
        time.sleep(first)  # any moment, so there's nothing to wait for
        assert program.process.poll() is None, program.text
        for _ in range(times):
            program.press_ctrl_c()
            time.sleep(chance.uniform(0, 0.1))
        pressed = time.monotonic()
        code = program.wait(60)
        took = time.monotonic() - pressed
        how = f"{kind.__name__}, {times} times after {first:.2f} s: {code} after {took:.1f} s: {program.text}"
        assert code in (130, -signal.SIGINT), how
        assert took < SECONDS, how
        assert "Traceback" not in program.text and "KeyboardInterrupt" not in program.text, how
        wait_until(lambda: program.processes() == [], f"all to be gone: {how}")
