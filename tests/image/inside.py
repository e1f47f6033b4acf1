"""Runs inside the image, as its user: starts it as an engine would, and tells what happened, as JSON after REPORT.

Called with one argument, a JSON object: {"start": [entry point and command], "health": [...]}.
Knows nothing of pytest; test_image.py judges what it says, and brings the module `served` along.
"""

import asyncio
import contextlib
import http.server
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

from served import run_notebook

SECRETS = {
    ".git-credentials", ".netrc", ".npmrc", ".pypirc", "id_ed25519", "id_rsa", "jupyter_cookie_secret",
    "notebook_cookie_secret", "settings-security.xml",
}
WORK = Path.home() / "weak-references" / "notebooks"


class Server:
    def __init__(self, command, environment=None):
        self.began = time.monotonic()
        # tini is not the first process here, so it is told to be the parent of orphans all the same.
        self.process = subprocess.Popen(
            command,
            env={**os.environ, "TINI_SUBREAPER": "1", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.root = psutil.Process(self.process.pid)
        self.said = []
        self.most = 0
        self.uids = set()
        self.ended = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        self.watch = threading.Thread(target=self._watch, daemon=True)
        self.watch.start()

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(line)

    def family(self):
        with contextlib.suppress(psutil.Error):
            return [self.root, *self.root.children(recursive=True)]
        return []

    def _watch(self):
        """The most memory that all of them had together; pages that they share count once."""
        while not self.ended.wait(0.5):
            now = 0
            for process in self.family():
                with contextlib.suppress(psutil.Error):
                    now += process.memory_full_info().pss
                    self.uids.update(process.uids())
            self.most = max(self.most, now)

    @property
    def text(self):
        return "".join(self.said)

    def url(self):
        deadline = time.monotonic() + 60
        while not (found := re.search(r"http://\S+token=\w+", self.text)):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise SystemExit(f"no URL with a token; it said:\n{self.text}")
            time.sleep(0.05)
        return found.group()

    def wait_for(self, path, port):
        deadline = time.monotonic() + 120
        while True:
            with contextlib.suppress(OSError):
                if self.ask(path, port=port)[0] == 200:
                    return
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise SystemExit(f"no answer from {path}; it said:\n{self.text}")
            time.sleep(0.05)

    def listens_on(self):
        """Addresses and ports, but for those of the kernels, which are above."""
        listening = [c.laddr for p in self.family() for c in p.net_connections() if c.status == psutil.CONN_LISTEN]
        return sorted({f"{address.ip}:{address.port}" for address in listening if address.port < 10000})

    def ask(self, path, token=None, data=None, port=8888):
        headers = {"Authorization": f"token {token}"} if token else {}
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", headers=headers, data=data and json.dumps(data).encode()
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                body = response.read()
                return response.status, body
        except urllib.error.HTTPError as e:
            return e.code, b""

    def stop(self):
        """Ctrl-C. Says who of its family lives on."""
        family = self.family()
        self.ended.set()
        self.watch.join()
        self.process.send_signal(signal.SIGINT)
        try:
            code = self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            code = "it runs on"
        _, left = psutil.wait_procs(family, timeout=5)
        names = [str(p) for p in left if p.pid != self.process.pid]
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.kill()
        return {"code": code, "left": names}


def second_start(start):
    """What is left of a learner's changes by the next start, which runs `true` instead of the server."""
    [changed, removed] = sorted(WORK.glob("*.ipynb"))[:2]
    changed.write_text("my own", encoding="utf-8")
    removed.unlink()
    (WORK / "mine.ipynb").write_text("mine, too", encoding="utf-8")
    (WORK / "course.jsh").write_text("int old = 1;", encoding="utf-8")
    code = subprocess.run([*start, "true"], env={**os.environ, "TINI_SUBREAPER": "1"}).returncode
    return {
        "code": code,
        "changed": changed.read_text(encoding="utf-8"),
        "own": (WORK / "mine.ipynb").read_text(encoding="utf-8"),
        "removed is back": removed.is_file(),
        "set-up": (WORK / "course.jsh").read_text(encoding="utf-8"),
        "files": sorted(p.name for p in WORK.iterdir()),
    }


def start_with_a_home_that_is_read_only(start):
    run = subprocess.run(
        [*start, "sh", "-c", 'cat "$HOME/weak-references/notebooks/00-start-here.ipynb" | wc -c'],
        env={**os.environ, "HOME": "/opt", "TINI_SUBREAPER": "1"},
        capture_output=True,
        text=True,
    )
    return {"code": run.returncode, "out": run.stdout.strip(), "err": run.stderr}


class FakeHub(http.server.BaseHTTPRequestHandler):
    """As much of a hub as a server asks for: that it is there, and whose a token is."""

    def do_GET(self):
        self.answer({"name": "ada", "kind": "user", "scopes": ["access:servers!user=ada"]} if self.is_ada() else {})

    do_POST = do_GET

    def is_ada(self):
        return self.path.endswith("/hub/api/user") and self.headers["Authorization"] == "token adas"

    def answer(self, body):
        body = json.dumps(body).encode()
        self.send_response(403 if self.path.endswith("/hub/api/user") and not self.is_ada() else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def under_a_hub(command, health):
    """A server as a hub starts it, with an empty home: the volume of a learner who comes for the first time."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), FakeHub) as hub, tempfile.TemporaryDirectory() as home:
        threading.Thread(target=hub.serve_forever, daemon=True).start()
        environment = {
            "HOME": home,
            "JUPYTERHUB_API_TOKEN": "the-servers-own",
            "JUPYTERHUB_API_URL": f"http://127.0.0.1:{hub.server_port}/hub/api",
            "JUPYTERHUB_ACTIVITY_URL": f"http://127.0.0.1:{hub.server_port}/hub/api/users/ada/activity",
            "JUPYTERHUB_BASE_URL": "/",
            "JUPYTERHUB_HOST": "",
            "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-ada",
            "JUPYTERHUB_USER": "ada",
            "JUPYTERHUB_SERVER_NAME": "",
            "JUPYTERHUB_SERVICE_PREFIX": "/user/ada/",
            "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:9999/user/ada/",
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": '["access:servers!server=ada/", "access:servers!user=ada"]',
            "JUPYTERHUB_OAUTH_SCOPES": '["access:servers!server=ada/", "access:servers!user=ada"]',
        }
        server = Server(command, environment)
        try:
            server.wait_for("/user/ada/api", 9999)
            _, listing = server.ask("/user/ada/api/contents", "adas", port=9999)
            return {
                "files": sorted(file["name"] for file in json.loads(listing)["content"]),
                "health": subprocess.run(health, env={**os.environ, "HOME": home}).returncode,
                "answers": {
                    "no token": server.ask("/user/ada/api/contents", port=9999)[0],
                    "the wrong token": server.ask("/user/ada/api/contents", "berts", port=9999)[0],
                    "the page": server.ask("/user/ada/lab/tree/00-start-here.ipynb", "adas", port=9999)[0],
                },
                "listens on": server.listens_on(),
                "opens": b"00-start-here.ipynb" in server.ask("/user/ada/", "adas", port=9999)[1],
                "said": server.text,
            }
        except SystemExit as e:
            return {"said": str(e)}
        finally:
            server.stop()
            hub.shutdown()


def files():
    """Of the image, but for what others have mounted there."""
    for folder, folders, names in os.walk("/"):
        folders[:] = [f for f in folders if not os.path.ismount(os.path.join(folder, f))]
        for name in names:
            yield os.path.join(folder, name)


def is_secret(path):
    """Keys and passwords, but for those that Python's libraries test themselves with."""
    if os.path.basename(path) in SECRETS:
        return True
    if not path.endswith((".pem", ".key")) or "/site-packages/" in path:
        return False
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return b"PRIVATE KEY-----" in file.read()
    return False


def has_powers(path):
    """Whether it runs as somebody else than who starts it."""
    with contextlib.suppress(OSError):
        found = os.lstat(path)
        return stat.S_ISREG(found.st_mode) and bool(found.st_mode & (stat.S_ISUID | stat.S_ISGID))
    return False


def java(*arguments):
    run = subprocess.run(["java", *arguments, "-version"], capture_output=True, text=True)
    return run.stderr if run.returncode else ""


def main(given):
    start, health = given["start"], given["health"]
    entry = start[: start.index("/opt/weak-references/bin/start") + 1]
    everything = list(files())
    report = {
        "uids": list(os.getresuid()),
        "user": subprocess.run(["id", "-un"], capture_output=True, text=True).stdout.strip(),
        "powers": sorted(filter(has_powers, everything)),
        "secrets": sorted(filter(is_secret, everything)),
        "networks": [name for _, name in socket.if_nameindex()],
        "health before": subprocess.run(health).returncode,
        "collectors": {name: java(flag, "-Xmx128m") for name, flag in given["collectors"].items()},
        "tools": {
            name: subprocess.run([name, option], capture_output=True).returncode
            for name, option in (("javac", "-version"), ("jcmd", "-h"), ("jfr", "version"), ("jshell", "--version"))
        },
        "writable": [
            os.path.join(folder, name)
            for folder, folders, files in os.walk("/opt")
            for name in [*folders, *files]
            if os.access(os.path.join(folder, name), os.W_OK) and not os.path.islink(os.path.join(folder, name))
        ],
    }
    server = Server(start)
    try:
        report["url"] = url = server.url()
        token = url.partition("token=")[2]
        report["seconds to start"] = time.monotonic() - server.began
        report["health"] = subprocess.run(health).returncode
        report["listens on"] = server.listens_on()
        report["answers"] = {
            "no token": server.ask("/api/kernels")[0],
            "wrong token": server.ask("/api/kernels", "wrong")[0],
            "token": server.ask("/api/kernels", token)[0],
            "page": server.ask(url[len("http://127.0.0.1:8888") :])[0],
            "first notebook": server.ask("/api/contents/00-start-here.ipynb", token)[0],
        }
        _, settings = server.ask("/lab/api/settings/@jupyterlab/apputils-extension:notification", token)
        report["news"] = json.loads(settings)["schema"]["properties"]["fetchNews"]["default"]
        report["before"] = server.most
        report["notebooks"] = {}
        for path in sorted(WORK.glob("*.ipynb")):
            report["notebooks"][path.name] = asyncio.run(run_notebook("http://127.0.0.1:8888", token, path))
    finally:
        report["stop"] = server.stop()
    report["said"] = server.text
    report["memory"] = server.most
    report["all uids"] = sorted(server.uids)
    report["second start"] = second_start(entry)
    report["read-only home"] = start_with_a_home_that_is_read_only(entry)
    hub = ["jupyterhub-singleuser"]
    report["hub"] = {
        "by the entry point": under_a_hub([*entry, *hub], health),
        "without the entry point": under_a_hub(hub, health),
    }
    report["hub version"] = subprocess.run([*hub, "--version"], capture_output=True, text=True).stdout.strip()
    print("REPORT " + json.dumps(report))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
