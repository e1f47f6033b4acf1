"""JupyterLab's files, with the buttons of its kernels kept out of them."""

from typing import Any

import psutil
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from tutorial.paths import WINDOWS
from tutorial.widget_outputs import Output, Place, give_back, take


class Contents(AsyncLargeFileManager):
    """Takes the buttons out of what is saved, and gives them back to what is opened, as widget_outputs.py says."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.taken: dict[str, dict[Place, Output]] = {}

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        if model.get("type") == "notebook" and model.get("content"):
            self.taken[path.strip("/")] = take(model["content"])
        saved: dict[str, Any] = await super().save(model, path)  # type: ignore[no-untyped-call]
        return saved

    async def get(self, path: str, *arguments: Any, **options: Any) -> dict[str, Any]:
        model: dict[str, Any] = await super().get(path, *arguments, **options)  # type: ignore[no-untyped-call]
        if model["type"] == "notebook" and model["content"]:
            give_back(model["content"], self.taken.get(path.strip("/"), {}), self.kernels())
        return model

    def kernels(self) -> set[int]:
        """Their processes. A restarted kernel is another process, which knows nothing of the first one's buttons."""
        manager = self.parent.kernel_manager  # type: ignore[union-attr]
        return {pid for each in manager.list_kernel_ids() for pid in processes_of(getattr(manager.get_kernel(each).provisioner, "pid", 0))}


def processes_of(kernel: int, windows: bool = WINDOWS) -> set[int]:
    """On Windows what Jupyter starts doesn't turn into the JVM: that's its child's child."""
    try:
        below = psutil.Process(kernel).children(recursive=True) if windows else []
    except psutil.Error:  # ended just now
        below = []
    return {kernel, *(process.pid for process in below)}
