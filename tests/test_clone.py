"""A clone on a machine whose git turns line ends into Windows' own."""

import subprocess

import pytest

from conftest import ROOT


def test_has_no_line_end_that_bash_or_the_image_would_stumble_over(tmp_path):
    if not (ROOT / ".git").exists():
        pytest.skip("this copy of the course is no clone")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "-c", "core.autocrlf=true", ROOT, clone], check=True, timeout=300)
    files = subprocess.run(["git", "ls-files", "-z"], cwd=clone, capture_output=True, text=True, check=True).stdout
    texts = [name for name in files.strip("\0").split("\0") if not name.endswith((".png", ".gif"))]
    assert [name for name in texts if b"\r" in (clone / name).read_bytes()] == ["tutorial.cmd"]
    for_cmd = (clone / "tutorial.cmd").read_bytes()
    assert for_cmd.count(b"\n") == for_cmd.count(b"\r\n"), "cmd wants the others everywhere"
    said = subprocess.run([clone / "tutorial", "--help"], capture_output=True, text=True, check=True).stdout
    assert said.startswith("./tutorial")


def test_the_image_makes_its_programs_executable_since_such_a_checkout_doesnt():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert dockerfile.index("COPY src/main/docker/start src/main/docker/is-well") < dockerfile.index("chmod 755 /opt/weak-references/bin/*")
