"""What a machine gives us: the limits of a container, on made-up copies of the files in which Linux tells them."""

import os
import subprocess
import sys
from types import SimpleNamespace

import psutil
import pytest

from conftest import ROOT
from tutorial import machine, run_notebooks

MB = 2**20


def write(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{text}\n", encoding="utf-8")


def version_2(folder, limit, used, files=0):
    return {f"{folder}/memory.max": limit, f"{folder}/memory.current": used, f"{folder}/memory.stat": f"anon 1\ninactive_file {files}"}


def version_1(folder, limit, used, files=0):
    return {
        f"{folder}/memory.limit_in_bytes": limit, f"{folder}/memory.usage_in_bytes": used,
        f"{folder}/memory.stat": f"inactive_file 7\ntotal_inactive_file {files}",
    }


@pytest.mark.parametrize(("files", "room"), [
    ({}, None),
    ({"proc/self/cgroup": "0::/", **version_2("sys/fs/cgroup", "max", 100 * MB)}, None),
    # A container sees its own group as the uppermost one.
    ({"proc/self/cgroup": "0::/", **version_2("sys/fs/cgroup", 400 * MB, 150 * MB)}, 250 * MB),
    ({"proc/self/cgroup": "0::/", **version_2("sys/fs/cgroup", 400 * MB, 390 * MB, 300 * MB)}, 310 * MB),
    # Elsewhere any of the groups above may have the limit, as systemd's slices have.
    ({
        "proc/self/cgroup": "0::/a.slice/b.scope",
        **version_2("sys/fs/cgroup/a.slice", 900 * MB, 600 * MB),
        **version_2("sys/fs/cgroup/a.slice/b.scope", 800 * MB, 100 * MB),
    }, 300 * MB),
    # In version 1 the path is the host's, which a container doesn't see.
    ({"proc/self/cgroup": "5:cpu:/docker/1\n4:memory:/docker/1", **version_1("sys/fs/cgroup/memory", 400 * MB, 150 * MB, 50 * MB)}, 300 * MB),
    ({"proc/self/cgroup": "4:memory:/a\n0::/", **version_1("sys/fs/cgroup/memory/a", 400 * MB, 500 * MB)}, 0),
])
def test_a_containers_limit_counts(tmp_path, files, room):
    write(tmp_path, files)
    assert machine.room_in_container(tmp_path) == room


@pytest.mark.parametrize(("room", "jobs"), [(None, 8), (250 * MB, 1), (3000 * MB, 2), (2**62, 8)])
def test_no_more_notebooks_run_at_once_than_the_container_has_room_for(monkeypatch, room, jobs):
    monkeypatch.setattr(machine, "cores", lambda: list(range(8)))
    monkeypatch.setattr(machine, "room_in_container", lambda: room)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=64 * 2**30))
    assert run_notebooks.kernels_at_once() == jobs


@pytest.mark.parametrize(("locale", "spoken"), [("POSIX", "C.UTF-8"), ("C.UTF-8", "C.UTF-8"), ("xx_XX.UTF-8", "C.UTF-8")])
def test_where_the_locale_knows_ascii_alone_it_is_another_one(locale, spoken):
    program = "import os; from tutorial import machine; machine.speak_utf_8(); print(os.environ['LC_ALL'])"
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, cwd=ROOT / "src/main/python", env={**os.environ, "LC_ALL": locale}, capture_output=True, text=True, check=True)
    assert said.stdout == f"{spoken}\n"
