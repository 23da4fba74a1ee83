"""Which requests may be large: a form that takes a file, sent by somebody who may use it."""

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeVar

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature

View = TypeVar("View", bound=Callable[..., Any])

LARGEST_BODY = "largest_body"
OVERHEAD = 1024 * 1024
"""What a form adds to its file."""


def takes_file(largest: int) -> Callable[[View], View]:
    """Mark a view that takes a file of so many bytes."""

    def mark(view: View) -> View:
        setattr(view, LARGEST_BODY, largest + OVERHEAD)
        return view

    return mark


def largest_body(view: Callable[..., Any]) -> int | None:
    """Give how much a marked view takes; none for the limit of all others."""
    return getattr(view, LARGEST_BODY, None)


class LargeRequests:
    """Tells the server, before anything of a body is taken in, how large it may be."""

    def __init__(self, app: Flask) -> None:
        """Find the addresses that take files."""
        self._app = app
        self._limits = {
            rule.rule: limit
            for rule in app.url_map.iter_rules()
            if (limit := largest_body(app.view_functions[rule.endpoint]))
            and "POST" in (rule.methods or ())
        }

    def limit(self, method: str, path: str, cookies: str) -> int:
        """Give the limit of a request; 0 where there is no other than the usual one.

        The cookie is signed by us and holds a log-in: nobody else fills the disk. Whether that
        log-in is still good, and may do this, the guard finds out.
        """
        limit = self._limits.get(path, 0) if method == "POST" else 0
        return limit if limit and self._is_logged_in(cookies) else 0

    def _is_logged_in(self, cookies: str) -> bool:
        serializer = SecureCookieSessionInterface().get_signing_serializer(self._app)
        try:
            found = SimpleCookie(cookies).get(self._app.config["SESSION_COOKIE_NAME"])
            return bool(serializer and found and "_user_id" in serializer.loads(found.value))
        except (BadSignature, CookieError):
            return False
