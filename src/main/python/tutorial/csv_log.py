"""What soaks have counted, as CSV files that are up to date when a run has ended."""

import csv
import re
from pathlib import Path

from tutorial.paths import ROOT


def append(path, head, values):
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, values] if new else [values])


def write(path, head, lines):
    """All anew, and never a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with open(new, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *lines])
    new.replace(path)


def read(path):
    """Each line as a dict; none where there is no file yet."""
    if not path.exists():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def outcome(text):
    """For a line: without breaks, and without where the course lies."""
    return re.sub(r"\s+", " ", text.replace(str(ROOT), "."))[:300]
