"""Opens the course in JupyterLab, and ends it with all its kernels on Ctrl-C, pressed once or often."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from processes import Family

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 10  # seconds for the server to end its kernels in good order


def without_questions():
    """JupyterLab asks at the first start whether it may fetch news: it may not."""
    settings = Path(sys.prefix) / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    answers = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    text = json.dumps(answers, indent=2)
    overrides = settings / "overrides.json"
    if not overrides.exists() or overrides.read_text(encoding="utf-8") != text:
        overrides.write_text(text, encoding="utf-8")


def command(arguments):
    ours = {
        "--ServerApp.ip": "127.0.0.1",
        "--ServerApp.root_dir": ROOT / "notebooks",
        "--LabApp.default_url": "/lab/tree/00-start-here.ipynb",
        "--LabApp.extension_manager": "readonly",  # nothing here looks for the network
        "--ServerApp.log_level": "WARN",
    }
    theirs = {argument.split("=")[0] for argument in arguments}
    options = [f"{name}={value}" for name, value in ours.items() if name not in theirs]
    root_allowed = ["--allow-root"] if os.geteuid() == 0 else []
    return [sys.executable, "-m", "jupyterlab", *options, *root_allowed, *arguments]


def end_with_parent():
    """On Linux, the server ends also when this process is killed outright."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    except (AttributeError, OSError):
        pass


def main(arguments):
    without_questions()
    family = Family()
    environment = {**family.environment, "JUPYTER_PREFER_ENV_PATH": "1"}
    # A session of its own: Ctrl-C in the terminal reaches us alone, and we say what happens next.
    server = subprocess.Popen(
        command(arguments),
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent if sys.platform == "linux" else None,
    )
    stopping = threading.Event()

    def stop(signum, frame):
        if not stopping.is_set():
            stopping.set()
            print("\nEnding JupyterLab and its kernels ...", file=sys.stderr, flush=True)
            server.terminate()

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, stop)

    try:
        while True:
            try:
                code = server.wait(timeout=PATIENCE if stopping.is_set() else 1)
                break
            except subprocess.TimeoutExpired:
                if stopping.is_set():
                    code = 1
                    break
    finally:
        family.end()
    return 0 if stopping.is_set() else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
