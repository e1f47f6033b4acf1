"""The slides that `./tutorial slides` writes: what is on them, and how they are in a real browser."""

import functools
import re
import subprocess
import urllib.parse

import nbformat
import pytest
from bs4 import BeautifulSoup

from conftest import NOTEBOOKS, ROOT, each_notebook
from pages import Tab
from tutorial import reading_site, slides
from tutorial.exercises import exercises
from tutorial.my_course import depends_on_learner
from tutorial.notebook_output import has_tag
from tutorial.reading_site import answers_in, offered

SMALLEST = 17  # pixels of 720: what anybody reads from the last row


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    place = tmp_path_factory.mktemp("Bücher & Äpfel")
    said = subprocess.run([ROOT / "tutorial", "slides", "to show"], cwd=place, capture_output=True, text=True, timeout=300, check=True)
    assert said.stdout == (
        f"tutorial: {len(NOTEBOOKS)} decks of slides: open to show/00-start-here.html in a browser, and press → to go on.\n"
    )
    assert sorted(p.name for p in (place / "to show").iterdir()) == [slides.Slides.mark, *(f"{path.stem}.html" for path in NOTEBOOKS)]
    return place / "to show"


@functools.cache
def soup(file):
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def deck_of(decks, path):
    return soup(decks / f"{path.stem}.html")


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def shown_cells(path):
    """Without what only a learner has."""
    return [cell for cell in nbformat.read(path, as_version=4).cells if not has_tag(cell, "progress")]


@each_notebook
def test_every_section_is_there_in_its_order(decks, path):
    words = "\n".join(re.sub(r"```.*?```|<details>.*?</details>", "", c.source, flags=re.DOTALL) for c in shown_cells(path) if c.cell_type == "markdown")
    wanted = [squeezed(re.sub(r"[`*]", "", heading)) for heading in re.findall(r"^#{1,3} (.+)$", words, re.MULTILINE)]
    found = [squeezed(h.get_text()) for h in deck_of(decks, path).select(":is(h1, h2, h3):not(.again)")]
    assert found == wanted and len(wanted) > 4
    for slide in deck_of(decks, path).select("section"):
        first, *rest = slide.find_all(recursive=False)
        assert first.name in slides.HEADINGS, "a slide says where we are"
        headings = [block for block in rest if block.name in slides.HEADINGS]
        assert headings == rest[: len(headings)], "a section has a slide for itself"


@each_notebook
def test_shows_the_code_and_what_it_printed_and_each_picture(decks, path):
    text = squeezed(deck_of(decks, path).get_text())
    pictures = [img["src"].partition(",")[2] for img in deck_of(decks, path).select("section img")]
    for cell in shown_cells(path):
        if cell.cell_type == "code" and cell.id != "set-up" and not offered(cell):
            assert squeezed(cell.source) in text, cell.id
            for output in [] if depends_on_learner(cell) else cell.outputs:
                if output.output_type == "stream":
                    assert squeezed(output.text) in text, cell.id
                elif "image/png" in output.data:
                    assert pictures.pop(0) == "".join(output.data["image/png"].split()), cell.id
    assert pictures == []


@each_notebook
def test_a_guess_comes_before_its_answer_on_another_slide(decks, path):
    notebook = nbformat.read(path, as_version=4)
    answers = answers_in(notebook)
    pages = deck_of(decks, path).select("section")
    asked = [(i, page.select_one(".choices")) for i, page in enumerate(pages) if page.select_one(".choices")]
    guesses = [guess for cell in notebook.cells if (guess := offered(cell))]
    assert len(asked) == len(guesses) == len(answers) > 0
    for (i, choices), (name, wanted) in zip(asked, guesses):
        assert [li.get_text() for li in choices.select("li")] == wanted
        assert choices.find_next_sibling() is None and pages[i].find_all(recursive=False)[-1] in [choices, choices.parent], "nothing is below"
        said = f"The answer: {answers[name]}."
        assert said not in pages[i].get_text(), name
        assert said in "".join(page.get_text() for page in pages[i + 1 :]), name
    told = sum(page.get_text().count("The answer: ") for page in pages)
    assert told == len(answers)


@each_notebook
def test_no_hint_no_solution_and_nothing_that_was_said_to_nobody(decks, path):
    text = squeezed(deck_of(decks, path).get_text())
    for exercise in exercises(path):
        assert squeezed(exercise.solution) not in text, exercise.name
    for words in ("Show a hint", "Show a solution", "Not attempted yet", "didn't guess", "No guess yet", "%load", "¶", "All notebooks"):
        assert words not in text, words


