"""What a teacher takes from classroom/: values.yaml, which no cluster is here to try, the names of a class, and the lessons."""

import functools
import json
import re
import stat

import jsonschema
import pytest
import yaml

from conftest import NOTEBOOKS, ROOT
from tutorial import classroom, my_course
from tutorial.exercises import exercises
from wrong_answers import WRONG

VALUES = ROOT / "classroom" / "values.yaml"


def closed(**properties):
    return {"type": "object", "properties": properties, "additionalProperties": False}


TEXT, YES_OR_NO, WHOLE, NUMBER = ({"type": kind} for kind in ("string", "boolean", "integer", "number"))
MEMORY = {"type": ["string", "integer"]}
# What the chart's schema (4.4.0) allows where values.yaml says something. Each of these sections is closed there, too:
# another name is refused. Under hub.config it takes anything.
CHART = closed(
    hub=closed(config={"type": "object"}),
    singleuser=closed(
        image=closed(name=TEXT, tag=TEXT),
        cmd={"type": ["string", "array"]},
        memory=closed(guarantee=MEMORY, limit=MEMORY),
        cpu=closed(guarantee=NUMBER, limit=NUMBER),
        storage=closed(type={"enum": ["dynamic", "static", "none"]}, capacity=TEXT, homeMountPath=TEXT),
        uid=WHOLE,
        fsGid=WHOLE,
        allowPrivilegeEscalation=YES_OR_NO,
        networkPolicy=closed(enabled=YES_OR_NO, egressAllowRules=closed(nonPrivateIPs=YES_OR_NO)),
    ),
    cull=closed(enabled=YES_OR_NO, timeout=WHOLE, every=WHOLE),
)


@pytest.fixture(scope="module")
def values():
    return yaml.safe_load(VALUES.read_text(encoding="utf-8"))


def megabytes(text):
    number, unit = re.fullmatch(r"(\d+(?:\.\d+)?)([MG])", text).groups()
    return float(number) * {"M": 1, "G": 1024}[unit]


def test_says_only_what_the_chart_knows(values):
    jsonschema.validate(values, CHART)


@pytest.mark.parametrize(
    "wrong",
    [
        {"singleUser": {}},
        {"singleuser": {"memory": "1G"}},
        {"singleuser": {"memory": {"limits": "1G"}}},
        {"singleuser": {"storage": {"type": "disk"}}},
        {"singleuser": {"uid": True}},
        {"cull": {"timeout": "1h"}},
    ],
)
def test_what_the_chart_does_not_know_would_be_seen(wrong):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, CHART)


def test_fits_the_image(values):
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    single = values["singleuser"]
    assert f"ARG NB_UID={single['uid']}\n" in dockerfile
    assert single["storage"]["homeMountPath"] == "/home/" + re.search(r"ARG NB_USER=(\w+)", dockerfile).group(1)
    assert "defaultUrl" not in single, "the image knows where the learner stopped"
    assert single["cmd"] == "jupyterhub-singleuser"
    assert single["image"]["name"].endswith("/weak-references")


def test_the_limit_has_room_for_what_was_measured_and_the_guarantee_for_notebook_04(values):
    memory = values["singleuser"]["memory"]
    readme = (ROOT / "classroom" / "README.md").read_text(encoding="utf-8")
    one, every = (int(n) for n in re.findall(r"^\| measured: .* (\d+) MB \|$", readme, re.MULTILINE))
    assert one <= every <= megabytes(memory["limit"]) * 0.8
    assert one <= megabytes(memory["guarantee"]) < megabytes(memory["limit"])
    for name, number in re.findall(r"^\| `memory\.(\w+)`: .* (\d+ [MG])B \|$", readme, re.MULTILINE):
        assert memory.pop(name) == number.replace(" ", "")
    assert memory == {}


def test_gives_no_privileges_and_no_way_out(values):
    single = values["singleuser"]
    assert single["allowPrivilegeEscalation"] is False
    assert single["networkPolicy"] == {"enabled": True, "egressAllowRules": {"nonPrivateIPs": False}}


def test_lets_in_only_those_on_the_list_and_holds_no_secret(values):
    config = values["hub"]["config"]
    assert config["FirstUseAuthenticator"]["create_users"] is False
    assert config["Authenticator"]["allowed_users"]
    assert not re.search(r"password:|token:|secret:", VALUES.read_text(encoding="utf-8"), re.IGNORECASE)


