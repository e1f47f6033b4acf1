"""The learner's own copy of the notebooks, in which no saved answer stands before its guess: `./tutorial copy`.

What isn't there yet is copied. When the course has moved on, a notebook whose code the learner hasn't changed is renewed, and
one that they have changed is set aside as `04-let-the-cache-forget (mine).ipynb` beside the new one. It runs on any Python, and in the
image too: `python -m tutorial.my_course ORIGINALS COPY`.
"""

import contextlib
import errno
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tutorial import files
from tutorial.messages import Refusal, say
from tutorial.paths import WINDOWS

Notebook = dict[str, Any]
Cell = dict[str, Any]

NUMBERED = "[0-9][0-9]-*.ipynb"
SET_UP = "course.jsh"  # what the first cell of a notebook loads
BESIDE = ("card.md", "card.svg", SET_UP)  # they belong to the library, so they're never an older one's
RECORD = ".course"  # what was copied, in lines that weakrefs.exercise.Progress reads too
PROGRESS = ".progress"  # what was guessed and solved, in lines that weakrefs.exercise.Progress writes
FIRST = "00-start-here.ipynb"
ORIGINALS = "--originals"  # the option of ./tutorial that opens the notebooks themselves
EARLIER = Path(__file__).resolve().parent / "earlier_notebooks.txt"  # cells_of each notebook that was copied before there were records
SECONDS_TO_WAIT = 30

PREDICT = re.compile(r'\bpredict\(\s*"((?:[^"\\]|\\.)*)"')
OUTCOME = re.compile(r'\boutcome\(\s*"((?:[^"\\]|\\.)*)"')
# Where the text goes on with something new.
ANOTHER_MATTER = re.compile(r"^(?:#|---$|<details>|<!--)", re.MULTILINE)
READ_ON = "Read on when you've looked"
EXERCISE = "an exercise"  # stands for it among the names of guesses
# The last line of what an exercise's check says: a mark and a name for each exercise of the notebook.
NAMES = re.compile(r"Exercises in notebook \d\d: (.+)")


def source(cell: Cell) -> str:
    lines = cell.get("source", "")
    return lines if isinstance(lines, str) else "".join(lines)


def code_cells(notebook: Notebook) -> list[Cell]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def has_tag(cell: Cell, tag: str) -> bool:
    return tag in cell.get("metadata", {}).get("tags", [])


def is_exercise(cell: Cell) -> bool:
    return has_tag(cell, "exercise")


def code_of(notebook: Notebook) -> str:
    """Tells notebooks apart by their code. What a run leaves behind makes no difference, and neither does the text."""
    return digest("\0".join(map(source, code_cells(notebook))).encode())


def depends_on_learner(cell: Cell) -> bool:
    """An attempt, its check or the map: what a run without a learner has said there is nothing for them to read."""
    return is_exercise(cell) or "Check." in source(cell) or has_tag(cell, "progress")


def with_open_guesses(notebook: Notebook) -> Iterator[tuple[Cell, list[str]]]:
    """Each cell with the guesses that it may give away: a code cell by what it shows, a text by how it begins.

    What follows an answer still speaks about it, until a text comes to another matter; and what follows an exercise shows how it could
    have been solved, until the next heading.
    """
    trying = False
    guessing: list[str] = []
    answered: list[str] = []
    shown: list[str] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            guesses, answers = PREDICT.findall(source(cell)), OUTCOME.findall(source(cell))
            if guesses:
                answered = []
            guessing = [*guessing, *guesses]
            solved = [EXERCISE] if trying and not depends_on_learner(cell) else []
            shown = [] if guesses and not answers else [*answered, *guessing, *solved]
            yield cell, shown or guesses
            trying = trying or is_exercise(cell)
            answered += [guess for guess in guessing if guess in answers]
            guessing = [guess for guess in guessing if guess not in answers]
        else:
            yield cell, shown
            if told_and_rest(source(cell))[1]:
                answered = []
                shown = []
            if re.search("^#", source(cell), re.MULTILINE):
                trying = False


def cells_of(notebook: Notebook) -> str:
    """As code_of, but with the text, in which a learner may have written notes."""
    return digest("\0".join(f"{cell['cell_type']} {source(cell)}" for cell in notebook["cells"]).encode())


