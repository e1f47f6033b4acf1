"""What soaks have counted, as CSV files that are up to date when a run has ended."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tutorial.paths import ROOT


def append(path: Path, head: list[str], values: list[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, values] if new else [values])


def write(path: Path, head: list[str], lines: Iterable[list[Any]]) -> None:
    """All again, and never a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with open(new, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *lines])
    new.replace(path)


def read(path: Path) -> list[dict[str, str]]:
    """Each line as a dict; none where there is no file yet."""
    if not path.exists():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def outcome(text: str) -> str:
    """For a line: without breaks, and without where the course lies."""
    return re.sub(r"\s+", " ", text.replace(str(ROOT), "."))[:300]
