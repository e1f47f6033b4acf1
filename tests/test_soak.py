"""The soak: what it chooses, what it calls a failure, and a small slice of it, another one each day."""

import collections
import datetime
import itertools
import re
import sys

import pytest
from nbformat.v4 import new_code_cell, new_output

from conftest import ROOT, Program, wait_until, write_notebook
from tutorial import csv_log, kernelspec, run_notebooks, soak, soak_caches

PAGE = soak.DOCS / soak.PAGE
NUMBERS = [path.name[:2] for path in run_notebooks.chosen([])]


def everything(features=(17, 25)):
    return soak.all_conditions(NUMBERS, features)


def test_meets_each_of_the_conditions_once_before_any_is_met_twice(tmp_path):
    all_of_them = everything()
    too_little = len(NUMBERS) * 3 * 2 * len(soak.CORES) * 2  # Z in the smallest heap
    assert len(all_of_them) == len(set(all_of_them)) == len(NUMBERS) * 2 * 5 * len(soak.CORES) * 2 * (3 * 3 + 3 * 2 + 1) - too_little
    runs = tmp_path / "runs.csv"
    for conditions in soak.next_conditions(all_of_them, soak.read_runs(runs), 200):
        soak.write_run(conditions, "ok", "abc", runs)
    before = soak.read_runs(runs)
    assert len(before) == 200
    rest = soak.next_conditions(all_of_them, soak.read_runs(runs), len(all_of_them) - 200 + 1)
    after = before + collections.Counter(rest)
    assert set(after) == set(all_of_them)
    assert sorted(after.values())[-2:] == [1, 2]


def test_each_condition_comes_early_and_neighbors_stay_together():
    first = soak.next_conditions(everything(), collections.Counter(), 64)
    for name in ("notebook", "way", "jdk", "collector", "heap", "cores", "neighbor"):
        assert {getattr(c, name) for c in first} == {getattr(c, name) for c in everything()}, name
    changes = sum(a.neighbor != b.neighbor for a, b in itertools.pairwise(first))
    assert changes <= 2 * len(first) / soak.BATCH


def test_says_which_fact_is_another_one():
    expected = {"one": ["1\n"], "two": ["2\n"]}
    assert soak.difference(expected, dict(expected)) == ""
    assert soak.difference(expected, {**expected, "two": ["3\n"]}) == "another fact in two: ['3\\n'] for ['2\\n']"
    assert soak.difference(expected, {"one": ["1\n"]}) == "another fact in two: None for ['2\\n']"
    assert soak.difference(expected, {**expected, "more": ["4"]}) == "another fact in more: ['4'] for None"