def test_hub_and_server_are_of_one_major_version():
    lock = (ROOT / "requirements-hub.txt").read_text(encoding="utf-8")
    readme = (ROOT / "classroom" / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^jupyterhub==(\d+)\.", lock, re.MULTILINE).group(1) == re.search(r"JupyterHub (\d+)", readme).group(1)


# ---- the names of a class ----------------------------------------------------------------------


def test_passwords_are_long_differ_stay_and_are_for_their_owner(tmp_path):
    first = classroom.passwords(tmp_path, ["ada", "bert"])
    assert len(set(first.values())) == 2 and min(map(len, first.values())) >= 12
    assert stat.S_IMODE((tmp_path / "passwords.json").stat().st_mode) == 0o600
    second = classroom.passwords(tmp_path, ["ada", "cleo"])
    assert second["ada"] == first["ada"]
    # Who is no longer of the class has no way in.
    assert json.loads((tmp_path / "passwords.json").read_text(encoding="utf-8")) == second
    assert set(second) == {"ada", "cleo"}


@pytest.mark.parametrize("name", ["Ada", "../ada", "ada b", "", "-ada", "ä"])
def test_a_name_that_is_none_is_told(name, capsys):
    with pytest.raises(SystemExit) as end:
        classroom.main(["--", name])
    assert end.value.code == 2
    assert "isn't a name for a learner: use small letters" in capsys.readouterr().err


# ---- the plan of the lessons -------------------------------------------------------------------

LESSONS = (ROOT / "classroom" / "lessons.md").read_text(encoding="utf-8")


def done_in(notebook):
    """The names of its guesses and exercises."""
    guesses = [guess for cell in my_course.code_cells(notebook) for guess in my_course.PREDICT.findall(my_course.source(cell))]
    return {*guesses, *my_course.names_of_exercises(notebook)}


@functools.cache
def names_in(path):
    """Of a notebook's guesses, exercises and sections."""
    notebook = json.loads(path.read_bytes())
    words = "\n".join(my_course.source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return {*done_in(notebook), *re.findall(r"^##+ (.+)$", words, re.MULTILINE)}


def linked(text):
    return [ROOT / "classroom" / target for target in re.findall(r"\]\(([^)#]+\.ipynb)\)", text)]


def quoted(text):
    return re.findall(r"“([^”]+)”", text)


def steps(lesson):
    return re.split(r"^### ", re.split(r"^## ", LESSONS, flags=re.MULTILINE)[lesson], flags=re.MULTILINE)[1:]


@pytest.mark.parametrize("lesson", [2, 4])
def test_a_lesson_takes_ninety_minutes(lesson):
    assert LESSONS.count("\n## Lesson ") == 2
    assert sum(int(re.match(r"(\d+) minutes: ", step)[1]) for step in steps(lesson)) == 90


@pytest.mark.parametrize("step", [*steps(2), *steps(4)], ids=lambda step: step.split("\n")[0])
def test_a_step_names_what_its_notebook_has(step):
    notebooks = linked(step)
    assert all(path.resolve() in NOTEBOOKS for path in notebooks)
    known = set().union(*map(names_in, notebooks or NOTEBOOKS))
    assert [name for name in quoted(step) if name not in known] == []


def test_nothing_else_is_named_that_does_not_exist():
    known = set().union(*map(names_in, NOTEBOOKS))
    assert {*quoted(LESSONS)} - known == {"quotes"}


def test_each_notebook_of_the_story_is_in_the_lessons_with_its_exercises_and_guesses():
    names = {*quoted(LESSONS)}
    for path in NOTEBOOKS[:7]:
        assert path in [found.resolve() for found in linked(LESSONS)]
        assert done_in(json.loads(path.read_bytes())) - names == set(), path.name


MISTAKES = re.findall(r"^\| (\d\d) \| “(.+?)” \| .+? \| \"(.+)\" \| .+\? \|$", LESSONS, re.MULTILINE)


@pytest.mark.parametrize(("number", "exercise", "reason"), MISTAKES)
def test_a_mistake_is_one_that_a_check_tells(number, exercise, reason):
    path = NOTEBOOKS[int(number)]
    names = my_course.names_of_exercises(json.loads(path.read_bytes()))
    check = dict(zip(names, exercises(path)))[exercise].name
    assert any(reason in said for *_, said in WRONG[check]), "the check says something else"


def test_all_mistakes_are_looked_at():
    assert len(MISTAKES) == len(re.findall(r"^\| \d\d ", LESSONS, re.MULTILINE)) > 20
    assert {number for number, *_ in MISTAKES} == {path.name[:2] for path in NOTEBOOKS[:7]}


def test_links_of_the_classroom_lead_somewhere():
    for name in ("README.md", "lessons.md"):
        text = (ROOT / "classroom" / name).read_text(encoding="utf-8")
        for target, place in re.findall(r"\]\((?!https:)([^)#]*)(?:#([^)]+))?\)", text):
            file = ROOT / "classroom" / (target or name)
            assert file.exists(), target
            if place:
                headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
                assert place in [re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-")) for heading in headings]
    assert "(lessons.md)" in (ROOT / "classroom" / "README.md").read_text(encoding="utf-8")
