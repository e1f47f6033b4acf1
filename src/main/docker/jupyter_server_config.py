"""How JupyterLab opens the course in the image, whoever starts it: as tutorial/open_jupyterlab.py does elsewhere.

Under JupyterHub the hub says, by the environment, where the server listens, what its address is and who may come
in. None of that is set here.
"""

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.serverapp import ServerApp

sys.path.insert(0, "/opt/weak-references/src/main/python")
from tutorial import my_course

c = get_config()  # noqa: F821

notebooks = Path.home() / "weak-references" / "notebooks"  # put there by src/main/docker/start
start = Path("/opt/weak-references/bin/start")
if not notebooks.is_dir() and start.exists():
    subprocess.run([start, "true"], check=True)  # somebody went round the image's entry point
first = f"/lab/tree/{my_course.where_to_go(notebooks)[0]}"
if notebooks.is_dir():
    c.ServerApp.root_dir = str(notebooks)
    c.LabApp.default_url = first
c.LabApp.extension_manager = "readonly"  # nothing here looks for the network
c.ServerApp.contents_manager_class = "tutorial.lab_contents.Contents"
c.ZMQChannelsWebsocketConnection.iopub_msg_rate_limit = 5_000  # as open_jupyterlab.py says
c.ZMQChannelsWebsocketConnection.iopub_data_rate_limit = 10_000_000
c.ServerApp.open_browser = False
signatures = Path(jupyter_data_dir()) / "nbsignatures.db"
try:
    signatures.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(sqlite3.connect(signatures, timeout=1)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
except (OSError, sqlite3.Error):  # a home on a disk that locks badly: each notebook would open with an error, after 5 s
    c.NotebookNotary.db_file = ":memory:"
if "JUPYTERHUB_SERVICE_URL" in os.environ:
    # What a hub doesn't say, unless it's told to: its extension asks this, and not the line above.
    os.environ.setdefault("JUPYTERHUB_DEFAULT_URL", first)
else:
    c.Application.log_level = "WARN"
    c.ServerApp.custom_display_url = f"http://127.0.0.1:8888{first}"
    c.ServerApp.answer_yes = True  # to "Shut down?", after Ctrl-C
    ServerApp.no_browser_open_file = True  # nobody outside can open it; this is no option, only an attribute
