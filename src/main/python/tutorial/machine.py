"""What this machine gives us: cores, memory, and a locale."""

import codecs
import io
import locale
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path


def cores() -> list[int]:
    """The cores that we may use; none where, as outside Linux, a kernel can't be kept on some of them."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def speak_utf_8() -> None:
    """Where the locale knows ASCII alone, as POSIX does, Java finds no file with an umlaut in its name, and prints `?` for one.

    On Windows it's Python that prints to a file or a pipe in a code page that lacks an arrow, and ends with an error.
    """
    if sys.platform == "win32":
        os.environ["PYTHONUTF8"] = "1"  # for what we start
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        ascii_only = codecs.lookup(locale.nl_langinfo(locale.CODESET)).name == "ascii"
    except locale.Error:  # what isn't installed counts as POSIX
        ascii_only = True
    if ascii_only:
        os.environ["LC_ALL"] = "C.UTF-8"


def room_in_container(root: Path = Path("/")) -> int | None:
    """The bytes that the limits of this container, or of any group that we're in, leave; nothing where there is no limit."""
    rooms = [room for group in memory_groups(root) if (room := room_in(group)) is not None]
    return min(rooms, default=None)


def memory_groups(root: Path) -> Iterator[Path]:
    """The folders of our group and of those above it, of both versions of Linux's cgroups."""
    try:
        lines = (root / "proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers in ("", "memory"):
            top = root / "sys/fs/cgroup" / controllers
            group = top / path.lstrip("/")
            yield from (folder for folder in (group, *group.parents) if folder.is_relative_to(top))


def room_in(group: Path) -> int | None:
    """What files in memory take can be had back at once."""
    for limit, used, reclaimable in (
        ("memory.max", "memory.current", "inactive_file"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    ):
        try:
            most = int((group / limit).read_text(encoding="ascii"))
            now = int((group / used).read_text(encoding="ascii"))
            files = re.search(rf"^{reclaimable} (\d+)$", (group / "memory.stat").read_text(encoding="ascii"), re.MULTILINE)
        except (OSError, ValueError):  # "max" is no limit
            continue
        return max(0, most - now + (int(files[1]) if files else 0))
    return None