def learners(notebook: Notebook) -> Notebook:
    """The notebook before anybody has run it: from a guess to its answer all outputs are empty, and what they showed is folded."""
    cells: list[Cell] = []
    for cell, guesses in with_open_guesses(notebook):
        if cell["cell_type"] == "code":
            cells.append({**cell, "outputs": [], "execution_count": None} if guesses or depends_on_learner(cell) else cell)
        else:
            cells.append({**cell, "source": folded(source(cell)).splitlines(keepends=True)} if guesses else cell)
    return {**notebook, "cells": cells}


def told_and_rest(text: str) -> tuple[str, str]:
    """What was seen is told at the beginning; the next heading or guess is another matter."""
    found = ANOTHER_MATTER.search(text)
    end = found.start() if found else len(text)
    if (guess := text.find("**Guess first")) >= 0:
        end = min(end, text.rfind("\n\n", 0, guess) + 2 if "\n\n" in text[:guess] else 0)  # with its whole paragraph
    return text[:end].strip(), text[end:]


def folded(text: str) -> str:
    told, rest = told_and_rest(text)
    return f"<details>\n<summary>{READ_ON}</summary>\n\n{told}\n\n</details>\n\n{rest}".rstrip() if told else text


class Recorded:
    """What is known of a notebook that was copied."""

    def __init__(self, copied: str, cells: str, lines: list[str]) -> None:
        self.copied = copied  # digest of the whole file
        self.cells = cells
        self.lines = lines  # of the record


class Record:
    """What was copied, and what was taken over from the originals. It's empty if it can't be read: then the notebooks themselves
    tell whether somebody has changed them."""

    def __init__(self, copy: Path) -> None:
        self.notebooks: dict[str, Recorded] = {}
        self.adopted: set[str] = set()
        try:
            for line in (copy / RECORD).read_text(encoding="utf-8").splitlines():
                kind, *words = line.split("\t")
                if kind == "notebook":
                    name, _, copied, cells = words
                    self.notebooks[name] = Recorded(copied, cells, [line])
                elif kind == "adopted":
                    self.adopted.add(line)
                else:
                    list(self.notebooks.values())[-1].lines.append(line)
        except (OSError, ValueError, IndexError):
            self.notebooks = {}


def names_of_exercises(original: Notebook) -> list[str]:
    """As the saved outputs have them. A notebook that was never saved by a run has none yet."""
    for cell in filter(is_exercise, code_cells(original)):
        for output in cell.get("outputs", []):
            if found := NAMES.search("".join(output.get("data", {}).get("text/plain", ""))):
                return [each.split(" ", 1)[1] for each in found[1].split("  ·  ")]
    return []


def lines_of(name: str, notebook: Notebook, copied: str, exercises: list[str]) -> list[str]:
    """A line for the notebook, and one for each of its guesses and exercises."""
    title = next((found[1] for cell in notebook["cells"] if (found := re.search(r"^# (.+)$", source(cell), re.MULTILINE))), name)
    guesses = [guess for cell in code_cells(notebook) for guess in PREDICT.findall(source(cell))]
    return [
        "\t".join(["notebook", name, title, copied, cells_of(notebook)]),
        *(f"guess\t{guess}" for guess in guesses),
        *(f"exercise\t{exercise}" for exercise in exercises),
    ]


