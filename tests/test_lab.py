"""The course as a learner sees it: JupyterLab in a real browser, with nothing outside of this machine."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHARTS = {
    "00-start-here": 1,
    "01-check-out-a-book": 0,
    "02-peek-at-the-shelf": 0,
    "03-watch-a-cache-grow": 1,
    "04-let-the-cache-forget": 2,
    "05-see-it-turn-to-null": 0,
    "06-own-it-or-know-where-it-is": 1,
}
SKETCHES = {"06-own-it-or-know-where-it-is": 3}  # pictures that stay pictures; they stand before the charts
# As root Chromium wants --no-sandbox; the rest keeps it from calling home.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()


class Page:
    """A page that writes down what goes wrong on it."""

    def __init__(self, lab, page):
        self.lab = lab
        self.page = page
        self.errors = []
        self.outside = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: self.outside.append(r.url) if self._leaves(r.url) else None)

    def _leaves(self, url):
        return not url.startswith((self.lab.address, self.lab.address.replace("http", "ws"), "data:", "blob:"))

    def open(self, name):
        self.page.goto(f"{self.lab.address}/doc/tree/{name}.ipynb?token={self.lab.token}")
        self.page.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1", timeout=60_000)

    def point_at(self, locator):
        """Moves the pointer there. (Playwright's own hover() tries again when the picture comes alive.)"""
        locator.scroll_into_view_if_needed(timeout=30_000)
        box = locator.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        return box


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(lab, browser):
    # High enough that Lab, which draws only what is in view, draws the whole notebook.
    tab = browser.new_page(viewport={"width": 1280, "height": 8000})
    yield Page(lab, tab)
    tab.close()


def test_opens_at_the_first_notebook_without_a_question(lab, page):
    page.page.goto(lab.url)
    page.page.wait_for_selector("h1:has-text('Start here')", timeout=60_000)
    assert page.page.locator(".jp-Dialog").count() == 0
    assert page.page.locator(".Toastify__toast").count() == 0


@pytest.mark.parametrize("name", CHARTS)
def test_shows_saved_charts_that_come_alive_under_the_pointer(page, name):
    page.open(name)
    pictures = page.page.locator(".jp-OutputArea-output img")
    sketches = SKETCHES.get(name, 0)
    page.page.wait_for_function(
        "n => document.querySelectorAll('.jp-OutputArea-output img').length === n",
        arg=sketches + CHARTS[name],
        timeout=30_000,
    )
    for i in range(CHARTS[name]):
        box = page.point_at(pictures.nth(sketches + i))
        assert box["width"] >= 700, "the picture is squeezed"
        page.page.wait_for_function(
            "n => document.querySelectorAll('.js-plotly-plot .gtitle').length === n", arg=i + 1, timeout=30_000
        )
    for plot in page.page.locator(".js-plotly-plot").all():
        title = plot.locator(".gtitle").text_content()
        assert "“" in title
        assert plot.locator(".xtitle").text_content() == "Time since the work began (ms)"
        assert plot.locator(".ytitle").text_content() == "Entries in the cache"
        box, frame = plot.locator(".gtitle").bounding_box(), plot.bounding_box()
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"], "the title is clipped"
    assert page.errors == []
    assert page.outside == []


def test_runs_all_cells_from_the_menu_without_a_red_line(page):
    page.open("00-start-here")
    page.page.click(".jp-OutputArea-output >> nth=0")
    page.page.click("#jp-MainMenu >> text=Run")
    page.page.click(".lm-Menu >> text=Run All Cells >> nth=0")
    page.page.wait_for_function(
        "() => [...document.querySelectorAll('.jp-InputArea-prompt')].some(p => p.textContent.includes('*'))"
    )
    page.page.wait_for_function(
        """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]
                 .every(prompt => /\\[\\d+\\]/.test(prompt.textContent))""",
        timeout=120_000,
    )
    assert "You are ready" in page.page.inner_text(".jp-Notebook")
    assert page.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert page.outside == []
