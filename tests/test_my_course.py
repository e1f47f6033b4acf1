"""The learner's own copy: it doesn't tell an answer before its guess, and nothing of theirs is ever lost."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from conftest import NOTEBOOKS, ROOT, each_notebook
from rules import rule
from tutorial import my_course
from tutorial.messages import Refusal
from tutorial.my_course import BESIDE, FIRST, PROGRESS, RECORD, Copy, code_of, learners, originals_in, where_to_go


def cell(source, kind="code", outputs=(), tags=()):
    made = {"cell_type": kind, "id": "a", "metadata": {"tags": list(tags)}, "source": source.splitlines(keepends=True)}
    return {**made, "outputs": list(outputs), "execution_count": 1} if kind == "code" else made


def said(text):
    return {"output_type": "stream", "name": "stdout", "text": [text]}


def notebook(*cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def original(title, *sources):
    return json.dumps(notebook(cell(f"# {title}", "markdown"), *(cell(s, outputs=[said("saved")]) for s in sources))).encode()


@pytest.fixture
def course():
    return {
        "00-start.ipynb": original("Start", 'predict("one", "?", "1")', 'outcome("one", 1)'),
        "01-peek.ipynb": original("Peek", "peek();", 'predict("two", "?", "2")', 'outcome("two", 2)'),
        "card.md": b"# The card",
        "card.svg": b"<svg/>",
        "course.jsh": b"// as it is",
    }


def change(path, source="mine();"):
    changed = json.loads(path.read_bytes())
    changed["cells"][1]["source"] = [source]
    path.write_text(json.dumps(changed))
    return path.read_bytes()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# --- what a new learner reads


def visible(notebook):
    """All that shows in a notebook nobody has run: what is folded doesn't."""
    for each in notebook.cells:
        if each.cell_type == "markdown":
            text = each.source
            while "<details>" in text:
                before, _, rest = text.partition("<details>")
                text = before + rest.partition("</details>")[2]
            yield text
        else:
            yield from (json.dumps(output) for output in each.outputs)


@each_notebook
def test_tells_no_answer_before_its_guess(path):
    """Neither between a guess and its answer, nor in what still speaks about it after that."""
    as_saved = nbformat.read(path, as_version=4)
    copied = nbformat.reads(json.dumps(learners(json.loads(path.read_bytes()))), as_version=4)
    nbformat.validate(copied)
    shown = "\n".join(visible(copied))
    guessing, speaks_about_it = set(), False
    for before, after in zip(as_saved.cells, copied.cells):
        assert before.id == after.id
        if before.cell_type == "code":
            assert before.source == after.source
            guesses, answers = my_course.PREDICT.findall(before.source), my_course.OUTCOME.findall(before.source)
            if guessing or guesses or speaks_about_it:
                assert after.outputs == [], f"an answer to {guessing or guesses}"
            guessing = (guessing | set(guesses)) - set(answers)
            speaks_about_it = bool(answers or guessing or speaks_about_it) and not (guesses and not answers)
        elif speaks_about_it:
            paragraphs = before.source.split("\n\n")
            ends = [p for p in paragraphs if p.startswith(("#", "---", "<details>", "<!--")) or "**Guess first" in p]
            told = "\n\n".join(paragraphs[: paragraphs.index(ends[0])] if ends else paragraphs).strip()
            assert not told or told not in shown, "what was seen is told where everybody reads it"
            assert told in after.source, "and it isn't lost"
            speaks_about_it = bool(guessing) or not ends
    assert not guessing, f"never answered: {guessing}"
    assert shown.count("**Guess first") == sum(c.source.count("**Guess first") for c in as_saved.cells), "a question is folded away"


def test_there_are_answers_that_could_be_told():
    saved = [json.loads(path.read_bytes()) for path in NOTEBOOKS]
    full = sum(bool(c["outputs"]) for n in saved for c in my_course.code_cells(n) if my_course.OUTCOME.search(my_course.source(c)))
    assert full >= 40


