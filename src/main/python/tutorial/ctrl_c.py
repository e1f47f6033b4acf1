"""Ctrl-C while the course is set up: what is at work hears it too, and when that has ended, so do we."""

import contextlib
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

# What asks a program to end, other than Ctrl-C; among it, that its window is closed.
if sys.platform == "win32":
    ASKS_TO_END = (signal.SIGTERM, signal.SIGBREAK)
else:
    ASKS_TO_END = (signal.SIGTERM, signal.SIGHUP)
SECONDS_TO_END = 3.0
pressed = threading.Event()


def keep_waiting() -> None:
    """One that comes from here on. On Windows none waits: there it's heard at once."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])


def let_through() -> None:
    """One that has waited, too."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def listen() -> None:
    """From here on it raises KeyboardInterrupt, once. The script starts us deaf to it; one that came since then is heard now."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, stop)
    let_through()


def stop(signum: int, frame: FrameType | None) -> None:
    if not pressed.is_set():
        pressed.set()
        raise KeyboardInterrupt


def heed() -> None:
    """Raised while Python tidies up by itself, a KeyboardInterrupt would be lost. So this asks before anything new begins."""
    if pressed.is_set():
        raise KeyboardInterrupt


@contextlib.contextmanager
def put_off() -> Iterator[None]:
    """What starts in here is deaf to it until it listens, since Python would answer with a traceback."""
    keep_waiting()
    try:
        yield
    finally:
        let_through()


def wait(child: "subprocess.Popen[Any]", seconds_to_end: float | None = SECONDS_TO_END) -> int:
    """Its exit code. After Ctrl-C, it has these seconds to end in good order; with None, as many as it wants.

    What it makes of its own Ctrl-C doesn't count: Maven and pip end with a code as if they had failed.
    """
    try:
        return child.wait()
    except KeyboardInterrupt:
        for end in (child.terminate, child.kill):
            try:
                child.wait(seconds_to_end)
            except subprocess.TimeoutExpired:
                end()
        raise
