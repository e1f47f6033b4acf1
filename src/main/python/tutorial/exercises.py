"""The exercises of a notebook, with their solutions."""

import re
from pathlib import Path

import nbformat

from tutorial.notebook_output import has_tag

TAG = "exercise"


class Exercise:
    """A learner's cell, the cell that checks it (often the same), and the solution that follows."""

    def __init__(self, notebook: nbformat.NotebookNode, index: int) -> None:
        self.cell = notebook.cells[index]
        rest = notebook.cells[index:]
        self.check = next((c for c in rest if c.cell_type == "code" and "Check." in c.source), None)
        if self.check is None:
            raise ValueError(f"no Check looks at the exercise {self.cell.id}: {self.cell.source}")
        self.id = self.cell.id.removeprefix("exercise-")
        folded = next((c.source for c in rest if c.cell_type == "markdown"), "")
        found = re.search(r"<summary>Show a solution</summary>.*?```java\n(.*?)\n```", folded, re.DOTALL)
        if not found or "<summary>Show a hint</summary>" not in folded:
            raise ValueError(f"the text after the exercise {self.id} has to fold a hint and a solution, because everybody gets stuck")
        self.solution: str = found.group(1)


def is_exercise(cell: nbformat.NotebookNode) -> bool:
    return cell.cell_type == "code" and has_tag(cell, TAG)


def exercises(path: Path) -> list[Exercise]:
    notebook = nbformat.read(path, as_version=4)
    return [Exercise(notebook, i) for i, c in enumerate(notebook.cells) if is_exercise(c)]
