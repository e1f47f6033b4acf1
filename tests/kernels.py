"""A Java kernel without a notebook, to which cells are sent as JupyterLab does."""

import contextlib
import os
import queue
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from jupyter_client import BlockingKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from conftest import ROOT
from tutorial import run_notebooks
from tutorial.processes import MarkedProcesses

SET_UP = "%load course.jsh"


def manager(**options: Any) -> KernelManager:
    return KernelManager(kernel_name="java", kernel_spec_manager=KernelSpecManager(ensure_native_kernel=False), **options)


def connected(manager: KernelManager) -> BlockingKernelClient:
    """A client of its kernel, once that answers."""
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
    except RuntimeError:
        client.stop_channels()
        raise
    return client


def red(output: dict[str, Any]) -> str:
    """What an error's red lines say."""
    return "\n".join(output["traceback"])


class Kernel(contextlib.AbstractContextManager["Kernel"]):
    def __init__(self, cwd: Path = ROOT / "notebooks", **options: Any) -> None:
        """Where another program has taken a port since Jupyter chose it, with other ones, as `./tutorial run` does."""
        for last in (False, False, True):
            self.client, self.started, self.manager = None, MarkedProcesses(), manager(**options)
            self.said = tempfile.TemporaryFile("w+")  # noqa: SIM115 (a restart writes there, too)
            self.manager.start_kernel(cwd=str(cwd), env=self.started.environment, stderr=self.said)
            try:
                self.client = connected(self.manager)
                return
            except RuntimeError:
                taken = run_notebooks.PORT_TAKEN in self.stderr()
                self.end()
                if last or not taken:
                    raise

    def stderr(self) -> str:
        """All that it wrote, read without moving the place where it writes."""
        return os.pread(self.said.fileno(), 10_000_000, 0).decode()

    def run(self, source: str) -> tuple[str, list[dict[str, Any]]]:
        """The status, and all outputs: text of a stream, data of a result, or an error's name and words."""
        outputs: list[dict[str, Any]] = []
        reply = self.client.execute_interactive(source, output_hook=outputs.append, timeout=120)
        shown = ("stream", "execute_result", "display_data", "update_display_data", "error")
        return reply["content"]["status"], [m["content"] for m in outputs if m["msg_type"] in shown]

    def text(self, source: str) -> str:
        """All that a cell says that has no error."""
        status, outputs = self.run(source)
        assert status == "ok", outputs
        return "".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs)

    def error(self, source: str) -> str:
        """What the cell's red lines say, as they are shown."""
        status, outputs = self.run(source)
        assert status == "error", outputs
        return red(outputs[-1])

    def begin(self, source: str) -> str:
        """Sends a cell, and doesn't wait; returns what its messages are known by."""
        return self.client.execute(source)

    def press_stop(self) -> None:
        self.client.control_channel.send(self.client.session.msg("interrupt_request", {}))

    def read_until(self, is_it: Callable[[dict[str, Any]], bool], seconds: float = 60) -> None:
        """Takes messages until one is it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                continue
            self.parent = message["parent_header"].get("msg_id")
            if is_it(message["content"]):
                return
        raise AssertionError(f"no such message in {seconds} s")

    def read_until_idle(self, request: str, seconds: float = 60) -> list[str]:
        """Returns its red lines."""
        said = []

        def is_idle(content: dict[str, Any]) -> bool:
            if "traceback" in content and self.parent == request:
                said.append(red(content))
            return content.get("execution_state") == "idle" and self.parent == request

        self.read_until(is_idle, seconds)
        return said

    def status(self, request: str) -> str:
        """How a cell that was begun has ended."""
        reply = self.client.get_shell_msg(timeout=60)
        assert reply["parent_header"]["msg_id"] == request
        return reply["content"]["status"]

    def restart(self) -> None:
        self.client.stop_channels()
        self.manager.restart_kernel(now=True)
        self.client = connected(self.manager)

    def jvms(self) -> list[psutil.Process]:
        found = []
        for process in self.started.members():
            with contextlib.suppress(psutil.Error):
                if process.name().startswith("java") and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    def end(self) -> None:
        if self.client:
            self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.started.end()
        self.said.close()

    def __exit__(self, *_: object) -> None:
        self.end()
