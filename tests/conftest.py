import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import termios
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from unittest import mock

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from xdist.scheduler import LoadScopeScheduling

from tutorial import my_course, run_notebooks

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def pytest_configure(config):
    # Who starts the tests in the background of a script, or by nohup, has these ignored, and all that we start would
    # inherit that.
    for signum, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(signum) is signal.SIG_IGN:
            signal.signal(signum, usual)


def pytest_addoption(parser):
    parser.addoption("--quick", action="store_true", help="what `./tutorial test` runs: nothing that is slow or alone")


class Together(LoadScopeScheduling):
    """What shares a notebook's run, a JupyterLab or a copy of the course runs in one process.

    (pytest-xdist's own groups, `--dist loadgroup`, are without effect from pytest 9.2 on, and say nothing.)
    """

    def _split_scope(self, nodeid):
        file = nodeid.split("::")[0]
        notebook = re.search(r"\[(\d\d-)", nodeid) if re.search(r"test_(notebooks|exercises)\.py$", file) else None
        return notebook.group(1) if notebook else file


def pytest_xdist_auto_num_workers(config):
    """One more than two cores, since most tests wait for somebody else now and then."""
    return min(4, max(3, os.cpu_count() or 1))


def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False  # it would begin the files with few, long tests last, when nobody is beside them
    return Together(config, log)


