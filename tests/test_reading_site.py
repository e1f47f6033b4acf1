"""The pages to read that `./tutorial html` writes: what is on them, and how they are in a real browser."""

import functools
import html
import http.server
import json
import os
import re
import signal
import subprocess
import threading
import urllib.parse
from pathlib import Path

import nbformat
import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from conftest import NOTEBOOKS, ROOT, Program, each_notebook, wait_until, write_notebook
from pages import Tab, assert_whole, middle_of_first_line
from tutorial import reading_site
from tutorial.badge import BINDER
from tutorial.my_course import PREDICT
from tutorial.notebook_output import CHART, has_tag

NAMES = ["index.html"] + [p.stem + ".html" for p in NOTEBOOKS]
CARD = "card.html"
PAGES = [*NAMES, CARD]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# A picture of one dot.
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

each_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Where it was written, and what was said; the folder is meant from where the user is."""
    place = tmp_path_factory.mktemp("Bücher & Äpfel")
    said = subprocess.run(
        [ROOT / "tutorial", "html", "to read/site"], cwd=place, capture_output=True, text=True, timeout=120, check=True
    )
    return place / "to read" / "site", said.stdout + said.stderr


@pytest.fixture(scope="module")
def site(written):
    return written[0]


def soup_of(file):
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


soup = functools.cache(soup_of)


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def words(text):
    return " ".join(re.findall(r"\w+", text))


# ---- what is there ------------------------------------------------------------------------------


def test_all_pages_are_there_and_nothing_else(written):
    site, said = written
    assert said == f"tutorial: {len(PAGES)} pages to read: open to read/site/index.html in a browser.\n"
    others = [reading_site.MARK, "card.svg", "course.jsh", "play.js", "playground.gif", "plotly.min.js", "site.css", "site.js", "two-caches.png"]
    assert sorted(p.name for p in site.iterdir()) == sorted(PAGES + others)
    assert [p.name for p in site.parent.iterdir()] == ["site"], "something stays behind"
    assert sum(p.stat().st_size for p in site.iterdir()) < 8_000_000
    for page in [*PAGES, "plotly.min.js"]:
        assert (site / page).stat().st_mode & 0o444 == 0o444, "a static host may run as another user"


@each_notebook
def test_a_page_has_all_that_the_notebook_has(site, path):
    page = soup(site / f"{path.stem}.html")
    text = squeezed(page.get_text())
    pictures = page.select("figure img")
    for cell in nbformat.read(path, as_version=4).cells:
        if has_tag(cell, "progress"):
            continue  # a reader has no copy, of which that is the map
        if cell.cell_type == "code":
            assert squeezed(cell.source) in text, cell.id
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                assert squeezed(output.text) in text, cell.id
            elif "image/png" in output.data:
                picture = pictures.pop(0)
                assert picture["src"].removeprefix("data:image/png;base64,") == "".join(output.data["image/png"].split())
                figure = picture.parent.select_one("script")
                assert (json.loads(figure.string) if figure else None) == output.data.get(CHART)
            elif "text/html" in output.data:
                shown = BeautifulSoup(output.data["text/html"], "html.parser").get_text(" ")
                assert words(shown) in words(page.get_text(" ")), cell.id
            else:
                shown = output.data.get("text/markdown", output.data["text/plain"])
                assert words(html.unescape(shown)) in words(text), cell.id
    assert pictures == []


@each_page
def test_a_page_says_what_it_is_and_how_to_run_it(site, name):
    page = soup(site / name)
    course = "Weak references, explained like I'm five"
    (heading,) = page.select("h1")
    title = heading.find(string=True)
    assert page.title.string == (title if name == "index.html" else f"{title} · {course}")
    assert page.html["lang"] == "en"
    assert "width=device-width" in page.select_one("meta[name=viewport]")["content"]
    assert "This page is for reading" in page.header.get_text() and "./tutorial" in page.header.get_text()
    if name != "index.html":
        assert page.select_one("nav .home")["href"] == "index.html"
        assert [a["href"] for a in page.select("nav .ways a")] == [n for n in NAMES[1:] if n != name]
    if name in NAMES[1:]:
        before, after = NAMES[1:].index(name) - 1, NAMES[1:].index(name) + 1
        ends = [a["href"] for a in page.select("main a[href$='.html']")[-2:]]
        assert before < 0 or NAMES[1:][before] in [a["href"] for a in page.select("main a")[-4:]]
        assert after >= len(NAMES) - 1 or ends[-1] == NAMES[1:][after]


@each_page
def test_each_picture_is_told_in_words(site, name):
    for picture in soup(site / name).select("img"):
        assert len(picture["alt"]) > 20 and "description" not in picture["alt"]
        assert "---" not in picture["alt"], "a sketch of letters is read aloud"
    for chart in soup(site / name).select("figure.chart"):
        assert chart.img["alt"] == "Chart: " + json.loads(chart.script.string)["layout"]["title"]["text"]


@each_page
def test_links_lead_to_a_page_and_to_a_place_on_it(site, name):
    page = soup(site / name)
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for tag, attribute in [("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("iframe", "src")]:
        for found in page.select(f"{tag}[{attribute}]"):
            url = urllib.parse.urlsplit(found[attribute])
            if url.scheme == "data" or found[attribute].startswith(BINDER) or (tag == "a" and url.scheme == "https"):
                continue
            assert not url.scheme and not url.netloc, f"{found} leads out of the site"
            assert "/" not in url.path
            target = site / (urllib.parse.unquote(url.path) or name)
            assert target.is_file(), f"{found} leads nowhere"
            if url.fragment:
                assert soup(target).find(id=urllib.parse.unquote(url.fragment)), f"{found} leads to no place"
    assert page.select("a[href]")


@each_page
def test_nothing_tells_of_this_machine_or_of_the_network(site, name):
    text = (site / name).read_text(encoding="utf-8").replace(BINDER, "")  # a link, where this clone has an address
    text = re.sub(r'<a href="https://[^"]+"', "<a", text)  # nothing is asked of it before somebody follows it
    for path in [str(ROOT), str(Path.home()) + "/", str(site), "/tmp/", "/usr/lib/"]:
        assert path not in text
    assert not re.search(r"https?://|//cdn|mathjax|require\.js", text, re.IGNORECASE)


# ---- in a browser -------------------------------------------------------------------------------


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def served(site):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Reader(Tab):
    """Somebody who reads the pages, on which nothing is said and nothing fails. All is open, unless they want to play."""

    def __init__(self, browser, home, plays=False, **options):
        self.home = home
        self.context = browser.new_context(**options)
        if not plays:
            self.context.add_init_script("""localStorage.setItem("weak-references", '{"open": true}')""")
        super().__init__(self.context.new_page(), home)
        self.page.on("console", lambda message: message.type == "error" or self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("requestfailed", lambda request: self.errors.append(f"failed: {request.url[:200]}"))

    def open(self, name):
        self.page.goto(f"{self.home}/{name}")
        return self.page.locator(".chart").all()

    def scrolls_sideways(self):
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

    @property
    def wrong(self):
        return self.errors + self.outside


@pytest.fixture
def reader(browser, request):
    readers = []

    def come(home, **options):
        readers.append(Reader(browser, home, **options))
        return readers[-1]

    yield come
    for one in readers:
        one.context.close()


def assert_alive(chart):
    """It shows what its picture shows, and all of its title."""
    chart.locator(".gtitle").wait_for()
    wanted = json.loads(chart.locator("script").text_content())["layout"]["title"]["text"]
    title = chart.locator(".gtitle")
    lines = title.locator("tspan").all_text_contents() or [title.text_content()]
    assert " ".join(lines) == wanted
    wait_until(lambda: not chart.locator("img").is_visible(), "the picture to make room")
    assert_whole(title, chart)
    assert chart.locator(".js-plotly-plot").bounding_box()["width"] <= chart.bounding_box()["width"]
    axis, legend = chart.locator(".xtitle").bounding_box(), chart.locator(".legend").bounding_box()
    assert axis["y"] + axis["height"] <= legend["y"] + 2, "the legend covers the axis"


@pytest.mark.slow
@pytest.mark.parametrize("how", ["from a folder", "from a host"])
def test_every_chart_comes_alive_under_the_pointer(site, served, reader, how):
    one = reader(site.as_uri() if how == "from a folder" else served, viewport={"width": 1280, "height": 900})
    seen = 0
    for name in PAGES:
        for chart in one.open(name):
            assert chart.locator("img").bounding_box()["width"] >= 700, "the picture is squeezed"
            assert chart.locator(".js-plotly-plot").count() == 0
            height = chart.bounding_box()["height"]
            one.point_at(chart)
            assert_alive(chart)
            assert abs(chart.bounding_box()["height"] - height) < 5, "the text below jumps"
            seen += 1
        assert not one.scrolls_sideways(), name
    assert seen == sum(p.read_text(encoding="utf-8").count(f'"{CHART}"') for p in NOTEBOOKS) > 0
    assert one.wrong == []


@pytest.mark.slow
def test_a_point_tells_its_numbers(served, reader):
    one = reader(served)
    (chart,) = one.open("00-start-here.html")
    one.point_at(chart)
    assert_alive(chart)
    x, y, value = middle_of_first_line(chart.locator(".js-plotly-plot"))
    one.page.mouse.move(x, y, steps=5)
    label = chart.locator(".hoverlayer .hovertext")
    # On its way the pointer passes other points, and a busy machine may still show one of those.
    wait_until(lambda: re.search(rf"\b{value:g}\b", " ".join(label.all_text_contents())), f"the label of {value:g}")
    assert "never forgets" in " ".join(label.all_text_contents())


@pytest.mark.slow
def test_on_a_phone_nothing_is_wider_than_the_screen(served, reader):
    one = reader(served, **PHONE)
    for name in PAGES:
        charts = one.open(name)
        assert not one.scrolls_sideways(), name
        for chart in charts:
            assert chart.locator("img").bounding_box()["width"] <= 390
            chart.tap()
            assert_alive(chart)
            assert chart.locator(".modebar-btn").count() == 0, "its buttons cover the title"
        for details in one.page.locator("details").all():
            details.evaluate("it => it.open = true")
        assert not one.scrolls_sideways(), name
        for text in one.page.locator("main :is(p, li)").all()[:5]:
            assert float(text.evaluate("it => parseFloat(getComputedStyle(it).fontSize)")) >= 15
    assert one.wrong == []


@pytest.mark.slow
def test_a_finger_on_a_live_chart_scrolls_the_page(served, reader):
    one = reader(served, **PHONE)
    (chart,) = one.open("00-start-here.html")
    chart.tap()
    assert_alive(chart)
    ticks = chart.locator(".xtick, .ytick").all_text_contents()
    fingers = one.context.new_cdp_session(one.page)

    def touch(kind, *points):
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    for down in (0.4, 0.68):  # on the lines, on the axis
        box, before = chart.bounding_box(), one.page.evaluate("scrollY")
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * down
        touch("touchStart", (x, y))
        for step in range(1, 11):
            touch("touchMove", (x, y - 10 * step))
        touch("touchEnd")
        wait_until(lambda: one.page.evaluate("scrollY") > before + 40, "the page to scroll")
        chart.evaluate("it => it.scrollIntoView({block: 'center', behavior: 'instant'})")
    assert chart.locator(".xtick, .ytick").all_text_contents() == ticks, "it zoomed"


@pytest.mark.slow
def test_a_chart_fits_again_when_the_phone_is_turned(served, reader):
    one = reader(served, **PHONE)
    (chart,) = one.open("00-start-here.html")
    chart.tap()
    assert_alive(chart)
    one.page.set_viewport_size({"width": 844, "height": 390})
    wait_until(lambda: chart.locator(".main-svg").first.bounding_box()["width"] > 700, "the wider chart")
    one.page.set_viewport_size({"width": 390, "height": 844})
    wait_until(lambda: chart.locator(".main-svg").first.bounding_box()["width"] <= 390, "the narrower chart")
    assert not one.scrolls_sideways()


@pytest.mark.slow
def test_a_chart_is_reached_and_kept_by_keyboard(served, reader):
    one = reader(served)
    (chart,) = one.open("00-start-here.html")
    for _ in range(len(PAGES) + 20):  # each page has its link at the top
        one.page.keyboard.press("Tab")
        if chart.evaluate("it => it === document.activeElement"):
            break
    assert_alive(chart)
    assert chart.evaluate("it => it === document.activeElement"), "the focus is lost"
    assert chart.get_attribute("aria-label").startswith("Chart: At the end")
    caption = one.page.get_by_text("garbage collections in")
    assert caption.is_visible() and caption.bounding_box()["y"] >= chart.bounding_box()["y"] + chart.bounding_box()["height"]


@pytest.mark.slow
def test_a_chart_stays_a_picture_where_plotly_is_missing(served, reader):
    one = reader(served)
    one.page.route("**/plotly.min.js", lambda route: route.abort())
    (chart,) = one.open("00-start-here.html")
    one.point_at(chart)
    wait_until(lambda: chart.get_attribute("data-state") == "picture", "it to give up")
    assert chart.locator("img").is_visible()


@pytest.mark.slow
def test_without_javascript_pictures_stay_and_hints_unfold(site, reader):
    one = reader(site.as_uri(), java_script_enabled=False)
    (chart,) = one.open("00-start-here.html")
    assert chart.locator("img").is_visible() and chart.get_attribute("tabindex") is None
    hint = one.page.get_by_text("The weak cache holds nobody by itself")
    assert not hint.is_visible()
    one.page.get_by_text("Show a hint").click()
    assert hint.is_visible()
    one.page.get_by_text("All notebooks").click()
    assert one.page.url.endswith("00-start-here.html#The-notebooks")
    one.page.get_by_role("link", name="Peek at the shelf").last.click()
    assert one.page.locator("h1").text_content().startswith("Peek at the shelf")
    assert one.wrong == []


# ---- played ------------------------------------------------------------------------------------


def press(one, name, nth=0):
    """By the keyboard alone."""
    button = one.page.get_by_role("button", name=name, exact=True).nth(nth).element_handle()  # its name may change
    button.focus()
    one.page.keyboard.press("Enter")
    assert button.evaluate("it => it === document.activeElement || it.hidden"), "the focus is lost"


def tabbed_to(one, name):
    """How somebody without a pointer comes to a button."""
    for _ in range(80):
        one.page.keyboard.press("Tab")
        if one.page.evaluate("document.activeElement.textContent") == name:
            return True
    return False


def told_in_04(one):
    """What nobody should read before the first guess of notebook 04."""
    return one.page.locator("[data-after]", has_text="The answer: new Ada.")


def answer_of(page):
    return json.loads(page.select_one("[data-guess]")["data-guess"])["answer"]


@each_notebook
def test_each_guess_knows_its_answer_and_what_waits_for_it(site, path):
    page = soup(site / f"{path.stem}.html")
    guesses = [json.loads(tag["data-guess"]) for tag in page.select("[data-guess]")]
    assert [g["name"] for g in guesses] == [
        name for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code" for name in PREDICT.findall(c.source)
    ]
    assert all(g["answer"] in g["choices"] and len(g["choices"]) > 1 for g in guesses)
    waiting = [(json.loads(tag["data-after"]), tag.get_text()) for tag in page.select("[data-after]")]
    for guess in guesses:
        told = "".join(text for names, text in waiting if guess["name"] in names)
        assert f"The answer: {guess['answer']}." in told
    assert "The answer: " not in "".join(tag.get_text() for tag in page.select(".part:not([data-after])"))


@pytest.mark.slow
def test_on_a_phone_with_the_keyboard_alone_a_guess_opens_what_follows(served, site, reader):
    one = reader(served, plays=True, **PHONE)
    one.open("04-let-the-cache-forget.html")
    told = told_in_04(one)
    assert not told.is_visible()
    assert one.page.get_by_role("heading", name="Who stayed?").is_visible(), "what comes later isn't told, and stays"
    assert tabbed_to(one, "old Ada")
    one.page.keyboard.press("Enter")
    told.wait_for()
    verdict = one.page.locator("[role=status]").first
    assert verdict.text_content() == "You guessed old Ada, but it was new Ada. Surprised? Read on."
    press(one, "new Ada")
    assert verdict.text_content() == "✔ You guessed new Ada, and you were right. Read on to see it happen."
    assert one.page.get_by_role("button", name="new Ada").get_attribute("aria-pressed") == "true"
    assert one.page.get_by_role("button", name="old Ada").get_attribute("aria-pressed") == "false"
    press(one, "Show me", nth=0)
    assert "The answer: last." in one.page.locator("[role=status]").nth(1).text_content()
    assert not one.scrolls_sideways()
    one.page.reload()
    assert told.is_visible() and verdict.text_content().startswith("✔"), "it isn't kept"
    assert one.wrong == []


@pytest.mark.slow
def test_the_quiz_counts_and_hints_come_one_by_one(served, reader):
    one = reader(served, plays=True)
    one.open("06-own-it-or-know-where-it-is.html")
    questions = one.page.locator(".quiz fieldset")
    assert questions.count() == 6 and questions.first.locator("button").all_text_contents() == ["a", "b", "c"]
    score = one.page.locator(".quiz + [role=status]")
    for question, letter in zip(questions.all(), "bcabcb"):
        assert score.text_content() == ""
        question.get_by_role("button", name=letter, exact=True).click()
    assert score.text_content() == "5 of 6 are right. Which one would you change?"
    questions.last.get_by_role("button", name="a", exact=True).click()
    assert score.text_content() == "✔ All 6 are right."
    hint, more, solution = (one.page.locator("details", has_text=words).first for words in ("Go through the list", "After the loop", "int called = 0;"))
    assert hint.is_visible() and not more.is_visible() and not solution.is_visible()
    hint.locator("summary").click()
    more.wait_for()
    assert not solution.is_visible()
    more.locator("summary").click()
    solution.wait_for()


@pytest.mark.parametrize("name", ["index.html", "00-start-here.html"])
def test_all_notebooks_are_in_the_list_that_says_what_was_done(site, name):
    assert [a["href"] for a in soup(site / name).select(".contents td a")] == NAMES[1:]


@pytest.mark.slow
def test_the_first_page_says_what_was_done_until_it_is_forgotten(served, site, reader):
    one = reader(served, plays=True)
    one.open("00-start-here.html")
    press(one, answer_of(soup(site / "00-start-here.html")))
    one.open("04-let-the-cache-forget.html")
    press(one, "null")
    one.open("14-ask-python-the-same.html")
    press(one, "None")
    one.open("index.html")
    last = one.page.locator(".contents tr", has_text="Ask Python the same").locator(".done")
    assert last.text_content() == " ◐ 1 of 3"
    done = one.page.locator(".contents tr", has_text="Start here").locator(".done")
    begun = one.page.locator(".contents tr", has_text="Let the cache forget").locator(".done")
    assert (done.text_content(), begun.text_content()) == (" ✔ done", " ◐ 1 of 2")
    press(one, "Forget my guesses")
    assert (done.text_content(), begun.text_content()) == ("", "")
    one.open("04-let-the-cache-forget.html")
    assert not told_in_04(one).is_visible()
    press(one, "Show everything")
    assert told_in_04(one).is_visible()
    assert one.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("kept", [
    "{", "null", "7", '{"guesses": null, "open": "yes", "quizzes": []}', '{"guesses": []}', '{"guesses": {"Ada again": 7}, "quizzes": {"quiz": 7}}',
    '{"quizzes": {"quiz": "ab"}}', '{"quizzes": {"quiz": "abcabcabc"}}', '{"guesses": {"__proto__": "x"}}',
])
def test_what_a_browser_has_kept_badly_is_no_obstacle(served, reader, kept):
    one = reader(served, plays=True)
    one.context.add_init_script(f"localStorage.getItem('weak-references') || localStorage.setItem('weak-references', {json.dumps(kept)})")
    one.open("04-let-the-cache-forget.html")
    assert not told_in_04(one).is_visible()
    press(one, "new Ada")
    assert told_in_04(one).is_visible()
    one.page.reload()
    assert told_in_04(one).is_visible(), "it isn't kept"
    one.open("06-own-it-or-know-where-it-is.html")
    for question, letter in zip(one.page.locator(".quiz fieldset").all(), "bcabca"):
        question.get_by_role("button", name=letter, exact=True).click()
    assert one.page.locator(".quiz + [role=status]").text_content() == "✔ All 6 are right."
    assert one.wrong == []


@pytest.mark.slow
def test_two_tabs_lose_nothing_of_each_other(served, site, reader):
    one = reader(served, plays=True)
    one.open("00-start-here.html")
    other = one.context.new_page()
    other.goto(f"{served}/04-let-the-cache-forget.html")
    press(one, answer_of(soup(site / "00-start-here.html")))
    other.get_by_role("button", name="new Ada", exact=True).click()
    one.open("index.html")
    assert one.page.locator(".contents .done", has_text="done").count() == 1
    assert one.page.locator(".contents .done", has_text="1 of 2").count() == 1


@pytest.mark.slow
def test_until_the_page_can_be_played_its_answers_are_closed_and_if_it_never_can_they_are_open(served, reader):
    one = reader(served, plays=True)
    one.page.route("**/play.js", lambda route: route.abort())
    one.open("04-let-the-cache-forget.html")
    told_in_04(one).wait_for()
    assert one.page.get_by_role("button").count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("lacks", ["Object.hasOwn", "Element.prototype.append"])
def test_a_browser_too_old_to_play_shows_all(site, reader, lacks):
    one = reader(site.as_uri(), plays=True)
    one.context.add_init_script(f"delete {lacks}")
    one.open("04-let-the-cache-forget.html")
    told_in_04(one).wait_for()


@pytest.mark.slow
def test_where_nothing_may_be_kept_it_is_played_all_the_same(served, reader):
    one = reader(served, plays=True)
    one.context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})")
    one.open("04-let-the-cache-forget.html")
    press(one, "new Ada")
    assert told_in_04(one).is_visible()
    assert one.wrong == []


@pytest.mark.slow
def test_a_run_is_looked_at_step_by_step(served, reader):
    """With the arrow keys alone."""
    one = reader(served)
    one.open("00-start-here.html")
    run = one.page.locator("figure.run")
    slider = run.get_by_role("slider", name="Step of this run")
    frame, picture = run.locator(".frame"), run.locator("img")
    for step, told in enumerate(["Next page: 5 on", "Collect garbage: 5 on", "Next page", "Next page", "Clear the screen: 0 on", "Collect garbage: 0 on"]):
        assert run.locator("figcaption").inner_text() == f"Step {step + 1} of 6"
        assert picture.get_attribute("alt").startswith(f"{step + 1}. {told}")
        shown, whole = frame.bounding_box(), picture.bounding_box()
        assert whole["width"] == pytest.approx(3 * shown["width"], rel=0.01) and whole["height"] == pytest.approx(2 * shown["height"], rel=0.01)
        assert whole["x"] == pytest.approx(shown["x"] - step % 3 * shown["width"], abs=2)
        assert whole["y"] == pytest.approx(shown["y"] - step // 3 * shown["height"], abs=2)
        slider.press("ArrowRight")
    assert one.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(served, reader, scheme):
    one = reader(served, plays=True, color_scheme=scheme, **PHONE)
    for name in ["index.html", "00-start-here.html", "04-let-the-cache-forget.html", "06-own-it-or-know-where-it-is.html"]:
        one.open(name)
        for is_open in (False, True):
            found = Axe().run(one.page)
            faults = [(v["id"], n["html"]) for v in found.response["violations"] if v["impact"] in ("serious", "critical") for n in v["nodes"]]
            assert faults == [], name
            if name != "index.html" and not is_open:
                press(one, "Show everything")
        one.page.evaluate("localStorage.clear()")


@pytest.mark.slow
def test_without_javascript_nothing_waits_for_a_guess(site, reader):
    one = reader(site.as_uri(), plays=True, java_script_enabled=False)
    one.open("04-let-the-cache-forget.html")
    assert told_in_04(one).is_visible()
    assert one.page.get_by_role("button").count() == 0


def test_a_notebook_opens_in_the_readers_own_binder(course, tmp_path):
    pages = tmp_path / "site"
    reading_site.publish(reading_site.Site(course), pages)
    assert "Binder" not in (pages / "00-one.html").read_text(encoding="utf-8")
    for words in (["init", "-q", "-b", "main"], ["remote", "add", "origin", "git@github.com:ada/books.git"]):
        subprocess.run(["git", "-C", course, *words], check=True)
    reading_site.publish(reading_site.Site(course), pages)
    [link] = soup_of(pages / "00-one.html").select(".to-read a")
    assert link["href"] == "https://mybinder.org/v2/gh/ada/books/main?labpath=00-one.ipynb"


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_card_is_one_page_when_it_is_printed(site, reader, paper):
    one = reader(site.as_uri())
    one.page.goto(f"{site.as_uri()}/{CARD}")
    assert re.findall(rb"/Type /Pages\s*/Count (\d+)", one.page.pdf(format=paper)) == [b"1"]


# ---- a course of one notebook -------------------------------------------------------------------

HOSTILE = "</script><script>document.title = 'mine'</script><!--<script> <img src=x onerror=\"document.title = 'mine'\">"


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    (root / "notebooks").mkdir(parents=True)
    (root / "README.md").write_text("# A <course> & more\n\n## Start\n\nGo.\n\n## The notebooks\n\nOne.\n", encoding="utf-8")
    figure = {"data": [{"x": [1, 2], "y": [1, 2], "name": HOSTILE}], "layout": {"title": {"text": HOSTILE}, "width": 760}}
    chart = new_output("display_data", {CHART: figure, "image/png": DOT, "text/plain": f"Chart: {HOSTILE}"})
    opening = "# A `<title>` & more\n\n**You will** see one.\\\n**Time:** about 1 minutes."
    more = "[the README](../README.md) [the set-up](course.jsh) [a file](../pom.xml) [outside](https://example.org/) ![none](../gone.png)"
    cells = new_markdown_cell(opening), new_code_cell("1", outputs=[chart]), new_markdown_cell(more)
    write_notebook(root / "notebooks" / "00-one.ipynb", *cells)
    (root / "notebooks" / "course.jsh").write_text("int one = 1;", encoding="utf-8")
    (root / "notebooks" / "card.md").write_text("# The card", encoding="utf-8")
    return root


@pytest.mark.slow
def test_hostile_words_stay_words(course, tmp_path, reader):
    reading_site.publish(reading_site.Site(course), tmp_path / "site")
    one = reader((tmp_path / "site").as_uri())
    (chart,) = one.open("00-one.html")
    title = "A `<title>` & more · A <course> & more"
    assert one.page.title() == title
    assert chart.locator("img").get_attribute("alt") == f"Chart: {HOSTILE}"
    chart.focus()
    chart.locator(".gtitle").wait_for()
    assert json.loads(chart.locator("script").text_content())["layout"]["title"]["text"] == HOSTILE
    assert one.page.title() == title
    assert one.page.locator("script").count() == 5, "our line, site.js, play.js, a figure, and Plotly"
    assert one.page.locator("img").count() == 1
    assert one.wrong == []


def test_what_is_no_page_becomes_plain_text_and_is_told(course, tmp_path):
    site = reading_site.Site(course)
    reading_site.publish(site, tmp_path / "site")
    page = soup(tmp_path / "site" / "00-one.html")
    assert [a["href"] for a in page.select("main p a")] == ["index.html", "course.jsh", "https://example.org/"]
    assert (tmp_path / "site" / "course.jsh").is_file()
    assert "a file" in page.main.get_text() and "none" in page.main.get_text()
    assert len(site.warnings) == 2
    assert "../pom.xml became plain text" in site.warnings[0] and "../gone.png is left out" in site.warnings[1]


def test_a_notebook_without_outputs_is_told(course, tmp_path):
    path = course / "notebooks" / "00-one.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].outputs = []
    nbformat.write(notebook, path)
    site = reading_site.Site(course)
    reading_site.publish(site, tmp_path / "site")
    assert "00-one.ipynb was saved without outputs: ./tutorial run --save writes them." in site.warnings


@pytest.mark.parametrize("spoilt", ["", "{", "[]"])
def test_a_spoilt_notebook_is_one_sentence(course, tmp_path, spoilt):
    (course / "notebooks" / "00-one.ipynb").write_text(spoilt, encoding="utf-8")
    with pytest.raises(reading_site.SiteError, match="00-one.ipynb can't be read as a notebook"):
        reading_site.publish(reading_site.Site(course), tmp_path / "site")
    assert [p.name for p in tmp_path.iterdir()] == ["course"]


# ---- where it goes ------------------------------------------------------------------------------


@pytest.mark.parametrize("there", ["a file", "a folder with a file", "a link to a folder"])
def test_what_is_not_ours_stays(tmp_path, there, capsys):
    target = tmp_path / "mine"
    if there == "a file":
        target.write_text("mine", encoding="utf-8")
    elif there == "a link to a folder":
        target.symlink_to(tmp_path)
        (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    else:
        target.mkdir()
        (target / "index.html").write_text("mine", encoding="utf-8")
    before = {p: p.read_bytes() if p.is_file() else None for p in tmp_path.rglob("*")}
    assert reading_site.main([str(target)]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(r"tutorial: \S+ exists, but ./tutorial html didn\'t write it, .*: choose a different folder\.\n", said)
    assert {p: p.read_bytes() if p.is_file() else None for p in tmp_path.rglob("*")} == before


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert reading_site.main([str(tmp_path / "file" / "site")]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(r"tutorial: \S+ can't be written or read \(.+\): choose a different folder\.\n", said)


def test_an_empty_folder_and_a_former_site_are_replaced(course, tmp_path):
    target = tmp_path / "site"
    target.mkdir()
    reading_site.publish(reading_site.Site(course), target)
    (target / "old.html").touch()
    reading_site.publish(reading_site.Site(course), target)
    assert (target / "index.html").is_file() and not (target / "old.html").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["course", "site"]


def test_a_move_that_fails_brings_the_former_site_back(course, tmp_path, monkeypatch):
    target = tmp_path / "site"
    reading_site.publish(reading_site.Site(course), target)
    (target / "old.html").touch()
    rename = Path.rename
    monkeypatch.setattr(Path, "rename", lambda self, to: (_ for _ in ()).throw(OSError(28, "No space left on device"))
                        if self.name == "new" else rename(self, to))
    with pytest.raises(reading_site.SiteError, match="No space left"):
        reading_site.publish(reading_site.Site(course), target)
    assert (target / "old.html").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["course", "site"]


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGKILL])
def test_stopped_half_way_it_leaves_the_former_site(course, tmp_path, signum):
    target = tmp_path / "site"
    reading_site.publish(reading_site.Site(course), target)
    before = sorted((p.name, p.stat().st_mtime_ns) for p in target.iterdir())
    program = Program([ROOT / "tutorial", "html", target])
    wait_until(lambda: list(tmp_path.glob(".site-*/new/" + reading_site.MARK)), "the middle of it")
    os.killpg(program.process.pid, signum)
    assert program.wait(60) != 0
    assert sorted((p.name, p.stat().st_mtime_ns) for p in target.iterdir()) == before
    if signum == signal.SIGKILL:
        assert not any(psutil.pid_exists(int(p.name.split("-")[1])) for p in tmp_path.glob(".site-*"))
        reading_site.publish(reading_site.Site(course), target)
    else:
        assert program.text == "tutorial: stopped, and nothing was changed.\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["course", "site"]