@pytest.fixture
def scene(tmp_path, monkeypatch):
    """A course of one notebook, which writes to what `path` says."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    monkeypatch.setattr(run_notebooks, "NOTEBOOKS", folder)
    monkeypatch.setattr(soak, "FAILED", tmp_path / "failed")

    def write(source, saved, *before):
        cell = new_code_cell(source, id="says", outputs=[new_output("stream", text=saved)])
        return write_notebook(folder / "01-says.ipynb", *before, cell)

    return tmp_path, write


def run_once(tmp_path, conditions=None):
    home = kernelspec.java_home()
    conditions = conditions or soak.Conditions("01", soak.UNTOUCHED, kernelspec.feature(home), "Serial", "128 MB", 1, False)
    told = []
    once = soak.Soak({conditions.jdk: home}, 1, "abc", lambda _, c, outcome: told.append(outcome), tmp_path / "runs.csv")
    run_notebooks.Loop().run(once.run_all([conditions]))
    assert soak.read_runs(tmp_path / "runs.csv") == {conditions: 1}
    [outcome] = told
    failed = [] if outcome == "ok" else [(conditions, outcome, "abc", "1")]
    assert [(c, *map(row.get, ("outcome", "commit", "run"))) for c, row in soak.read_failures(tmp_path / "runs.csv")] == failed
    return outcome, once


@pytest.mark.slow
def test_a_run_under_its_conditions_is_counted(scene):
    tmp_path, write = scene
    write(
        'System.out.println(java.lang.management.ManagementFactory.getGarbageCollectorMXBeans().get(0).getName() + " "'
        ' + Runtime.getRuntime().maxMemory() / 1_000_000 + " " + Runtime.getRuntime().availableProcessors());',
        "Copy 129 1\n",
    )
    outcome, once = run_once(tmp_path)
    assert (outcome, once.failed) == ("ok", 0), outcome
    assert not (tmp_path / "failed").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("source", "outcome"), [
    ('System.out.println("no");', r"another fact in says: \['no\\n'\] for \['yes\\n'\]"),
    ('System.out.println("yes"); System.err.println("oh");', "says wrote to stderr: oh"),
    ('System.out.println("yes"); int x = 1 / 0;', "cell 1 .*ArithmeticException.*"),
])
def test_another_fact_a_red_line_and_an_error_are_failures_and_kept(scene, source, outcome):
    tmp_path, write = scene
    write(source, "yes\n")
    said, once = run_once(tmp_path)
    assert re.fullmatch(outcome, said), said
    assert once.failed == 1
    assert outcome[:7] in (tmp_path / "failed" / "failed.txt").read_text(encoding="utf-8")
    assert len(list((tmp_path / "failed").glob("01-*.ipynb"))) == 1


@pytest.mark.slow
def test_a_cell_that_never_ends_is_stopped_and_the_next_runs(scene):
    _, write = scene
    path = write('System.out.println("yes");', "yes\n")
    endless = new_code_cell("while (true) Thread.sleep(10);")
    notebook, result = run_notebooks.execute(path, before=[soak.allowed(endless, 0.2)])
    assert result.ok, result.line
    [stopped], [said] = [cell.outputs for cell in notebook.cells]
    assert "Interrupted" in stopped.ename
    assert said.text == "yes\n"


@pytest.mark.slow
@pytest.mark.parametrize("way", [soak.BACKWARDS, soak.STOPPED])
@pytest.mark.parametrize(("sources", "outcome"), [
    (["int one = 1;", "int two = one + 1;", "System.out.println(two);"], "ok"),
    (["class Count { static int ones; }", "", "Count.ones++; System.out.println(Count.ones * 2);"], "another fact in says"),
])
def test_what_came_before_the_run_of_all_does_not_count_but_must_not_spoil_it(scene, way, sources, outcome):
    tmp_path, write = scene
    write(sources[-1], "2\n", *sources[:-1])
    feature = kernelspec.feature(kernelspec.java_home())
    said, _ = run_once(tmp_path, soak.Conditions("01", way, feature, "Serial", "default", 1, False))
    assert said.startswith(outcome), said


def section(runs):
    return soak.section(soak.read_runs(runs), soak.read_failures(runs))


def test_the_page_is_what_the_runs_say():
    text = PAGE.read_text(encoding="utf-8")
    assert text.split(soak.BEGIN)[1].split(soak.END)[0].strip() == section(soak.DOCS / soak.RUNS)


def test_the_page_is_what_the_runs_of_the_caches_say():
    text = PAGE.read_text(encoding="utf-8")
    of_caches = csv_log.read(soak.DOCS / soak_caches.LINES)
    assert text.split(soak_caches.BEGIN)[1].split(soak_caches.END)[0].strip() == soak_caches.section(of_caches)


PASSED = """
       RESULT  SAMPLES     FREQ      EXPECT  DESCRIPTION
  false, 1, 1    1,001   25.00%  Acceptable  gone before it was read; loaded again
   true, 0, 1       30   <0.01%  Acceptable  read before it went; forgotten since

