"""Which requests may be large: a form that takes a file, sent by somebody who may use it."""

from collections.abc import Callable
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeVar

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature

from training.domain.access import Permission, Role, may
from training.services import logins
from training.services.errors import Unavailable
from training.web.database import reading
from training.web.site import site

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
            rule.rule: (limit, getattr(app.view_functions[rule.endpoint], "access_rule", None))
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
