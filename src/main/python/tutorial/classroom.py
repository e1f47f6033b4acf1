"""Opens a class on this machine, to try: JupyterHub with a server for each learner. `./tutorial class`."""

import argparse
import json
import os
import re
import secrets
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tutorial.open_jupyterlab import without_questions
from tutorial.paths import ROOT
from tutorial.processes import MarkedProcesses, run_until_stopped

LEARNERS = ["ada", "bert", "cleo", "dora"]
PORT = 8000


def name(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", text):
        raise argparse.ArgumentTypeError(f"'{text}' isn't a name for a learner: use small letters, digits and '-', as in ada-1")
    return text


def passwords(folder: Path, names: list[str]) -> dict[str, str]:
    """The password of each learner; who was in the last class keeps theirs."""
    file = folder / "passwords.json"
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    wanted = {name: known.get(name) or secrets.token_urlsafe(9) for name in names}
    part = folder / "passwords.part"
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(wanted, out)
    part.replace(file)
    return wanted


def bound(port: int) -> socket.socket | None:
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
        return door
    except OSError:
        door.close()
        return None


def free_ports(first: int) -> list[int]:
    """The port to come in by, which is `first` or one of the next, and two more."""
    entrance = next((door for port in range(first, first + 20) if (door := bound(port))), None)
    if not entrance:
        sys.exit(f"The ports {first} to {first + 19} are all taken: choose a free one with --port.")
    doors = [entrance, *(door for door in (bound(0), bound(0)) if door)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


def answers(address: str) -> bool:
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{address}/hub/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.HTTPError):
        return False


class Welcome:
    """Says once, when the class is open, how to come in."""

    def __init__(self, address: str, learners: dict[str, str]) -> None:
        self.address = address
        self.learners = learners
        self.said = False

    def __call__(self) -> None:
        if self.said or not answers(self.address):
            return
        self.said = True
        lines = [f"The class is open at {self.address} for this machine only. Press Ctrl-C to close it.", ""]
        lines += [f"    {name:12} {password}" for name, password in self.learners.items()]
        print("\n".join(lines), flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./tutorial class", description="Open a class on this machine, to try it out.")
    parser.add_argument("names", nargs="*", type=name, metavar="NAME", help=f"the learners; by default {' '.join(LEARNERS)}")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port that learners open; by default {PORT} or the next free one")
    parser.add_argument("--folder", type=Path, default=ROOT / "target" / "class", help="where the learners' files are")
    options = parser.parse_args(arguments)
    folder = Path(os.environ.get("TUTORIAL_FROM", "."), options.folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    os.umask(0o077)
    learners = passwords(folder, options.names or LEARNERS)
    ports = free_ports(options.port)
    without_questions()
    started = MarkedProcesses()
    environment = {
        **started.environment,
        "CLASS_FOLDER": str(folder),
        "CLASS_PORTS": " ".join(map(str, ports)),
    }
    command = [sys.executable, "-m", "jupyterhub", f"--config={ROOT / 'classroom' / 'jupyterhub_config.py'}"]
    welcome = Welcome(f"http://127.0.0.1:{ports[0]}", learners)
    with open(folder / "log", "w", encoding="utf-8") as log:
        code = run_until_stopped(command, environment, started, "the class", meanwhile=welcome, log=log)
    if code:
        print(f"JupyterHub stopped by itself; {folder / 'log'} says why.", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
