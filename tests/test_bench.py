"""`./tutorial bench`: what it says when it is called wrongly, and that its page says what was measured."""

import json
import re

import pytest
from conftest import ROOT
from tutorial import bench, kernelspec, performance_page


def test_says_what_there_is_to_measure(capsys):
    assert bench.main(["speed"]) == 2
    assert capsys.readouterr().err == f"There's nothing called speed to measure. Choose from: {', '.join(bench.PARTS)}.\n"


def test_says_what_a_jdk_is(capsys):
    assert bench.main(["start", "--jdk", "nowhere"]) == 2
    assert "There's no JDK in nowhere: give the folder that has bin and release in it." in capsys.readouterr().err


@pytest.mark.skipif(not performance_page.PAGE.exists(), reason="nothing was measured yet")
def test_the_page_is_what_the_results_say_and_nobody_edited_it():
    before = performance_page.PAGE.read_text(encoding="utf-8")
    assert performance_page.page() == before


def test_a_part_that_is_measured_anew_forgets_no_other_jdk():
    home = kernelspec.java_home()
    name = f"JDK {kernelspec.feature(home)}"
    before = {"jdks": [f"{name} (0.1)", "JDK 99 (99.0.1)"]}
    assert bench.about([bench.Jdk(home)], before)["jdks"] == [f"{name} ({kernelspec.version(home)})", "JDK 99 (99.0.1)"]


def test_the_results_name_no_place_on_a_machine():
    for file in performance_page.RESULTS.glob("*.json"):
        assert not re.search(r"/(home|root|work|tmp|usr|Users)/", file.read_text(encoding="utf-8")), file.name


def test_every_picture_of_the_page_is_there():
    text = performance_page.PAGE.read_text(encoding="utf-8") if performance_page.PAGE.exists() else ""
    for name in re.findall(r"\]\((performance/[^)]+)\)", text):
        assert (ROOT / "docs" / name).exists(), name


def test_the_readme_shows_a_picture_under_its_title():
    title = performance_page.read("pictures")["start"]["title"]
    assert f"![{title}](docs/performance/start.png)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_kernel_is_timed_to_the_end_of_each_cell(tmp_path):
    (tmp_path / "kernel.json").write_text(json.dumps(kernelspec.KernelSpec().spec(kernelspec.java_home())), encoding="utf-8")
    hears, first, second = bench.seconds_until(["1+1", 'System.out.println("two")'], tmp_path)
    assert 0.1 < hears < first < second < 60
    with pytest.raises(RuntimeError, match="throw new Error"):
        bench.seconds_until(['throw new Error("no");'], tmp_path)
