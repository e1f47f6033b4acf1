"""Writes the course, as its notebooks are saved, as a folder of pages to read: `./tutorial html`.

Nothing is executed. The pages ask nothing of the network, so any static host will do, or none: they
open from a folder as well. Plotly's JavaScript comes from the installed Python package.
"""

import argparse
import html
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import nbformat
import plotly
import psutil
from bs4 import BeautifulSoup, Tag
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from pygments.formatters import HtmlFormatter

from tutorial import badge, ctrl_c
from tutorial.badge import without_badge
from tutorial.contents import Opening
from tutorial.my_course import OUTCOME, PREDICT, SET_UP, told_and_rest, with_open_guesses
from tutorial.notebook_output import code_cells, has_tag, text
from tutorial.paths import ROOT

TEMPLATE = Path(__file__).resolve().parent / "site-template"
PLOTLY = Path(plotly.__file__).resolve().parent / "package_data" / "plotly.min.js"
MARK = ".weak-references-site"
NUMBERED = "[0-9][0-9]-*.ipynb"
CARD = "card.md"
LIGHT, DARK = "xcode", "github-dark"  # of Pygments' styles, those whose every color can be read on ours


class SiteError(Exception):
    """One sentence that says what to do."""


def json_in_html(value: object) -> str:
    """JSON that no word in it can break out of its <script>."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def colors_of_code(style: str) -> str:
    css: str = HtmlFormatter(style=style).get_style_defs(".highlight")
    return css


def words_of(outputs: list[NotebookNode], i: int) -> str:
    """What is said in place of a picture. A sketch of letters says nothing aloud: its caption does."""
    words = outputs[i]["data"].get("text/plain", "").strip()
    if "\n" in words and not frames_of(outputs[i]):
        caption = outputs[i + 1].get("data", {}).get("text/plain", "") if i + 1 < len(outputs) else ""
        words = f"Sketch: {caption.strip()}" if caption.strip() else "A sketch"
    return words or "A picture without words"


def frames_of(output: NotebookNode) -> list[str]:
    """What each part of a picture shows, if it's a run that can be looked at step by step."""
    frames: list[str] = output.metadata.get("image/png", {}).get("frames", [])
    return frames


def with_words(notebook: NotebookNode) -> NotebookNode:
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        for i, output in enumerate(outputs):
            if "image/png" in output.get("data", {}):
                output.metadata["alt"] = words_of(outputs, i)
    return notebook


# ---- what can be played -------------------------------------------------------------------------

ANSWER = re.compile(r"The answer: (.*?)\.(?: |$)", re.MULTILINE)  # what a cell says that nobody has guessed before
QUIZ = re.compile(r'\bCheck\.(\w+)\("(\?+)"\)')


def strings(code: str) -> list[str]:
    return [json.loads(found) for found in re.findall(r'"(?:[^"\\]|\\.)*"', code)]


def offered(cell: NotebookNode) -> tuple[str, list[str]] | None:
    """The name and the choices of a guess, if the cell does nothing but ask for it."""
    if cell.cell_type != "code" or not PREDICT.search(cell.source) or OUTCOME.search(cell.source):
        return None
    name, _, *choices = strings(cell.source[cell.source.index("predict(") :])
    return name, choices


def answers_in(notebook: NotebookNode) -> dict[str, str]:
    """By the guess's name, where a cell offers the answer among its choices: nothing else may wait for a guess."""
    code = code_cells(notebook)
    choices = dict(filter(None, map(offered, code)))
    answers: dict[str, str] = {}
    for cell in code:
        said = ANSWER.search("\n".join(map(text, cell.outputs)))
        answers |= {name: said[1] for name in OUTCOME.findall(cell.source) if said and said[1] in choices.get(name, [])}
    return answers


