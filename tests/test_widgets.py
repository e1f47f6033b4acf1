"""A guess that's clicked, in a real browser: while its kernel runs, after a reload, after a restart, the next day."""

import contextlib
import json

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_markdown_cell
from playwright.sync_api import expect

from conftest import Lab, course_of_its_own, wait_until, write_notebook
from kernels import SET_UP
from pages import Page
from tutorial import widget_outputs

pytestmark = pytest.mark.slow

NAME = "90-guess"
SOON = 60_000  # ms; a second where nothing else runs
ERROR = "Error displaying widget"
PLAYGROUND = 4  # which code cell has it


@pytest.fixture
def course(tmp_path):
    notebooks = course_of_its_own(tmp_path)
    write_notebook(
        notebooks / f"{NAME}.ipynb",
        new_markdown_cell("# Guess"),
        SET_UP,
        'predict("rain", "?", "yes", "no", "at times")',
        'outcome("rain", "no")',
        "int next = 1;",
        "Notebook.show(new Playground());",
    )
    return notebooks


@pytest.fixture
def lab(course, tmp_path):
    lab = Lab(tmp_path / "settings", f"--ServerApp.root_dir={course}")
    yield lab
    lab.stop()


@pytest.fixture
def tab(lab, browser):
    tab = browser.new_page(viewport={"width": 1280, "height": 1000})
    page = Page(lab, tab)
    page.open(NAME)
    page.run_all()
    page.wait_until_run()
    yield page
    tab.close()


def save(tab, course):
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("ControlOrMeta+S")
    wait_until(lambda: saved(course) and saved(course).cells[3].outputs, "the notebook to be saved")


def saved(course):
    """None while it's being written."""
    with contextlib.suppress(nbformat.reader.NotJSONError):
        return nbformat.read(course / f"{NAME}.ipynb", as_version=4)


def choice(tab, label, cell=1):
    """The button with this label below a code cell."""
    return tab.page.locator(".jp-CodeCell").nth(cell).get_by_role("button", name=label, exact=True)


def test_a_guess_is_a_click(tab, course):
    expect(choice(tab, "show me", 2)).to_be_visible(timeout=SOON)
    assert "it was" not in tab.page.inner_text("body") and "answer: no" not in tab.page.inner_text("body")
    choice(tab, "yes").click()
    expect(tab.page.get_by_text("Your guess: yes. Let's see if you're right.")).to_be_visible(timeout=SOON)
    expect(tab.page.get_by_text("You guessed yes, but it was no. Surprised? Read on.")).to_be_visible(timeout=SOON)
    expect(choice(tab, "show me", 2)).to_have_count(0, timeout=SOON)
    tab.assert_no_red()
    assert tab.errors == []


def test_the_keyboard_is_enough(tab):
    choice(tab, "yes").focus()
    tab.page.keyboard.press("Tab")
    expect(choice(tab, "no")).to_be_focused(timeout=SOON)
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_text("✔ You guessed no, and you were right.")).to_be_visible(timeout=SOON)
    expect(choice(tab, "no")).to_be_enabled(timeout=SOON)
    expect(choice(tab, "no")).to_be_focused(timeout=SOON)


def test_reloaded_or_in_a_second_tab_it_still_answers(tab, course, lab, browser):
    save(tab, course)
    tab.page.reload()
    expect(choice(tab, "yes")).to_be_visible(timeout=SOON)
    second = Page(lab, browser.new_page())
    second.open(NAME)
    choice(second, "no").click()
    for each in (tab, second):
        expect(each.page.get_by_text("✔ You guessed no, and you were right.")).to_be_visible(timeout=SOON)
        assert ERROR not in each.page.inner_text("body")