@each_notebook
def test_keeps_all_other_outputs_and_empties_the_exercises(path):
    saved = my_course.code_cells(json.loads(path.read_bytes()))
    copied = my_course.code_cells(learners(json.loads(path.read_bytes())))
    assert all(c["outputs"] == [] for c in copied if my_course.is_exercise(c) or "Check." in my_course.source(c))
    first_guess = next(i for i, c in enumerate(saved) if my_course.PREDICT.search(my_course.source(c)))
    assert [c["outputs"] for c in copied[:first_guess]] == [c["outputs"] for c in saved[:first_guess]]


def test_shows_no_solution_below_an_exercise():
    before = notebook(
        cell("# Title", "markdown"),
        cell('answer("???")', tags=["exercise"]),
        cell("<details>hint</details>\n\nNow let Java do it.", "markdown"),
        cell("solve();", outputs=[said("yyn")]),
        cell("As you see, it's yyn.", "markdown"),
        cell("## Something new\n\nLook.", "markdown"),
        cell("another();", outputs=[said("kept")]),
    )
    after = learners(before)["cells"]
    assert [bool(c.get("outputs")) for c in after if c["cell_type"] == "code"] == [False, False, True]
    assert ["Read on" in "".join(c["source"]) for c in after if c["cell_type"] == "markdown"] == [False, False, True, False]
    assert "Now let Java do it." in "".join(after[2]["source"]).rpartition("</details>")[2]


def test_folds_what_was_seen_up_to_the_next_matter():
    text = "It was 1.\n\nThat's all.\n\n## Another one\n\n**Guess first:** what now?"
    folded = my_course.folded(text)
    assert folded.startswith("<details>\n<summary>Read on when you've looked</summary>\n\nIt was 1.\n\nThat's all.\n\n</details>")
    assert folded.endswith("\n\n## Another one\n\n**Guess first:** what now?")
    assert my_course.folded("## Only something new") == "## Only something new"


def test_what_stands_between_a_guess_and_its_cell_is_no_answer():
    before = notebook(
        cell('predict("one", "?", "1")'),
        cell("Now we look.", "markdown"),
        cell("look();", outputs=[said("1")]),
        cell("It's 1.", "markdown"),
        cell('outcome("one", 1)', outputs=[said("You were right.")]),
        cell("As you see.", "markdown"),
        cell("lookAgain();", outputs=[said("still 1")]),
        cell("Still 1.\n\nNow another one. **Guess first:** and then?", "markdown"),
        cell("another();", outputs=[said("kept")]),
        cell("And this stays.", "markdown"),
    )
    after = learners(before)["cells"]
    assert [bool(c.get("outputs")) for c in after if c["cell_type"] == "code"] == [False, False, False, False, True]
    assert ["<details>" in "".join(c["source"]) for c in after if c["cell_type"] == "markdown"] == [False, True, True, True, False]
    assert "".join(after[7]["source"]).endswith("</details>\n\nNow another one. **Guess first:** and then?")


# --- what happens to their work


def test_copies_what_is_missing_and_leaves_the_rest(course, tmp_path):
    copy = tmp_path / "my-course"
    assert Copy(course, copy).renew() == []
    assert names(copy) == [RECORD, *sorted(course)]
    change(copy / "01-peek.ipynb")
    mine = (copy / "01-peek.ipynb").read_bytes()
    (copy / "00-start.ipynb").unlink()
    assert Copy(course, copy).renew() == []
    assert (copy / "01-peek.ipynb").read_bytes() == mine
    assert names(copy) == [RECORD, *sorted(course)]


def test_renews_an_untouched_notebook_even_if_it_was_run(course, tmp_path):
    Copy(course, tmp_path).renew()
    run = json.loads((tmp_path / "01-peek.ipynb").read_bytes())
    run["cells"][1]["outputs"] = [said("my own run")]
    (tmp_path / "01-peek.ipynb").write_text(json.dumps(run))
    moved_on = {**course, "01-peek.ipynb": original("Peek", "peekAgain();"), "course.jsh": b"// newer"}
    assert Copy(moved_on, tmp_path).renew() == []
    assert "peekAgain" in (tmp_path / "01-peek.ipynb").read_text()
    assert (tmp_path / "course.jsh").read_bytes() == b"// newer"
    assert names(tmp_path) == [RECORD, *sorted(course)]


