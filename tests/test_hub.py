"""A class: a real JupyterHub, opened by `./tutorial class`, in which four learners run notebook 04 at once.

They log in by the page, as a learner does, and work through the proxy on servers of their own.
"""

import asyncio
import contextlib
import http.cookiejar
import itertools
import json
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from types import SimpleNamespace

import nbformat
import psutil
import pytest

from conftest import ROOT, Program, wait_until
from served import run_notebook
from test_notebooks import assert_clean, saved
from tutorial.classroom import LEARNERS
from tutorial.my_course import BESIDE
from tutorial.notebook_output import facts
from tutorial.processes import MARK

pytestmark = pytest.mark.slow

NOTEBOOK = next((ROOT / "notebooks").glob("04-*.ipynb"))
MB = 1_000_000


class Hub(Program):
    def __init__(self, folder, *arguments):
        self.folder = folder
        self.marks = set()
        super().__init__([ROOT / "tutorial", "class", "--folder", folder, *arguments])

    def wait_until_open(self):
        wait_until(lambda: self.process.poll() is not None or "The class is open" in self.text, "the class to open", 180)
        assert self.process.poll() is None, self.text
        # The passwords come in the same breath.
        self.address = re.search(r"open at (http://\S+) for", self.text).group(1)
        wait_until(lambda: len(self.passwords) == len(LEARNERS), "the passwords")

    @property
    def passwords(self):
        return dict(re.findall(r"^    (\S+) +(\S+)$", self.text, re.MULTILINE))

    def processes(self, named=""):
        """The hub hands on to a server only what it is told to: the script's mark, not ours."""
        found = set(super().processes(named))
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                environment = process.environ()
                if environment.get("TEST_MARK") == self.mark:
                    self.marks.add(environment.get(MARK))
                if environment.get(MARK, "") in self.marks and named in " ".join(process.cmdline()):
                    found.add(process)
        return list(found)


class Learner:
    """Somebody with a browser."""

    def __init__(self, hub, name):
        self.hub = hub
        self.name = name
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def ask(self, path, data=None, method=None, **headers):
        """(status, text)"""
        request = urllib.request.Request(self.hub.address + path, data=data, method=method, headers=headers)
        try:
            with self.opener.open(request, timeout=180) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode(errors="replace")

    def log_in(self, password):
        _, page = self.ask("/hub/login")
        xsrf = re.search(r'name="_xsrf" value="([^"]+)"', page).group(1)
        form = {"username": self.name, "password": password, "_xsrf": xsrf}
        # To a page that doesn't start a server by itself.
        status, page = self.ask("/hub/login?next=%2Fhub%2Ftoken", urllib.parse.urlencode(form).encode())
        return status

    def ask_for_token(self):
        xsrf = re.search(r'xsrf_token: "([^"]+)"', self.ask("/hub/token")[1]).group(1)
        headers = {"X-XSRFToken": xsrf, "Content-Type": "application/json"}
        _, text = self.ask(f"/hub/api/users/{self.name}/tokens", b"{}", **headers)
        self.token = json.loads(text)["token"]

    def api(self, path, data=None, method=None):
        """Asks with the token, and no cookie."""
        body = None if data is None else json.dumps(data).encode()
        self.cookies.clear()
        return self.ask(path, body, method, Authorization=f"token {self.token}")

    @property
    def home(self):
        return f"/user/{self.name}"

    def start_server(self):
        status, text = self.api(f"/hub/api/users/{self.name}/server", {})
        assert status in (201, 202), text

    def has_server(self):
        _, text = self.api(f"/hub/api/users/{self.name}")
        return json.loads(text)["servers"].get("", {}).get("ready")

    def own_file(self):
        return f"only-{self.name}-wrote-this.txt"

    def write_own_file(self):
        content = {"type": "file", "format": "text", "content": f"I am {self.name}"}
        status, text = self.api(f"{self.home}/api/contents/{self.own_file()}", content, "PUT")
        assert status == 201, text

    def see(self, path):
        status, text = self.api(self.home + path)
        assert status == 200, text
        return json.loads(text)

    def files(self):
        return {file["name"] for file in self.see("/api/contents")["content"]}

    def kernels(self):
        status, text = self.api(f"{self.home}/api/kernels")
        # While one starts, the server may not be able to say for a moment (Lab.end_kernels tells why).
        return [kernel["id"] for kernel in json.loads(text)] if status == 200 else []