def pytest_collection_modifyitems(config, items):
    """What takes a minute or more comes first, so that all processes end at about the same time."""
    if config.getoption("--quick"):
        left_out = [item for item in items if item.get_closest_marker("slow") or item.get_closest_marker("alone")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    first = ["test_lab.py", "test_hub.py", "test_fresh_copy.py", "test_soak.py", "test_notebooks.py", "test_exercises.py", "test_kernel.py"]
    places = {name: place for place, name in enumerate(first)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    page = item.funcargs.get("page")
    if report.when == "call" and report.failed and page is not None:
        report.sections.append(("What the page looked like", page.looks()))
    return report


NO_BROWSER = "There is no Chromium here"
# As root Chromium wants --no-sandbox; the rest keeps it from calling home.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()


def pytest_terminal_summary(terminalreporter):
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(
            f"{NO_BROWSER}, so what looks at the course in a browser was skipped: {len(skipped)} of the tests."
        )


def wait_until(condition, what, seconds=60):
    """Waits for a condition; fails with what was awaited."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}, in vain"
        time.sleep(0.05)
    return value


def write_notebook(path, *cells):
    """Of cells, or of the sources of code cells."""
    cells = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": run_notebooks.KERNELSPEC}), path)
    return path


def course_of_its_own(folder):
    """A course without a notebook, beside the library as it is here; returns the folder of its notebooks."""
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    (folder / "target").symlink_to(ROOT / "target")
    for name in my_course.BESIDE:
        (notebooks / name).symlink_to(ROOT / "notebooks" / name)
    return notebooks


class Program(contextlib.AbstractContextManager):
    """A program with all that it starts, which is known by a mark that every child inherits; as a context it leaves none of them."""

    def __init__(self, command, env=None, **options):
        self.mark = uuid.uuid4().hex
        self.said = []
        self.start = time.monotonic()
        self.process = self._open(
            [str(word) for word in command],
            env={**(os.environ if env is None else env), "TEST_MARK": self.mark},
            start_new_session=True,
            **options,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _open(self, command, **options):
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
        )

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(line)

    @property
    def text(self):
        return "".join(self.said)

    def wait(self, seconds=120):
        """Waits for its end, and for all that it says; returns its exit code."""
        code = self.process.wait(timeout=seconds)
        self._listener.join(timeout=60)
        return code

    def processes(self, named=""):
        """Those that live, of the ones that it started and that they started, by a part of their command line."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("TEST_MARK") == self.mark and named in " ".join(process.cmdline()):
                    found.append(process)
            except psutil.Error:
                continue  # ended just now, or not ours to look at
        return found

    def jvms(self):
        found = []
        for process in self.processes("java"):
            with contextlib.suppress(psutil.NoSuchProcess, IndexError):
                if Path(process.cmdline()[0]).name == "java":
                    found.append(process)
        return found

    def signal(self, signum):
        os.kill(self.process.pid, signum)

    def press_ctrl_c(self):
        """What a terminal does: the signal goes to its whole group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def kill_all(self):
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.wait(60)

    def __exit__(self, *_):
        self.kill_all()


class InTerminal(Program):
    """A program in a terminal of its own, in which Ctrl-C is a key."""

    def _open(self, command, **options):
        self._terminal, end = os.openpty()
        with open(end, "wb") as opened:
            return subprocess.Popen(
                command,
                stdin=opened,
                stdout=opened,
                stderr=opened,
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
                **options,
            )

    def _listen(self):
        with contextlib.suppress(OSError):  # Linux's way to say that nobody has it open any more
            while said := os.read(self._terminal, 4096):
                self.said.append(said.decode(errors="replace"))

    def press_ctrl_c(self):
        os.write(self._terminal, b"\x03")

    def wait(self, seconds=120):
        code = super().wait(seconds)
        if self._terminal is not None and not self._listener.is_alive():
            os.close(self._terminal)
            self._terminal = None
        return code


class Lab(Program):
    """JupyterLab, started by `./tutorial` with settings of its own. It opens the originals, so a test leaves no copy behind."""

    def __init__(self, folder, *options, root=ROOT, command=None, env=None, **popen_options):
        names = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_WORKSPACES_DIR", "JUPYTERLAB_SETTINGS_DIR")
        places = {name: str(folder / name.lower()) for name in names} | {"JUPYTER_DATA_DIR": str(folder / "data")}
        super().__init__(
            [*(command or [root / "tutorial", "--originals"]), "--no-browser", *options],
            env={**(env or os.environ), **places},
            **popen_options,
        )
        self.url = wait_until(self._find_url, "JupyterLab to print its URL", 180)
        self.seconds_to_start = time.monotonic() - self.start
        self.address, self.token = re.fullmatch(r"(http://[^/]+)/.*token=(\w+)", self.url).groups()
        wait_until(self._listens, "JupyterLab to listen, which it does a moment after it has printed its URL", 180)

    def _find_url(self):
        assert self.process.poll() is None, self.text
        found = re.search(r"http://\S+token=\w+", self.text)
        return found and found.group()

    def _listens(self) -> bool:
        host, port = self.address.removeprefix("http://").rsplit(":", 1)
        try:
            socket.create_connection((host, int(port)), timeout=60).close()
            return True
        except ConnectionRefusedError:
            return False

    def ask(self, path, token=None, method="GET", body=None):
        """The status and the text of an answer; a redirect is not followed."""
        request = urllib.request.Request(self.address + path, data=body, method=method)
        if token:
            request.add_header("Authorization", f"token {token}")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
        try:
            with opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, ""

    def status(self, *question):
        return self.ask(*question)[0]

    def end_kernels(self):
        """Each notebook that was opened has started one, and they would pile up."""
        def answer():
            # jupyter_server lists a kernel a moment before it has noted its state, and then answers 500.
            status, text = self.ask("/api/kernels", self.token)
            return text if status == 200 else None

        for kernel in json.loads(wait_until(answer, "the server to list its kernels")):
            self.status(f"/api/kernels/{kernel['id']}", self.token, "DELETE")

    def start_kernel(self):
        """Starts a Java kernel and waits for its JVM."""
        assert self.status("/api/kernels", self.token, "POST", b'{"name": "java"}') == 201
        return wait_until(self.jvms, "the kernel's JVM")

    def stop(self):
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        self.process.wait(timeout=60)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("lab"))
    yield lab
    lab.stop()


@pytest.fixture(scope="session")
def quick(pytestconfig):
    """Whether a part does."""
    return pytestconfig.getoption("--quick")


@pytest.fixture(scope="session")
def chromium(quick):
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if quick:
        pytest.skip(NO_BROWSER)
    pytest.fail("no browser: install chromium (on Debian: apt-get install chromium); .ci/run does that")


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def kernel():
    """With the course loaded, for all tests of a file."""
    from kernels import SET_UP, Kernel

    with Kernel() as kernel:
        kernel.text(SET_UP)
        yield kernel


@pytest.fixture(scope="session")
def executed():
    """Runs a notebook once, however many tests look at it.

    With so small a young generation a collection comes between nearly any two lines (JShell compiles each, which allocates):
    what is right only while none does, shows.
    (The exercises' tests and JupyterLab run the notebooks on the kernel as it is.)
    """
    runs = {}

    def run(path):
        if path not in runs:
            with mock.patch.dict(os.environ, JJAVA_JVM_OPTS="-XX:+UseSerialGC -Xmn1m"):
                notebook, result = run_notebooks.execute(path)
            assert result.ok, result.line
            runs[path] = notebook
        return runs[path]

    return run
