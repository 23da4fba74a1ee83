"""Serves until told to stop, and then answers what was asked before the process ends."""

import signal
import time
from threading import Event
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

Connections = dict[int, Any]  # Any: the server's own types call these sockets
"""What the server listens and talks to, by number: it fills this and takes out what was closed."""


PATIENCE = 25.0
"""Seconds to finish in; whoever stops a service usually kills it after thirty."""
TICK = 0.5
DRAINING_TICK = 0.05


def serve_until_stopped(connections: Connections) -> None:
    """Serve until SIGTERM or Ctrl-C; a second signal changes nothing."""
    stopping = Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    serve_until(stopping, connections)


def serve_until(stopping: Event, connections: Connections) -> None:
    """Serve until an event is set, then answer what was asked."""
    while not stopping.is_set():
        wasyncore.loop(timeout=TICK, map=connections, count=1)
    _drain(connections)


def _drain(connections: Connections) -> None:
    """Take no new connections, and close each one that has its answers."""
    for server in _listening(connections):
        server.del_channel(connections)
        if server.socket:
            server.socket.close()
    deadline = time.monotonic() + PATIENCE
    while _close_idle(connections) and time.monotonic() < deadline:
        wasyncore.loop(timeout=DRAINING_TICK, map=connections, count=1)


def _listening(connections: Connections) -> list[BaseWSGIServer]:
    return [found for found in connections.values() if isinstance(found, BaseWSGIServer)]


def _close_idle(connections: Connections) -> bool:
    """Tell whether an answer is still being made or sent; what waits for a question is closed."""
    channels = [found for found in connections.values() if isinstance(found, HTTPChannel)]
    busy = [channel for channel in channels if channel.requests or channel.writable()]
    for channel in channels:
        if channel not in busy:
            channel.handle_close()
    return bool(busy)
