"""environment.yml as a file: conda itself can't be had where the tests run."""

import re

import pytest
import rattler
import yaml

from conftest import ROOT

# What conda-forge was seen to have.
SEEN = [
    ("ijava", "1.4.0"),
    ("openjdk", "17.0.18"),
    ("openjdk", "21.0.10"),
    ("openjdk", "25.0.2"),
    ("maven", "3.9.16"),
]
TOO_OLD_OR_NEW = [
    ("openjdk", "11.0.30"),
    ("openjdk", "26"),
    ("maven", "3.6.3"),
    ("jupyterlab", "3.6.8"),
    ("jupyterlab", "5.0.0"),
    ("plotly", "6.0.1"),
    ("python", "3.9.23"),
]


@pytest.fixture(scope="module")
def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def specs(environment):
    parsed = [rattler.MatchSpec(text, strict=True) for text in environment["dependencies"]]
    return {str(spec.name.normalized): spec for spec in parsed}


def admits(spec, version):
    return rattler.VersionSpec(str(spec.version)).matches(rattler.Version(version))


def locked(name):
    project = name.replace("_", "-")
    return re.search(rf"^{project}==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE).group(1)


def test_has_a_name_one_channel_and_what_the_course_needs(environment, specs):
    assert set(environment) == {"name", "channels", "dependencies"}
    assert environment["name"] == "weak-references"
    assert environment["channels"] == ["conda-forge"]
    assert set(specs) == {"ijava", "openjdk", "maven", "jupyterlab", "jupyterlab_widgets", "plotly", "python"}


def test_every_range_has_both_ends(specs):
    for name, spec in specs.items():
        assert re.fullmatch(r">=[\d.]+,<[\d.]+", str(spec.version)), f"{name} {spec.version}"


@pytest.mark.parametrize(("name", "version"), SEEN)
def test_admits_what_conda_forge_has(specs, name, version):
    assert admits(specs[name], version)


@pytest.mark.parametrize("name", ["jupyterlab", "jupyterlab_widgets", "plotly"])
def test_admits_what_the_lock_says(specs, name):
    assert admits(specs[name], locked(name))


@pytest.mark.parametrize("python", ["3.10", "3.11", "3.12", "3.13", "3.14"])
def test_admits_each_python_of_the_lock(specs, python):
    assert admits(specs["python"], f"{python}.1")


def test_the_script_takes_a_python_of_the_same_range(environment):
    script = (ROOT / "tutorial").read_text(encoding="utf-8")
    oldest, newest = (int(n) for n in re.search(r"version >= \(3, (\d+)\).*version > \(3, (\d+)\)", script, re.DOTALL).groups())
    assert f"python >=3.{oldest},<3.{newest + 1}" in environment["dependencies"]
    names = [f"python3.{n}" for n in range(newest, oldest - 1, -1)]
    assert f" python3 {' '.join(names)} python;" in script
    assert f"install Python 3.{newest}" in script


def test_so_does_the_script_for_windows():
    shell, cmd = ((ROOT / name).read_text(encoding="utf-8") for name in ("tutorial", "tutorial.cmd"))
    script = re.search(r"version >= \(3, (\d+)\).*version > \(3, (\d+)\)", shell, re.DOTALL).groups()
    assert re.search(r"version < \(3, (\d+)\).*version > \(3, (\d+)\)", cmd).groups() == script
    oldest, newest = map(int, script)
    names = [f'"py -3.{n}"' for n in range(newest, oldest - 1, -1)]
    assert f'in ({" ".join(names)} "python") do' in cmd


@pytest.mark.parametrize(("name", "version"), TOO_OLD_OR_NEW)
def test_refuses_what_does_not_fit(specs, name, version):
    assert not admits(specs[name], version)


def test_names_no_host(environment):
    assert "://" not in (ROOT / "environment.yml").read_text(encoding="utf-8")


def test_the_readme_says_the_lines(environment):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [
        "conda env create -f environment.yml",
        f"conda activate {environment['name']}",
        "python src/main/python copy",
        "jupyter lab my-course/00-start-here.ipynb",
    ]
    assert "\n".join(["```bash", *lines, "```"]) in readme
    for line in lines:
        assert f"#   {line}\n" in (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert (ROOT / "notebooks/00-start-here.ipynb").is_file()
