"""Prints what the learners of a class have guessed and solved: `./tutorial progress FOLDER...`

It reads the two small files that a learner's copy of the notebooks keeps (`tutorial.my_course`), and writes nothing beside them.
It runs on any Python.
"""

import argparse
import csv
import datetime
import io
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tutorial.my_course import PROGRESS, RECORD, chapters_of, put

PLACES = ("weak-references/notebooks", "my-course", ".")  # where a learner's copy is: in a home of a hub, in a clone, or right there
CLASS = "homes"  # in the folder of `./tutorial class`
HEAD = ["learner", "notebooks", "exercises", "guesses", "last change", "note"]
CSV_HEAD = [
    *("learner", "notebooks done", "notebooks", "exercises solved", "exercises", "guesses right", "guesses given", "guesses"),
    *("last change", "solved", "note"),
]
# What Java writes; the word after a guess is whether it was right.
LINE = re.compile(r"guessed\t[^\t]+\t(?:right|wrong)|solved\t[^\t]+\t[^\t]+")


def plain(text: str) -> str:
    """For a table: an ü is one letter, what can't be printed is left out, and nothing is a spreadsheet's formula."""
    return re.sub(r"^(?=[=+@-])", "'", "".join(c if c.isprintable() else "�" for c in unicodedata.normalize("NFC", text)))


class Learner:
    """What one has done, as far as their copy of the notebooks knows it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = plain(home_of(folder).name)
        self.is_there = folder.is_dir()
        self.done = self.notebooks = self.right = self.given = self.guesses = self.exercises = 0
        self.solved: list[str] = []
        self.changed = ""
        copy = copy_in(folder)
        try:
            self.note = self._read(copy) if copy else self._without_copy()
        except OSError as e:
            self.note = f"{Path(str(e.filename)).name} can't be read ({e.strerror})"

    def _without_copy(self) -> str:
        if self.is_there:
            os.listdir(self.folder)  # or an error that says why not
            return f"hasn't opened the course yet: there's no {RECORD} here"
        return "isn't a folder" if os.path.lexists(self.folder) else "there's no such folder"

    def _read(self, copy: Path) -> str:
        """Returns what there is to know besides the numbers."""
        file, notes = copy / PROGRESS, []
        progress = ""
        if file.is_file():
            progress = file.read_text(encoding="utf-8", errors="replace")
            self.changed = f"{datetime.datetime.fromtimestamp(file.stat().st_mtime):%Y-%m-%d %H:%M}"
            if bad := sum(1 for line in progress.splitlines() if line and ("\ufffd" in line or not LINE.fullmatch(line))):
                notes.append(f"{bad} line{'s' * (bad > 1)} of {PROGRESS} can't be read, and {'are' if bad > 1 else 'is'} left out")
        elif os.path.lexists(file):
            notes.append(f"{PROGRESS} isn't a file")
        else:
            notes.append("nothing guessed or solved yet")
        if (copy / f"{PROGRESS}.broken").exists():
            notes.append(f"an earlier one was broken, and is kept as {PROGRESS}.broken")
        try:
            chapters, _ = chapters_of((copy / RECORD).read_text(encoding="utf-8"), progress)
        except (OSError, ValueError, IndexError, TypeError):
            chapters = []
        if not chapters:
            return f"{RECORD} is missing or broken, so nobody knows what there is to solve; the learner's next start writes it again"
        guesses = [right for chapter in chapters for right in chapter.guesses.values()]
        exercises = {name: solved for chapter in chapters for name, solved in chapter.exercises.items()}
        self.done, self.notebooks = sum(chapter.is_done() for chapter in chapters), len(chapters)
        self.right, self.given, self.guesses = guesses.count(True), len(guesses) - guesses.count(None), len(guesses)
        self.solved, self.exercises = [plain(name) for name, solved in exercises.items() if solved], len(exercises)
        if not exercises:
            notes.append("the copy is from an older course that didn't list its exercises; the learner's next start brings it up to date")
        return "; ".join(notes)

    def row(self) -> list[str]:
        numbers = [f"{self.done}/{self.notebooks}", f"{len(self.solved)}/{self.exercises}", f"{self.right}/{self.given}"]
        return [self.name, *(numbers if self.notebooks else ["–"] * 3), self.changed or "–", self.note]

    def csv_row(self) -> list[object]:
        numbers = [self.done, self.notebooks, len(self.solved), self.exercises, self.right, self.given, self.guesses]
        return [self.name, *(numbers if self.notebooks else [""] * len(numbers)), self.changed, "; ".join(self.solved), self.note]


def copy_in(folder: Path) -> Path | None:
    """A record says that it's one; where only the progress is left, that's told too."""
    places = [folder / place for place in PLACES]
    return next((place for name in (RECORD, PROGRESS) for place in places if os.path.lexists(place / name)), None)


def home_of(folder: Path) -> Path:
    """Whose folder it is, where the copy itself was named."""
    whole = folder.resolve()
    for place in map(Path, PLACES[:-1]):
        if whole.parts[-len(place.parts) :] == place.parts:
            return whole.parents[len(place.parts) - 1]
    return whole


def learners_in(folder: Path) -> list[Path]:
    """The folder itself, if it's a learner's, or all in it, if it's a class's."""
    if copy_in(folder):
        return [folder]
    folder = folder / CLASS if (folder / CLASS).is_dir() else folder
    try:
        inside = sorted((path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")), key=lambda path: path.name.casefold())
    except OSError:
        inside = []
    return inside if any(map(copy_in, inside)) else [folder]


def table(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./tutorial progress", description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help="a learner's folder, or one that has the folders of a class")
    parser.add_argument("--csv", metavar="FILE", help="write it into this file as well, for a spreadsheet")
    options = parser.parse_args(arguments)
    base = Path(os.environ.get("TUTORIAL_FROM", "."))
    found = {home_of(path): path for folder in options.folders for path in learners_in(base / folder)}
    learners = [Learner(path) for path in found.values()]
    names = Counter(learner.name for learner in learners)
    for learner in learners:
        if names[learner.name] > 1:  # in two classes
            learner.name = plain(os.path.relpath(home_of(learner.folder), base))
    print(table([HEAD, *(learner.row() for learner in learners)]))
    if options.csv and not written([CSV_HEAD, *(learner.csv_row() for learner in learners)], base / options.csv, learners):
        return 1
    return 0 if all(learner.is_there for learner in learners) else 1


def written(rows: Sequence[Sequence[object]], file: Path, learners: list[Learner]) -> bool:
    whole = file.resolve()
    if owner := next((learner for learner in learners if whole.is_relative_to(home_of(learner.folder))), None):
        print(f"tutorial: {file.name} isn't written, because that folder is {owner.name}'s: choose a different one.", file=sys.stderr)
        return False
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    try:
        put(text.getvalue().encode("utf-8-sig"), whole)  # the mark tells a spreadsheet that an ü is one
    except OSError as e:
        print(f"tutorial: {file.name} can't be written there ({e.strerror}): choose a different place.", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
