"""The exercises of a notebook, with their solutions."""

import re

import nbformat


class Exercise:
    """A learner's cell, the cell that checks it (often the same), and the solution that follows."""

    def __init__(self, notebook, index):
        self.cell = notebook.cells[index]
        self.id = self.cell.id.removeprefix("exercise-")
        rest = notebook.cells[index:]
        self.check = next(c for c in rest if c.cell_type == "code" and "Check." in c.source)
        folded = next(c for c in rest if c.cell_type == "markdown").source
        found = re.search(r"<summary>Show a solution</summary>.*?```java\n(.*?)\n```", folded, re.DOTALL)
        if not found or "<summary>Show a hint</summary>" not in folded:
            raise ValueError(f"{self.cell.id} is not followed by a hint and a solution")
        self.solution = found.group(1)


def exercises(path):
    notebook = nbformat.read(path, as_version=4)
    return [
        Exercise(notebook, i)
        for i, c in enumerate(notebook.cells)
        if c.cell_type == "code" and c.id.startswith("exercise-")
    ]
