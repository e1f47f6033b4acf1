import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src" / "main" / "python"))


def wait_until(condition, what, seconds=60):
    """Waits for a condition; fails with what was awaited."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}, in vain"
        time.sleep(0.05)
    return value


class Lab:
    """JupyterLab, started by `./tutorial` as a learner does, with settings of its own."""

    def __init__(self, folder, *options):
        places = {
            name: str(folder / name.lower())
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR", "JUPYTERLAB_SETTINGS_DIR")
        }
        self.said = []
        self.process = subprocess.Popen(
            [str(ROOT / "tutorial"), "--no-browser", *options],
            env={**os.environ, **places, "JUPYTER_DATA_DIR": str(folder / "data")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = wait_until(self._find_url, "JupyterLab to print its URL", 180)
        self.address, self.token = re.fullmatch(r"(http://[^/]+)/.*token=(\w+)", self.url).groups()

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(line)

    def _find_url(self):
        assert self.process.poll() is None, "".join(self.said)
        found = re.search(r"http://\S+token=\w+", "".join(self.said))
        return found and found.group()

    def signal(self, signum):
        os.kill(self.process.pid, signum)

    def stop(self):
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("lab"))
    yield lab
    lab.stop()


@pytest.fixture(scope="session")
def chromium():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.fail("no browser: install chromium (on Debian: apt-get install chromium); .ci/run does that")


@pytest.fixture(scope="session")
def executed():
    """Runs a notebook once, however many tests look at it."""
    import run_notebooks

    runs = {}

    def run(path):
        if path not in runs:
            notebook, result = run_notebooks.execute(path)
            assert result.ok, result.line
            runs[path] = notebook
        return runs[path]

    return run