class Played:
    """A notebook with what play.js has to know: each guess with its answer, what waits for it, and the quiz."""

    def __init__(self, notebook: NotebookNode) -> None:
        self.quizzes: dict[str, str] = {}  # the right letters, by the name of the check
        self.answers = answers_in(notebook)
        self.notebook = NotebookNode({**notebook, "cells": list(self._cells(notebook))})

    @property
    def guesses(self) -> list[str]:
        return [name for cell in self.notebook.cells if cell.cell_type == "code" for name in PREDICT.findall(cell.source) if name in self.answers]

    def _cells(self, notebook: NotebookNode) -> Iterator[NotebookNode]:
        for i, (_, names) in enumerate(with_open_guesses(notebook)):
            cell = notebook.cells[i]
            if has_tag(cell, "progress"):
                continue  # the map of a copy, which a reader doesn't have
            waits_for = [name for name in names if name in self.answers]
            if guess := offered(cell):
                yield self._marked(cell, "guess", self._guess(*guess))
            elif cell.cell_type == "code" and QUIZ.search(cell.source):
                yield self._marked(cell, "quiz", self._quiz(notebook.cells, i))
            elif waits_for and cell.cell_type == "markdown":
                told, rest = told_and_rest(cell.source)
                for part, source, wait in (("told", told, waits_for), ("rest", rest, None)):
                    if source.strip():
                        yield self._marked(new_markdown_cell(source, id=f"{cell.id}-{part}"), "after", wait)
            else:
                yield self._marked(cell, "after", waits_for)

    def _guess(self, name: str, choices: list[str]) -> dict[str, Any] | None:
        """Nothing where the notebook was saved without the answer: then it's a cell like any other."""
        return {"name": name, "choices": choices, "answer": self.answers[name]} if name in self.answers else None

    def _quiz(self, cells: list[NotebookNode], i: int) -> dict[str, str] | None:
        name, letters = QUIZ.search(cells[i].source).groups()  # type: ignore[union-attr]
        solution = re.search(rf'Check\.{name}\("([a-z]+)"\)', "".join(c.source for c in cells[i + 1 : i + 2]))
        if not solution or len(solution[1]) != len(letters):
            return None
        self.quizzes[name] = solution[1]
        offered = re.findall(r"\*\*([a-z])\*\*", "".join(c.source for c in cells[max(0, i - 1) : i]))
        return {"name": name, "right": solution[1], "letters": "".join(sorted({*offered, *solution[1]}))}

    def _marked(self, cell: NotebookNode, kind: str, value: object) -> NotebookNode:
        mark = f' data-{kind}="{html.escape(json.dumps(value, ensure_ascii=False))}"' if value else ""
        return NotebookNode({**cell, "metadata": NotebookNode({**cell.metadata, "play": mark})})


