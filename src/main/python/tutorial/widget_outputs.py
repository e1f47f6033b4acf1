"""Buttons live in a kernel. So they're kept out of the notebook's file, and given back for as long as that kernel runs.

Without this, a notebook that's opened the next day says "Error displaying widget" where its text could stand.
"""

from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"
Place = tuple[str, int]  # a cell's id, and which of its outputs
Output = dict[str, Any]


def outputs(notebook: dict[str, Any]) -> dict[Place, Output]:
    return {
        (cell.get("id", ""), i): output
        for cell in notebook.get("cells", [])
        for i, output in enumerate(cell.get("outputs", []))
        if isinstance(output.get("data"), dict)
    }


def take(notebook: dict[str, Any]) -> dict[Place, Output]:
    """Takes the buttons out of a notebook, and returns those outputs as they were. Everything else that an output shows stays."""
    notebook.get("metadata", {}).pop("widgets", None)
    taken = {}
    for place, output in outputs(notebook).items():
        if VIEW in output["data"]:
            taken[place] = {**output, "data": dict(output["data"])}
            del output["data"][VIEW]
    return taken


def give_back(notebook: dict[str, Any], taken: dict[Place, Output], kernels: set[int]) -> None:
    """Puts back the buttons that one of these processes answers, if the output is still the one that they were taken from."""
    for place, output in outputs(notebook).items():
        before = taken.get(place, {"data": {}})["data"]
        view = before.get(VIEW, {})
        if view.get("pid") in kernels and output["data"] == {k: form for k, form in before.items() if k != VIEW}:
            output["data"] = dict(before)
