"""Runs a server, and ends every process that we started, also those that have lost their parent.

A kernel has a session of its own, and JJava's own launcher starts a second JVM: who kills a server or a launcher leaves a
JVM behind. So all of them inherit a mark in their environment, by which they are found.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from types import FrameType
from typing import IO, Any

import psutil

from tutorial import ctrl_c

MARK = "WEAK_REFERENCES_RUN"
PATIENCE = 10  # seconds for a server to end its kernels in good order


class MarkedProcesses:
    def __init__(self) -> None:
        self.mark = uuid.uuid4().hex
        self.environment = {**os.environ, MARK: self.mark}

    def members(self) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            try:
                if process.pid != os.getpid() and process.environ().get(MARK) == self.mark:
                    found.append(process)
            except psutil.Error:
                continue  # ended just now, or not ours to look at
        return found

    def end(self, patience: float = 3.0) -> None:
        """Asks all members to end, and after `patience` seconds makes them."""
        left = self.members()
        for how in ("terminate", "kill"):
            for process in left:
                try:
                    getattr(process, how)()
                except psutil.Error:
                    continue
            _, left = psutil.wait_procs(left, timeout=patience)


def end_with_parent() -> None:
    """On Linux, the server ends also when this process is killed outright."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


def apart() -> dict[str, Any]:
    """Ctrl-C in the terminal reaches us alone, and we say what happens next."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True, "preexec_fn": end_with_parent if sys.platform == "linux" else None}


def run_until_stopped(
    command: list[str],
    environment: dict[str, str],
    started: MarkedProcesses,
    what: str,
    meanwhile: Callable[[], None] = lambda: None,
    log: IO[str] | None = None,
) -> int:
    """Runs a server until it ends or we are told to end it, by Ctrl-C pressed once or often; then ends all that it has started.

    what: what is ended, in words. meanwhile: called about each second while it runs. log: a file that takes what it
    says. Returns the exit code.
    """
    stopping = threading.Event()
    server = None

    def stop(signum: int, frame: FrameType | None) -> None:
        if not stopping.is_set():
            stopping.set()
            print(f"\nStopping {what} ...", file=sys.stderr, flush=True)
            if server:
                server.terminate()

    for signum in (signal.SIGINT, *ctrl_c.ASKS_TO_END):
        signal.signal(signum, stop)
    # `./tutorial` starts us deaf to Ctrl-C; one that came since then is heard now.
    ctrl_c.let_through()
    if stopping.is_set():
        return 0
    server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **apart())

    try:
        if stopping.is_set():  # it came while the server began
            server.terminate()
        while True:
            try:
                code = server.wait(timeout=PATIENCE if stopping.is_set() else 1)
                break
            except subprocess.TimeoutExpired:
                if stopping.is_set():
                    code = 1
                    break
                meanwhile()
    finally:
        started.end()
    return 0 if stopping.is_set() else code
