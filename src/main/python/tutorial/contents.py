"""Writes what is taken from the notebooks: the table of notebooks in 00 and in the README, the line
`previous | contents | next` at the end of each notebook (a notebook without it gets it), how many exercises
there are, and the README's picture, which is the first chart of 00 as it was saved. So a title is changed in
one place, and the picture is of a real run.

    .venv/bin/python -m tutorial.contents            write
    .venv/bin/python -m tutorial.contents --check    exit with 1 if something is out of date
"""

import base64
import re
import sys
from pathlib import Path

import nbformat

from tutorial.exercises import is_exercise
from tutorial.markdown import between
from tutorial.paths import ROOT

CONTENTS = "<!-- contents -->"
END = "<!-- end of contents -->"
# Each group of notebooks by the number of its first. A new notebook is in the last one, unless you make another one for it here.
GROUPS = {
    "00": "**The story**, step by step: about an evening's worth.",
    "07": "**Deeper**: if you want to know how it works in production.",
    "11": "**See also**: where the explanation this course is based on goes next, and what you need at work.",
    "15": "**More**: notebooks we've added since, each about one question.",
}
LINKS = "<!-- links -->"
EXERCISES = re.compile(r"\d+ exercises tell you")  # in the README


class Opening:
    """What the first cell of a notebook says: title, what you will do, minutes."""

    def __init__(self, path: Path, notebook: nbformat.NotebookNode) -> None:
        self.path = path
        self.number = path.name[:2]
        text = notebook.cells[0].source
        self.title = self._find(r"^# (.+)$", text, "a title line '# ...'")
        promise = self._find(r"\*\*You will\*\*\s+((?:.|\n)+?)(?:\\\n|\n\n|\Z)", text, "'**You will** ...'")
        self.promise = re.sub(r"\s+", " ", promise).strip()
        self.minutes = self._find(r"\*\*Time:\*\* about (\d+) minutes", text, "'**Time:** about N minutes'")

    def _find(self, pattern: str, text: str, wanted: str) -> str:
        found = re.search(pattern, text, re.MULTILINE)
        if not found:
            sys.exit(f"{self.path.name}: the first cell has no {wanted}, which the table of notebooks is made from")
        return found.group(1)


def tables(openings: list[Opening], folder: str = "") -> str:
    """A table for each group that has notebooks, under its heading."""
    starts = list(GROUPS)
    found = []
    for start, end in zip(starts, [*starts[1:], "end"]):
        group = [o for o in openings if start <= o.number < end]
        if group:
            rows = [GROUPS[start], "", "| | notebook | you will | minutes |", "|---|---|---|---|"]
            rows += [f"| {o.number} | [{o.title}]({folder}{o.path.name}) | {o.promise} | {o.minutes} |" for o in group]
            found.append("\n".join(rows))
    return "\n\n".join(found)


def links(openings: list[Opening], i: int) -> str:
    before = f"← [{openings[i - 1].title}]({openings[i - 1].path.name})" if i else "← this is the first"
    after = f"[{openings[i + 1].title}]({openings[i + 1].path.name}) →" if i + 1 < len(openings) else "this is the last →"
    return f"{before} | [All notebooks]({openings[0].path.name}#The-notebooks) | [The card](card.md) | {after}"


def replace_cell(notebook: nbformat.NotebookNode, marker: str, text: str) -> bool:
    """Whether there's a cell that begins with the marker."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith(marker):
            cell.source = f"{marker}\n{text}"
            return True
    return False


def put_links(notebook: nbformat.NotebookNode, text: str) -> None:
    if not replace_cell(notebook, LINKS, text):
        notebook.cells.append(nbformat.v4.new_markdown_cell(f"{LINKS}\n{text}", id="links"))


def readme_with(text: str, table: str, number_of_exercises: int) -> str:
    if not re.search(f"{CONTENTS}\n.*?{END}", text, re.DOTALL):
        sys.exit(f"README.md: {CONTENTS} and {END} are missing, and the table of notebooks belongs between them")
    text, found = EXERCISES.subn(f"{number_of_exercises} exercises tell you", text)
    if found != 1:
        sys.exit("README.md: one sentence has to say '29 exercises tell you', with whatever number there is")
    return between(text, CONTENTS, END, table)


def first_picture(notebook: nbformat.NotebookNode) -> bytes:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output["data"]["image/png"])
    return b""


def main(check: bool, root: Path = ROOT) -> int:
    paths = sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    notebooks = [nbformat.read(p, as_version=4) for p in paths]
    openings = [Opening(p, n) for p, n in zip(paths, notebooks)]
    wanted: dict[Path, bytes] = {}
    for i, (path, notebook) in enumerate(zip(paths, notebooks)):
        put_links(notebook, "---\n\n" + links(openings, i))
        has_contents = replace_cell(notebook, CONTENTS, tables(openings))
        if i == 0 and not has_contents:
            sys.exit(f"{path.name}: no cell begins with {CONTENTS}, and the table of notebooks belongs there")
        wanted[path] = (nbformat.writes(notebook) + "\n").encode()
    readme = root / "README.md"
    number_of_exercises = sum(is_exercise(cell) for notebook in notebooks for cell in notebook.cells)
    text = readme.read_text(encoding="utf-8")
    wanted[readme] = readme_with(text, tables(openings, "notebooks/"), number_of_exercises).encode()
    wanted[root / "docs" / "two-caches.png"] = first_picture(notebooks[0])
    stale = [p for p, content in wanted.items() if not p.exists() or p.read_bytes() != content]
    for path in stale:
        if check:
            print(f"{path.name} is out of date: run .venv/bin/python -m tutorial.contents", file=sys.stderr)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(wanted[path])
            print(f"wrote {path.name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
