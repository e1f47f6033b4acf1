"""What of the learner's pip settings our own pip obeys: where packages come from, but not where they go, or which they are.

`user = true`, `target = /opt/lib`, a constraint or the like would put something else somewhere else.
"""

import ast
import os
import re
import subprocess
from pathlib import Path

KEPT = (
    "cache-dir cert client-cert default-timeout extra-index-url find-links index-url keyring-provider "
    "no-cache-dir no-index proxy retries timeout trusted-host use-deprecated use-feature"
).split()
SECTIONS = ("global", "install", ":env:")  # the later one wins


def environment(python: Path) -> dict[str, str]:
    """For the pip of this Python. It is asked itself, since it knows all of its files and variables."""
    asked = subprocess.run(
        [python, "-m", "pip", "config", "list"],
        env={**os.environ, "PIP_USER": "0"},  # or `user = true` would have it list the user's settings alone
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    settings = dict(re.findall(r"^([\w:-]+\.[\w-]+)=(.*)$", asked.stdout, re.MULTILINE))
    others = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return {**others, **kept(settings), "PIP_CONFIG_FILE": os.devnull}


def kept(settings: dict[str, str]) -> dict[str, str]:
    """As variables, of settings such as `global.index-url`, whose values pip writes as Python does."""
    found: dict[str, str] = {}
    for section in SECTIONS:
        for name in KEPT:
            if value := settings.get(f"{section}.{name}"):
                found[f"PIP_{name.upper().replace('-', '_')}"] = str(ast.literal_eval(value))
    return found
