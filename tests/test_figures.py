"""Any figure that Tablesaw makes, of any data: Plotly draws it in a browser, and says nothing on the console."""

import os
import subprocess

import pytest

from conftest import ROOT
from tutorial.reading_site import PLOTLY

pytestmark = pytest.mark.slow

CLASSES = ROOT / "target" / "test-classes"
# FIGURES=1000 .venv/bin/python -m pytest tests/test_figures.py draws so many.
NUMBER = int(os.environ.get("FIGURES", "50"))
# One after the other in the same place, as a cell that is run again; what fails says which it was.
DRAW = """async ([figure]) => {
    const {data, layout, config} = JSON.parse(figure);
    const place = document.getElementById('place');
    try {
        await Plotly.newPlot(place, data, layout, config);
        return place.querySelectorAll('.main-svg').length > 0 ? '' : 'nothing is drawn';
    } catch (e) {
        return String(e);
    }
}"""


@pytest.fixture(scope="module")
def figures():
    assert (CLASSES / "weakrefs" / "figure" / "AnyFigure.class").exists(), "run `mvn test-compile` first; ./tutorial test does"
    class_path = os.pathsep.join(map(str, [CLASSES, ROOT / "target" / "weak-references.jar"]))
    made = subprocess.run(
        ["java", "-Djava.awt.headless=true", "-cp", class_path, "weakrefs.figure.AnyFigure", str(NUMBER), "0"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )
    return made.stdout.strip("\n").split("\n")  # not splitlines, which splits at U+2028 too


def test_plotly_draws_each_and_says_nothing(browser, figures):
    assert len(figures) == NUMBER
    tab = browser.new_page()
    said = []
    tab.on("console", lambda message: message.type == "error" and said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.set_content("<!DOCTYPE html><div id=place></div>")
    tab.add_script_tag(path=PLOTLY)
    failed = {}
    for number, figure in enumerate(figures):
        said.clear()
        error = tab.evaluate(DRAW, [figure])
        if error or said:
            failed[number] = [error, *said]
    assert failed == {}
    assert tab.evaluate("window.hacked") is None
    tab.close()
