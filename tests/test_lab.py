"""The course as a learner sees it: JupyterLab in a real browser, with nothing outside of this machine."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import NOTEBOOKS, wait_until
from pages import Page, Saved, assert_whole, middle_of_first_line


def each_of(paths):
    """One does where it's quick."""
    return pytest.mark.parametrize(
        "path", [pytest.param(p, id=p.stem, marks=[pytest.mark.slow] if p != paths[0] else []) for p in paths]
    )


@pytest.fixture
def page(browser, lab):
    # High enough that Lab, which draws only what is in view, draws the whole notebook.
    tab = browser.new_page(viewport={"width": 1280, "height": 9000})
    yield Page(lab, tab)
    tab.close()
    lab.end_kernels()


def test_opens_at_the_first_notebook_without_a_question(lab, page):
    page.page.goto(lab.url)
    page.page.wait_for_selector("h1:has-text('Start here')")
    assert page.page.locator(".jp-Dialog").count() == 0
    assert page.page.locator(".Toastify__toast").count() == 0


@each_of(NOTEBOOKS)
def test_shows_saved_charts_that_come_alive_under_the_pointer(page, path):
    saved = Saved(path)
    page.open(path.stem)
    for live in range(len(saved.charts)):
        # The first picture that is a chart and still a picture: Plotly takes its image away when it comes alive.
        box = page.point_at(page.page.locator(".jp-OutputArea-output img.plot-img:visible").first)
        assert box["width"] >= 700, "the picture is squeezed"
        page.page.wait_for_function(
            "n => document.querySelectorAll('.js-plotly-plot .gtitle').length === n", arg=live + 1
        )
    assert page.page.locator(".jp-OutputArea-output img").count() >= len(saved.pictures) - len(saved.charts)
    plots = page.page.locator(".js-plotly-plot")
    for plot, chart in zip(plots.all(), saved.charts, strict=True):
        layout = chart["layout"]
        assert squeezed(plot.locator(".gtitle").text_content()) == squeezed(layout["title"]["text"])
        assert plot.locator(".xtitle").first.text_content() == layout["xaxis"]["title"]["text"]
        assert plot.locator(".ytitle").first.text_content() == layout["yaxis"]["title"]["text"]
        assert_whole(plot.locator(".gtitle"), plot)
    assert page.errors == []
    assert page.outside == []


def squeezed(title):
    """A title's words, whichever way its lines are broken."""
    return re.sub(r"<br\s*/?>|\s+", "", title)


def test_a_point_shows_its_value_when_the_pointer_is_on_it(page):
    page.open("00-start-here")
    page.point_at(page.page.locator(".jp-OutputArea-output img.plot-img"))
    plot = page.page.locator(".js-plotly-plot")
    plot.locator(".gtitle").wait_for()
    x, y, value = middle_of_first_line(plot)
    page.page.mouse.move(x, y)
    label = plot.locator(".hoverlayer .hovertext")
    # A busy machine may still show the point before.
    wait_until(lambda: re.search(rf"\b{value:g}\b", " ".join(label.all_text_contents())), f"the label of {value:g}")


@each_of(NOTEBOOKS[:7])
def test_is_played_from_the_menu_and_by_clicks_without_a_red_line(page, path):
    """By somebody who never types: everything runs, and each guess is made."""
    page.open(path.stem)
    page.run_all()
    page.wait_until_run()
    guesses = page.page.locator(".jp-CodeCell:has-text('predict(') .jp-OutputArea-output")
    outcomes = page.page.locator(".jp-CodeCell:has-text('outcome(') .jp-OutputArea-output:has-text('show me')")
    waiting = outcomes.count()
    assert guesses.count() == waiting > 0
    for guess in guesses.all():
        guess.get_by_role("button").first.click()
        waiting -= 1
        expect(outcomes).to_have_count(waiting, timeout=60_000)
    told = page.page.locator(".jp-CodeCell:has-text('outcome(') .jp-OutputArea-output:has-text('You guessed')")
    assert told.count() == guesses.count()
    page.assert_no_red()


def test_a_wrong_and_a_right_answer_get_their_voices(page):
    page.open("06-own-it-or-know-where-it-is")
    cells = page.page.locator(".jp-CodeCell")
    cells.first.locator(".cm-content").click()
    page.page.keyboard.press("Control+Enter")
    quiz = page.page.locator(".jp-CodeCell:has-text('Check.quiz')")
    page.put_into(quiz, 'Check.quiz("bcabcb")')
    quiz.locator(".widget-html:has-text('Not yet.')").wait_for()
    page.put_into(quiz, 'Check.quiz("bcabca")')
    quiz.locator(".widget-html:has-text('Correct.')").wait_for()
    page.assert_no_red()


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_is_readable_and_accessible_in_both_themes(lab, page, theme):
    """What axe calls serious or worse, contrast included, in what a notebook shows: text, charts, tables, answers."""
    page.open("00-start-here")
    page.page.click("#jp-MainMenu >> text=Settings")
    page.page.hover(".lm-Menu >> text=Theme")
    page.page.click(f".lm-Menu >> text=/^JupyterLab {theme}$/")
    page.page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower())
    for path in NOTEBOOKS[::2] if theme == "Light" else [NOTEBOOKS[0], *NOTEBOOKS[1::2]]:
        page.page.goto("about:blank")
        lab.end_kernels()
        page.open(path.stem)
        found = Axe().run(page.page, context={"include": [[".jp-OutputArea-output"], [".jp-RenderedMarkdown"]]})
        faults = [
            (v["id"], node["html"])
            for v in found.response["violations"]
            if v["impact"] in ("serious", "critical") and v["id"] != "image-alt"  # of which the next lines are about
            for node in v["nodes"]
        ]
        assert faults == [], path.stem
        # JupyterLab gives no picture an alternative text, whatever the output says. So each has a caption under it.
        for kind in ("img", ".js-plotly-plot"):
            picture = f".jp-OutputArea-child:has(.jp-OutputArea-output {kind})"
            captions = page.page.locator(f"{picture} + .jp-OutputArea-child .jp-RenderedMarkdown em")
            assert captions.count() == page.page.locator(picture).count(), f"{path.stem}: a picture without a caption"
        assert page.page.locator(".jp-RenderedMarkdown img:not([alt])").count() == 0
