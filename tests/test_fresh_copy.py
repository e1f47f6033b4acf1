"""A copy of the course in a folder with blanks and umlauts, set up from nothing, and what `./tutorial run` does there."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from conftest import ROOT, Lab, Program, wait_until, write_notebook
from pages import Page
from test_tutorial import copy_course
from tutorial import image_engine, my_course
from tutorial.exercises import exercises
from tutorial.notebook_output import facts

pytestmark = pytest.mark.slow


NOBODY = pwd.getpwnam("nobody")
AS_NOBODY = {"user": NOBODY.pw_uid, "group": NOBODY.pw_gid, "extra_groups": []}


@pytest.fixture(scope="module")
def place():
    """A folder that every user can reach, and a PATH of programs that every user can run."""
    folder = Path(tempfile.mkdtemp(prefix="weak-references-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def env():
    home = str(Path.home())
    path = [p for p in os.environ["PATH"].split(os.pathsep) if not p.startswith(home)]
    return {**os.environ, "PATH": os.pathsep.join(path)} if os.geteuid() == 0 else dict(os.environ)


@pytest.fixture(scope="module")
def course(place, env):
    """Set up for real, and killed once in the middle of it."""
    root = place / "Bücher & Äpfel" / "zweiter Band"
    copy_course(root)
    write_notebook(root / "notebooks/90-fails.ipynb", "int one = 1;", 'throw new IllegalStateException("no such book");', "int two = 2;")
    write_notebook(root / "notebooks/91-works.ipynb", 'System.out.println("six times seven is " + 6 * 7);')
    write_notebook(root / "notebooks/92-waits.ipynb", 'new java.io.File("started").createNewFile();', "new java.util.concurrent.CountDownLatch(1).await();")
    killed = Program([root / "tutorial", "run", "91"], env=env, cwd=place)
    wait_until(lambda: (root / ".venv" / "pip.log").exists(), "pip to begin", 120)
    os.killpg(killed.process.pid, signal.SIGKILL)
    killed.wait()
    wait_until(lambda: not killed.processes(), "its whole group to be gone")  # killed, but each in its own time
    again = Program([root / "tutorial", "run", "91"], env=env, cwd=place)
    assert again.wait(600) == 0, again.text
    assert "91-works" in again.text and "ok" in again.text
    return root


def run(course, env, *arguments, **options):
    done = subprocess.run(
        [course / "tutorial", "run", *arguments], env=env, cwd="/", capture_output=True, text=True, timeout=300, **options
    )
    return done.returncode, done.stdout, done.stderr


def test_saves_the_same_facts_under_a_path_with_blanks_and_umlauts(course, env):
    path = course / "notebooks" / "01-check-out-a-book.ipynb"
    before = nbformat.read(path, as_version=4)
    code, out, err = run(course, env, "01", "--save")
    assert (code, err) == (0, ""), out + err
    after = nbformat.read(path, as_version=4)
    assert facts(after) == facts(before)
    assert [c.source for c in after.cells] == [c.source for c in before.cells]
    assert after.metadata == before.metadata
    assert str(course) not in path.read_text(encoding="utf-8")


def test_a_failing_cell_is_named_and_only_what_works_is_saved_on_any_kernel(course, env, place):
    """On a kernelspec in a folder that has another name than `java`, as IJava's would."""
    kernel = place / "another kernel"
    shutil.copytree(course / ".venv/share/jupyter/kernels/java", kernel)
    # It counts its starts, so that it's known to be the one that ran.
    spec = json.loads((kernel / "kernel.json").read_text(encoding="utf-8"))
    spec["argv"].insert(0, "{resource_dir}/start")
    (kernel / "start").write_text(f'#!/bin/sh\necho >>"{place}/starts"\nexec "$@"\n')
    (kernel / "start").chmod(0o755)
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    fails, works = course / "notebooks/90-fails.ipynb", course / "notebooks/91-works.ipynb"
    before = fails.read_bytes()
    code, out, _ = run(course, env, "90", "91", "--save", "--kernel", str(kernel))
    assert code == 1
    first, second = out.splitlines()
    assert first.startswith("90-fails") and "3 cells" in first
    assert 'cell 2 (throw new IllegalStateException("no such book");)' in first
    assert "IllegalStateException" in first.split(";)")[1] or "no such book" in first.split(";)")[1]
    assert second.startswith("91-works") and second.endswith("ok")
    assert fails.read_bytes() == before
    assert "six times seven is 42" in nbformat.read(works, as_version=4).cells[0].outputs[0].text
    assert len((place / "starts").read_text().splitlines()) == 2
    assert not list((course / "notebooks").glob("*.part"))