class Site:
    """The pages of the course, from the notebooks and the README of a folder."""

    command = "html"
    folder = "site"
    mark = MARK  # lies in each folder that we wrote, so that we may replace it
    says = "{} pages to read: open {} in a browser."

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.notebooks = root / "notebooks"
        self.paths = sorted(self.notebooks.glob(NUMBERED))
        if not self.paths or not all(path.is_file() for path in (root / "README.md", self.notebooks / SET_UP, self.notebooks / CARD)):
            raise SiteError(
                f"{root} has no notebooks, {SET_UP}, {CARD} or README.md, and the pages are made from those: get a fresh copy of the course."
            )
        self.warnings: list[str] = []
        self.pictures: dict[str, Path] = {}  # name in the site -> file
        self.exporter = HTMLExporter(
            template_name=TEMPLATE.name,
            extra_template_basedirs=[str(TEMPLATE.parent)],
            exclude_input_prompt=True,
            exclude_output_prompt=True,
            filters={"json_in_html": json_in_html},
            # What our template doesn't use has no address either.
            require_js_url="",
            mathjax_url="",
            jquery_url="",
            mermaid_js_url="",
            jupyter_widgets_base_url="",
        )

    def write(self, folder: Path) -> list[str]:
        """Writes all files of the site into an empty folder; returns the names of its pages."""
        readme = without_badge((self.root / "README.md").read_text(encoding="utf-8"))  # a picture from the network
        saved = {path: self.read(path) for path in self.paths}
        openings = [Opening(path, notebook) for path, notebook in saved.items()]
        course = readme.partition("\n")[0].removeprefix("# ")
        played = {opening: Played(with_words(saved[opening.path])) for opening in openings}
        parts = {html_name(o.path.name): {"guesses": p.guesses, "quizzes": p.quizzes} for o, p in played.items()}
        pages = {"index.html": str(self.page(self._start(readme), "", {"title": course, "course": course, "course_json": parts}))}
        card = new_notebook(cells=[new_markdown_cell((self.notebooks / CARD).read_text(encoding="utf-8"))])
        to_read = [(o.path.name, o.number, o.title, played[o].notebook, self._binder(o.path.name)) for o in openings]
        for name, number, title, notebook, binder in [*to_read, (CARD, "card", "The card", card, "")]:
            ways = [{"number": o.number, "title": o.title, "file": html_name(o.path.name), "here": o.path.name == name} for o in openings]
            page = {"title": f"{title} · {course}", "course": course, "number": number, "ways": ways, "binder": binder}
            pages[html_name(name)] = str(self.page(notebook, "notebooks", page))
        for name, page_text in pages.items():
            (folder / name).write_text(page_text, encoding="utf-8")
        for name, file in self.pictures.items():
            shutil.copyfile(file, folder / name)
        shutil.copyfile(PLOTLY, folder / PLOTLY.name)
        shutil.copyfile(self.notebooks / SET_UP, folder / SET_UP)
        for script in ("site.js", "play.js"):
            shutil.copyfile(TEMPLATE / script, folder / script)
        css = (TEMPLATE / "site.css").read_text(encoding="utf-8")
        light, dark = map(colors_of_code, (LIGHT, DARK))
        colors = f"@media not (prefers-color-scheme: dark) {{\n{light}\n}}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
        (folder / "site.css").write_text(f"{colors}\n\n{css}", encoding="utf-8")
        return list(pages)

    def _binder(self, name: str) -> str:
        """Opens this notebook in the reader's own Binder, if ./tutorial badge knows one."""
        try:
            return badge.address(*badge.place(self.root), name)
        except badge.BadgeError:
            return ""

    def read(self, path: Path) -> NotebookNode:
        try:
            notebook: NotebookNode = nbformat.read(path, as_version=4)
        except Exception as e:
            raise SiteError(f"{path.name} can't be read as a notebook ({e}): undo what was changed in it.") from e
        if not any(cell.get("outputs") for cell in notebook.cells):
            self.warnings.append(f"{path.name} was saved without outputs: ./tutorial run --save writes them.")
        return notebook

    def _start(self, readme: str) -> NotebookNode:
        """The first page: what the README says first, its table of notebooks, and how to run them."""
        parts = re.split(r"^## (.+)\n", readme, flags=re.MULTILINE)
        sections = dict(zip(parts[1::2], parts[2::2]))
        try:
            texts = [
                parts[0],
                "## The notebooks\n" + sections["The notebooks"],
                "## Run it yourself\n" + sections["Start"],
            ]
        except KeyError as e:
            raise SiteError(f"README.md has no section {e}, and the first page needs it: put it back.") from e
        notebook: NotebookNode = new_notebook(cells=[new_markdown_cell(text) for text in texts])
        return notebook

    def page(self, notebook: NotebookNode, folder: str, page: dict[str, Any]) -> BeautifulSoup:
        exported, _ = self.exporter.from_notebook_node(notebook, resources={"page": {"number": "", "ways": [], **page}})
        soup = BeautifulSoup(exported, "html.parser")
        for link in soup.select("a[href]"):
            if "anchor-link" in (link.get("class") or []):
                link["aria-label"] = "Link to this section"
            elif (place := str(link["href"])).startswith("#") and not soup.find(id=urllib.parse.unquote(place[1:])):
                link.unwrap()  # to a part of the README that isn't on the first page
            else:
                self._lead(link, folder)
        for picture in soup.select("img[src]"):
            self._bring(picture, folder)
        notebooks = {html_name(path.name) for path in self.paths}
        for table in soup.select("table"):
            if any(link["href"] in notebooks for link in table.select("td:nth-child(2) > a[href]")):
                table["class"] = "contents"  # one for each part of the course
            table.wrap(soup.new_tag("div", attrs={"class": "scroll"}))
        return soup

    def _lead(self, link: Tag, folder: str) -> None:
        """Makes a link between notebooks one between pages; what is not in the site becomes plain text."""
        url = urllib.parse.urlsplit(str(link["href"]))
        if url.scheme or url.netloc or not url.path or url.path.endswith(".html"):
            return
        target = (self.root / folder / urllib.parse.unquote(url.path)).resolve()
        if target in self.paths:
            link["href"] = url._replace(path=html_name(target.name)).geturl()
        elif target == (self.root / "README.md").resolve():
            link["href"] = "index.html"
        elif target == (self.notebooks / CARD).resolve():
            link["href"] = html_name(CARD)
        elif target == (self.notebooks / SET_UP).resolve():
            link["href"] = SET_UP
        else:
            self.warnings.append(f"a link to {link['href']} became plain text, because that file isn't a page of the site.")
            link.unwrap()

    def _bring(self, picture: Tag, folder: str) -> None:
        url = urllib.parse.urlsplit(str(picture["src"]))
        if url.scheme == "data":
            return
        file = (self.root / folder / urllib.parse.unquote(url.path)).resolve()
        if url.scheme or url.netloc or not file.is_file() or self.root.resolve() not in file.parents:
            self.warnings.append(f"the picture {picture['src']} is left out, because it isn't a file of the course.")
            picture.replace_with(str(picture.get("alt", "")))
        else:
            self.pictures[file.name] = file
            picture["src"] = file.name


