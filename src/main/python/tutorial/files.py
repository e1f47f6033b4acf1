"""Locks, and files that take another's place: one way for POSIX and one for Windows, behind the same functions."""

import os
import sys
import time
from pathlib import Path

from tutorial.paths import WINDOWS

SECONDS_TO_REPLACE = 2.0

if sys.platform == "win32":
    import msvcrt

    LOCK = ".lock"
    BEHIND = 2**30  # Windows lets nobody read what's locked, so it's a place far behind all that's in the file

    def open_for_lock(folder: Path) -> int:
        """Windows opens no folder, so there's a file in it."""
        return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT)

    def lock(file: int) -> None:
        """Takes the lock of an open file, or raises BlockingIOError if somebody else has it, or OSError if the disk knows no locks."""
        os.lseek(file, BEHIND, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError as e:
            raise BlockingIOError(e.errno, e.strerror) from e

else:
    import fcntl

    def open_for_lock(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def lock(file: int) -> None:
        """Takes the lock of an open file, or raises BlockingIOError if somebody else has it, or OSError if the disk knows no locks."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def replace(new: str | Path, old: Path, windows: bool = WINDOWS) -> None:
    """Windows refuses that while somebody has the old one open, as a virus scanner or JupyterLab does for a moment."""
    end = time.monotonic() + (SECONDS_TO_REPLACE if windows else 0)
    while True:
        try:
            os.replace(new, old)
            return
        except PermissionError:
            if time.monotonic() >= end:
                raise
            time.sleep(0.05)
