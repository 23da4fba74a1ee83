"""Flask-Login adapter: the only module that imports it."""

from contextlib import suppress
from typing import cast

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from training.services import logins
from training.services.audit import Actor
from training.services.errors import Unavailable
from training.services.logins import Visit
from training.web.database import reading, transaction
from training.web.site import site


class Visitor:
    """A logged-in person as Flask-Login wants to see one; its id is the session token."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, token: str, visit: Visit) -> None:
        """Pair a token with who is behind it."""
        self.token = token
        self.visit = visit

    def get_id(self) -> str:
        """Give what goes into the signed cookie: a random token, nothing of the person."""
        return self.token


def install(app: Flask) -> None:
    """Plug Flask-Login in; sessions are rows, so its own protection and cookies stay off."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app)
    manager.user_loader(_load)


def current_visit() -> Visit | None:
    """Give who is logged in, if anyone."""
    visitor = current_user
    return cast(Visit, visitor.visit) if visitor.is_authenticated else None


def visit() -> Visit:
    """Give who is logged in, on a page that the guard keeps for people who are."""
    found = current_visit()
    if found is None:
        raise RuntimeError("this view lacks an access rule")
    return found


def current_token() -> str:
    """Give the session token, on a page for people who are logged in."""
    return str(current_user.get_id())


def earlier_token() -> str:
    """Give the token of the session that was open in this browser before, if any."""
    return str(session.get("_user_id", ""))


def actor() -> Actor:
    """Tell the audit trail who does it and from where."""
    found = current_visit()
    return Actor(found.person_id if found else None, request.remote_addr or "")


def begin(token: str, *, keep_form_token: bool) -> None:
    """Put a fresh session into the cookie.

    The form token is renewed with it, except where a click is waiting that carries the old one.
    """
    form_token = session.get("csrf_token")
    session.clear()
    if keep_form_token and form_token:
        session["csrf_token"] = form_token
    visitor = _load(token)
    if visitor:
        login_user(visitor)
        # A digest of address and browser, for a protection that is off: nothing for a cookie.
        session.pop("_id", None)


def end() -> None:
    """Empty the cookie."""
    logout_user()
    session.clear()


def be_nobody() -> None:
    """Treat the visitor of this request as a stranger: the fault page must not need a database."""
    current_app.login_manager._update_request_context_with_user()  # type: ignore[attr-defined]  # set by Flask-Login


def _load(token: str) -> Visitor | None:
    now = site().now()
    with reading() as library:
        found = logins.find_visit(library.session, token, at=now)
    if found is None:
        return None
    if logins.needs_touch(found, at=now) and not g.get("is_touched"):
        g.is_touched = True
        # A full disk must not stop reading: the visit is then noted at a later page.
        with suppress(Unavailable), transaction() as library:
            logins.touch(library.session, token, at=now)
    return Visitor(token, found)
