"""What a notebook that ran has said, apart from what a clock or a machine decides."""

import re
from typing import Any

from nbformat import NotebookNode

CHART = "application/vnd.plotly.v1+json"


def has_tag(cell: NotebookNode, *tags: str) -> bool:
    """One of them: what an author marks a cell with, in JupyterLab's property inspector."""
    return not set(tags).isdisjoint(cell.metadata.get("tags", []))


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [c for c in notebook.cells if c.cell_type == "code"]


def outputs(notebook: NotebookNode) -> list[tuple[NotebookNode, NotebookNode]]:
    return [(c, o) for c in code_cells(notebook) for o in c.outputs]


def text(output: NotebookNode) -> str:
    said: str = output.text if output.output_type == "stream" else output.get("data", {}).get("text/plain", "")
    return said


def captions(notebook: NotebookNode) -> dict[tuple[str, str], dict[str, int]]:
    """What the charts say of each cache, by name: loaded, most, held, living."""
    facts = {}
    for cell, output in outputs(notebook):
        if "text/markdown" not in output.get("data", {}):
            continue
        for name, *numbers in re.findall(
            r"“([^”]+)” loaded ([\d,]+), held at most ([\d,]+) and ended up holding ([\d,]+), with ([\d,]+) still living",
            text(output),
        ):
            loaded, most, held, living = (int(n.replace(",", "")) for n in numbers)
            facts[cell.id, name] = {"loaded": loaded, "most": most, "held": held, "living": living}
    return facts


def facts(notebook: NotebookNode) -> dict[Any, Any]:
    """What must be the same in every run: all that is printed, less what a clock or a machine decides.

    Of a cell with the tag `measured` that is every number. Of a cell with the tag `versions`, whose words depend on the
    version of Python or Java, `collector`, whose words depend on that, or `progress`, whose words depend on the learner, only
    that it says something.
    """
    said: dict[Any, Any] = {key: (f["loaded"], f["held"], f["living"]) for key, f in captions(notebook).items()}
    for cell, output in outputs(notebook):
        data = output.get("data", {})
        if CHART in data or "text/html" in data or (cell.id, cell.id) in said or "collection" in text(output).split(".")[0]:
            continue
        seen = re.sub(r"[\d,.]+ (nanoseconds|µs|ms|MB)", r"N \1", text(output))
        if has_tag(cell, "measured"):
            seen = re.sub(r"\d[\d,.]*", "N", seen)
        if has_tag(cell, "versions", "collector", "progress"):
            seen = "something"
        seen = re.sub(r"^(Java|Python|Collector|Memory): .*$", r"\1", seen, flags=re.MULTILINE)
        seen = re.sub(r"(?<= variables hold it: ).*", in_any_order, seen)
        said.setdefault(cell.id, []).append(re.sub(r"\$\d+", "$n", seen))
    return said


def in_any_order(names: re.Match[str]) -> str:
    """Holders stand in the order in which JShell met their names first, which may have been before."""
    return ", ".join(sorted(names[0].split(", ")))