def test_a_note_in_the_text_is_a_change_too(course, tmp_path):
    Copy(course, tmp_path).renew()
    noted = json.loads((tmp_path / "01-peek.ipynb").read_bytes())
    noted["cells"][0]["source"] = "# A note of mine"  # JupyterLab may write one string instead of lines
    (tmp_path / "01-peek.ipynb").write_text(json.dumps(noted))
    assert len(Copy({**course, "01-peek.ipynb": original("Peek", "peekAgain();")}, tmp_path).renew()) == 1
    assert "A note of mine" in (tmp_path / "01-peek (mine).ipynb").read_text()


def test_sets_a_changed_one_aside_each_time_the_course_moves_on(course, tmp_path):
    Copy(course, tmp_path).renew()
    first = change(tmp_path / "01-peek.ipynb")
    told = Copy({**course, "01-peek.ipynb": original("Peek", "second();")}, tmp_path).renew()
    assert told == ["the course has a new 01-peek.ipynb, so yours, which you've changed, is kept as “01-peek (mine).ipynb”."]
    assert (tmp_path / "01-peek (mine).ipynb").read_bytes() == first
    second = change(tmp_path / "01-peek.ipynb", "mine2();")
    [told] = Copy({**course, "01-peek.ipynb": original("Peek", "third();")}, tmp_path).renew()
    assert "“01-peek (mine 2).ipynb”" in told
    assert (tmp_path / "01-peek (mine 2).ipynb").read_bytes() == second
    assert (tmp_path / "01-peek (mine).ipynb").read_bytes() == first
    assert "third" in (tmp_path / "01-peek.ipynb").read_text()


def test_a_notebook_that_the_course_has_no_more_goes_unless_it_was_changed(course, tmp_path):
    Copy(course, tmp_path).renew()
    mine = change(tmp_path / "01-peek.ipynb")
    told = Copy({name: course[name] for name in BESIDE}, tmp_path).renew()
    assert told == ["01-peek.ipynb isn't part of the course anymore, so yours, which you've changed, is kept as “01-peek (mine).ipynb”."]
    assert names(tmp_path) == [RECORD, "01-peek (mine).ipynb", *BESIDE]
    assert (tmp_path / "01-peek (mine).ipynb").read_bytes() == mine


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"\xff\xfe", b'{"cells": 7}'])
def test_what_is_no_notebook_is_the_learners_too(course, tmp_path, broken):
    Copy(course, tmp_path).renew()
    (tmp_path / "01-peek.ipynb").write_bytes(broken)
    Copy({**course, "01-peek.ipynb": original("Peek", "second();")}, tmp_path).renew()
    assert (tmp_path / "01-peek (mine).ipynb").read_bytes() == broken


def test_an_original_that_is_no_notebook_is_told_and_spoils_nothing(course, tmp_path):
    Copy(course, tmp_path).renew()
    before = (tmp_path / "01-peek.ipynb").read_bytes()
    [told] = Copy({**course, "01-peek.ipynb": b"{", "02-new.ipynb": original("New", "1")}, tmp_path).renew()
    assert told.startswith("01-peek.ipynb isn't brought up to date in your copy, because it can't be read as a notebook (")
    assert (tmp_path / "01-peek.ipynb").read_bytes() == before
    assert (tmp_path / "02-new.ipynb").exists()
    assert Copy({**course, "01-peek.ipynb": original("Peek", "second();")}, tmp_path).renew() == [], "nobody has changed it"
    assert "second" in (tmp_path / "01-peek.ipynb").read_text()


def test_what_is_in_the_way_is_named_and_the_copy_of_before_opens(course, tmp_path, capsys):
    Copy(course, tmp_path).renew()
    (tmp_path / "01-peek.ipynb").unlink()
    (tmp_path / "01-peek.ipynb").mkdir()
    assert my_course.renewed(Copy({**course, "01-peek.ipynb": original("Peek", "second();")}, tmp_path))
    said = capsys.readouterr().err
    assert "Is a directory (" in said and "01-peek.ipynb). Nothing of yours is lost: move that out of the way, and try again." in said


def test_without_a_copy_of_before_there_is_nothing_to_open(course, tmp_path, capsys):
    (tmp_path / "my-course").touch()
    assert not my_course.renewed(Copy(course, tmp_path / "my-course"))
    assert "can't be written" in capsys.readouterr().err


