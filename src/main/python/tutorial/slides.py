"""Writes each notebook, as it is saved, as slides to show a class: `./tutorial slides`.

A section is a slide, and goes on on another one after each guess, so that nobody sees an answer too early; what's too long for one
is split in the browser. Hints and solutions stay in the notebooks. A deck is one file that asks nothing of the network.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode

from tutorial.contents import LINKS, Opening
from tutorial.my_course import depends_on_learner
from tutorial.reading_site import LIGHT, Played, Site, colors_of_code, html_name, run, with_words

HEADINGS = ("h1", "h2", "h3")
SHOWN = ".text_cell_render > *, .input_area, .output_area"
NOBODY = "You didn't guess. "  # what a cell says before the answer when nobody was there


def for_a_class(notebook: NotebookNode) -> NotebookNode:
    """Without the cell that's the same everywhere, the links, and what a check says to nobody."""
    cells = [cell for cell in notebook.cells if cell.id != "set-up" and not cell.source.startswith(LINKS)]
    shown = [NotebookNode({**cell, "outputs": []}) if cell.cell_type == "code" and depends_on_learner(cell) else cell for cell in cells]
    return NotebookNode({**notebook, "cells": shown})


def new_tag(name: str, *content: Tag | str, **attributes: str) -> Tag:
    made = BeautifulSoup().new_tag(name, attrs=attributes)
    made.extend(content)
    return made


def is_a(kind: str, block: Tag) -> bool:
    return kind in (block.get("class") or [])


def blocks(main: Tag) -> Iterator[Tag]:
    """What may be on a slide, from the page to read, in pieces between which it may be split."""
    for useless in main.select("script, .anchor-link"):
        useless.decompose()
    for link in main.select("a:not([href^=http])"):  # to what lies beside a page, and not beside a deck
        link.unwrap()
    for part in main.select(".part"):
        if "data-guess" in part.attrs:
            choices = json.loads(str(part["data-guess"]))["choices"]
            yield new_tag("ul", *(new_tag("li", choice) for choice in choices), **{"class": "choices"})
            continue
        for block in part.select(SHOWN):
            if block.name in ("ol", "ul"):
                for number, item in enumerate(block.find_all("li", recursive=False), 1):
                    yield new_tag(block.name, item, **({"start": str(number)} if block.name == "ol" else {}))
            elif block.name not in ("details", "hr"):
                for said in block.find_all(string=lambda text: NOBODY in text):
                    said.replace_with(said.replace(NOBODY, ""))
                yield block


def slides(main: Tag) -> Iterator[list[Tag]]:
    slide: list[Tag] = []
    guessed = False
    for block in blocks(main):
        is_heading = block.name in HEADINGS
        if slide and (guessed or (is_heading and slide[-1].name not in HEADINGS)):
            yield slide
            slide = [] if is_heading else [again(slide)]
        guessed = is_a("choices", block)
        before = slide[-1] if slide else block
        if (guessed and before.name == "p") or (is_a("output_area", block) and before.select("img")):
            slide[-1] = block = new_tag("div", before, block)  # the question with its choices, a picture with its caption
        else:
            slide.append(block)
        if before.name == "p" and (is_a("input_area", block) or is_a("scroll", block)):  # code or a table
            before["class"] = "leads"
    yield slide


def again(slide: list[Tag]) -> Tag:
    heading = copy([block for block in slide if block.name in HEADINGS][-1])
    del heading["id"]
    heading["class"] = "again"
    return heading


class Slides(Site):
    """A deck for each notebook."""

    command = "slides"
    folder = "slides"
    mark = ".weak-references-slides"
    says = "{} decks of slides: open {} in a browser, and press → to go on."

    def write(self, folder: Path) -> list[str]:
        template = self.exporter.environment.get_template("slides.html.j2")
        notebooks = [self.read(path) for path in self.paths]
        decks = [Opening(path, notebook) for path, notebook in zip(self.paths, notebooks)]
        for deck, after, notebook in zip(decks, [*decks[1:], None], notebooks):
            page = self.page(Played(with_words(for_a_class(notebook))).notebook, "notebooks", {"title": ""})
            made = ["".join(map(str, slide)) for slide in slides(page.select_one("main") or page)]
            text = template.render(deck=deck, after=after, slides=made, colors=colors_of_code(LIGHT))
            (folder / html_name(deck.path.name)).write_text(text, encoding="utf-8")
        for name, file in self.pictures.items():
            shutil.copyfile(file, folder / name)
        return [html_name(path.name) for path in self.paths]


if __name__ == "__main__":
    sys.exit(run(Slides, __doc__))
