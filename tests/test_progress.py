"""What `./tutorial progress` tells a teacher: from the files that the learners' copies keep, whatever has become of those."""

import csv
import json
import os
import re
import subprocess
import unicodedata

import pytest

from conftest import NOTEBOOKS, ROOT
from tutorial import my_course, progress
from tutorial.exercises import exercises
from tutorial.my_course import PROGRESS, RECORD

ALL, EXERCISES = len(NOTEBOOKS), sum(len(exercises(path)) for path in NOTEBOOKS)

SOLVED_ONE = "\nguessed\tsecond round\twrong\n\nguessed\tsecond round\tright\n\nguessed\tten rounds\tright\n\nsolved\t00\tforty stay\n"
GUESSED_AND_SOLVED = [f"1/{ALL}", f"1/{EXERCISES}", "1/2"]
NOTHING = [f"0/{ALL}", f"0/{EXERCISES}", "0/0"]


@pytest.fixture(scope="module")
def record():
    """As a learner's copy of this course has it."""
    return "".join(
        line + "\n"
        for path in my_course.originals_in(ROOT / "notebooks")
        if path.endswith(".ipynb")
        for original in [json.loads((ROOT / "notebooks" / path).read_bytes())]
        for line in my_course.lines_of(path, original, "0", my_course.names_of_exercises(original))
    )


@pytest.fixture
def learner(tmp_path, record):
    """Makes one who has done that, and returns their folder."""

    def make(name, done=SOLVED_ONE, place="weak-references/notebooks", record=record):
        copy = tmp_path / "class" / "homes" / name / place
        copy.mkdir(parents=True)
        for file, content in ((RECORD, record), (PROGRESS, done)):
            if content is not None:
                (copy / file).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "class" / "homes" / name

    return make


def told(capsys, *arguments):
    """The exit code, the table as one list of words a learner, and what was said besides."""
    code = progress.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    rows = [re.split(r"  +", line) for line in said.out.splitlines()]
    assert rows[0] == progress.HEAD
    return code, {name: row for name, *row in rows[1:]}, said.err


@pytest.mark.parametrize("place", progress.PLACES)
def test_counts_what_was_solved_and_which_first_guess_was_right(capsys, learner, place):
    ada = learner("ada", place=place)
    os.utime(ada / place / PROGRESS, (1_700_000_000, 1_700_000_000))
    for folder in (ada, ada / place):
        code, rows, said = told(capsys, folder)
        assert (code, said, list(rows)) == (0, "", ["ada"])
        assert rows["ada"][:3] == GUESSED_AND_SOLVED and rows["ada"][3].startswith("2023-11-1")


def test_a_class_is_all_who_are_in_it_by_their_names(capsys, learner, tmp_path):
    learner("Zoë")
    learner(unicodedata.normalize("NFD", "Jörg"), done=None)
    (tmp_path / "class" / "homes" / "cleo").mkdir()
    (tmp_path / "class" / "passwords.json").write_text("{}")
    for folder in (tmp_path / "class", tmp_path / "class" / "homes", *[(tmp_path / "class" / "homes").glob("*")]):
        code, rows, _ = told(capsys, *(folder if not isinstance(folder, os.PathLike) else [folder]))
        assert code == 0 and sorted(rows) == sorted(["cleo", "Jörg", "Zoë"])
        assert rows["Zoë"][:3] == GUESSED_AND_SOLVED
        assert rows["Jörg"] == [*NOTHING, "–", "nothing guessed or solved yet"]
        assert rows["cleo"][-1] == f"hasn't opened the course yet: there's no {RECORD} here"


@pytest.mark.parametrize(
    ("done", "numbers", "note"),
    [
        ("", NOTHING, ""),
        (SOLVED_ONE + "solved\t01", GUESSED_AND_SOLVED, "1 line of .progress can't be read, and is left out"),
        (SOLVED_ONE.encode() + b"\nsolved\t01\t\xc3\n\nguessed\n", GUESSED_AND_SOLVED, "2 lines of .progress can't be read, and are left out"),
        (b"\xff\xfe\x00guessed", NOTHING, "1 line of .progress can't be read, and is left out"),
        (SOLVED_ONE + "solved\t07\tan exercise that was\n", GUESSED_AND_SOLVED, ""),
        (SOLVED_ONE.replace("\t00\t", "\t99\t"), GUESSED_AND_SOLVED, ""),  # it had that number once
    ],
)
def test_a_broken_progress_costs_its_broken_lines(capsys, learner, done, numbers, note):
    _, rows, _ = told(capsys, learner("ada", done))
    assert rows["ada"][:3] == numbers
    assert rows["ada"][4:] == ([note] if note else [])


