"""A class on this machine alone, to try: `./tutorial class` runs JupyterHub with these settings.

Each learner has a name, a password, a home and a server of their own, as in a real class, and nobody gets into
another's server. But all servers run as the one user who started the class, so a learner's Java code may read what
that user may read, the other homes too. A real class gives each learner a pod: see values.yaml.
"""

import json
import os
import secrets
import sys
from pathlib import Path

from jupyterhub.auth import Authenticator

c = get_config()  # noqa: F821

COURSE = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ["CLASS_FOLDER"])
PORT, HUB_PORT, PROXY_PORT = os.environ["CLASS_PORTS"].split()
PASSWORDS = json.loads((FOLDER / "passwords.json").read_text(encoding="utf-8"))
HERE = "http://127.0.0.1"  # nobody comes in from outside


class OwnPassword(Authenticator):
    """A password for each learner, from a file that nobody else may read."""

    async def authenticate(self, handler, data):
        wanted = PASSWORDS.get(data["username"], "")
        right = secrets.compare_digest(wanted.encode(), data["password"].encode())
        return data["username"] if wanted and right else None


c.JupyterHub.authenticator_class = OwnPassword
c.Authenticator.allowed_users = set(PASSWORDS)
c.JupyterHub.bind_url = f"{HERE}:{PORT}"
c.JupyterHub.hub_bind_url = f"{HERE}:{HUB_PORT}"
c.JupyterHub.db_url = f"sqlite:///{FOLDER / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(FOLDER / "cookie_secret")

c.ConfigurableHTTPProxy.command = [
    sys.executable,
    str(COURSE / "classroom" / "proxy.py"),
    "--proxy-timeout=180000",  # milliseconds; by itself it gives up after 20 s, and many kernels at once may take longer
]
c.ConfigurableHTTPProxy.api_url = f"{HERE}:{PROXY_PORT}"
c.ConfigurableHTTPProxy.pid_file = str(FOLDER / "proxy.pid")

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(FOLDER / "homes" / "{username}")
# What a pod runs, and with the image's settings.
c.Spawner.cmd = [str(COURSE / "src" / "main" / "docker" / "start"), sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
c.Spawner.environment = {
    "WEAK_REFERENCES": str(COURSE),
    "WEAK_REFERENCES_PYTHON": sys.executable,
    "JUPYTER_CONFIG_PATH": str(COURSE / "src" / "main" / "docker"),
    "JUPYTER_PREFER_ENV_PATH": "1",
    "JJAVA_JVM_OPTS": "-Xmx256m",
}
# A hub hands on only this. By our mark, the last of these, Ctrl-C finds every JVM.
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL", "JAVA_HOME", "WEAK_REFERENCES_RUN"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