def test_a_course_that_lacks_a_file_is_one_sentence(tmp_path):
    with pytest.raises(Refusal, match=r"card.md can't be read \(No such file or directory\): download the course again"):
        originals_in(tmp_path)


@pytest.mark.parametrize("record", [None, b"", b"notebook\t01-peek.ipynb\n", b"\xff\xfe\x00"])
def test_without_a_record_the_notebooks_themselves_tell_who_changed_them(course, tmp_path, record):
    Copy(course, tmp_path).renew()
    mine = change(tmp_path / "01-peek.ipynb")
    (tmp_path / "00-start.ipynb").write_bytes(course["00-start.ipynb"])  # copied as it is, as the image once did
    (tmp_path / RECORD).unlink()
    if record is not None:
        (tmp_path / RECORD).write_bytes(record)
    [told] = Copy(course, tmp_path).renew()
    assert "01-peek (mine)" in told
    assert (tmp_path / "01-peek (mine).ipynb").read_bytes() == mine
    assert json.loads((tmp_path / "00-start.ipynb").read_bytes())["cells"][1]["outputs"] == []


def as_in_7ffa5dd(path):
    there = subprocess.run(["git", "ls-tree", "--name-only", "7ffa5dd", "notebooks/"], cwd=ROOT, capture_output=True, text=True)
    if there.returncode:
        pytest.skip("this is no clone, or a shallow one")
    name = next(name for name in there.stdout.split() if name.endswith(path.name[2:]))  # it had a different number, perhaps
    return subprocess.run(["git", "show", f"7ffa5dd:{name}"], cwd=ROOT, capture_output=True, check=True).stdout


@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if path.stem != "12-find-the-leak"], ids=lambda path: path.stem)  # it's younger
def test_a_copy_of_an_earlier_course_is_no_change_even_if_it_was_run(course, tmp_path, path):
    run = json.loads(as_in_7ffa5dd(path))
    for each in my_course.code_cells(run):
        each["outputs"] = []
    (tmp_path / "01-peek.ipynb").write_text(json.dumps(run))
    assert Copy(course, tmp_path).renew() == []
    assert names(tmp_path) == [RECORD, *sorted(course)]


def test_a_note_in_a_copy_of_an_earlier_course_is_kept(course, tmp_path):
    noted = json.loads(as_in_7ffa5dd(NOTEBOOKS[1]))
    noted["cells"][0]["source"] = "# A note of mine"
    (tmp_path / "01-peek.ipynb").write_text(json.dumps(noted))
    [told] = Copy(course, tmp_path).renew()
    assert "01-peek (mine)" in told
    assert "A note of mine" in (tmp_path / "01-peek (mine).ipynb").read_text()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errno.ENOSPC, "the disk is full. Nothing of yours is lost: free some space, and try again."),
        (errno.EACCES, "Permission denied. Nothing of yours is lost: make the folder yours and writable, and try again."),
        (errno.EROFS, "Read-only file system. Nothing of yours is lost: make the folder yours and writable, and try again."),
    ],
)
def test_a_disk_that_takes_nothing_loses_nothing(course, tmp_path, monkeypatch, error, sentence):
    Copy(course, tmp_path).renew()
    mine = change(tmp_path / "01-peek.ipynb")
    before = names(tmp_path)

    def fails(number):
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        with pytest.raises(Refusal) as refused:
            Copy({**course, "01-peek.ipynb": original("Peek", "second();")}, tmp_path).renew()
    assert str(refused.value) == f"your copy of the notebooks in {tmp_path} can't be written: {sentence}"
    assert names(tmp_path) == before
    assert (tmp_path / "01-peek.ipynb").read_bytes() == mine


