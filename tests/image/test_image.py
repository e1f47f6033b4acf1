"""The Dockerfile: builds it with what there is, and uses the image as a learner does.

`./tutorial test --image`; not part of `./tutorial test`, for it takes minutes and an engine: see image_engine.py.
"""

import json
import re
from pathlib import Path

import nbformat
import pytest

from conftest import NOTEBOOKS, ROOT, each_notebook
from test_notebooks import assert_charts_complete, assert_clean, assert_no_accidents, saved
from tutorial import bill_of_materials, collectors, image_engine, my_course
from tutorial.notebook_output import facts

HERE = Path(__file__).resolve().parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
# What runs inside is one text, since the image knows no folder of ours.
INSIDE = f"""
import sys, types
served = sys.modules["served"] = types.ModuleType("served")
exec({(HERE.parent / "served.py").read_text(encoding="utf-8")!r}, served.__dict__)
{(HERE / "inside.py").read_text(encoding="utf-8")}
"""
MB = 1_000_000
FILES = sorted([*(p.name for p in NOTEBOOKS), *my_course.BESIDE, my_course.RECORD])


def instruction(name, text=DOCKERFILE):
    """The words of the last ENTRYPOINT, CMD and the like."""
    return json.loads(re.findall(rf"^{name}\b.*?(\[.*\])$", text, re.MULTILINE)[-1])


@pytest.fixture(scope="session")
def engine():
    try:
        engine = image_engine.find()
    except image_engine.NoEngine as e:
        pytest.fail(str(e), pytrace=False)
    engine.build(ROOT)
    return engine


@pytest.fixture(scope="session")
def report(engine):
    given = {
        "start": instruction("ENTRYPOINT") + instruction("CMD"),
        "health": instruction("HEALTHCHECK"),
        "collectors": collectors.flags(),
    }
    run = engine.run("python3", "-c", INSIDE, json.dumps(given))
    found = re.search(r"^REPORT (.*)$", run.stdout, re.MULTILINE)
    assert found, f"{run.returncode}\n{run.stdout[-2000:]}\n{run.stderr[-4000:]}"
    return json.loads(found.group(1))


def test_is_at_most_660_mb(engine, report, capsys):
    size = engine.size()
    with capsys.disabled():
        print(
            f"\nimage: {size / MB:.0f} MB; up after {report['seconds to start']:.1f} s;"
            f" memory at most {report['memory'] / MB:.0f} MB; notebooks:",
            ", ".join(f"{name[:2]} {r['seconds']:.0f} s" for name, r in report["notebooks"].items()),
        )
    assert size <= 660 * MB


def test_runs_as_a_user_of_its_own_and_nothing_as_root(report):
    assert report["user"] == "jovyan"
    assert report["uids"] == [1000, 1000, 1000]
    assert report["all uids"] == [1000]


def test_root_is_sent_away(engine):
    run = engine.run(*instruction("ENTRYPOINT")[-1:], "true", user="root")
    assert run.returncode != 0
    assert "doesn't run as root" in run.stderr


def test_the_course_outside_the_home_is_not_the_learners_to_change(report):
    assert report["writable"] == []


def test_holds_no_program_that_runs_as_somebody_else_and_no_secret(report):
    assert report["powers"] == []
    assert report["secrets"] == []


def test_says_what_it_is_made_of(engine):
    image = bill_of_materials.of_image(bill_of_materials.of_jar(), bill_of_materials.ask(engine))
    names = {c["name"] for c in image["components"]}
    assert {"debian", "openjdk", "tini", "jupyterlab", "jjava", "weak-references", "caffeine"} <= names
    assert len(names) > 150


def test_needs_no_network(report):
    if report["networks"] != ["lo"]:
        pytest.skip("a network of its own needs an engine, or root")


def test_listens_to_whoever_comes_through_the_port_and_wants_a_token(report):
    assert report["listens on"] == ["0.0.0.0:8888"]
    assert report["answers"] == {
        "no token": 403,
        "wrong token": 403,
        "token": 200,
        "page": 200,
        "first notebook": 200,
    }


def test_prints_one_url_which_opens_the_course(report):
    assert re.fullmatch(r"http://127\.0\.0\.1:8888/lab/tree/00-start-here\.ipynb\?token=\w{32,}", report["url"])
    assert set(re.findall(r"http://\S+", report["said"])) == {report["url"]}


def test_says_nothing_else(report):
    assert "Traceback" not in report["said"]
    assert "file://" not in report["said"]


def test_does_not_ask_for_news(report):
    assert report["news"] == "false"


def test_health_is_told(report):
    assert report["health before"] == 1
    assert report["health"] == 0


def test_ctrl_c_ends_it_with_all_its_kernels(report):
    assert report["stop"] == {"code": 0, "left": []}


def test_has_the_five_collectors_and_the_tools(report):
    assert report["collectors"] == dict.fromkeys(collectors.flags(), "")
    assert report["tools"] == {"javac": 0, "jcmd": 0, "jfr": 0, "jshell": 0}


def test_fits_into_binders_1_gb(report):
    assert report["memory"] <= 1024**3


def test_a_second_start_leaves_a_learners_work_and_brings_back_what_is_missing(report):
    again = report["second start"]
    assert again["code"] == 0
    assert again["changed"] == "my own"
    assert again["own"] == "mine, too"
    assert again["removed is back"]
    assert again["files"] == sorted([*FILES, "mine.ipynb"])
    assert again["set-up"] == (ROOT / "notebooks" / "course.jsh").read_text(encoding="utf-8"), "it's an older image's"


def test_a_home_that_is_read_only_is_told_and_the_course_opens_all_the_same(report):
    assert report["read-only home"]["code"] == 0
    copied = my_course.as_written(my_course.learners(json.loads(NOTEBOOKS[0].read_bytes())))
    assert report["read-only home"]["out"] == str(len(copied))
    assert "can't be written to" in report["read-only home"]["err"]


def test_is_what_jupyterhub_starts_for_a_learner(report):
    lock = (ROOT / "requirements-hub.txt").read_text(encoding="utf-8")
    assert f"jupyterhub=={report['hub version']} " in lock


@pytest.mark.parametrize("way", ["by the entry point", "without the entry point"])
def test_under_a_hub_an_empty_home_gets_the_notebooks_and_the_hub_says_who_may_come_in(report, way):
    ada = report["hub"][way]
    assert ada.get("files") == [name for name in FILES if name != my_course.RECORD], ada["said"]  # JupyterLab hides that one
    assert ada["answers"] == {"no token": 403, "the wrong token": 403, "the page": 200}
    assert ada["listens on"] == ["127.0.0.1:9999"]
    assert ada["opens"]
    assert ada["health"] == 0
    assert "8888" not in ada["said"] and "Traceback" not in ada["said"]


@each_notebook
def test_runs_every_notebook_in_it(path, report):
    assert set(report["notebooks"]) == {p.name for p in NOTEBOOKS}
    ran = report["notebooks"][path.name]
    assert ran["error"] == ""
    notebook = nbformat.reads(ran["notebook"], as_version=4)
    assert_clean(notebook)
    assert_no_accidents(notebook)
    assert_charts_complete(notebook)
    assert facts(notebook) == facts(saved(path))