def as_written(notebook: Notebook) -> bytes:
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def put(content: bytes, path: Path, just_before: Callable[[], None] = lambda: None) -> None:
    """Whole or not at all, because half a notebook would be taken for the learner's own.

    just_before: is called when the new one is on the disk, and the old one still in its place.
    """
    number, half = tempfile.mkstemp(prefix=".new.", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(number)
        os.chmod(half, 0o644)
        just_before()
        files.replace(half, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(half)
        raise


def originals_in(folder: Path) -> dict[str, bytes]:
    try:
        return {path.name: path.read_bytes() for path in [*sorted(folder.glob(NUMBERED)), *(folder / name for name in BESIDE)]}
    except OSError as e:
        raise Refusal(f"{e.filename} can't be read ({e.strerror}): download the course again.") from e


def as_committed(folder: Path) -> dict[str, bytes]:
    """The originals whose code somebody has changed where they lie, as git has them. Without git nobody can tell."""

    def git(*arguments: str) -> bytes:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, timeout=30, check=True).stdout

    found = {}
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        changed = git("diff", "--name-only", "--relative", "-z", "--diff-filter=M", "HEAD", "--", f"./{NUMBERED}").decode().split("\0")
        for name in filter(None, changed):
            committed = git("show", f"HEAD:./{name}")
            if code_in((folder / name).read_bytes()) != code_in(committed):
                found[name] = committed
    return found


def code_in(content: bytes) -> str:
    """As code_of. Something that isn't a notebook is compared as a whole."""
    try:
        return code_of(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError):
        return digest(content)


class Copy:
    """The notebooks, by their names, copied for the learner into a folder.

    worked_in: those that the learner has changed where the originals lie, as they are now.
    """

    def __init__(self, originals: Mapping[str, bytes], copy: Path, worked_in: Mapping[str, bytes] | None = None) -> None:
        self.originals = originals
        self.copy = copy
        self.worked_in = worked_in or {}
        self.said: list[str] = []

    def renew(self) -> list[str]:
        """Brings the copy up to date. Returns what the learner should know of it, a sentence each."""
        try:
            self.copy.mkdir(parents=True, exist_ok=True)
            with alone_in(self.copy):
                self._renew()
        except OSError as e:
            if e.errno in (errno.ENOSPC, errno.EDQUOT):
                why = "the disk is full. Nothing of yours is lost: free some space, and try again"
            elif e.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                remedy = f"close what has {e.filename} open" if WINDOWS else "make the folder yours and writable"
                why = f"{e.strerror}. Nothing of yours is lost: {remedy}, and try again"
            else:
                why = f"{e.strerror} ({e.filename}). Nothing of yours is lost: move that out of the way, and try again"
            raise Refusal("\n".join([*self.said, f"your copy of the notebooks in {self.copy} can't be written: {why}."])) from e
        return self.said

    def _renew(self) -> None:
        known = Record(self.copy)
        remove_halves(self.copy)
        record: list[str] = sorted(known.adopted)
        for name, content in self.worked_in.items():
            line = f"adopted\t{name}\t{code_in(content)}"
            if line not in known.adopted:
                self._adopt(name, content)
                record.append(line)
        for name in sorted(self.originals.keys() - set(BESIDE)):
            old = known.notebooks.get(name)
            try:
                original = json.loads(self.originals[name])
                notebook, exercises = learners(original), names_of_exercises(original)
            except (ValueError, KeyError, TypeError, AttributeError) as e:
                self.said.append(
                    f"{name} isn't brought up to date in your copy, because it can't be read as a notebook ({e}): download the course again."
                )
                record += old.lines if old else []
                continue
            self._bring(name, notebook, old)
            record += lines_of(name, notebook, digest(as_written(notebook)), exercises)
        for name, old in known.notebooks.items():
            gone = self.copy / name
            if name not in self.originals and gone.exists():
                if self._is_changed(gone, old.cells):
                    self._set_aside(gone, f"{name} isn't part of the course anymore")
                gone.unlink()
        beside = {name: self.originals[name] for name in BESIDE}
        for name, content in {**beside, RECORD: ("\n".join(record) + "\n").encode()}.items():
            there = self.copy / name
            if not there.exists() or there.read_bytes() != content:
                put(content, there)

    def _bring(self, name: str, notebook: Notebook, old: Recorded | None) -> None:
        content = as_written(notebook)
        there = self.copy / name
        # What takes its place is there already if an earlier start was stopped before it could record that.
        known = [cells_of(notebook)]
        if old:
            known += [old.cells]
        else:  # nobody knows what was copied
            known += [cells_of(json.loads(self.originals[name])), *EARLIER.read_text(encoding="ascii").split()]

        def keep_theirs() -> None:
            if there.exists() and self._is_changed(there, *known):
                self._set_aside(there, f"the course has a new {name}")

        if not there.exists() or old is None or old.copied != digest(content):
            put(content, there, keep_theirs)

    def _is_changed(self, path: Path, *known: str) -> bool:
        """By a learner, since it was copied. known: the cells of what was copied."""
        try:
            return cells_of(json.loads(path.read_bytes())) not in known
        except (ValueError, KeyError, TypeError, AttributeError):
            return True

    def _adopt(self, name: str, content: bytes) -> None:
        """Takes over what was changed among the originals, unless a start did that and was stopped before it could record it."""
        path = next(path for path in self._free_names(Path(name).stem) if not path.exists() or path.read_bytes() == content)
        if not path.exists():
            put(content, path)
        self.said.append(
            f"you've worked in notebooks/{name}, so your copy has it as “{path.name}”. (git checkout HEAD -- notebooks/{name} brings back the original.)"
        )

    def _set_aside(self, path: Path, why: str) -> None:
        for mine in self._free_names(path.stem):
            try:
                put_aside(path, mine)
                break
            except FileExistsError:
                continue
        self.said.append(f"{why}, so yours, which you've changed, is kept as “{mine.name}”.")

    def _free_names(self, stem: str) -> Iterator[Path]:
        for number in itertools.chain([""], (f" {n}" for n in itertools.count(2))):
            yield self.copy / f"{stem} (mine{number}).ipynb"


def put_aside(path: Path, mine: Path) -> None:
    """Under a second name, which nobody has yet."""
    try:
        os.link(path, mine)
    except FileExistsError:
        raise
    except OSError:  # not every disk knows links
        content = path.read_bytes()
        with open(mine, "xb") as file:
            file.write(content)


def remove_halves(folder: Path) -> None:
    """What a start left behind that was killed, long ago."""
    for half in folder.glob(".new.*"):
        with contextlib.suppress(OSError):
            if time.time() - half.stat().st_mtime > SECONDS_TO_WAIT * 10:
                half.unlink()


class Chapter:
    """A notebook of the copy: what there is to guess and to solve in it, and what has been."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title
        self.guesses: dict[str, bool | None] = {}  # whether the first one was right; None while it's open
        self.exercises: dict[str, bool] = {}

    def is_done(self) -> bool:
        return None not in self.guesses.values() and all(self.exercises.values())

    def __str__(self) -> str:
        return f"{self.name[:2]} {self.title}"


def where_to_go(copy: Path) -> tuple[str, str]:
    """The notebook in which the learner goes on, and a sentence that says why it's that one, or none on the first day."""
    try:
        progress = (copy / PROGRESS).read_text(encoding="utf-8", errors="replace")  # one bad byte spoils one line
        return after_what_was_done(*chapters_of((copy / RECORD).read_text(encoding="utf-8"), progress))
    except (OSError, ValueError, IndexError, TypeError):  # nothing was done yet, or somebody else has written there
        return FIRST, ""


def chapters_of(record: str, progress: str) -> tuple[list[Chapter], Chapter | None]:
    """All of them, and the one that the last line is about."""
    chapters: list[Chapter] = []
    # By the names alone, because a notebook may have had a different number when something was solved in it.
    of_guess: dict[str, Chapter] = {}
    of_exercise: dict[str, Chapter] = {}
    for kind, *words in (line.split("\t") for line in record.splitlines()):
        if kind == "notebook":
            chapters.append(Chapter(*words[:2]))
        elif kind == "guess":
            of_guess[words[0]] = chapters[-1]
            chapters[-1].guesses[words[0]] = None
        elif kind == "exercise":
            of_exercise[words[0]] = chapters[-1]
            chapters[-1].exercises[words[0]] = False
    last = None
    for kind, *words in (line.split("\t") for line in progress.splitlines() if "\ufffd" not in line):
        if kind == "guessed" and words and words[0] in of_guess:
            last = of_guess[words[0]]
            if last.guesses[words[0]] is None:
                last.guesses[words[0]] = words[1:] == ["right"]
        elif kind == "solved" and len(words) > 1 and words[1] in of_exercise:
            last = of_exercise[words[1]]
            last.exercises[words[1]] = True
    return chapters, last


def after_what_was_done(chapters: list[Chapter], last: Chapter | None) -> tuple[str, str]:
    if last is None:
        return FIRST, ""
    if not last.is_done():
        return last.name, f"you stopped in {last}, so that's what opens"
    rest = [*chapters[chapters.index(last) :], *chapters]
    after = next((chapter for chapter in rest if not chapter.is_done()), None)
    if after is None:
        return FIRST, "you've done it all, from the first notebook to the last"
    return after.name, f"you've done {last}, so {after} opens next"


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Two starts at once take turns. Where a disk can't lock, they go on: each file is put there whole."""
    number = files.open_for_lock(folder)
    try:
        end = time.monotonic() + SECONDS_TO_WAIT
        with contextlib.suppress(OSError):
            while time.monotonic() < end:
                try:
                    files.lock(number)
                    break
                except BlockingIOError:
                    time.sleep(0.1)
        yield
    finally:
        os.close(number)


def main(arguments: list[str]) -> int:
    originals, copy = map(Path, arguments)
    try:
        return 0 if renewed(Copy(originals_in(originals), copy)) else 1
    except Refusal as e:
        say(str(e))
        return 1


def renewed(copy: Copy) -> bool:
    """Says what there is to know. Whether the copy can be opened: if it can't be renewed, what's there from before still can."""
    try:
        for sentence in copy.renew():
            say(sentence)
    except Refusal as e:
        say(str(e))
        return (copy.copy / RECORD).exists()
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