@each_notebook
def test_a_deck_is_one_file_and_asks_nothing_of_the_network(decks, path):
    page = deck_of(decks, path)
    for tag in page.select("[src], [href], [srcset], [data]"):
        for name in {"src", "href", "srcset", "data"} & tag.attrs.keys():
            beside = decks / urllib.parse.unquote(tag[name])
            assert tag[name].startswith("data:") or (tag.name == "a" and (tag[name].startswith("https://") or beside.is_file())), tag
    assert not page.select("link[rel=stylesheet], iframe, object")
    style = "".join(map(str, page.select("style, script")))
    assert not re.search(r"https?:|url\(|@import|fetch|XMLHttp", style)
    text = re.sub(r'<a href="https://[^"]+"', "<a", (decks / f"{path.stem}.html").read_text(encoding="utf-8"))
    assert not re.search(r"https?://|//cdn", text)
    for place in (str(ROOT), str(decks)):
        assert place not in text


def test_a_site_is_not_replaced_by_slides(tmp_path, capsys):
    (tmp_path / reading_site.MARK).touch()
    assert reading_site.main([str(tmp_path)], slides.Slides) == 1
    assert "exists, but ./tutorial slides didn't write it, so it stays" in capsys.readouterr().err


# ---- in a browser -------------------------------------------------------------------------------


@pytest.fixture
def show(browser, decks):
    contexts = []

    def open_deck(path, width=1280, height=720, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        tab = Tab(contexts[-1].new_page(), decks.as_uri())
        tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.page.goto((decks / f"{path.stem}.html").as_uri())
        return tab

    yield open_deck
    for context in contexts:
        context.close()


def text_of(page, where="section"):
    return squeezed(page.evaluate("where => [...document.querySelectorAll(where)].map(it => it.textContent).join(' ')", where))


@pytest.mark.slow
@each_notebook
def test_nothing_is_clipped_or_too_small_or_lost(show, path):
    tab = show(path)
    slide = "slides[at]"
    for _ in range(tab.page.evaluate("slides.length")):
        where = tab.page.evaluate("location.hash")
        assert tab.page.evaluate(f"{slide}.scrollHeight <= {slide}.clientHeight && {slide}.scrollWidth <= {slide}.clientWidth"), where
        assert tab.page.locator("section:visible").count() == 1
        for box in tab.page.evaluate(
            f"""[...{slide}.querySelectorAll('*')].filter(it => [...it.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
                .map(it => [it.textContent.slice(0, 40), parseFloat(getComputedStyle(it).fontSize), it.scrollWidth - it.clientWidth])"""
        ):
            assert box[1] >= SMALLEST, (where, box)
        for image in tab.page.locator("section:visible img").all():
            assert image.bounding_box()["height"] > 100
        tab.page.keyboard.press("ArrowRight")
    split = text_of(tab.page, "section > :not(.again)")
    assert split == text_of(show(path, java_script_enabled=False).page, "section > :not(.again)")
    assert tab.errors + tab.outside == []


@pytest.mark.slow
def test_on_paper_each_slide_is_a_page(show):
    tab = show(NOTEBOOKS[3])
    pdf = tab.page.pdf(prefer_css_page_size=True, print_background=True)
    pages = max(map(int, re.findall(rb"/Type /Pages\s*/Count (\d+)", pdf)))
    assert pages == tab.page.evaluate("slides.length")


@pytest.mark.slow
def test_keys_and_buttons_turn_the_pages(show):
    tab = show(NOTEBOOKS[0])
    last = tab.page.evaluate("slides.length")

    def at():
        return int(tab.page.evaluate("location.hash").removeprefix("#"))

    seen = []
    for key in ["ArrowLeft", "ArrowRight", "PageDown", "Space", "Shift+Space", "ArrowDown", "PageUp", "ArrowUp", "End", "ArrowRight", "Home", "Control+ArrowRight"]:
        tab.page.keyboard.press(key)
        seen.append(at())
    assert seen == [1, 2, 3, 4, 3, 4, 3, 2, last, last, 1, 1]
    tab.page.get_by_role("button", name="On").click()
    tab.page.keyboard.press("Space")  # presses the button, and no key besides
    assert at() == 3
    tab.page.get_by_role("button", name="Back").click()
    assert at() == 2
    tab.page.reload()
    assert at() == 2 and tab.page.locator("output").inner_text() == f"2 / {last}"
    tab.page.get_by_role("link", name=re.compile("01 ")).click()
    assert tab.page.locator("section:visible h1").inner_text() == "Check out a book"


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080), (3000, 700)])
def test_a_slide_fits_any_screen(show, width, height):
    tab = show(NOTEBOOKS[4], width, height)
    for locator in (tab.page.locator("section:visible"), tab.page.locator("footer")):
        box = locator.bounding_box()
        assert box["x"] >= -1 and box["y"] >= -1 and box["x"] + box["width"] <= width + 1 and box["y"] + box["height"] <= height + 1
    whole = show(NOTEBOOKS[4]).page.evaluate("slides.length")
    assert abs(tab.page.evaluate("slides.length") - whole) <= 1, "a page number means the same slide"


@pytest.mark.slow
def test_without_javascript_the_slides_are_one_below_the_other(show):
    tab = show(NOTEBOOKS[1], java_script_enabled=False)
    assert tab.page.locator("section:visible").count() == tab.page.locator("section").count() > 5
    assert not tab.page.get_by_role("navigation").is_visible()