@pytest.mark.parametrize("record", [None, "", "\0", b"\xff\xfe", "guess\tfirst", "notebook\t00-start-here.ipynb"])
def test_without_a_record_nobody_knows_of_how_many(capsys, learner, record):
    code, rows, _ = told(capsys, learner("ada", record=record))
    assert code == 0 and rows["ada"][:3] == ["–"] * 3
    assert rows["ada"][4] == f"{RECORD} is missing or broken, so nobody knows what there is to solve; the learner's next start writes it again"


def test_a_copy_of_an_older_course_is_told(capsys, learner):
    _, rows, _ = told(capsys, learner("ada", record="notebook\t00-start-here.ipynb\tStart\t0\t0\nguess\tsecond round\n"))
    assert rows["ada"][:3] == ["1/1", "0/0", "0/1"]
    assert "from an older course" in rows["ada"][4]


def test_what_was_set_aside_is_told(capsys, learner):
    ada = learner("ada", done=None)
    (ada / progress.PLACES[0] / f"{PROGRESS}.broken").write_bytes(b"\xff")
    (ada / progress.PLACES[0] / PROGRESS).mkdir()
    _, rows, _ = told(capsys, ada)
    assert rows["ada"][4] == f"{PROGRESS} isn't a file; an earlier one was broken, and is kept as {PROGRESS}.broken"


def test_a_folder_that_is_not_there_is_told_beside_the_others(capsys, learner, tmp_path):
    (tmp_path / "a file").touch()
    (tmp_path / "empty").mkdir()
    code, rows, _ = told(capsys, tmp_path / "nobody", tmp_path / "a file", tmp_path / "empty", learner("ada"))
    assert code == 1
    assert {name: row[-1] for name, row in rows.items() if name != "ada"} == {
        "nobody": "there's no such folder",
        "a file": "isn't a folder",
        "empty": f"hasn't opened the course yet: there's no {RECORD} here",
    }
    assert rows["ada"][:3] == GUESSED_AND_SOLVED


def files(folder):
    return {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in [folder, *folder.rglob("*")]}


def test_a_csv_says_the_same_and_the_learners_folders_stay_as_they_are(learner, tmp_path):
    """Called as a teacher calls it: the file is meant from where they are, and no .venv is needed."""
    learner("Jörg")
    learner("=HYPERLINK(1)", done="")
    before = files(tmp_path / "class")
    (tmp_path / "for me").mkdir()
    run = subprocess.run([ROOT / "tutorial", "progress", "../class", "--csv", "Klasse ä.csv"], cwd=tmp_path / "for me", capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0].split() == " ".join(progress.HEAD).split()
    with open(tmp_path / "for me" / "Klasse ä.csv", encoding="utf-8-sig", newline="") as file:
        joerg, formula = sorted(csv.DictReader(file), key=lambda row: row["learner"], reverse=True)
    assert formula["learner"] == "'=HYPERLINK(1)"
    assert joerg.pop("last change")
    assert joerg == {
        "learner": "Jörg", "notebooks done": "1", "notebooks": str(ALL), "exercises solved": "1", "exercises": str(EXERCISES),
        "guesses right": "1", "guesses given": "2", "guesses": joerg["guesses"], "solved": "forty stay", "note": "",
    }
    assert files(tmp_path / "class") == before


def test_a_csv_is_never_put_into_a_learners_folder(capsys, learner, tmp_path):
    ada = learner("ada")
    before = files(ada)
    code, _, said = told(capsys, ada, "--csv", ada / "class.csv")
    assert (code, said) == (1, "tutorial: class.csv isn't written, because that folder is ada's: choose a different one.\n")
    code, _, said = told(capsys, ada, "--csv", tmp_path / "nowhere" / "class.csv")
    assert (code, said) == (1, "tutorial: class.csv can't be written there (No such file or directory): choose a different place.\n")
    assert files(ada) == before


def test_two_of_one_name_are_told_apart(capsys, learner, tmp_path):
    ada = learner("ada")
    (tmp_path / "7b" / "ada").mkdir(parents=True)
    _, rows, _ = told(capsys, ada, ada / ".", tmp_path / "7b" / "ada")
    assert sorted(name.split("/")[-3:] for name in rows) == sorted([["class", "homes", "ada"], [tmp_path.name, "7b", "ada"]])
