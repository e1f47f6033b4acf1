"""What belongs together runs in one process, or a notebook is run twice and a Lab started twice."""

import re
import subprocess
import sys

from conftest import ROOT


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