def test_says_which_notebooks_there_are(course, env):
    code, out, err = run(course, env, "99")
    assert (code, out) == (2, "")
    numbers = sorted(p.name[:2] for p in (ROOT / "notebooks").glob("*.ipynb"))
    assert err == f"There's no notebook 99. Choose from: {', '.join(numbers)}, 90, 91, 92.\n"


def test_says_what_a_kernel_folder_is(course, env):
    code, out, err = run(course, env, "00", "--kernel", "nowhere")
    assert (code, out) == (2, "")
    assert err == "There's no kernel.json in nowhere: give the folder that has one.\n"


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_ends_a_run_with_its_kernel(course, env, times):
    with Program([course / "tutorial", "run", "92", "91"], env=env) as program:
        if times == 1:  # while the kernel starts
            wait_until(lambda: program.processes("jjava.jar"), "the kernel's JVM")
        else:  # in the middle of a cell
            wait_until((course / "notebooks" / "started").exists, "the first cell")
        for _ in range(times):
            program.press_ctrl_c()
        assert program.wait(50) == 130
        assert program.text == "Stopped.\n"
        assert program.processes() == []


def learn(page, *answers):
    """Puts each answer into its cell, in JupyterLab, runs all, and saves."""
    page.page.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1")
    for cell, source in answers:
        page.put_into(page.page.locator(f".jp-CodeCell:has-text('{cell}')").first, source)
    page.run_all()
    page.wait_until_run()
    page.page.keyboard.press("Control+s")
    page.page.wait_for_selector(".lm-TabBar-tab.jp-mod-current:not(.jp-mod-dirty)")


def test_the_next_day_it_opens_where_the_learner_stopped_and_an_update_keeps_their_answers(course, env, place, browser):
    originals = {path: path.read_bytes() for path in (course / "notebooks").iterdir()}
    first = course / "notebooks" / "00-start-here.ipynb"
    mine = course / "my-course" / "00-start-here.ipynb"
    home = place / "a home"
    home.mkdir()

    with Lab(home, command=[course / "tutorial"], env=env) as lab:
        assert "/lab/tree/00-start-here.ipynb?" in lab.url
        tab = Page(lab, browser.new_page(viewport={"width": 1280, "height": 9000}))
        tab.page.goto(lab.url)
        solution = exercises(first)[0].solution
        learn(tab, ("predict(", 'predict("second round", "195", "0", "5", "195", "200")'), ("Check.fortyStay", solution.replace("\n", " ")))
        tab.page.locator(".jp-OutputArea-output:has-text('you were right')").wait_for()
        tab.page.locator(".jp-OutputArea-output:has-text('Correct.')").wait_for()
        # The map: what was done, and a link to what is next.
        assert "✔" in tab.page.locator(".jp-OutputArea-output tr:has-text('Start here: see one cache forget') td").first.text_content()
        tab.page.locator(".jp-OutputArea-output tr:has-text('next') a:has-text('Check out a book')").click()
        tab.page.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1:has-text('Check out a book')")
        tab.page.close()
    assert (course / "my-course" / my_course.PROGRESS).read_text(encoding="utf-8").split("\n\n") == [
        "\nguessed\tsecond round\tright", "solved\t00\tforty stay\n"
    ]
    worked_on = mine.read_bytes()
    assert b'\\"195\\", \\"0\\"' in worked_on
    assert {path: path.read_bytes() for path in (course / "notebooks").iterdir() if path.is_file()} == originals

    update = json.loads(originals[first])
    update["cells"][1]["source"] = ["%load course.jsh\n", "// newer"]
    first.write_text(json.dumps(update), encoding="utf-8")
    try:
        with Lab(home, command=[course / "tutorial"], env=env) as lab:
            assert "/lab/tree/01-check-out-a-book.ipynb?" in lab.url
            assert "you've done 00 Start here: see one cache forget, so 01 Check out a book opens next" in lab.text
            assert "yours, which you've changed, is kept as “00-start-here (mine).ipynb”" in lab.text
        assert mine.with_name("00-start-here (mine).ipynb").read_bytes() == worked_on
        assert "// newer" in mine.read_text(encoding="utf-8")
        with Lab(home, command=[course / "tutorial", "--originals"], env=env) as lab:
            assert "/lab/tree/00-start-here.ipynb?" in lab.url
            assert "// newer" in lab.ask("/api/contents/00-start-here.ipynb", lab.token)[1]
    finally:
        first.write_bytes(originals[first])


