"""The public pages of signals: tell where you got stuck, follow it with a code, without account."""

from collections.abc import Callable

from flask import Blueprint, render_template, request

from training.domain.signal import Channel
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound, TooMany, Unavailable
from training.services.library import Library
from training.services.signals import arriving, following, promises
from training.services.signals.arriving import Arrival
from training.services.signals.office import CODES, FORMS
from training.services.signals.photos import LARGEST, MOST_PHOTOS
from training.web import signal_words as words
from training.web.access import public
from training.web.database import reading, transaction
from training.web.language import language
from training.web.signal_form import CodeForm, SignalForm
from training.web.signal_office import count_try, new_form, office, writer
from training.web.site import site
from training.web.uploads import takes_file

bp = Blueprint("signal", __name__, url_prefix="/signal")
bp.add_app_template_global(words.said, "signal_word")
bp.add_app_template_global(words.offered, "signal_options")
bp.add_app_template_global(words.period_name, "signal_period")

Page = str | tuple[str, int]


@bp.get("")
@public
def ask() -> str:
    """Ask where somebody got stuck."""
    form = SignalForm(formdata=None).offer()
    form.form.data = new_form()
    return _form(form)


@bp.post("")
@public
@takes_file(MOST_PHOTOS * LARGEST)
def send() -> Page:
    """Take a signal in, and show its code once: it is in no address and in no cookie."""
    form = SignalForm().offer()
    if not form.validate():
        return _form(form), 400
    try:
        count_try("form", FORMS)
        told = form.told()
        with transaction() as library:
            arrival = Arrival(Channel.WEB, site().today(), language(), Actor())
            receipt = arriving.submit(
                library,
                office(),
                told,
                arrival,
                form=form.form.data or "",
                at=site().now(),
                write=writer(),
            )
    except TooMany:
        return _form(form, "busy"), 429
    except (Invalid, Unavailable) as refusal:
        form.refuse_photos(refusal.code)
        return _form(form), 400
    return render_template("signal/thanks.html", receipt=receipt)


@bp.get("/follow")
@public
def ask_code() -> str:
    """Ask for the code of a signal."""
    return render_template("signal/code.html", form=CodeForm(formdata=None), problem="")


@bp.post("/follow")
@public
def follow() -> Page:
    """Show how a signal stands to who has its code."""
    return _followed(lambda library, code: None)


@bp.post("/follow/consent")
@public
def consent() -> Page:
    """Give consent, or withdraw it."""
    is_given = request.form.get("consent") == "yes"

    def change(library: Library, code: str) -> None:
        following.set_consent(library, office(), code, is_given=is_given, at=site().now())

    return _followed(change)


@bp.post("/follow/reopen")
@public
def reopen() -> Page:
    """Open a signal again."""
    return _followed(
        lambda library, code: following.reopen(
            library, office(), code, today=site().today(), at=site().now()
        )
    )


@bp.post("/follow/useful")
@public
def rate() -> Page:
    """Say whether it was of use."""
    useful = request.form.get("useful", 0, type=int)
    return _followed(
        lambda library, code: following.rate(
            library, office(), code, useful=useful, at=site().now()
        )
    )


@bp.post("/follow/kind")
@public
def want() -> Page:
    """Ask for a complaint or objection after all."""
    kind = request.form.get("kind", "")
    return _followed(
        lambda library, code: following.want(library, office(), code, kind=kind, at=site().now())
    )


@bp.post("/follow/withdraw")
@public
def withdraw() -> Page:
    """Take a signal back."""
    return _followed(
        lambda library, code: following.withdraw(
            library, office(), code, today=site().today(), at=site().now()
        )
    )


@bp.get("/promises")
@public
def kept() -> str:
    """Tell what is promised, and how often that was kept."""
    with reading() as library:
        periods = promises.list_periods(library)
    return render_template("signal/promises.html", periods=periods, terms=office().terms)


def _form(form: SignalForm, problem: str = "") -> str:
    return render_template("signal/form.html", form=form, problem=problem)


def _followed(change: Callable[[Library, str], None]) -> Page:
    """Do what is asked and show the signal; the code comes in a form, never in an address."""
    form = CodeForm()
    if not form.validate():
        return render_template("signal/code.html", form=form, problem=""), 400
    code, problem, status = form.code.data or "", "", 200
    try:
        count_try("code", CODES)
        try:
            with transaction() as library:
                change(library, code)
        except (Conflict, Invalid) as refusal:
            problem, status = refusal.code, 409 if isinstance(refusal, Conflict) else 400
        with reading() as library:
            progress = following.show(library, office(), code, today=site().today())
    except (NotFound, TooMany) as refusal:
        status = 429 if isinstance(refusal, TooMany) else 404
        return render_template("signal/code.html", form=form, problem=refusal.code), status
    page = render_template("signal/status.html", progress=progress, code=code, problem=problem)
    return page, status
