"""Builds a Dockerfile and runs commands in what came of it, with the engine that there is.

docker, podman, buildah, or a program that IMAGE_TOOL names, which knows `build DIR` and `run [--user U] -- COMMAND`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

Command = Sequence[str | Path]
TAG = "weak-references:test"
# A network of its own in which nobody else is, but for this machine itself.
ALONE = """
import ctypes, fcntl, os, socket, struct, sys
if ctypes.CDLL(None, use_errno=True).unshare(0x40000000) == 0:  # CLONE_NEWNET; wants root
    with socket.socket() as s:
        fcntl.ioctl(s, 0x8914, struct.pack("16sH14x", b"lo", 1 | 64))  # SIOCSIFFLAGS: up and running
os.execvp(sys.argv[1], sys.argv[1:])
"""
# Bytes of all files, each once, for whatever user may see them.
SIZE = """
import os
seen, total, device = set(), 0, os.stat("/etc/passwd").st_dev
for folder, folders, files in os.walk("/"):
    folders[:] = [f for f in folders if not os.path.ismount(os.path.join(folder, f))]
    for name in files:
        try:
            stat = os.lstat(os.path.join(folder, name))
        except OSError:
            continue
        if stat.st_dev == device and stat.st_ino not in seen:
            seen.add(stat.st_ino)
            total += stat.st_size
print(total)
"""


class NoEngine(Exception):
    """There is nothing here to build an image with."""


class Engine:
    """Knows the image that it has built last."""

    def to_build(self, folder: Path) -> Command:
        raise NotImplementedError

    def to_run(self, command: tuple[str, ...], user: str | None) -> Command:
        raise NotImplementedError

    def build(self, folder: Path) -> None:
        subprocess.run([str(word) for word in self.to_build(folder)], check=True, timeout=1800, stdin=subprocess.DEVNULL)

    def run(self, *command: str, user: str | None = None) -> "subprocess.CompletedProcess[str]":
        """In a container of its own, without a network; what it said and its exit code."""
        words = [str(word) for word in self.to_run(command, user)]
        return subprocess.run(words, capture_output=True, text=True, timeout=1200, stdin=subprocess.DEVNULL, check=False)

    def size(self) -> int:
        """In bytes, unpacked."""
        run = self.run("python3", "-c", SIZE, user="root")
        return int(run.stdout)


class Docker(Engine):
    """docker or podman."""

    def __init__(self, program: str) -> None:
        self.program = program

    def to_build(self, folder: Path) -> Command:
        return [self.program, "build", "-t", TAG, folder]

    def to_run(self, command: tuple[str, ...], user: str | None) -> Command:
        as_user = ["--user", user] if user else []
        return [self.program, "run", "--rm", "--network", "none", "--entrypoint", "", *as_user, TAG, *command]


class Buildah(Engine):
    def to_build(self, folder: Path) -> Command:
        return ["buildah", "build", "--format", "docker", "-t", TAG, folder]

    def to_run(self, command: tuple[str, ...], user: str | None) -> Command:
        as_user = f"--user {user}" if user else ""
        script = (
            'c=$(buildah from --pull-never "$1") && shift && '
            f'{{ buildah run --network none {as_user} "$c" -- "$@"; code=$?; buildah rm "$c" >&2; exit $code; }}'
        )
        return ["sh", "-c", script, "sh", TAG, *command]


class Tool(Engine):
    def __init__(self, program: str | Path) -> None:
        self.program = program

    def to_build(self, folder: Path) -> Command:
        return [self.program, "build", folder]

    def to_run(self, command: tuple[str, ...], user: str | None) -> Command:
        as_user = ["--user", user] if user else []
        return [sys.executable, "-c", ALONE, self.program, "run", *as_user, "--", *command]


def works(*command: str) -> bool:
    return bool(shutil.which(command[0])) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def find() -> Engine:
    named = os.environ.get("IMAGE_TOOL")
    if named:
        if not shutil.which(named):
            raise NoEngine(f"IMAGE_TOOL is {named}, but there's no such program")
        return Tool(named)
    for program in ("docker", "podman"):
        if works(program, "info"):
            return Docker(program)
    if works("buildah", "--version"):
        return Buildah()
    raise NoEngine(
        "there's nothing here to build an image with: install and start docker, podman or buildah,"
        " or name a program in IMAGE_TOOL (tutorial/image_engine.py, below src/main/python, says what it has to do)."
    )