def test_an_update_that_was_stopped_half_way_makes_nobody_a_learner(course, tmp_path, monkeypatch):
    """What is renewed already isn't taken for their work, and their work is set aside once."""
    Copy(course, tmp_path).renew()
    mine = change(tmp_path / "01-peek.ipynb")
    moved_on = {**course, "00-start.ipynb": original("Start", "second();"), "01-peek.ipynb": original("Peek", "second();")}

    def full(content, path, *rest, put=my_course.put):
        if path.name == RECORD:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(content, path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(my_course, "put", full)
        with pytest.raises(Refusal, match=r"01-peek \(mine\)"):
            Copy(moved_on, tmp_path).renew()
    assert Copy(moved_on, tmp_path).renew() == []
    assert names(tmp_path) == [RECORD, "00-start.ipynb", "01-peek (mine).ipynb", "01-peek.ipynb", *BESIDE]
    assert (tmp_path / "01-peek (mine).ipynb").read_bytes() == mine


def test_four_starts_at_once_set_aside_once(course, tmp_path):
    originals, copy = tmp_path / "notebooks", tmp_path / "copy"
    originals.mkdir()
    Copy(course, copy).renew()
    mine = change(copy / "01-peek.ipynb")
    for name, content in {**course, "01-peek.ipynb": original("Peek", "second();")}.items():
        (originals / name).write_bytes(content)
    start = [sys.executable, "-m", "tutorial.my_course", str(originals), str(copy)]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src/main/python")}
    starts = [subprocess.Popen(start, env=env, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    told = [each.communicate(timeout=120)[1] for each in starts]
    assert [each.returncode for each in starts] == [0] * 4
    assert sum("01-peek (mine)" in one for one in told) == 1
    assert names(copy) == [RECORD, "00-start.ipynb", "01-peek (mine).ipynb", "01-peek.ipynb", *BESIDE]
    assert (copy / "01-peek (mine).ipynb").read_bytes() == mine


def test_work_that_was_done_in_the_originals_is_copied_once(course, tmp_path):
    folder, copy = tmp_path / "notebooks", tmp_path / "my-course"
    folder.mkdir()
    for name, content in course.items():
        (folder / name).write_bytes(content)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "notebooks"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *words], check=True)
    run = json.loads(course["00-start.ipynb"])
    run["cells"][1]["outputs"] = [said("another run")]
    (folder / "00-start.ipynb").write_text(json.dumps(run))
    mine = change(folder / "01-peek.ipynb")

    committed = my_course.as_committed(folder)
    assert committed == {"01-peek.ipynb": course["01-peek.ipynb"]}
    originals = originals_in(folder)
    [told] = Copy({**originals, **committed}, copy, {"01-peek.ipynb": originals["01-peek.ipynb"]}).renew()
    assert "you've worked in notebooks/01-peek.ipynb" in told
    assert (copy / "01-peek (mine).ipynb").read_bytes() == mine
    assert "peek();" in (copy / "01-peek.ipynb").read_text()
    change(copy / "01-peek (mine).ipynb", "further();")
    assert Copy({**originals, **committed}, copy, {"01-peek.ipynb": originals["01-peek.ipynb"]}).renew() == []
    (copy / "01-peek (mine).ipynb").unlink()
    assert Copy({**originals, **committed}, copy, {"01-peek.ipynb": originals["01-peek.ipynb"]}).renew() == []
    assert names(copy) == [RECORD, *sorted(course)]
    assert (folder / "01-peek.ipynb").read_bytes() == mine


def test_work_in_the_originals_is_copied_once_even_by_a_start_that_was_stopped(course, tmp_path):
    worked_in = {"01-peek.ipynb": original("Peek", "mine();")}
    for _ in range(2):
        [told] = Copy(course, tmp_path, worked_in).renew()
        assert "“01-peek (mine).ipynb”" in told
        (tmp_path / RECORD).unlink()  # written last, so a start that was stopped has none
    assert names(tmp_path) == ["00-start.ipynb", "01-peek (mine).ipynb", "01-peek.ipynb", *BESIDE]


def test_without_git_nothing_is_taken_for_changed(course, tmp_path):
    for name, content in course.items():
        (tmp_path / name).write_bytes(content)
    assert my_course.as_committed(tmp_path) == {}


# --- where they go on


def progress(folder, *lines):
    (folder / PROGRESS).write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def copy(course, tmp_path):
    exercise = notebook(cell("# Peek", "markdown"), cell('predict("two", "?")'), cell('outcome("two", 2)'), cell("Check.x()", tags=["exercise"]))
    answer = "○ Not attempted yet. Do it.\nExercises in notebook 01: ○ an exercise"
    exercise["cells"][-1]["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": [answer]}, "metadata": {}, "execution_count": 1}]
    Copy({**course, "01-peek.ipynb": json.dumps(exercise).encode()}, tmp_path).renew()
    return tmp_path


