"""Lets the server take a large body where the application says so, and nowhere else."""

from contextlib import suppress
from copy import copy
from http.cookies import CookieError, SimpleCookie
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer

from training.cli.until_stopped import Connections
from training.domain.access import Permission, Role, may
from training.services import logins
from training.services.errors import Unavailable
from training.web.access import rule_of
from training.web.database import reading
from training.web.site import site
from training.web.uploads import largest_body


class LargeRequests:
    """Tells the server, before anything of a body is taken in, how large it may be."""

    def __init__(self, app: Flask) -> None:
        """Find the addresses that take files."""
        self._app = app
        self._limits = {
            rule.rule: (limit, rule_of(app.view_functions[rule.endpoint]))
            for rule in app.url_map.iter_rules()
            if (limit := largest_body(app.view_functions[rule.endpoint]))
            and "POST" in (rule.methods or ())
        }

    def limit(self, method: str, path: str, cookies: str) -> int:
        """Give the limit of a request; 0 where there is no other than the usual one.

        Nobody else than those who may use the form fills the disk, and nobody after a log-out.
        """
        limit, permission = self._limits.get(path, (0, None)) if method == "POST" else (0, None)
        return limit if limit and permission and self._may(cookies, permission) else 0

    def _may(self, cookies: str, permission: str) -> bool:
        token = self._token(cookies)
        if not token:
            return False
        with self._app.app_context(), suppress(Unavailable), reading() as library:
            visit = logins.find_visit(library.session, token, at=site().now())
            return visit is not None and may(Role(visit.role), Permission(permission))
        return False

    def _token(self, cookies: str) -> str:
        serializer = SecureCookieSessionInterface().get_signing_serializer(self._app)
        try:
            found = SimpleCookie(cookies).get(self._app.config["SESSION_COOKIE_NAME"])
            return (
                str(serializer.loads(found.value).get("_user_id", ""))
                if serializer and found
                else ""
            )
        except (BadSignature, CookieError):
            return ""


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
