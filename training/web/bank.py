"""The question bank: find questions to use again, bring in those of others, take ours along."""

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission
from training.domain.document import Change
from training.domain.quiz import ItemKind
from training.interchange.questions import Note, Outcome
from training.interchange.reading import LARGEST
from training.services.errors import Conflict, Invalid, NotFound
from training.services.exchange import bank, question_files, renewing
from training.services.exchange.bank import Search
from training.services.exchange.question_files import Package
from training.services.publishing.reviewing import Desk
from training.web import bank_words
from training.web.access import needs
from training.web.bank_forms import ImportForm, KeepForm, name_fault
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.language import language
from training.web.mailing import writer_here
from training.web.redirects import see_other
from training.web.site import site
from training.web.uploads import takes_file

bp = Blueprint("bank", __name__, url_prefix="/author/bank")
Page = str | BaseResponse | tuple[str, int]
_TYPES = {
    Package.GIFT: "text/plain; charset=utf-8",
    Package.MOODLE: "application/xml; charset=utf-8",
    Package.QTI: "application/zip",
}


@bp.app_template_global()
def question_note(note: Note) -> str:
    """Say what happened to a question."""
    return bank_words.told(note, gettext)


@bp.app_template_global()
def question_kind(kind: ItemKind) -> str:
    """Name a kind of question."""
    return str(gettext(bank_words.KINDS[kind]))


@bp.app_template_global()
def question_outcome(outcome: Outcome) -> str:
    """Name what became of a question."""
    return str(gettext(bank_words.OUTCOMES[outcome]))


@bp.get("/")
@needs(Permission.AUTHOR)
def index() -> str:
    """Find questions."""
    wish = _search()
    with reading() as library:
        found = bank.search(library, wish)
        points = question_files.sub_points(library, language())
    return render_template("bank/index.html", wish=wish, found=found, points=points, kinds=ItemKind)


@bp.get("/quizzes")
@needs(Permission.AUTHOR)
def quizzes() -> str:
    """List the quizzes with how many questions they draw, and in what form."""
    with reading() as library:
        shelved = bank.list_quizzes(library, _language())
    return render_template("bank/quizzes.html", quizzes=shelved, language=_language())


@bp.get("/quiz/<path:path>")
@needs(Permission.AUTHOR)
def quiz(path: str) -> str:
    """Show what a quiz borrows and lends, and what it loses in each format."""
    return _quiz_page(path)


@bp.post("/renew/<path:path>")
@needs(Permission.AUTHOR)
def renew(path: str) -> Page:
    """Publish a quiz anew with the questions that it borrows as they are now."""
    try:
        change = Change(request.form.get("change", ""))
        with reading() as library:
            renewed = renewing.look_again(
                library, path=path, checker=site().checker, today=site().today()
            )
        with transaction() as library:
            renewing.renew(
                library,
                renewed,
                change=change,
                actor=actor(),
                needs_review=site().settings.review,
                at=site().now(),
            )
    except (ValueError, Conflict, Invalid) as refusal:
        code = getattr(refusal, "code", "change")
        return _quiz_page(path, notice=code), 409
    return see_other("bank.quiz", path=path)


@bp.post("/renew/ask/<path:path>")
@needs(Permission.AUTHOR)
def ask_review(path: str) -> Page:
    """Ask a second trainer to read a quiz with the questions that it borrows as they are now."""
    try:
        with transaction() as library:
            renewing.ask(library, path, Desk(actor(), writer_here(), site().now()))
    except Conflict as refusal:
        return _quiz_page(path, notice=refusal.code), 409
    return see_other("bank.quiz", path=path)


@bp.get("/export/<path:path>")
@needs(Permission.AUTHOR)
def export(path: str) -> Response:
    """Give a quiz as a file of another system."""
    package = _package(request.args.get("format", ""))
    with transaction() as library:
        name, exported = question_files.take_along(
            library, path=path, package=package, actor=actor(), at=site().now()
        )
    answer = Response(exported.content, content_type=_TYPES[package])
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@bp.get("/import")
@needs(Permission.AUTHOR)
def ask() -> str:
    """Ask for a file, and what its quiz is called."""
    return _ask_page(_import_form(is_empty=True))


@bp.post("/import")
@takes_file(LARGEST)
@needs(Permission.AUTHOR)
def preview() -> Page:
    """Tell of every question what becomes of it; nothing is kept yet."""
    form = _import_form()
    if not form.validate():
        return _ask_page(form), 400
    wish = form.wish()
    try:
        with reading() as library:
            found = question_files.preview(library, form.content(), wish)
    except (Invalid, Conflict) as refusal:
        form.name.errors = [name_fault(refusal)]
        return _ask_page(form), 400
    return render_template(
        "bank/report.html",
        found=found,
        wish=wish,
        format=bank_words.FORMATS[found.imported.format],
        outcomes=Outcome,
    )


@bp.post("/keep")
@needs(Permission.AUTHOR)
def keep() -> Page:
    """Keep the quiz as a draft, and open it."""
    form = KeepForm()
    if not form.validate():
        return render_template("bank/keep.html", form=form), 400
    try:
        with transaction() as library:
            path = question_files.keep(
                library,
                name=(form.name.data or "").strip(),
                source=(form.source.data or "").replace("\r\n", "\n"),
                by=visit().person_id,
                at=site().now(),
            )
    except (Invalid, Conflict) as refusal:
        form.name.errors = [name_fault(refusal)]
        return render_template("bank/keep.html", form=form), 400
    return see_other("author.edit", path=path)


def _quiz_page(path: str, notice: str = "") -> str:
    with reading() as library:
        page, state = bank.quiz_page(library, path), renewing.state_of(library, path)
        exports = {
            package: question_files.export(library, path=path, package=package).notes
            for package in Package
        }
    return render_template(
        "bank/quiz.html",
        page=page,
        exports=exports,
        packages=bank_words.PACKAGES,
        notice=notice,
        needs_review=site().settings.review,
        state=state,
    )


def _import_form(*, is_empty: bool = False) -> ImportForm:
    form = ImportForm(formdata=None) if is_empty else ImportForm()
    with reading() as library:
        return form.prepare(question_files.sub_points(library, language()))


def _ask_page(form: ImportForm) -> str:
    return render_template("bank/import.html", form=form)


def _search() -> Search:
    values = request.args
    try:
        kind = ItemKind(values["kind"]) if values.get("kind") else None
    except ValueError as error:
        raise NotFound("kind") from error
    return Search(
        _language(),
        values.get("competency", ""),
        kind,
        values.get("q", "")[:200],
        values.get("page", 1, type=int),
    )


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in bank_words.LANGUAGES else language()


def _package(text: str) -> Package:
    try:
        return Package(text)
    except ValueError as error:
        raise NotFound("format") from error
