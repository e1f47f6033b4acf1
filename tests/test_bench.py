"""`./tutorial bench`: what it says when it is called wrongly, and that its page says what was measured."""

import json
import re

import pytest

from conftest import ROOT
from tutorial import bench, kernelspec, performance_page, soak


def test_says_what_there_is_to_measure(capsys):
    assert bench.main(["speed"]) == 2
    assert capsys.readouterr().err == f"There's nothing called speed to measure. Choose from: {', '.join(bench.PARTS)}.\n"


@pytest.mark.parametrize(("command", "argument"), [(bench, "start"), (soak, "1")])
def test_says_what_a_jdk_is(capsys, command, argument):
    with pytest.raises(SystemExit, match="2"):
        command.main([argument, "--jdk", "nowhere"])
    assert "There's no JDK in nowhere: give the folder that has bin and release in it." in capsys.readouterr().err


@pytest.mark.skipif(not performance_page.PAGE.exists(), reason="nothing was measured yet")
def test_the_page_is_what_the_results_say_and_nobody_edited_it():
    before = performance_page.PAGE.read_text(encoding="utf-8")
    assert performance_page.page(performance_page.read()) == before


def test_a_part_that_is_measured_again_forgets_no_other_jdk():
    home = kernelspec.java_home()
    name = f"JDK {kernelspec.feature(home)}"
    before = {"jdks": [f"{name} (0.1)", "JDK 99 (99.0.1)"]}
    assert bench.about([bench.Jdk(home)], before)["jdks"] == [f"{name} ({kernelspec.version(home)})", "JDK 99 (99.0.1)"]


def test_the_results_name_no_place_on_a_machine():
    assert not re.search(r"/(home|root|work|tmp|usr|Users)/", performance_page.RESULTS.read_text(encoding="utf-8"))


def test_every_picture_of_the_page_is_there():
    text = performance_page.PAGE.read_text(encoding="utf-8") if performance_page.PAGE.exists() else ""
    for name in re.findall(r"\]\((performance/[^)]+)\)", text):
        assert (ROOT / "docs" / name).exists(), name


def test_the_readme_shows_a_picture_under_its_title():
    start = performance_page.start_picture(performance_page.read()["start"])
    assert f"![{start.title}](docs/performance/start.png)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_title_of_waiting_says_what_was_measured():
    measured = bench.waiting(
        {
            "jdk": 17,
            "collector": "G1",
            "trials": 3,
            "ways": {
                "bare": [2_000_000, 9_000_000, 1_000_000],
                "ours": [2_100_000, 2_200_000, 2_100_000],
                "collect": [2_000_000],
                "guava": [3_000_000],
            },
            "missed": {"bare": 0, "ours": 1, "collect": 0, "guava": 0},
        }
    )
    picture = performance_page.waiting_picture({"JDK 17, G1": measured})
    assert picture.title == "awaitCleared takes 1.05 times as long as a bare System.gc(), Guava 1.50"
    assert picture.caption.endswith("awaitCleared missed 1 of 3.")
    assert [trace["y"] for trace in picture.traces] == [[2.0], [2.1], [2.0], [3.0]]


def test_caches_are_compared_with_the_best_other():
    def run(work, cache, *forks):
        metric = {"score": 1, "scoreError": "NaN", "rawData": forks}
        return {
            "benchmark": f"weakrefs.bench.CacheBenchmark.{work}",
            "threads": 1,
            "params": {"cache": cache, "keys": "1000"},
            "primaryMetric": metric,
        }

    hit, _, churn = performance_page.cache_pictures(
        bench.scores(
            [
                run(work, cache, *forks)
                for work, factor in (("hit", 1), ("miss", 1), ("churn", 40))  # of churn, an operation is as many look-ups as there are keys
                for cache, *forks in (
                    ["WeakCache", [90 * factor, 80 * factor], [100 * factor, 92 * factor]],
                    ["ConcurrentHashMap", [100 * factor]],
                    ["Guava", [30 * factor]],
                    ["Caffeine", [20 * factor]],
                    ["WeakHashMap", [10 * factor]],
                )
            ]
        )
    )
    assert hit.title == "WeakCache’s hits: 0.91 of a ConcurrentHashMap, 3.03 of the best other"
    assert churn.title == "WeakCache’s churn: 3.03 of the best other"
    assert "1,000 × 1 3.64" in churn.caption


def test_growth_is_told_by_medians_of_numbers_and_of_pairs():
    measured = bench.growth(
        {
            "jdk": 17,
            "collector": "G1",
            "growth": [{"cost": "look", "entries": [1000, 10_000], "nanos": [[9, 1, 5], [9, 50, 100]]}],
            "watching": [{"work": "people", "entries": 200, "without": [10, 100, 10], "with": [11, 200, 9]}],
        }
    )
    assert measured["growth"] == [{"cost": "look", "entries": [1000, 10_000], "median": [5, 50], "power": 1}]
    assert measured["watching"] == [{"work": "people", "entries": 200, "pairs": 3, "ratio": 1.1, "quartiles": [0.9, 2]}]
    assert performance_page.growth_picture(measured).title == "With 10× the entries: a look 10×"


@pytest.mark.parametrize("power", [0, 1, 2])
def test_the_power_is_that_of_the_curve(power):
    entries = [1e3, 1e4, 1e5, 1e6]
    assert bench.power(entries, [7 * x**power for x in entries]) == pytest.approx(power, abs=1e-9)


@pytest.mark.slow
def test_a_kernel_is_timed_to_the_end_of_each_cell(tmp_path):
    (tmp_path / "kernel.json").write_text(json.dumps(kernelspec.KernelSpec().spec(kernelspec.java_home())), encoding="utf-8")
    hears, first, second = bench.seconds_until(["1+1", 'System.out.println("two")'], tmp_path)
    assert 0.1 < hears < first < second < 60
    with pytest.raises(RuntimeError, match="throw new Error"):
        bench.seconds_until(['throw new Error("no");'], tmp_path)