@pytest.mark.parametrize(
    ("lines", "opens", "why"),
    [
        ([], FIRST, ""),
        (["nonsense", "guessed\tnothing we know\tright", "solved"], FIRST, ""),
        (["guessed\tone\twrong"], "01-peek.ipynb", "you've done 00 Start, so 01 Peek opens next"),
        (["guessed\ttwo\tright"], "01-peek.ipynb", "you stopped in 01 Peek, so that's what opens"),
        (["guessed\ttwo\tright", "solved\t01\tan exercise"], "00-start.ipynb", "you've done 01 Peek, so 00 Start opens next"),
        (["guessed\ttwo\tright", "solved\t00\tan exercise"], "00-start.ipynb", "you've done 01 Peek, so 00 Start opens next"),  # it was 00 once
        (["guessed\ttwo\tright", "solved\t01\tone that's gone"], "01-peek.ipynb", "you stopped in 01 Peek, so that's what opens"),
        (["", "guessed\tone\tright", "", "guessed\ttwo\tright", "solved\t01\tan exercise"], FIRST, "you've done it all, from the first notebook to the last"),
    ],
)
def test_opens_where_the_learner_goes_on(copy, lines, opens, why):
    progress(copy, *lines)
    assert where_to_go(copy) == (opens, why)


@each_notebook
def test_knows_each_exercise_by_its_name(path):
    original = json.loads(path.read_bytes())
    names = my_course.names_of_exercises(original)
    assert len(names) == len(set(names)) == sum(map(my_course.is_exercise, my_course.code_cells(original)))


def test_opens_the_first_one_where_nothing_is_kept(tmp_path):
    assert where_to_go(tmp_path) == (FIRST, "")
    assert where_to_go(tmp_path / "nowhere") == (FIRST, "")


def test_a_broken_progress_is_no_reason_not_to_open(copy):
    (copy / PROGRESS).write_bytes(b"\xff\xfe\x00guessed")
    assert where_to_go(copy) == (FIRST, "")


def test_one_bad_byte_spoils_one_line_of_the_progress(copy):
    (copy / PROGRESS).write_bytes(b"\nguessed\ttwo\tright\n\nsolved\t01\t\xc3\n")
    assert where_to_go(copy) == ("01-peek.ipynb", "you stopped in 01 Peek, so that's what opens")


def test_names_of_guesses_are_the_courses_own():
    """Progress keeps them by name, so two guesses of one name would be one."""
    found = [g for path in NOTEBOOKS for c in my_course.code_cells(json.loads(path.read_bytes())) for g in my_course.PREDICT.findall(my_course.source(c))]
    assert sorted(found) == sorted(set(found)), rule("Guess")


def test_a_name_that_somebody_else_has_taken_meanwhile_is_left_to_them(course, tmp_path, monkeypatch):
    """On a disk with links and on one without."""
    Copy(course, tmp_path).renew()
    for link in (os.link, None):
        mine = change(tmp_path / "01-peek.ipynb", f"mine {link};")
        other = tmp_path / "01-peek (mine).ipynb"
        other.write_bytes(b"another start's")
        with monkeypatch.context() as patch:
            if not link:
                patch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(errno.EPERM, "no links here")))
            Copy({**course, "01-peek.ipynb": original("Peek", f"newer {link};")}, tmp_path).renew()
        assert other.read_bytes() == b"another start's"
        assert (tmp_path / f"01-peek (mine {2 if link else 3}).ipynb").read_bytes() == mine


def test_git_ignores_the_copy():
    done = subprocess.run(["git", "check-ignore", "-q", "my-course/00-start-here.ipynb"], cwd=ROOT)
    assert done.returncode in (0, 128)  # 128: no clone
    assert "my-course/" in (ROOT / ".gitignore").read_text()


def test_a_code_is_known_by_its_sources_alone():
    one = notebook(cell("a();"), cell("words", "markdown"))
    other = notebook(cell("a();", outputs=[said("ran")]), cell("other words", "markdown"))
    assert code_of(one) == code_of(other) != code_of(notebook(cell("b();")))
    assert Path(my_course.__file__).is_file()
