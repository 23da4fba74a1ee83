"""Log in and out, choose a language, forget and reset a password."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services import logins, people
from training.services.errors import NotFound, TooMany
from training.services.improving import remarks
from training.services.mail import Letter, queue
from training.web.access import needs, public
from training.web.database import reading, transaction
from training.web.forms import ForgottenForm, LoginForm, ResetForm
from training.web.identity import (
    actor,
    begin,
    current_token,
    current_visit,
    earlier_token,
    end,
    visit,
)
from training.web.pending import pending_fields
from training.web.redirects import SEE_OTHER, SEND_AGAIN, own_path, see_other
from training.web.site import site

bp = Blueprint("account", __name__)

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A log-in that succeeded; a click of whoever was here before is not for `is_another`."""

    token: str
    is_another: bool


@bp.get("/login")
@public
def login() -> Page:
    """Show the log-in page; who is logged in goes on."""
    target = own_path(request.args.get("next"))
    if current_visit():
        return redirect(target, SEE_OTHER)
    return _login_page(LoginForm(formdata=None), target)


@bp.post("/login")
@public
def log_in() -> Page:
    """Log in and go where one was going, with the click that was waiting."""
    form, target = LoginForm(), own_path(request.form.get("next"))
    if not form.validate():
        return _login_page(form, target), 400
    email, password, now = form.email.data or "", form.password.data or "", site().now()
    try:
        with transaction() as library:
            logins.note_try(library.session, email, at=now)
    except TooMany as refusal:
        form.email.errors = [
            _("Er is te vaak geprobeerd. Wacht een minuut en probeer het opnieuw.")
        ]
        return _login_page(form, target), 429, {"Retry-After": refusal.values["seconds"]}
    entry = _check(email, password)
    if entry is None:
        form.password.errors = [_("Dit e-mailadres en wachtwoord horen niet bij elkaar.")]
        return _login_page(form, target), 401
    begin(entry.token, keep_form_token=_is_resuming())
    if entry.is_another:
        return see_other("learn.home")
    return redirect(target, SEND_AGAIN if _is_resuming() else SEE_OTHER)


@bp.post("/logout")
@public
def logout() -> Response:
    """Log out here; whose session ended by itself need not log in for it."""
    if current_visit():
        with transaction() as library:
            logins.close_session(library.session, current_token(), actor(), at=site().now())
    end()
    return see_other("account.login")


@bp.post("/logout-everywhere")
@needs(Permission.LEARN)
def logout_everywhere() -> Response:
    """Log out on every device."""
    with transaction() as library:
        person_id = visit().person_id
        logins.close_all_sessions(library.session, person_id, actor(), at=site().now())
    end()
    return see_other("account.login")


@bp.get("/account")
@needs(Permission.LEARN)
def profile() -> str:
    """Show the own account and where it is logged in."""
    with reading() as library:
        person = logins.profile(
            library.session, visit().person_id, current_token(), at=site().now()
        )
        own = remarks.own(library, visit().learner_key)
    return render_template(
        "account/profile.html", person=person, sessions=person.sessions, remarks=own
    )


@bp.post("/language")
@public
def language() -> Response:
    """Change the language and stay on the page."""
    chosen = request.form.get("language", "")
    if chosen not in people.LANGUAGES:
        raise NotFound("language")
    found = current_visit()
    if found:
        with transaction() as library:
            people.set_language(library.session, found.person_id, chosen)
    else:
        session["language"] = chosen
    return redirect(own_path(request.form.get("next")), SEE_OTHER)


@bp.get("/password/forgotten")
@public
def forgotten() -> str:
    """Ask for the address to send a link to."""
    return render_template("account/forgotten.html", form=ForgottenForm(formdata=None))


@bp.post("/password/forgotten")
@public
def send_link() -> Page:
    """Send a link to a known address, and say the same to everyone."""
    form, now = ForgottenForm(), site().now()
    if not form.validate():
        return render_template("account/forgotten.html", form=form), 400
    with transaction() as library:
        reset = logins.request_reset(library.session, form.email.data or "", actor(), at=now)
        if reset:
            # The address of the link is a setting: a visitor could choose the Host header.
            link = site().settings.base_url + url_for("account.reset", token=reset.token)
            body = render_template("mail/reset.txt", link=link)
            # To the address on record: what was typed may only look like it.
            letter = Letter(reset.email, _("Een nieuw wachtwoord kiezen"), body)
            queue(library.session, letter, at=now)
    return see_other("account.sent")


@bp.get("/password/sent")
@public
def sent() -> str:
    """Tell what happens next."""
    return render_template("account/sent.html")


@bp.get("/password/reset/<token>")
@public
def reset(token: str) -> str:
    """Ask for a new password."""
    with reading() as library:
        if not logins.is_reset_open(library.session, token, at=site().now()):
            raise NotFound("reset-link")
    return render_template("account/reset.html", form=ResetForm(formdata=None), token=token)


@bp.post("/password/reset/<token>")
@public
def set_password(token: str) -> Page:
    """Set a new password; all sessions end."""
    form = ResetForm()
    if not form.validate():
        return render_template("account/reset.html", form=form, token=token), 400
    digest = site().passwords.digest(form.password.data or "")
    with transaction() as library:
        logins.reset_password(library.session, token, digest, actor(), at=site().now())
    end()
    return see_other("account.login", notice="reset")


def _login_page(form: LoginForm, target: str) -> str:
    return render_template(
        "account/login.html",
        form=form,
        pending=pending_fields(),
        next=target,
        resume=_is_resuming(),
        notice=request.args.get("notice", ""),
    )


def _is_resuming() -> bool:
    return request.form.get("resume") == "1" and own_path(request.form.get("next")) != "/"


def _check(email: str, password: str) -> Entry | None:
    """Open a session if the password is right; leave a line on the trail in either case."""
    earlier = earlier_token()
    with reading() as library:
        account = logins.find_account(library.session, email)
        is_another = account is not None and logins.is_of_another(
            library.session, earlier, account.person_id
        )
    # Outside any transaction: a password takes tens of milliseconds, and the database has others.
    is_right = logins.is_right(site().passwords, account, password)
    with transaction() as library:
        if account and is_right:
            token = logins.open_session(library.session, account, email, actor(), at=site().now())
            return Entry(token, is_another)
        logins.refuse(library.session, email, actor(), at=site().now())
    return None
