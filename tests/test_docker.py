"""What the image starts with, and what asks whether it's well: without an image, as far as that goes. tests/image does the rest."""

import http.server
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from conftest import ROOT

IS_WELL = ROOT / "src" / "main" / "docker" / "is-well"
START = ROOT / "src" / "main" / "docker" / "start"
NOBODY = 65534
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")


class Server(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/user/ada/api" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=learn.example", "-keyout", file, "-out", f"{file}.crt"]
    subprocess.run(made, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + Path(f"{file}.crt").read_bytes())
    return file


def is_well(runtime, **environment):
    env = {**os.environ, "JUPYTER_RUNTIME_DIR": str(runtime), **environment}
    return subprocess.run([sys.executable, IS_WELL], env=env, capture_output=True, text=True)


@pytest.fixture
def serve(tmp_path):
    """Starts a server, and leaves the file with which Jupyter's server tells where it is."""
    servers = []

    def start(listens_on, told, certificate=None):
        server = http.server.ThreadingHTTPServer((listens_on, 0), Server)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        said = {"hostname": told, "port": server.server_port, "secure": bool(certificate), "base_url": "/user/ada/"}
        (tmp_path / f"jpserver-{len(servers)}.json").write_text(json.dumps(said), encoding="utf-8")

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("listens_on, told", [("127.0.0.1", "0"), ("0.0.0.0", "0.0.0.0"), ("127.0.0.1", "localhost"), ("127.0.0.1", "127.0.0.1")])
def test_is_well_wherever_it_listens(serve, tmp_path, listens_on, told):
    serve(listens_on, told)
    assert is_well(tmp_path).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the loopback has one address")
def test_is_well_on_one_address_of_many(serve, tmp_path):
    serve("127.0.0.2", "127.0.0.2")
    assert is_well(tmp_path).returncode == 0


def test_is_well_with_tls(serve, tmp_path, certificate):
    serve("127.0.0.1", "0.0.0.0", certificate)
    assert is_well(tmp_path).returncode == 0


def test_is_well_behind_a_proxy(serve, tmp_path):
    serve("127.0.0.1", "0.0.0.0")
    nowhere = "http://127.0.0.1:9"
    assert is_well(tmp_path, http_proxy=nowhere, HTTP_PROXY=nowhere, no_proxy="", NO_PROXY="").returncode == 0


def test_is_ill_where_nobody_answers_any_more_and_says_nothing(tmp_path):
    for name, said in [("1", '{"hostname": "127.0.0.1", "port": 9, "secure": false, "base_url": "/"}'), ("2", "{}"), ("3", "not JSON")]:
        (tmp_path / f"jpserver-{name}.json").write_text(said, encoding="utf-8")
    answer = is_well(tmp_path)
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", "")


@pytest.fixture
def container():
    """A home and a course that everybody may read, and a stand-in for the program that says what is mounted."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        folder.chmod(0o755)
        course = folder / "course"
        shutil.copytree(ROOT / "notebooks", course / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        shutil.copytree(ROOT / "src" / "main" / "python" / "tutorial", course / "src" / "main" / "python" / "tutorial")
        (folder / "home").mkdir()
        (folder / "bin").mkdir()
        mountpoint = folder / "bin" / "mountpoint"
        mountpoint.write_text('#!/bin/sh\n[ "$2" = "$MOUNTED" ]\n', encoding="utf-8")
        mountpoint.chmod(0o755)
        yield folder


def start(folder, user=None, mounted="", command='echo "$HOME"', **environment):
    python = os.path.realpath(shutil.which("python3", path="/usr/bin") or sys.executable)
    env = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": f"{folder}/home", "MOUNTED": str(mounted), "WEAK_REFERENCES_PYTHON": python}
    become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user is not None else []
    given = {"WEAK_REFERENCES": str(folder / "course"), **environment}
    return subprocess.run(["/usr/bin/env", "-i", *[f"{n}={v}" for n, v in {**env, **given}.items()], *become, START, "sh", "-c", command],
                          capture_output=True, text=True)


def own(path, user):
    os.chown(path, user, user)
    return path


def test_work_goes_to_the_home(container):
    run = start(container)
    assert (run.returncode, run.stderr) == (0, "")
    assert (container / "home" / "weak-references" / "notebooks" / "00-start-here.ipynb").is_file()


def test_a_folder_that_is_mounted_at_work_keeps_the_work(container):
    work = container / "home" / "work"
    work.mkdir()
    run = start(container, mounted=work, command='echo mine > "$HOME/weak-references/notebooks/mine.txt"')
    assert (run.returncode, run.stderr) == (0, "")
    assert (work / "weak-references" / "notebooks" / "mine.txt").read_text() == "mine\n"
    assert start(container, mounted=work).returncode == 0


@as_root
def test_another_user_keeps_work_there_too(container):
    work = container / "home" / "work"
    work.mkdir()
    own(work, NOBODY)
    run = start(container, user=NOBODY, mounted=work, command='echo mine > "$HOME/weak-references/notebooks/mine.txt"')
    assert (run.returncode, run.stderr) == (0, "")
    assert (work / "weak-references" / "notebooks" / "mine.txt").exists()


@as_root
@pytest.mark.parametrize("owner, cure", [
    (1000, "use --user 1000, or mount a different folder or volume"),
    (0, "mount a folder that isn't root's"),
])
def test_a_volume_of_another_user_is_refused_with_the_line_that_works(container, owner, cure):
    own(container / "home", owner)
    run = start(container, user=NOBODY, mounted=container / "home")
    assert run.returncode == 1
    assert run.stderr == (
        f"weak-references: user {NOBODY} can't write to what's mounted at {container}/home (user {owner}'s), so your work would be lost: {cure}.\n"
    )


@as_root
def test_a_volume_that_is_read_only_is_refused(container):
    own(container / "home", NOBODY).chmod(0o555)
    run = start(container, user=NOBODY, mounted=container / "home")
    assert run.returncode == 1
    assert "mount it without :ro." in run.stderr


@as_root
def test_where_nothing_is_mounted_another_user_is_told_and_the_course_opens(container):
    run = start(container, user=NOBODY, command='ls "$HOME/weak-references/notebooks/00-start-here.ipynb"')
    assert run.returncode == 0
    assert "can't be written to, so your work goes to /tmp" in run.stderr


def test_nb_uid_is_refused_with_the_line_that_works(container):
    run = start(container, NB_UID="4711")
    assert run.returncode == 1
    assert run.stderr == "weak-references: this image doesn't know NB_UID: leave out -e NB_UID=4711, and use --user 4711.\n"
    assert start(container, NB_UID=str(os.getuid())).returncode == 0


@as_root
@pytest.mark.parametrize("more, cure", [({}, ""), ({"NB_UID": "4711"}, " and -e NB_UID=4711, and use --user 4711")])
def test_root_is_refused_with_the_line_that_works(container, more, cure):
    run = start(container, WEAK_REFERENCES="", **more)
    assert run.returncode == 1
    assert run.stderr == f"weak-references: this image doesn't run as root: leave out --user root{cure}.\n"


def test_git_is_for_the_dev_container_alone():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    stages = dockerfile.split("\nFROM ")
    assert [stage.split("\n")[0] for stage in stages if "--no-install-recommends git" in stage] == ["course AS devcontainer"]
    assert stages[-1].strip() == "course", "who names no stage gets the course"
    assert '"target": "devcontainer"' in (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
