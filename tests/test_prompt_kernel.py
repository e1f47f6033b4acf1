"""A kernel lets nobody wait: it rehearses before the first cell comes, which leaves nothing that a cell could see, and hears each request at once."""

import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from conftest import wait_until
from kernels import SET_UP, Kernel

pytestmark = pytest.mark.slow


@pytest.fixture
def waiting_kernel(request: pytest.FixtureRequest) -> Iterator[Kernel]:
    """One that no cell has been sent to, with the test's parameter as its options."""
    with mock.patch.dict("os.environ", JJAVA_JVM_OPTS=getattr(request, "param", "")), Kernel() as kernel:
        yield kernel


def jcmd(kernel: Kernel, command: str) -> str:
    jvm = kernel.jvms()[0]
    return subprocess.run([Path(jvm.exe()).with_name("jcmd"), str(jvm.pid), command], capture_output=True, text=True, check=True).stdout


def is_over(kernel: Kernel) -> bool:
    return '"rehearsal"' not in jcmd(kernel, "Thread.print")


def objects(kernel: Kernel) -> dict[str, int]:
    """How many of each class can be reached."""
    rows = [line.split() for line in jcmd(kernel, "GC.class_histogram").splitlines()]
    return {row[3]: int(row[1]) for row in rows if len(row) > 3 and row[0].endswith(":")}


def has_drawn(kernel: Kernel) -> bool:
    return "com.fasterxml.jackson.databind.ObjectMapper" in objects(kernel)  # reads what Tablesaw writes


def test_it_leaves_nothing_that_a_cell_could_see(waiting_kernel: Kernel) -> None:
    wait_until(lambda: has_drawn(waiting_kernel) and is_over(waiting_kernel), "the rehearsal's end", 120)
    left = objects(waiting_kernel)
    assert left["jdk.jshell.JShell"] == 1
    assert not [name for name in left if name.startswith("weakrefs.") and not name.startswith("weakrefs.kernel.")]
    assert "ended early" not in waiting_kernel.stderr()
    assert waiting_kernel.text("var x = 1; int f() { return x; }; f()") == "1"
    status, outputs = waiting_kernel.run("1 + 1")
    assert (status, outputs[0]["execution_count"]) == ("ok", 2)
    assert "symbol:   variable figure" in waiting_kernel.error("figure")
    assert waiting_kernel.text(SET_UP) == ""


@pytest.mark.parametrize("waiting_kernel", ["-Xmx160m"], indirect=True)
def test_it_isnt_there_where_memory_is_short(waiting_kernel: Kernel) -> None:
    assert is_over(waiting_kernel)
    assert not has_drawn(waiting_kernel)


# Without the JVM's compiler it takes many times as long, so it can't be through before the cell comes.
@pytest.mark.parametrize("waiting_kernel", ["-Xint"], indirect=True)
def test_a_cell_ends_it(waiting_kernel: Kernel) -> None:
    assert waiting_kernel.text("1 + 1") == "2"
    wait_until(lambda: is_over(waiting_kernel), "the rehearsal's end", 120)
    assert not has_drawn(waiting_kernel)


@pytest.mark.alone
def test_a_request_doesnt_wait_for_the_next_look(waiting_kernel: Kernel) -> None:
    """JJava's own loop looks every 50 ms, so each request in a row would wait that long."""

    def seconds() -> float:
        start = time.monotonic()
        waiting_kernel.client.kernel_info(reply=True, timeout=60)
        return time.monotonic() - start

    wait_until(lambda: is_over(waiting_kernel), "the rehearsal's end", 120)
    assert statistics.median(seconds() for _ in range(41)) < 0.03
