"""The exercises of a notebook, with their solutions."""

import re
from pathlib import Path

import nbformat

from tutorial.notebook_output import has_tag

TAG = "exercise"
PREPARES = "prepares"
CHECK = re.compile(r"Check\.(\w+)")


class Exercise:
    """A learner's cell, the cell that checks it (often the same), and the solution that follows.

    name: of its check, as in `Check.fortyStay(...)`.
    prepared_by: the cell right before it, where that has the tag `prepares` and so runs again before each attempt.
    """

    def __init__(self, notebook: nbformat.NotebookNode, index: int) -> None:
        self.cell = notebook.cells[index]
        before = [c for c in notebook.cells[:index] if c.cell_type == "code"]
        self.prepared_by = before[-1] if before and has_tag(before[-1], PREPARES) else None
        rest = notebook.cells[index:]
        checks = [(c, found.group(1)) for c in rest if c.cell_type == "code" for found in [CHECK.search(c.source)] if found]
        if not checks:
            raise ValueError(f"no Check looks at the exercise {self.cell.id}: {self.cell.source}")
        self.check, self.name = checks[0]
        folded = next((c.source for c in rest if c.cell_type == "markdown"), "")
        found = re.search(r"<summary>Show a solution</summary>.*?```java\n(.*?)\n```", folded, re.DOTALL)
        if not found or "<summary>Show a hint</summary>" not in folded:
            raise ValueError(f"the text after the exercise {self.name} has to fold a hint and a solution, because everybody gets stuck")
        self.solution: str = found.group(1)


def is_exercise(cell: nbformat.NotebookNode) -> bool:
    return cell.cell_type == "code" and has_tag(cell, TAG)


def exercises(path: Path) -> list[Exercise]:
    notebook = nbformat.read(path, as_version=4)
    return [Exercise(notebook, i) for i, c in enumerate(notebook.cells) if is_exercise(c)]
