"""What a real browser shows, and what goes wrong in it."""

import nbformat
from playwright.sync_api import expect

from conftest import NOTEBOOKS
from tutorial.notebook_output import CHART


class Tab:
    """Writes down what goes wrong in it, and what it asks for outside of its home."""

    def __init__(self, page, home):
        self.page = page
        self.errors = []
        self.outside = []
        inside = home, home.replace("http", "ws"), "data:", "blob:"
        page.set_default_timeout(60_000)
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("request", lambda request: request.url.startswith(inside) or self.outside.append(request.url))

    def point_at(self, locator):
        """Moves the pointer there. (Playwright's own hover() tries again when the picture comes alive.)"""
        locator.scroll_into_view_if_needed()
        box = locator.bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        return box


def assert_whole(title, frame):
    title, frame = title.bounding_box(), frame.bounding_box()
    assert frame["x"] <= title["x"] and title["x"] + title["width"] <= frame["x"] + frame["width"], "the title is clipped"


def middle_of_first_line(plot):
    """Where on the page Plotly itself says that it drew that point, and its value. (At its ends, buttons may be in the way.)"""
    return plot.evaluate(
        """plot => {
            const {xaxis, yaxis} = plot._fullLayout, frame = plot.querySelector('.nsewdrag').getBoundingClientRect();
            const point = plot.calcdata[0][Math.floor(plot.calcdata[0].length / 2)];
            return [frame.x + xaxis.c2p(point.x), frame.y + yaxis.c2p(point.y), point.y];
        }"""
    )


class Page(Tab):
    """A notebook in JupyterLab."""

    def __init__(self, lab, page):
        super().__init__(page, lab.address)
        self.lab = lab

    def open(self, name):
        self.page.goto(f"{self.lab.address}/doc/tree/{name}.ipynb?token={self.lab.token}")
        self.page.wait_for_selector(".jp-Notebook .jp-RenderedMarkdown h1")
        notebook = NOTEBOOKS[0].with_name(f"{name}.ipynb")
        if notebook.exists():  # what is clicked before its pictures are there moves away under the pointer
            shows = "n => document.querySelectorAll('.jp-OutputArea-output img').length === n"
            self.page.wait_for_function(shows, arg=len(Saved(notebook).pictures))

    def looks(self):
        """What a test that failed has to tell: who has the focus, and each cell with its prompt."""
        return self.page.evaluate(
            """() => [
                'focus: ' + document.activeElement?.outerHTML.slice(0, 200),
                ...[...document.querySelectorAll('.jp-Dialog')].map(dialog => 'dialog: ' + dialog.innerText),
                ...[...document.querySelectorAll('.jp-CodeCell')].map(cell =>
                    cell.querySelector('.jp-InputArea-prompt')?.innerText + ' ' + cell.querySelector('.cm-content')?.innerText),
            ].join('\\n')"""
        ) + "".join(f"\nerror: {error}" for error in self.errors)

    def run_all(self):
        self.page.click(".jp-CodeCell .jp-InputArea-editor >> nth=0")
        self.page.click("#jp-MainMenu >> text=Run")
        self.page.click(".lm-Menu >> text=Run All Cells >> nth=0")

    def wait_until_run(self, seconds=180):
        """Each prompt was a star, and is a number of this run."""
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.jp-InputArea-prompt')].some(p => p.textContent.includes('*'))"
        )
        self.page.wait_for_function(
            """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')]
                     .every(prompt => /\\[\\d+\\]/.test(prompt.textContent))""",
            timeout=seconds * 1000,
        )

    def assert_no_red(self):
        for kind in ("stderr", "error"):
            assert self.page.locator(f"[data-mime-type='application/vnd.jupyter.{kind}']").count() == 0, kind
        assert self.outside == []

    def put_into(self, cell, source):
        """Types a source in place of what is in a cell, as a person does, and runs it."""
        editor = cell.locator(".cm-content")
        editor.click()
        expect(editor).to_be_focused(timeout=60_000)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(source)
        expect(editor).to_have_text(source, timeout=60_000)
        self.page.keyboard.press("Control+Enter")


class Saved:
    """The pictures of a notebook as it is saved, in their order: Plotly JSON of a chart, None for a sketch."""

    def __init__(self, path):
        bundles = [
            o.get("data", {}) for c in nbformat.read(path, as_version=4).cells for o in c.get("outputs", [])
        ]
        self.pictures = [data.get(CHART) for data in bundles if "image/png" in data]
        self.charts = [chart for chart in self.pictures if chart]
