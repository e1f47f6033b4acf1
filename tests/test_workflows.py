"""What a host's CI would run. It can't be run here, so here is what can be said of it without a host."""

import itertools
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from conftest import ROOT

WORKFLOWS = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob(".github/workflows/*.yml"))}
SET_UP = yaml.safe_load((ROOT / ".github" / "actions" / "set-up" / "action.yml").read_text(encoding="utf-8"))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def commands(workflow):
    return {step["run"] for step in steps(workflow) if "run" in step}


def test_no_command_stands_in_two():
    for one, other in itertools.combinations(WORKFLOWS, 2):
        assert not commands(WORKFLOWS[one]) & commands(WORKFLOWS[other]), (one, other)


def test_each_command_is_the_course_s_own():
    for command in itertools.chain(*map(commands, WORKFLOWS.values())):
        program = command.split()[0]
        assert (ROOT / program.replace("\\", "/")).exists(), command


@pytest.mark.parametrize("name", WORKFLOWS)
def test_an_action_is_pinned_by_its_hash_and_has_no_rights_but_those_it_needs(name):
    text = (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    for uses in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(r"\./\.github/actions/set-up|actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", uses)
    assert WORKFLOWS[name]["permissions"] == {}
    for job in WORKFLOWS[name]["jobs"].values():
        assert job["permissions"] in ({"contents": "read"}, {"pages": "write", "id-token": "write"})
        assert job["timeout-minutes"] <= 120


def test_both_jdks_are_tried():
    for job in (WORKFLOWS["tests.yml"]["jobs"]["test"], WORKFLOWS["everything.yml"]["jobs"]["tests"]):
        assert job["strategy"]["matrix"]["java"] == ["17", "25"]


def test_a_cache_is_keyed_by_the_files_that_pin_what_is_in_it():
    for step in SET_UP["runs"]["steps"]:
        assert list(ROOT.glob(step["with"]["cache-dependency-path"]))


@pytest.mark.skipif(sys.version_info < (3, 11), reason="zizmor needs Python 3.11, so it isn't in this .venv")
def test_zizmor_finds_nothing():
    zizmor = shutil.which("zizmor", path=str(ROOT / ".venv" / "bin"))
    said = subprocess.run([zizmor, "--offline", "--no-progress", ".github"], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
