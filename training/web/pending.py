"""Keeps what somebody sent when the session or the form turned out to be too old."""

from flask import render_template, request, url_for

from training.web.forms import LoginForm

SECRETS = frozenset({"login-password", "password", "repeat"})
OWN_FIELDS = frozenset({"csrf_token", "next", "resume"})


def hold_at_login() -> tuple[str, int]:
    """Show the log-in page with the click in it; after logging in the browser sends it again."""
    page = render_template(
        "account/login.html",
        form=LoginForm(formdata=None),
        pending=pending_fields(),
        next=request.full_path.rstrip("?"),
        resume=True,
        notice="expired",
    )
    return page, 401


def give_back() -> tuple[str, int]:
    """Give a form back with everything that was typed but a password, to send it once more."""
    if request.path == url_for("account.log_in"):
        return _login_again()
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and name not in SECRETS
    )
    page = render_template("resubmit.html", fields=fields, action=request.full_path.rstrip("?"))
    return page, 400


def _login_again() -> tuple[str, int]:
    page = render_template(
        "account/login.html",
        form=LoginForm(),
        pending=pending_fields(),
        next=request.form.get("next", ""),
        resume=request.form.get("resume") == "1",
        notice="expired",
    )
    return page, 400


def pending_fields() -> tuple[tuple[str, str], ...]:
    """Give the fields that belong to the page somebody was on, not to the log-in form."""
    return tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in OWN_FIELDS and not name.startswith(LoginForm.PREFIX)
    )
