"""JupyterLab as `./tutorial` starts and ends it: who may come in, and that nothing stays when it goes."""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import sys
from pathlib import Path

import psutil
import pytest
from traitlets.config.loader import PyFileConfigLoader

from conftest import ROOT, Lab, wait_until


@pytest.fixture(scope="module")
def busy_port():
    """A port that is taken, with a free one above it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory, busy_port):
    with Lab(tmp_path_factory.mktemp("lab"), f"--port={busy_port}", "--ServerApp.terminals_enabled=False") as lab:
        yield lab


def server_of(lab):
    [server] = lab.processes("-m jupyterlab")
    return server


def test_wants_a_token(lab):
    assert len(lab.token) >= 32
    assert lab.status("/api/kernels") == 403
    assert lab.status("/api/kernels", "wrong") == 403
    assert lab.status("/lab") == 302
    assert lab.status("/api/kernels", lab.token) == 200


def test_listens_on_this_machine_only(lab):
    listening = {c.laddr.ip for c in server_of(lab).net_connections() if c.status == psutil.CONN_LISTEN}
    assert listening == {"127.0.0.1"}


def test_a_busy_port_is_left_alone_and_the_next_is_taken(lab, busy_port):
    port = int(lab.address.rpartition(":")[2])
    assert busy_port < port <= busy_port + 5


def test_opens_the_first_notebook_and_serves_the_notebooks_only(lab):
    assert "/lab/tree/00-start-here.ipynb?" in lab.url
    assert lab.status("/api/contents/00-start-here.ipynb", lab.token) == 200
    assert lab.status("/api/contents/pom.xml", lab.token) == 404


@pytest.mark.parametrize("path", [
    "/files/../../etc/passwd", "/files/%2e%2e/%2e%2e/etc/passwd", "/files/..%2f..%2fetc/passwd", "/files//etc/passwd",
    "/files/../pom.xml", "/files/%2e%2e/pom.xml", "/api/contents/../pom.xml", "/api/contents/%2e%2e%2fpom.xml",
    "/view/%2e%2e/pom.xml", "/nbconvert/html/%2e%2e/pom.xml", "/static/../../../etc/passwd",
])
def test_serves_no_file_outside_the_course(lab, path):
    status, text = lab.ask(path, lab.token)
    assert status in (302, 400, 403, 404, 405), text[:200]
    assert "root:" not in text and "<artifactId>" not in text


def test_nobody_else_on_the_machine_can_read_the_keys(lab):
    """The connection file has the key with which cells can be sent; the server's own files have the token."""
    lab.start_kernel()
    folder = Path(server_of(lab).environ()["JUPYTER_RUNTIME_DIR"])
    connections = wait_until(lambda: list(folder.glob("kernel-*.json")), "the kernel's connection file")
    assert all(len(json.loads(file.read_text())["key"]) >= 32 for file in connections)
    assert folder.stat().st_mode & 0o077 == 0, "others can look into the folder, where the token lies"
    for file in connections:
        assert file.stat().st_mode & 0o077 == 0, f"{file.name} can be read by others"
    lab.end_kernels()


def test_further_arguments_reach_jupyterlab(lab):
    assert lab.status("/api/terminals", lab.token) == 404


@pytest.mark.alone
def test_a_second_start_does_no_set_up_and_is_nearly_as_fast_as_a_bare_one(lab, tmp_path):
    # `lab` was the first start: nothing is left to set up.
    bare_command = [sys.executable, "-m", "jupyterlab", *(["--allow-root"] if os.geteuid() == 0 else [])]
    bare = Lab(tmp_path / "bare", command=bare_command)
    bare.kill_all()
    ours = Lab(tmp_path / "ours")
    ours.kill_all()
    assert "[1/3]" not in ours.text and "[2/3]" not in ours.text
    assert ours.seconds_to_start < bare.seconds_to_start + 5


def test_a_home_that_locks_badly_keeps_no_notebook_from_opening(tmp_path):
    """Jupyter keeps its signatures of notebooks there, and would wait for the lock each time."""
    database = tmp_path / "data" / "nbsignatures.db"
    database.parent.mkdir()
    with contextlib.closing(sqlite3.connect(database)) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")
        with Lab(tmp_path) as lab:
            assert lab.status("/api/contents/00-start-here.ipynb", lab.token) == 200


def test_on_a_hub_too(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTERHUB_SERVICE_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("JUPYTERHUB_DEFAULT_URL", "/lab")
    settings = ROOT / "src" / "main" / "docker" / "jupyter_server_config.py"

    def signatures():
        return PyFileConfigLoader(str(settings)).load_config().NotebookNotary.get("db_file")

    assert signatures() is None
    with contextlib.closing(sqlite3.connect(tmp_path / "nbsignatures.db")) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")
        assert signatures() == ":memory:"


def press_ctrl_c_twice(lab):
    lab.press_ctrl_c()
    wait_until(lambda: "Stopping JupyterLab" in lab.text, "the first Ctrl-C to be heard")
    if lab.process.poll() is None:
        lab.press_ctrl_c()


ENDS = {
    "press_ctrl_c": Lab.press_ctrl_c,
    "press_ctrl_c_twice": press_ctrl_c_twice,
    "close_the_terminal": lambda lab: os.killpg(lab.process.pid, signal.SIGHUP),
    "kill_the_server": lambda lab: server_of(lab).kill(),
}
if sys.platform == "linux":  # elsewhere nobody tells the server
    ENDS["kill_the_script"] = lambda lab: lab.signal(signal.SIGKILL)


@pytest.mark.parametrize("end", [name if name == "press_ctrl_c" else pytest.param(name, marks=pytest.mark.slow) for name in ENDS])
def test_nothing_stays_after(end, tmp_path):
    with Lab(tmp_path) as lab:
        lab.start_kernel()
        ENDS[end](lab)
        code = lab.wait(60)
        wait_until(lambda: lab.processes() == [], "the server and every kernel's JVM to be gone")
        assert (code == 0) == (not end.startswith("kill"))
        assert "Traceback" not in lab.text, lab.text
