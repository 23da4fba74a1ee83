"""Your own data: see what is kept, take it along, and let your answers be erased."""

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission
from training.services import logins, own_data
from training.services.errors import TooMany
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.forms import ConfirmForm
from training.web.identity import actor, visit
from training.web.own_data_file import file_of, kinds_of
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("own_data", __name__)

Page = str | BaseResponse | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.get("/account/data")
@needs(Permission.LEARN)
def index() -> str:
    """List what is kept about the reader, and how much of it: the same as the file has."""
    return render_template(
        "own_data/index.html",
        kept=kinds_of(_collect()),
        months=site().settings.keep_answers,
        notice=request.args.get("notice", ""),
    )


@bp.get("/account/data/file")
@needs(Permission.LEARN)
def confirm() -> str:
    """Ask for the password before all of it leaves."""
    return render_template("own_data/confirm.html", form=ConfirmForm(formdata=None))


@bp.post("/account/data/file")
@needs(Permission.LEARN)
def download() -> Page:
    """Send all that is kept about the reader, as a file that other software can read."""
    form = ConfirmForm()
    if not form.validate():
        return render_template("own_data/confirm.html", form=form), 400
    try:
        is_right = _is_right(form.password.data or "")
    except TooMany as refusal:
        form.password.errors = [_("Er is te vaak geprobeerd. Wacht een minuut.")]
        page = render_template("own_data/confirm.html", form=form)
        return page, 429, {"Retry-After": refusal.values["seconds"]}
    if not is_right:
        form.password.errors = [_("Dit is niet uw wachtwoord. Probeer het opnieuw.")]
        return render_template("own_data/confirm.html", form=form), 401
    made = file_of(_collect(), organisation=site().settings.issuer, at=site().now())
    response = Response(made, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{_("mijn-gegevens")}.json"'
    return response


@bp.get("/account/data/unlink")
@needs(Permission.LEARN)
def ask() -> str:
    """Tell what unlinking does, before it is done."""
    return render_template("own_data/unlink.html")


@bp.post("/account/data/unlink")
@needs(Permission.LEARN)
def unlink() -> BaseResponse:
    """Unlink the reader's answers; doing it twice changes nothing."""
    with transaction() as library:
        own_data.unlink(library, actor(), learner_key=visit().learner_key, at=site().now())
    return see_other("own_data.index", notice="unlinked")


def _is_right(password: str) -> bool:
    """Check the password as at the front door: counted first, and outside any transaction."""
    with transaction() as library:
        email, account = logins.own_account(library.session, visit().person_id)
        logins.note_try(library.session, email, at=site().now())
    is_right = logins.is_right(site().passwords, account, password)
    with transaction() as library:
        result = "ok" if is_right else "refused"
        own_data.note_taken(library, actor(), result, at=site().now())
    return is_right


def _collect() -> tuple[own_data.Holding, ...]:
    with reading() as library:
        return own_data.collect(
            library, person_id=visit().person_id, learner_key=visit().learner_key
        )
