"""A chart that draws itself while its cell runs, in a real browser, in a notebook of its own."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from nbformat.v4 import new_markdown_cell

from conftest import Lab, course_of_its_own, wait_until, write_notebook
from kernels import SET_UP
from pages import Page
from test_notebooks import assert_charts_complete, assert_clean, assert_no_accidents
from tutorial import run_notebooks

pytestmark = pytest.mark.slow

CACHES = """\
PhoneBook phoneBook = new PhoneBook(200).answeringAfter(java.time.Duration.ofMillis(10));
Cache<String, Person> strong = new StrongCache<>(phoneBook::load);
Cache<String, Person> weak = new WeakCache<>(phoneBook::load);
Screen screen = new Screen(5);
Timeline timeline = new Timeline().watch("never forgets", strong).watch("forgets", weak);"""
LIVE = """\
Table history = weakrefs.notebook.LiveChart.record(timeline, () -> {
    for (List<String> page : phoneBook.pages(50)) {
        page.forEach(name -> { strong.get(name); screen.show(weak.get(name)); });
        collect();
    }
});"""
# Writes down when each picture was first seen: loaded, and on the page when it is painted again.
WATCH = """() => {
    window.seen = new Map();
    const look = () => {
        for (const image of document.querySelectorAll('.jp-OutputArea-output img'))
            if (image.complete && image.naturalWidth > 0 && !seen.has(image.src)) seen.set(image.src, performance.now());
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Three notebooks, beside a library as the course has it."""
    root = tmp_path_factory.mktemp("course")
    notebooks = course_of_its_own(root)
    for name, last in [
        ("live", 'System.out.println("Rows: " + (history.rowCount() > 100));'),
        ("stopped", 'System.out.println("Still there");'),
        ("killed", 'System.out.println("Rows: " + (history.rowCount() > 100));'),
    ]:
        write_notebook(notebooks / f"{name}.ipynb", new_markdown_cell("# A live chart"), SET_UP, CACHES, LIVE, last)
    return root


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("lab"), f"--ServerApp.root_dir={root / 'notebooks'}")
    yield lab
    lab.stop()


@pytest.fixture
def page(lab, browser):
    tab = browser.new_page(viewport={"width": 1280, "height": 1100})
    yield Page(lab, tab)
    tab.close()


def run_all(page):
    page.page.evaluate(WATCH)
    page.run_all()


@pytest.mark.alone
def test_draws_four_pictures_a_second_or_more_while_its_cell_runs(page):
    page.open("live")
    run_all(page)
    page.page.wait_for_selector("text=Rows: true", timeout=120_000)
    picture = page.page.locator(".jp-OutputArea-output img")
    assert picture.count() == 1, "the pictures stand under each other"

    times = sorted(page.page.evaluate("[...seen.values()]"))[:-1]  # less the whole chart
    assert times[-1] - times[0] >= 2000, times
    # Two seconds of it: the first pictures are drawn by code that the JVM is still compiling.
    assert max(sum(start <= t < start + 2000 for t in times) for start in times) >= 8, times

    assert page.page.locator("em:has-text('ended up holding 200, with 200 still living')").count() == 1
    page.point_at(picture)
    title = page.page.wait_for_selector(".js-plotly-plot .gtitle").text_content()
    assert title == "At the end: “never forgets” holds 200, “forgets” holds 5"
    assert page.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.errors == []
    assert page.outside == []


@pytest.mark.alone
def test_the_stop_button_ends_it_and_the_notebook_goes_on(page):
    page.open("stopped")
    run_all(page)
    wait_until(lambda: page.page.evaluate("seen.size") >= 4, "the chart to draw itself")
    page.page.click("#jp-MainMenu >> text=Kernel")
    page.page.click(".lm-Menu >> text=Interrupt Kernel")
    page.page.wait_for_selector("text=Evaluation interrupted")
    assert page.page.locator(".jp-OutputArea-output img").count() == 1, "the last picture stays"

    page.page.click(".jp-CodeCell .jp-InputArea-editor >> nth=3")
    page.page.keyboard.press("Shift+Enter")
    page.page.wait_for_selector(".jp-OutputArea-output:has-text('Still there')")
    assert page.page.locator(".jp-CodeCell").nth(2).locator(".jp-OutputArea-output img").count() == 1


def test_a_kernel_that_is_killed_under_it_is_told_and_the_next_run_is_whole(page, lab):
    lab.end_kernels()  # of the tests before
    wait_until(lambda: not lab.jvms(), "the kernels before to end")
    page.open("killed")
    run_all(page)
    wait_until(lambda: page.page.evaluate("seen.size") >= 2, "the chart to draw itself")
    [jvm] = lab.jvms()
    jvm.kill()
    dialog = page.page.wait_for_selector(".jp-Dialog")
    assert "restart automatically" in dialog.text_content()
    page.page.click(".jp-Dialog button >> nth=-1")
    picture = page.page.locator(".jp-OutputArea-output img")
    assert picture.count() == 1, "the last picture stays"

    page.run_all()
    page.page.wait_for_selector("text=Rows: true", timeout=120_000)
    assert picture.count() == 1
    assert page.page.locator("em:has-text('ended up holding 200, with 200 still living')").count() == 1
    assert page.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert len(lab.jvms()) == 1


def test_is_saved_as_one_chart_and_its_caption(root):
    with ThreadPoolExecutor() as thread:  # the browser's event loop has this one
        notebook, result = thread.submit(run_notebooks.execute, root / "notebooks" / "live.ipynb").result()
    assert result.ok, result.line
    assert_clean(notebook)
    assert_no_accidents(notebook)
    assert_charts_complete(notebook)
    chart, caption = notebook.cells[3].outputs
    assert set(chart.data) == {"application/vnd.plotly.v1+json", "image/png", "text/plain"}
    assert set(caption.data) == {"text/markdown", "text/plain"}
    # How many it held at most depends on when Java collected by itself.
    weak = r"“forgets” loaded 200, held at most \d+ and ended up holding 5, with 5 still living\.$"
    assert re.search(weak, caption.data["text/plain"])
