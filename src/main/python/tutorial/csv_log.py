"""What soaks have counted: CSV files with a line a run, written when it has ended."""

import csv
import re
from pathlib import Path

from tutorial.paths import ROOT


def append(path, head, values):
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([head, values] if new else [values])


def read(path):
    """Each line as a dict; none where there is no file yet."""
    if not path.exists():
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def outcome(text):
    """For a line: without breaks, and without where the course lies."""
    return re.sub(r"\s+", " ", text.replace(str(ROOT), "."))[:300]