class Watch(threading.Thread):
    """Looks at all processes of the class until it is told to stop: what stands on their command lines, what is
    secret in their environments, and what memory each learner's server and JVMs have together."""

    def __init__(self, hub):
        super().__init__(daemon=True)
        self.hub = hub
        self.enough = threading.Event()
        self.lines = set()
        self.secrets = set()
        self.most = dict.fromkeys(LEARNERS, 0)
        self.start()

    def run(self):
        while not self.enough.wait(0.5):
            now = dict.fromkeys(LEARNERS, 0)
            for process in self.hub.processes():
                with contextlib.suppress(psutil.Error):
                    self.lines.add(tuple(process.cmdline()))
                    environment = process.environ()
                    self.secrets |= {v for k, v in environment.items() if k.endswith("_TOKEN")}
                    learner = environment.get("JUPYTERHUB_USER")
                    if learner in now:
                        now[learner] += memory(process)
            self.most = {name: max(self.most[name], now[name]) for name in now}

    def stop(self):
        self.enough.set()
        self.join()


def memory(process):
    """Pages that several processes share count for each in part, where that is known."""
    info = process.memory_full_info()
    return getattr(info, "pss", info.rss)


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    with Hub(tmp_path_factory.mktemp("class"), *LEARNERS) as hub:
        hub.wait_until_open()
        yield hub


@pytest.fixture(scope="module")
def learners(hub):
    learners = [Learner(hub, name) for name in LEARNERS]
    for learner in learners:
        assert learner.log_in(hub.passwords[learner.name]) == 200
        learner.ask_for_token()
    return learners


@pytest.fixture(scope="module")
def school(hub, learners):
    """Four learners work at once. What each of them runs, and what each saw in the middle of it."""
    watch = Watch(hub)
    try:
        for learner in learners:
            learner.start_server()
        for learner in learners:
            wait_until(learner.has_server, f"the server of {learner.name}", 180)
            learner.write_own_file()
        ran, kernels, into_others = asyncio.run(work_at_once(hub, learners))
    finally:
        watch.stop()
    return SimpleNamespace(watch=watch, ran=ran, kernels=kernels, into_others=into_others)


async def work_at_once(hub, learners):
    runs = [run_notebook(hub.address + learner.home, learner.token, NOTEBOOK) for learner in learners]
    seen, *ran = await asyncio.gather(asyncio.to_thread(look_around, learners), *runs)
    return dict(zip(LEARNERS, ran)), *seen


def look_around(learners):
    """While all four have a kernel: which, and how what is another's answers each of them."""

    def kernels_of_all():
        kernels = {learner.name: learner.kernels() for learner in learners}
        return all(kernels.values()) and kernels

    kernels = wait_until(kernels_of_all, "all to have a kernel at once", 180)
    into_others = {}
    for learner, other in itertools.permutations(learners, 2):
        [kernel] = kernels[other.name]
        files, api = f"/api/contents/{other.own_file()}", f"/api/kernels/{kernel}"
        for path in ("/api/contents", files, "/api/kernels", api, f"{api}/channels", "/lab"):
            into_others[learner.name, other.home + path] = learner.api(other.home + path)[0]
    return kernels, into_others


def test_all_four_run_notebook_04_at_once_to_its_end(school, capsys):
    with capsys.disabled():
        print(
            f"\nfour learners ran {NOTEBOOK.stem} in",
            ", ".join(f"{ran['seconds']:.0f} s" for ran in school.ran.values()),
            "with at most",
            ", ".join(f"{most / MB:.0f} MB" for most in school.watch.most.values()),
        )
    assert {name: ran["error"] for name, ran in school.ran.items()} == dict.fromkeys(LEARNERS, "")


@pytest.mark.parametrize("name", LEARNERS)
def test_each_sees_what_the_notebook_says(school, name):
    notebook = nbformat.reads(school.ran[name]["notebook"], as_version=4)
    assert_clean(notebook)
    assert facts(notebook) == facts(saved(NOTEBOOK))


