"""What a teacher takes from classroom/: values.yaml, which no cluster is here to try, and the names of a class."""

import json
import re
import stat

import jsonschema
import pytest
import yaml

from conftest import ROOT
from tutorial import classroom

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
