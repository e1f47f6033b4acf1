"""Opens the course in JupyterLab, and ends it with all its kernels on Ctrl-C, pressed once or often."""

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a Ctrl-C until the server starts ends us without a traceback

import contextlib
import json
import os
import queue
import sqlite3
import sys
import threading
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir

from tutorial import my_course
from tutorial.messages import say
from tutorial.paths import MY_COURSE, NOTEBOOKS
from tutorial.processes import MarkedProcesses, run_until_stopped


def without_questions() -> None:
    """JupyterLab asks at the first start whether it may fetch news: it may not. And it shows a text as a page, not as its source."""
    settings = Path(sys.prefix) / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    answers = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
    }
    text = json.dumps(answers, indent=2)
    overrides = settings / "overrides.json"
    if not overrides.exists() or overrides.read_text(encoding="utf-8") != text:
        overrides.write_text(text, encoding="utf-8")


def can_lock(database: Path) -> bool:
    """Whether SQLite can write there. A disk that locks badly, as a home on a network may, doesn't say so: it keeps us waiting."""
    said: queue.Queue[bool] = queue.Queue()

    def ask() -> None:
        try:
            database.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(database, timeout=1)) as connection:
                connection.execute("BEGIN EXCLUSIVE")
            said.put(True)
        except (OSError, sqlite3.Error):
            said.put(False)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return said.get(timeout=3)
    except queue.Empty:
        return False


def command(arguments: list[str]) -> list[str]:
    root, first = NOTEBOOKS, my_course.FIRST
    if my_course.ORIGINALS in arguments:
        arguments = [argument for argument in arguments if argument != my_course.ORIGINALS]
    elif MY_COURSE.is_dir():
        root = MY_COURSE
        first, why = my_course.where_to_go(root)
        if why:
            say(f"{why}.")
    ours = {
        "--ServerApp.ip": "127.0.0.1",
        "--ServerApp.root_dir": root,
        "--LabApp.default_url": f"/lab/tree/{first}",
        "--LabApp.extension_manager": "readonly",  # nothing here looks for the network
        "--ServerApp.contents_manager_class": "tutorial.lab_contents.Contents",
        "--ServerApp.log_level": "WARN",
        # So many messages and bytes a second, before the server leaves some out: each line that a cell prints is a
        # message. So 10,000 lines arrive, and what prints forever is still kept from the browser.
        "--ZMQChannelsWebsocketConnection.iopub_msg_rate_limit": 5_000,
        "--ZMQChannelsWebsocketConnection.iopub_data_rate_limit": 10_000_000,
    }
    if not can_lock(Path(jupyter_data_dir()) / "nbsignatures.db"):
        ours["--NotebookNotary.db_file"] = ":memory:"  # or each notebook would open with an error, after 5 s
    theirs = {argument.split("=")[0] for argument in arguments}
    options = [f"{name}={value}" for name, value in ours.items() if name not in theirs]
    root_allowed = ["--allow-root"] if sys.platform != "win32" and os.geteuid() == 0 else []
    return [sys.executable, "-m", "jupyterlab", *options, *root_allowed, *arguments]


def main(arguments: list[str]) -> int:
    without_questions()
    started = MarkedProcesses()
    environment = {**started.environment, "JUPYTER_PREFER_ENV_PATH": "1"}
    return run_until_stopped(command(arguments), environment, started, "JupyterLab and its kernels")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