def html_name(name: str) -> str:
    return name.rsplit(".", 1)[0] + ".html"


# ---- where it goes ------------------------------------------------------------------------------


def check_replaceable(target: Path, site: Site) -> None:
    if target.is_dir() and ((target / site.mark).is_file() or not any(target.iterdir())):
        return
    if os.path.lexists(target):
        raise SiteError(f"{target} exists, but ./tutorial {site.command} didn't write it, so it stays as it is: choose a different folder.")


def swap(fresh: Path, target: Path, old: Path) -> None:
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise


def remove_leftovers(target: Path, mark: str) -> None:
    """What an earlier one left beside the site when it was killed outright."""
    for beside in target.parent.glob(f".{target.name}-*-*"):
        pid = re.match(rf"\.{re.escape(target.name)}-(\d+)-", beside.name)
        if pid and (beside / "new" / mark).is_file() and not psutil.pid_exists(int(pid.group(1))):
            shutil.rmtree(beside, ignore_errors=True)


def publish(site: Site, target: Path) -> list[str]:
    """Writes the site beside its place, and moves it there when it is whole. A former site is replaced."""
    target = target.resolve()
    check_replaceable(target, site)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-{os.getpid()}-", dir=target.parent) as beside:
            fresh = Path(beside, "new")
            fresh.mkdir()
            (fresh / site.mark).write_text(f"Written by ./tutorial {site.command}, which replaces this folder.\n", encoding="utf-8")
            pages = site.write(fresh)
            check_replaceable(target, site)  # that took a while
            swap(fresh, target, Path(beside, "old"))
        remove_leftovers(target, site.mark)
    except OSError as e:
        raise SiteError(f"{e.filename or target} can't be written or read ({e.strerror}): choose a different folder.") from e
    return pages


def stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(kind: type[Site], description: str) -> int:
    for signum in ctrl_c.ASKS_TO_END:
        signal.signal(signum, stop)
    return main(sys.argv[1:], kind, description)


def main(arguments: list[str], kind: type[Site] = Site, description: str = __doc__) -> int:
    default = Path("target") / kind.folder
    parser = argparse.ArgumentParser(prog=f"./tutorial {kind.command}", description=description.split("\n")[0])
    parser.add_argument("folder", nargs="?", metavar="DIR", help=f"where to write it (default: {default})")
    options = parser.parse_args(arguments)
    # A folder is meant from where the user is; ./tutorial has gone to its own.
    base = os.environ.get("TUTORIAL_FROM", ".")
    target = Path(base, options.folder) if options.folder else ROOT / default
    try:
        site = kind()
        pages = publish(site, target)
    except SiteError as e:
        print(f"tutorial: {e}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("tutorial: stopped, and nothing was changed.", file=sys.stderr)
        return 130
    for warning in dict.fromkeys(site.warnings):
        print(f"tutorial: {warning}", file=sys.stderr)
    print(f"tutorial: {kind.says.format(len(pages), os.path.relpath(target / pages[0], base))}")
    return 0


if __name__ == "__main__":
    sys.exit(run(Site, __doc__))
