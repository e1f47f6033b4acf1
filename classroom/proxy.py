"""The Python proxy, with two things mended that a browser's kernels need: it passes a WebSocket's subprotocol on, and
keeps binary messages binary. (configurable-http-proxy 0.4.0 does neither; JupyterHub's own proxy does, but wants Node.)"""

import sys

from configurable_http_proxy.cli import main
from configurable_http_proxy.handlers import ProxyHandler


class Binary:
    """A connection to a server that sends bytes as such."""

    def __init__(self, connection):
        self.connection = connection

    def write_message(self, message):
        return self.connection.write_message(message, binary=isinstance(message, bytes))

    def __getattr__(self, name):
        return getattr(self.connection, name)


connect = ProxyHandler.start_ws_client


async def start_ws_client(self, path=None):
    await connect(self, path)
    if self.ws_client:
        self.ws_client = Binary(self.ws_client)


ProxyHandler.start_ws_client = start_ws_client
ProxyHandler.select_subprotocol = lambda self, offered: self.ws_client.selected_subprotocol

if __name__ == "__main__":
    sys.exit(main())
