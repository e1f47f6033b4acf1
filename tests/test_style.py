"""The Python and shell code is as pyproject.toml and shellcheck want it: `.venv/bin/ruff format` and `.venv/bin/ruff check --fix` mend most."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.slow
TOOLS = Path(sys.executable).parent
SHELL = ["tutorial", ".ci/run", "src/main/docker/start"]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache"],
        ["ruff", "format", "--check", "--no-cache"],
        ["mypy", "--cache-dir=/dev/null"],
        ["mypy", "--platform=win32", "--cache-dir=/dev/null"],  # finds what Windows' Python lacks
        ["shellcheck", *SHELL],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_has_nothing_to_say(command):
    tool, *options = command
    said = subprocess.run([TOOLS / tool, *options], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def test_every_shell_script_is_looked_at():
    files = [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts and "target" not in path.parts]
    shell = [path for path in files if path.open("rb").readline().rstrip() in (b"#!/usr/bin/env bash", b"#!/bin/bash", b"#!/bin/sh")]
    assert sorted(str(path.relative_to(ROOT)) for path in shell if ".git" not in path.parts) == sorted(SHELL)