(Results: 1,140 planned; 1,140 passed, 0 failed, 0 soft errs, 0 hard errs)
"""


@pytest.mark.parametrize(("part", "said", "code", "judged"), [
    (soak_caches.Jcstress(), PASSED, 0, (1031, "ok")),
    (soak_caches.Jcstress(), PASSED, 1, (1031, "Results: 1,140 planned; 1,140 passed, 0 failed, 0 soft errs, 0 hard errs")),
    (soak_caches.Jcstress(), PASSED.replace("0 failed", "2 failed"), 0,
     (1031, "Results: 1,140 planned; 1,140 passed, 2 failed, 0 soft errs, 0 hard errs")),
    (soak_caches.Jcstress(), "no tests", 0, (0, "no tests")),
    (soak_caches.LongUse(7), "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0", 0, (7, "ok")),
    (soak_caches.LongUse(7), "[ERROR] it drifts", 1, (7, "[ERROR] it drifts")),
    (soak_caches.LongUse(7), "Tests run: 0, Failures: 0, Errors: 0, Skipped: 0", 0,
     (7, "Tests run: 0, Failures: 0, Errors: 0, Skipped: 0")),
])
def test_the_caches_are_judged_by_what_was_done_and_not_by_silence(part, said, code, judged):
    assert part.judge(said, code) == judged


def test_the_tests_that_the_page_names_are_there():
    text = PAGE.read_text(encoding="utf-8")
    there = {p.stem for p in [*ROOT.glob("tests/**/*.py"), *ROOT.glob("src/test/java/**/*.java")]}
    named = set(re.findall(r"`(test_\w+|\w+Test)`", text))
    assert named and named <= there


def test_counts_failures_in_words(tmp_path):
    runs = tmp_path / "runs.csv"
    conditions = everything()[:3]
    for c in conditions[:2]:
        soak.write_run(c, "ok", "abc", runs)
    soak.write_run(conditions[2], "cell 3 (a | b): oh", "abc", runs)
    soak.write_run(conditions[1], "ok", "abc", runs)
    text = section(runs)
    assert text.startswith("**4 runs, 1 failed.** Since the last of these, 1 without a failure.")
    assert f"| {conditions[2]} | abc | cell 3 (a \\| b): oh |" in text


@pytest.mark.parametrize(("arguments", "said"), [
    (["-1"], "The number of runs can't be negative. With 0, only the page is written again.\n"),
    (["1", "--at-once", "0"], "At least one kernel has to run, as with --at-once 1.\n"),
    (["1", "--docs", "nowhere"], "There's no reliability.md in nowhere to add to: copy the one in docs.\n"),
])
def test_says_what_it_needs(capsys, arguments, said):
    assert soak.main(arguments) == 2
    assert capsys.readouterr().err == said


def test_says_that_stress_ng_is_missing(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert soak.main(["1"]) == 2
    assert "install it (on Debian: apt-get install stress-ng), or leave it out with --quiet" in capsys.readouterr().err


def test_runs_only_what_is_asked_for(capsys):
    assert {c.way for c in soak.all_conditions(NUMBERS, [17], ways=["solved"])} == {"solved"}
    with pytest.raises(SystemExit):
        soak.main(["1", "--way", "asleep"])
    assert "'each cell twice'" in capsys.readouterr().err


@pytest.mark.slow
def test_a_slice_another_one_each_day(tmp_path):
    """On the JDK of these tests; one of what `./tutorial soak` runs in all."""
    home = kernelspec.java_home()
    feature = kernelspec.feature(home)
    there = {name for name in soak.COLLECTORS if soak.has_collector(home, name)}
    quiet = [c for c in soak.all_conditions(NUMBERS, [feature], (False,)) if c.collector in there]
    conditions = quiet[datetime.date.today().toordinal() % len(quiet)]
    outcome, _ = run_once(tmp_path, conditions)
    assert outcome == "ok", f"{conditions}: {outcome}"


@pytest.mark.slow
def test_stopped_it_keeps_what_was_counted(tmp_path):
    (tmp_path / "reliability.md").write_text("# Page\n<!-- runs -->\n<!-- end of runs -->\n")
    runs = tmp_path / "reliability" / "runs.csv"
    with Program([sys.executable, "-m", "tutorial.soak", "50", "--quiet", "--at-once", "1", "--docs", tmp_path]) as program:
        wait_until(lambda: runs.exists() or program.process.poll() is not None, "the first run", 120)
        program.press_ctrl_c()
        assert program.wait(60) == 130, program.text
        counted = soak.read_runs(runs).total()
        assert f"{counted} runs, 0 failed" in program.text
        assert f"**{counted} runs, 0 failed.**" in (tmp_path / "reliability.md").read_text(encoding="utf-8")
        assert program.processes() == []
