"""Each exercise, answered rightly, wrongly and not at all, on the real kernel."""

import re
from pathlib import Path

import nbformat
import pytest

from conftest import course_of_its_own
from kernels import SET_UP, Kernel
from rules import rule
from tutorial import run_notebooks
from tutorial.exercises import exercises
from wrong_answers import WRONG

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
VOICES = {"○ Not attempted yet.": "not attempted", "◐ Not yet.": "not yet", "✔ Correct.": "correct"}

GUESSES = {
    "01": {
        "guess-ten-rounds": 'predict("ten rounds", "YES", "yes", "no")',
        "guess-one-lets-go": 'predict("one lets go", "no", "yes", "no")',
    }
}

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def answer(cell):
    """The voice and the reason of a check's output, in plain text; and it is there in rich text as well."""
    for output in cell.outputs:
        data = output.get("data", {})
        said = data.get("text/plain", "")
        for words, voice in VOICES.items():
            if said.startswith(words):
                assert "text/markdown" in data
                return voice, said.removeprefix(words).split("\n")[0].strip()
    raise AssertionError(f"no answer of a check in {cell.id}: {cell.outputs}")


def run(path, **options):
    notebook, result = run_notebooks.execute(path, **options)
    assert result.ok, result.line
    return notebook


def by_id(notebook, cell_id):
    return next(c for c in notebook.cells if c.id == cell_id)


def test_each_exercise_has_two_wrong_answers():
    names = [e.name for path in NOTEBOOKS for e in exercises(path)]
    assert sorted(WRONG) == sorted(names), rule("Exercise")
    for exercise, answers in WRONG.items():
        assert len(answers) >= 2, f"{exercise}. {rule('Exercise')}"


@each_notebook
def test_untouched_cells_are_not_attempted(path, executed):
    notebook = executed(path)
    for exercise in exercises(path):
        voice, reason = answer(by_id(notebook, exercise.check.id))
        assert voice == "not attempted", f"{exercise.name}: {voice}: {reason}. {rule('Exercise')}"


@pytest.fixture(scope="module")
def answered(quick):
    """Runs a notebook once with its guesses, solutions and wrong answers, however many tests look at it.

    Returns it, what was appended, and for each answer in there its place, its exercise, and the reason that it should get.
    A quick look is content with one wrong answer for each exercise.
    """
    runs = {}

    def answer_all(path):
        if path not in runs:
            append, expected = answers(path, 1 if quick else None)
            found = exercises(path)
            replace = {e.cell.id: e.solution for e in found} | GUESSES.get(path.stem[:2], {})
            twice = {e.cell.id for e in found} | {e.check.id for e in found}
            runs[path] = run(path, replace=replace, append=append, twice=twice), append, expected
        return runs[path]

    return answer_all


def answers(path, number_of_wrong_ones):
    append, expected = [], []
    for exercise in exercises(path):
        for *sources, reason in [[exercise.cell.source, None], *WRONG[exercise.name][:number_of_wrong_ones]]:
            if exercise.prepared_by:
                append.append(exercise.prepared_by.source)
            append += sources
            if "Check." not in append[-1]:
                append.append(exercise.check.source)
            expected.append((len(append) - 1, exercise.name, reason))
    return append, expected


@each_notebook
def test_solutions_are_correct_and_wrong_answers_get_their_reason(path, answered):
    """All in one kernel, as a learner would: the solution, run twice; then the cell as it was; then wrong answers."""
    executed, append, expected = answered(path)
    found = exercises(path)
    for exercise in found:
        for cell in [by_id(executed, exercise.check.id), by_id(executed, exercise.check.id + "--2")]:
            voice, reason = answer(cell)
            assert voice == "correct", f"{exercise.name}, solved: {voice}: {reason}"
    last = by_id(executed, found[-1].check.id + "--2")
    done = [o.data["text/plain"] for o in last.outputs if "Exercises in" in o.get("data", {}).get("text/plain", "")]
    assert "○" not in done[0].split("\n")[1], done
    appended = executed.cells[-len(append) :]
    for index, exercise, reason in expected:
        voice, said = answer(appended[index])
        asked = appended[index].source
        wanted = "not attempted" if reason is None or reason.startswith("○ ") else "not yet"
        assert voice == wanted, f"{exercise}: {asked}: {voice}: {said}"
        assert (reason or "").removeprefix("○ ") in said, f"{exercise}: {asked}: {said}"


@pytest.mark.slow
@each_notebook
def test_can_be_taken_up_in_the_middle_after_a_restart(path, tmp_path):
    """The set-up cell, and then from the heading that follows the middle to the end."""
    notebook = nbformat.read(path, as_version=4)
    middle = len(notebook.cells) // 2
    headings = [i for i, c in enumerate(notebook.cells) if c.cell_type == "markdown" and re.search(r"^## ", c.source, re.M)]
    start = min(i for i in headings if i >= middle)  # there's one at the end
    assert start < len(notebook.cells) - 3, rule("Restart")
    notebook.cells = [notebook.cells[1], *notebook.cells[start:]]
    half = tmp_path / path.name
    nbformat.write(notebook, half)

    _, result = run_notebooks.execute(half, cwd=path.parent)
    assert result.ok, f"{result.line}. {rule('Restart')}"


@pytest.mark.parametrize("path", NOTEBOOKS[1:2], ids=lambda p: p.stem)
def test_a_guess_is_remembered_and_compared(path, answered):
    notebook, _, _ = answered(path)

    def said(cell):
        return [o.data["text/plain"] for o in by_id(notebook, cell).outputs if "data" in o][-1]

    assert said("guess-ten-rounds") == "Your guess: yes. Let's see if you're right."
    assert said("ten-rounds") == "✔ You guessed yes, and you were right."
    assert said("one-lets-go") == "You guessed no, but it was yes. Surprised? Read on."


@pytest.mark.slow
def test_a_test_in_a_file_stays_in_the_learners_own_copy(tmp_path):
    folder = course_of_its_own(tmp_path)
    file, before = folder / "VisitTest.java", folder / "VisitTest.java.before"
    solution = next(e.solution for e in exercises(next(p for p in NOTEBOOKS if p.name.startswith("12-"))) if e.name == "patientTest")
    with Kernel(cwd=folder) as kernel:
        kernel.text(SET_UP)
        assert "beside this notebook" not in kernel.text(solution) and not file.exists()
        (folder / ".course").write_text("", encoding="utf-8")
        file.write_text("class Mine {}", encoding="utf-8")
        assert "It's in the file VisitTest.java, beside this notebook." in kernel.text(solution)
        assert "refersTo(null)" in file.read_text(encoding="utf-8") and before.read_text(encoding="utf-8") == "class Mine {}"
