"""The rule of each view, and the guard that closes views without one."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, redirect, request, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission, Role, may
from training.services.errors import Forbidden
from training.web.identity import current_visit
from training.web.pending import give_back, hold_at_login
from training.web.uploads import largest_body, largest_fields

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
RULE = "access_rule"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

csrf = CSRFProtect()


def public(view: View) -> View:
    """Mark a view that anyone may see."""
    setattr(view, RULE, PUBLIC)
    return view


def needs(permission: Permission) -> Callable[[View], View]:
    """Mark a view that asks for a permission."""

    def mark(view: View) -> View:
        setattr(view, RULE, permission)
        return view

    return mark


def rule_of(view: Callable[..., Any]) -> str | None:
    """Give the mark of a view."""
    return getattr(view, RULE, None)


def install(app: Flask) -> None:
    """Put the guard before every view.

    The token of a form is checked by the guard and not by the extension itself, so that the order
    is fixed: who are you, is this form ours, may you do this.
    """
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False  # SameSite and the Origin check do this job
    csrf.init_app(app)
    app.before_request(guard)


def guard() -> Response | BaseResponse | tuple[str, int] | None:
    """Let a request through, or answer it here."""
    if request.endpoint is None:
        return None
    rule = rule_of(current_app.view_functions[request.endpoint])
    if rule is None:
        raise Forbidden("unmarked")
    visit = current_visit()
    is_stranger = rule != PUBLIC and visit is None
    is_allowed = rule == PUBLIC or (visit and may(Role(visit.role), Permission(rule)))
    _allow_size(is_allowed=bool(is_allowed))
    if request.method not in SAFE_METHODS:
        try:
            csrf.protect()
        except CSRFError:
            return hold_at_login() if is_stranger and is_same_origin() else refuse_token()
    if is_stranger:
        if request.method in SAFE_METHODS:
            return redirect(url_for("account.login", next=request.full_path.rstrip("?")), 303)
        return hold_at_login()
    if not is_allowed:
        raise Forbidden("permission")
    return None


def _allow_size(*, is_allowed: bool) -> None:
    """Take a large body only from who may send one here, before the form is read."""
    view = current_app.view_functions[request.endpoint or ""]
    if is_allowed and (largest := largest_body(view)):
        request.max_content_length = largest
    if is_allowed and (largest := largest_fields(view)):
        request.max_form_memory_size = largest


def refuse_token() -> tuple[str, int]:
    """Give a form with a bad token back to a person, and refuse it to another site."""
    if not is_same_origin():
        raise CSRFError()
    return give_back()


def is_same_origin() -> bool:
    """Tell whether the browser says that the form was sent from one of our own pages."""
    origin = request.headers.get("Origin")
    return origin is not None and origin == request.host_url.rstrip("/")