def test_a_new_notebook_passes_the_tests_of_the_others(course, env, place):
    """In what an author's clone has besides, and without the notebooks that are made up here."""
    for name in ("CONTRIBUTING.md", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, course)
    for name in ("docs", "tests"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    aside = place / "aside"
    aside.mkdir()
    for path in (course / "notebooks").glob("9*.ipynb"):
        path.rename(aside / path.name)
    number = f"{len(list((course / 'notebooks').glob('*.ipynb'))):02}"
    try:
        new = [course / "tutorial", "new", number, "share-one-copy"]
        made = subprocess.run(new, env=env, cwd="/", capture_output=True, text=True, timeout=600)
        assert made.returncode == 0, made.stdout + made.stderr
        files = ["tests/test_notebooks.py", "tests/test_exercises.py"]
        chosen = f"{number}-share or in_order or up_to_date or has_two_wrong_answers"
        tests = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *files, "-k", chosen]
        tested = subprocess.run(tests, env=env, cwd=course, capture_output=True, text=True, timeout=600)
        assert tested.returncode == 0, tested.stdout
    finally:
        for path in (course / "notebooks").glob(f"{number}-*.ipynb"):
            path.unlink()
        for path in aside.iterdir():
            path.rename(course / "notebooks" / path.name)


def alone_without_home(env, *command):
    """In a network in which nobody else is, where that can be made, and without HOME."""
    without = {name: value for name, value in env.items() if name != "HOME"}
    return subprocess.run(
        [sys.executable, "-c", image_engine.ALONE, *command], env=without, cwd="/", capture_output=True, text=True, timeout=300
    )


def test_once_set_up_it_needs_no_network_and_no_home(course, env):
    done = alone_without_home(env, course / "tutorial", "run", "91")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr


def test_without_a_network_the_first_start_says_what_is_missing(place, env):
    if os.geteuid() != 0:
        pytest.skip("a network of its own wants root")
    root = place / "no network"
    copy_course(root)
    done = alone_without_home({**env, "PIP_RETRIES": "0"}, root / "tutorial", "run", "91")
    assert done.returncode == 1
    assert "some Python packages couldn't be installed. Are you online?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(root.glob(".venv.*")), "a lock stays behind"


def test_a_folder_that_cant_be_written_to_is_one_sentence(place, env):
    if os.geteuid() != 0:
        pytest.skip("the folder is to be somebody else's")
    root = place / "read only"
    copy_course(root)
    own = {**env, "HOME": str(place)}
    if subprocess.run(["java", "-version"], env=own, cwd="/", capture_output=True, **AS_NOBODY).returncode:
        pytest.skip("this Java is root's alone")
    code, out, err = run(root, own, "91", **AS_NOBODY)
    assert (code, err) == (1, "tutorial: this folder can't be written to: copy the course to a folder of your own.\n"), out


def test_works_for_an_ordinary_user(course, env, place):
    if os.geteuid() != 0:
        pytest.skip("all the others have shown it: this is an ordinary user")
    home = place / "home"
    home.mkdir()
    for folder in (course.parent, home):
        subprocess.run(["chown", "-R", str(NOBODY.pw_uid), folder], check=True)
    if subprocess.run([course / ".venv/bin/python", "-c", ""], cwd="/", **AS_NOBODY).returncode:
        pytest.skip("this Python is root's alone")
    own = {k: v for k, v in env.items() if not k.startswith("XDG_")} | {"HOME": str(home)}
    code, out, err = run(course, own, "91", **AS_NOBODY)
    assert (code, err) == (0, ""), out + err
    with Lab(home, root=course, env=own, cwd="/", **AS_NOBODY) as lab:
        assert "[1/3]" not in lab.text
        assert {p.uids().real for p in lab.processes()} == {NOBODY.pw_uid}
        assert lab.status("/api/kernels") == 403
        lab.start_kernel()
        lab.press_ctrl_c()
        assert lab.wait(60) == 0
        wait_until(lambda: lab.processes() == [], "everything to be gone")