def test_each_has_the_notebooks_and_their_own_file_and_nobody_elses(school, learners):
    notebooks = {path.name for path in (ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")}
    for learner in learners:
        assert learner.files() == {*notebooks, *BESIDE, learner.own_file()}


def test_each_has_a_kernel_of_their_own(school):
    kernels = [kernel for kernels in school.kernels.values() for kernel in kernels]
    assert len(kernels) == len(set(kernels)) == len(LEARNERS)


def test_nobody_gets_to_anothers_files_or_kernel(school):
    assert len(school.into_others) == len(LEARNERS) * (len(LEARNERS) - 1) * 6
    assert set(school.into_others.values()) == {403}


def test_a_logged_in_browser_is_not_let_in_to_another_either(school, hub):
    learner = Learner(hub, LEARNERS[0])
    assert learner.log_in(hub.passwords[learner.name]) == 200
    assert learner.ask(f"/user/{LEARNERS[0]}/lab")[0] == 200
    assert learner.ask(f"/user/{LEARNERS[1]}/lab")[0] == 403
    assert learner.ask(f"/user/{LEARNERS[1]}/api/contents")[0] == 403


def test_who_has_not_logged_in_gets_nothing(school, hub):
    nobody = Learner(hub, "nobody")
    for path in ("/api/contents", "/api/kernels"):
        assert nobody.ask(f"/user/{LEARNERS[0]}{path}")[0] == 403


def test_in_a_browser_it_opens_the_first_notebook_and_runs_a_cell(school, hub, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 8000})
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(f"{hub.address}/")
    page.fill("#username_input", LEARNERS[0])
    page.fill("#password_input", hub.passwords[LEARNERS[0]])
    page.click("#login_submit")
    page.wait_for_url("**/lab/tree/00-start-here.ipynb")
    page.goto(f"{hub.address}/user/{LEARNERS[0]}/doc/tree/00-start-here.ipynb")
    page.click(".jp-OutputArea-output >> nth=0")
    page.click("#jp-MainMenu >> text=Run")
    page.click(".lm-Menu >> text=Run All Cells >> nth=0")
    page.wait_for_function("() => /\\[1\\]/.test(document.querySelector('.jp-CodeCell .jp-InputArea-prompt').textContent)")
    context.close()


def test_only_the_right_password_opens(hub):
    for name, password in [
        (LEARNERS[0], hub.passwords[LEARNERS[1]]),
        (LEARNERS[0], ""),
        ("root", hub.passwords[LEARNERS[0]]),
        ("passwords.json", ""),
    ]:
        assert Learner(hub, name).log_in(password) == 403


def test_no_token_and_no_password_is_on_a_command_line_or_in_the_log(school, hub, learners):
    secrets = {*school.watch.secrets, *hub.passwords.values(), *(learner.token for learner in learners)}
    # Each server's, the proxy's, and what we were given.
    assert len(secrets) >= 4 + 1 + 8 and all(len(secret) >= 12 for secret in secrets)
    lines = [" ".join(line) for line in school.watch.lines]
    for part, times in {"jupyterhub_config.py": 1, "jupyterhub.singleuser": 1, "proxy.py": 1, "java": 2}.items():
        assert sum(part in line for line in lines) >= times, f"{part} was not seen in {lines}"
    for line in lines:
        assert not [secret for secret in secrets if secret in line], line.split()[:3]
    log = (hub.folder / "log").read_text(encoding="utf-8")
    assert not [secret for secret in secrets if secret in log]


def test_nothing_listens_to_another_machine(school, hub):
    addresses = {
        c.laddr.ip.removeprefix("::ffff:")  # as Java writes it
        for p in hub.processes()
        for c in p.net_connections()
        if c.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


def test_passwords_and_homes_are_for_nobody_elses_eyes(school, hub):
    files = [hub.folder, *hub.folder.glob("*"), *hub.folder.glob("homes/*")]
    assert len(files) >= 6 + len(LEARNERS)
    assert [file for file in files if file.stat().st_mode & 0o077] == []


def test_says_how_to_come_in_and_nothing_else(school, hub):
    assert "JupyterHub is now running" in (hub.folder / "log").read_text(encoding="utf-8")
    lines = [line for line in hub.text.splitlines() if line and not line.startswith("tutorial: ")]
    assert len(lines) == 1 + len(LEARNERS), hub.text


def test_ctrl_c_ends_all_servers_and_kernels(school, hub, learners):
    status, text = learners[0].api(f"{learners[0].home}/api/kernels", {"name": "java"})
    assert status == 201, text
    wait_until(hub.jvms, "the kernel's JVM")
    hub.press_ctrl_c()
    assert hub.wait(60) == 0
    wait_until(lambda: hub.processes() == [], "all to be gone")