def test_its_file_has_text_instead_of_buttons_and_keeps_what_was_clicked(tab, course):
    choice(tab, "yes").click()
    expect(tab.page.get_by_text("You guessed yes, but it was no.")).to_be_visible(timeout=SOON)
    tab.put_into(tab.page.locator(".jp-CodeCell").nth(3), 'predict("snow", "?", "yes", "no")')
    expect(choice(tab, "yes", 3)).to_be_visible(timeout=SOON)
    save(tab, course)
    text = (course / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert widget_outputs.VIEW not in text and "widgets" not in saved(course).metadata
    asked, told = (cell.outputs[0].data["text/plain"] for cell in saved(course).cells[2:4])
    assert (asked, told) == ("Your guess: yes. Let's see if you're right.", "You guessed yes, but it was no. Surprised? Read on.")


def test_the_playground_is_played_without_typing(tab, course):
    gone = tab.page.get_by_role("img", name="95 gone")
    for label in ("Next page", "Next page", "Collect garbage"):
        choice(tab, label, PLAYGROUND).click()
        expect(choice(tab, label, PLAYGROUND)).to_be_enabled(timeout=SOON)
    expect(gone).to_be_visible(timeout=SOON)
    choice(tab, "Who holds the first person to leave it?", PLAYGROUND).click()
    expect(tab.page.get_by_text("was Ada. Nobody held them anymore, so a collection took them.")).to_be_visible(timeout=SOON)
    choice(tab, "never forgets", PLAYGROUND).click()
    expect(tab.page.get_by_text("Here's a new cache that never forgets.")).to_be_visible(timeout=SOON)
    for label in ("Next page", "Collect garbage", "Clear the screen"):
        choice(tab, label, PLAYGROUND).press("Enter")
        expect(choice(tab, label, PLAYGROUND)).to_be_focused(timeout=SOON)
    expect(tab.page.get_by_role("img", name="0 on the screen, 50 out of sight")).to_be_visible(timeout=SOON)
    tab.assert_no_red()
    assert tab.errors == []


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing_serious_in_what_is_clicked(tab, theme):
    tab.page.click("#jp-MainMenu >> text=Settings")
    tab.page.hover(".lm-Menu >> text=Theme")
    tab.page.click(f".lm-Menu >> text=/^JupyterLab {theme}$/")
    tab.page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower())
    choice(tab, "Next page", PLAYGROUND).click()
    expect(tab.page.get_by_role("img", name="5 on the screen")).to_be_visible(timeout=SOON)
    found = Axe().run(tab.page, context={"include": [[".jp-OutputArea-output"]]})
    serious = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], node["html"]) for v in serious for node in v["nodes"]] == []
    for control in tab.page.locator(".jp-OutputArea-output").get_by_role("button").all():
        assert control.inner_text(), control


@pytest.mark.parametrize("day", ["restarted", "the next day", "untrusted"])
def test_without_its_kernel_it_is_text(tab, course, lab, browser, tmp_path, day):
    save(tab, course)
    if day == "restarted":
        [kernel] = json.loads(lab.ask("/api/kernels", lab.token)[1])
        assert lab.status(f"/api/kernels/{kernel['id']}/restart", lab.token, "POST", b"{}") == 200
        save(tab, course)  # which the page itself does, every two minutes
    else:
        lab.end_kernels()
        lab.stop()
        if day == "untrusted":
            path = course / f"{NAME}.ipynb"
            path.write_text(path.read_text(encoding="utf-8").replace("# Guess", "# Another guess"), encoding="utf-8")
        lab = Lab(tmp_path / "settings", f"--ServerApp.root_dir={course}")
    try:
        page = Page(lab, browser.new_page())
        page.open(NAME)
        expect(page.page.get_by_text("No guess yet. Replace the ?")).to_be_visible(timeout=SOON)
        expect(page.page.get_by_text("You haven't guessed yet.")).to_be_visible(timeout=SOON)
        expect(page.page.locator(".jp-OutputArea-output img")).to_have_count(1, timeout=SOON)
        expect(page.page.get_by_text("The phone book's 200 people in a cache that forgets")).to_be_visible(timeout=SOON)
        assert ERROR not in page.page.inner_text("body")
    finally:
        lab.stop()
