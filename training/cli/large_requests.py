"""Lets the server take a large body where the application says so, and nowhere else."""

from copy import copy
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer

from training.cli.until_stopped import Connections
from training.web.uploads import LargeRequests


def allow(connections: Connections, large: LargeRequests) -> None:
    """Give the listening servers a parser that knows which requests may be large."""

    class Parser(HTTPRequestParser):
        """Looks at the head of a request before its body: larger than usual, or not."""

        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            # Any: the stubs know neither that the path is text nor that it is there.
            head: Any = self
            limit = large.limit(head.command, head.path, head.headers.get("COOKIE", ""))
            if limit > self.adj.max_request_body_size:
                self.adj = copy(self.adj)
                self.adj.max_request_body_size = limit

    class Channel(HTTPChannel):
        """A connection whose requests are read so."""

        parser_class = Parser

    for server in connections.values():
        if isinstance(server, BaseWSGIServer):
            server.channel_class = Channel
