"""How these tests run: what belongs together in one process, what is quick, and what they say without a browser."""

import os
import re
import subprocess
import sys

import pytest

from conftest import ROOT

pytestmark = pytest.mark.slow


def test_a_file_and_a_notebook_stay_in_one_process():
    files = ["tests/test_library.py", "tests/test_notebooks.py", "tests/test_exercises.py"]
    few = "a_room_knows or (is_saved_complete or follows_the_manners) and (01- or 02-)"
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-n", "2", "-p", "no:cacheprovider", *files, "-k", few],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    ran = re.findall(r"\[(gw\d)\].* PASSED tests/test_(\w+)\.py::\w+\[(\d\d)?", said)
    workers = {}
    for worker, file, notebook in ran:
        workers.setdefault(notebook or file, set()).add(worker)
    assert set(workers) == {"library", "01", "02"}, said
    assert all(len(w) == 1 for w in workers.values()), workers
    assert len(set.union(*workers.values())) == 2, "one process did it all"


@pytest.mark.parametrize(("options", "code", "words"), [
    (["--quick"], 0, "There is no Chromium here, so what looks at the course in a browser was skipped: 1 of the tests."),
    ([], 1, "no browser: install chromium"),
])
def test_without_a_browser_a_quick_look_says_so_and_all_tests_fail(tmp_path, options, code, words):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_lab.py", "-k", "opens_at", *options],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout
    assert words in done.stdout
