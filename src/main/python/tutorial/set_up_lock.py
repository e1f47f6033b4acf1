"""One set-up at a time in a folder, since two would spoil each other's work.

The kernel keeps the lock for whoever has its file open: for us, and for what we start with `shared`. So a pip or a Maven
whose script was killed still holds it, and when the last of them has ended, however that came, it's free. On Windows it's
ours alone.
"""

import contextlib
import errno
import os
import queue
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from tutorial import files
from tutorial.messages import Refusal, say
from tutorial.paths import WINDOWS

SECONDS_TO_ANSWER = 5.0
SECONDS_TO_ASK_AGAIN = 0.5
ANOTHER = "another ./tutorial is setting up this folder: waiting for it"
LEFT_BEHIND = "an earlier set-up was killed but is still running: waiting for it to end"


class SetUpLock:
    def __init__(self, path: Path, windows: bool = WINDOWS) -> None:
        self.path = path
        self.windows = windows
        self.file = -1

    @property
    def shared(self) -> dict[str, Any]:
        """Options for a process that holds the lock, too."""
        return {} if self.windows else {"pass_fds": [self.file]}

    def __enter__(self) -> "SetUpLock":
        told = ""
        while True:
            self.file = self._open()
            try:
                while not answer(self.file):
                    reason = self._whose()
                    if reason != told:
                        say(reason)
                    told = reason
                    time.sleep(SECONDS_TO_ASK_AGAIN)
            except OSError as e:
                say(f"this disk can't lock files ({e.strerror}), so please start no second ./tutorial before this one has set up the folder")
                return self
            if self._is_there():
                os.ftruncate(self.file, 0)
                os.lseek(self.file, 0, os.SEEK_SET)
                os.write(self.file, str(os.getpid()).encode())
                return self
            os.close(self.file)  # who held it has deleted it

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.windows:
            os.close(self.file)
            with contextlib.suppress(OSError):  # Windows deletes nothing that's open, as it is for whoever waits
                self.path.unlink()
            return
        if self._is_there():
            self.path.unlink()
        os.close(self.file)

    def _open(self) -> int:
        if self.path.is_symlink():  # from an earlier version of this script, for which a link was the lock
            self.path.unlink()
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as e:
            if e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise Refusal("this folder can't be written to: copy the course to a folder of your own.") from e
            raise Refusal(f"{self.path} can't be written ({e.strerror}): copy the course to a folder of your own.") from e

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(os.stat(self.path), os.fstat(self.file))
        except FileNotFoundError:
            return False

    def _whose(self) -> str:
        """The file says who took the lock; a process of that number may also be another one by now."""
        os.lseek(self.file, 0, os.SEEK_SET)
        number = os.read(self.file, 20)
        # On Windows nobody holds the lock of a process that has ended, and signal 0 isn't a question: it's Ctrl-C.
        return ANOTHER if self.windows or not number.isdigit() or lives(int(number)) else LEFT_BEHIND


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return True


def answer(file: int) -> bool:
    """Whether the lock is ours now. Raises OSError where the disk can't lock, or doesn't answer."""
    said: queue.Queue[OSError | None] = queue.Queue()

    def ask() -> None:
        try:
            files.lock(file)
            said.put(None)
        except OSError as e:
            said.put(e)

    # In a thread, because nothing interrupts a call that waits for a server of files.
    threading.Thread(target=ask, daemon=True).start()
    try:
        error = said.get(timeout=SECONDS_TO_ANSWER)
    except queue.Empty:
        raise TimeoutError(errno.ETIMEDOUT, f"no answer in {SECONDS_TO_ANSWER:.0f} s") from None
    if error is None:
        return True
    if isinstance(error, BlockingIOError):
        return False
    raise error
