"""A Java kernel without a notebook, to which cells are sent as JupyterLab does."""

import contextlib
import queue
import tempfile
import time

import psutil
from conftest import ROOT
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from tutorial import run_notebooks
from tutorial.processes import MarkedProcesses

SET_UP = "%load course.jsh"


class Kernel:
    """A kernel by itself, to which cells are sent as JupyterLab does."""

    def __init__(self, cwd=ROOT / "notebooks", **options):
        """Where another program has taken a port since Jupyter chose it, with other ones, as `./tutorial run` does."""
        for last in (False, False, True):
            self.started = MarkedProcesses()
            specs = KernelSpecManager(ensure_native_kernel=False)
            self.manager = KernelManager(kernel_name="java", kernel_spec_manager=specs)
            self.said = tempfile.TemporaryFile("w+")  # noqa: SIM115 (a restart writes there, too)
            self.manager.start_kernel(cwd=str(cwd), env=self.started.environment, **{"stderr": self.said, **options})
            try:
                self.connect()
                return
            except RuntimeError:
                self.said.seek(0)
                taken = run_notebooks.PORT_TAKEN in self.said.read()
                self.end()
                if last or not taken:
                    raise

    def connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=120)

    def run(self, source, timeout=120):
        """The status, and all outputs: text of a stream, data of a result, or an error's name and words."""
        outputs = []
        reply = self.client.execute_interactive(source, output_hook=outputs.append, timeout=timeout)
        shown = ("stream", "execute_result", "display_data", "update_display_data", "error")
        return reply["content"]["status"], [m["content"] for m in outputs if m["msg_type"] in shown]

    def text(self, source):
        status, outputs = self.run(source)
        assert status == "ok", outputs
        return "".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs)

    def begin(self, source):
        return self.client.execute(source)

    def read_until(self, is_it, seconds=60):
        """Takes messages until one is it; a stop may have come into the middle of one, which can't be read then."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except (queue.Empty, ValueError):
                continue
            self.parent = message["parent_header"].get("msg_id")
            if is_it(message["content"]):
                return
        raise AssertionError(f"no such message in {seconds} s")

    def says(self, words):
        """Whether the next that is shown says so."""
        with contextlib.suppress(queue.Empty, ValueError):
            return words in self.client.get_iopub_msg(timeout=1)["content"].get("text", "")

    def restart(self):
        self.client.stop_channels()
        self.manager.restart_kernel(now=True)
        self.connect()

    def jvms(self):
        found = []
        for process in self.started.members():
            with contextlib.suppress(psutil.Error):
                if process.name().startswith("java") and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.started.end()
        self.said.close()
