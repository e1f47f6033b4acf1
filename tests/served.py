"""Runs a notebook on a kernel of a server, by what JupyterLab talks to as well: sessions and a websocket.

Knows nothing of pytest, for it runs inside the image too.
"""

import asyncio
import json
import queue
import time

import nbformat
from jupyter_client import AsyncKernelClient
from jupyter_client.jsonutil import extract_dates, json_default
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

ANSWERS_AT_ONCE = '{ System.setProperty("weakrefs.widgets", "no"); }'  # nobody is there to click a guess first
SET_UP = "%load course.jsh"
PATIENCE = 180  # seconds for a kernel to come up, where many do at once


class Channel:
    def __init__(self, kernel, name):
        self.kernel = kernel
        self.name = name
        self.messages = asyncio.Queue()

    def send(self, message):
        self.kernel.socket.write_message(json.dumps({**message, "channel": self.name}, default=json_default))

    async def get_msg(self, timeout=None):
        try:
            return await asyncio.wait_for(self.messages.get(), timeout)
        except asyncio.TimeoutError:
            raise queue.Empty from None

    def is_alive(self):
        return not self.kernel.closed

    is_beating = is_alive


class Kernel(AsyncKernelClient):
    """A kernel that the server has started, and looks after."""

    def __init__(self, socket):
        super().__init__()
        self.socket = socket
        self.closed = False
        channels = {name: Channel(self, name) for name in ("shell", "iopub", "stdin", "control", "hb")}
        for name, channel in channels.items():
            setattr(self, f"_{name}_channel", channel)
        self.reader = asyncio.ensure_future(self._read(channels))

    async def _read(self, channels):
        while (text := await self.socket.read_message()) is not None:
            message = extract_dates(json.loads(text))
            channels[message["channel"]].messages.put_nowait(message)
        self.closed = True

    async def _async_is_alive(self):
        return not self.closed

    is_alive = _async_is_alive


async def ask(address, token, method="GET", data=None):
    request = HTTPRequest(
        address,
        method=method,
        headers={"Authorization": f"token {token}"},
        body=None if data is None else json.dumps(data),
        request_timeout=PATIENCE,
    )
    return (await AsyncHTTPClient().fetch(request)).body


async def run_notebook(server, token, path):
    """Runs a notebook; server: its address, without a slash at the end. The notebook lies in its root."""
    began = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    session = {"path": path.name, "name": path.name, "type": "notebook", "kernel": {"name": notebook.metadata.kernelspec.name}}
    session = json.loads(await ask(f"{server}/api/sessions", token, "POST", session))
    channels = f"{server}/api/kernels/{session['kernel']['id']}/channels"
    error = ""
    try:
        # Opens when the kernel has come up.
        request = HTTPRequest(
            channels.replace("http", "ws", 1),
            headers={"Authorization": f"token {token}"},
            connect_timeout=PATIENCE,
            request_timeout=PATIENCE,
        )
        socket = await websocket_connect(request, max_message_size=100_000_000)  # a picture may be big
        client = NotebookClient(notebook, timeout=300, iopub_timeout=300, coalesce_streams=True, record_timing=False)
        client.kc = Kernel(socket)
        try:
            await client.kc.wait_for_ready(timeout=PATIENCE)
            client.reset_execution_trackers()
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type == "code":
                    source, cell.outputs = cell.source, []
                    if source == SET_UP:
                        cell.source = f"{ANSWERS_AT_ONCE}\n{source}"
                    await client.async_execute_cell(cell, index)
                    cell.source = source
        except CellExecutionError as e:
            error = str(e)
        finally:
            socket.close()
            await client.kc.reader
    finally:
        await ask(f"{server}/api/sessions/{session['id']}", token, "DELETE")
    return {"notebook": nbformat.writes(notebook), "error": error, "seconds": time.monotonic() - began}
