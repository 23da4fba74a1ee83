"""People and organisation for HR: search, the tree, files on their way in, and roles."""

import csv
import io
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from training.domain.access import Permission, Role
from training.domain.organisation import ROOT_ID
from training.services.errors import Conflict, Invalid, NotFound
from training.services.organisation import directory, files, roles
from training.services.organisation.directory import Query
from training.services.organisation.hr_example import EXAMPLE
from training.services.organisation.hr_text import LARGEST_FILE
from training.services.reporting.sheet import harmless
from training.web import people_texts
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.people_faults import told
from training.web.people_forms import FileForm, LeaversForm, RoleForm
from training.web.redirects import see_other
from training.web.site import site
from training.web.uploads import takes_file

bp = Blueprint("people", __name__, url_prefix="/people")
bp.add_app_template_global(people_texts.field_text)
bp.add_app_template_global(people_texts.value_text)
bp.add_app_template_global(people_texts.role_text)
bp.add_app_template_global(people_texts.layer_text)
bp.add_app_template_global(people_texts.state_text)

Page = str | BaseResponse | tuple[str, int]
FAULTS_SHOWN = 200


@bp.get("/")
@needs(Permission.FOLLOW_ALL)
def index() -> str:
    """Search people."""
    query = _query()
    with reading() as library:
        found = directory.search(library.session, query)
        unit = directory.unit_page(library.session, query.unit_id) if query.unit_id else None
    return render_template("people/index.html", query=query, found=found, unit=unit)


@bp.get("/units", defaults={"unit_id": ROOT_ID})
@bp.get("/units/<uuid:unit_id>")
@needs(Permission.FOLLOW_ALL)
def units(unit_id: UUID) -> str:
    """Walk through the tree."""
    with reading() as library:
        page = directory.unit_page(library.session, unit_id)
    return render_template("people/units.html", page=page)


@bp.get("/files")
@needs(Permission.FOLLOW_ALL)
def uploads() -> str:
    """Explain what a file looks like, and list the earlier ones."""
    return _files_page(FileForm(formdata=None))


@bp.post("/files")
@takes_file(LARGEST_FILE)
@needs(Permission.FOLLOW_ALL)
def upload() -> Page:
    """Take a file in and have it checked."""
    form = FileForm()
    if not form.validate():
        return _files_page(form), 400
    try:
        with transaction() as library:
            file_id = files.upload(
                library.session,
                form.file.data.filename or "",
                form.file.data.read(),
                actor(),
                at=site().now(),
            )
    except Invalid as refusal:
        is_large = refusal.code == "file-large"
        text = _("Dit bestand is groter dan 200 MB.") if is_large else _("Dit bestand is leeg.")
        form.file.errors = [text]
        return _files_page(form), 400
    return see_other("people.file", file_id=file_id)


@bp.get("/files/example.csv")
@needs(Permission.FOLLOW_ALL)
def example() -> Response:
    """Give a file to begin with."""
    return _csv(EXAMPLE.replace("\n", "\r\n"), "voorbeeld.csv")


@bp.get("/files/<uuid:file_id>")
@needs(Permission.FOLLOW_ALL)
def file(file_id: UUID) -> str:
    """Show how far a file is, what is wrong with it, or what it will change."""
    return _file_page(file_id, LeaversForm(formdata=None))


@bp.post("/files/<uuid:file_id>/import")
@needs(Permission.FOLLOW_ALL)
def bring_in(file_id: UUID) -> Page:
    """Have a file brought in."""
    form = LeaversForm()
    try:
        with transaction() as library:
            files.begin_import(
                library.session, file_id, form.leavers.data or "", actor(), at=site().now()
            )
    except Invalid as refusal:
        text = _("Typ het getal %(leavers)s om door te gaan.", **refusal.values)
        form.leavers.errors = [text]
        return _file_page(file_id, form), 400
    except Conflict as refusal:
        return _file_page(file_id, form, notice=refusal.code), 409
    return see_other("people.file", file_id=file_id)


@bp.post("/files/<uuid:file_id>/again")
@needs(Permission.FOLLOW_ALL)
def again(file_id: UUID) -> Page:
    """Check a file again, or go on with what stopped."""
    try:
        with transaction() as library:
            files.again(library.session, file_id, actor(), at=site().now())
    except Conflict as refusal:
        return _file_page(file_id, LeaversForm(formdata=None), notice=refusal.code), 409
    return see_other("people.file", file_id=file_id)


@bp.post("/files/<uuid:file_id>/drop")
@needs(Permission.FOLLOW_ALL)
def drop(file_id: UUID) -> Page:
    """Forget a file."""
    try:
        with transaction() as library:
            files.drop(library.session, file_id, actor(), at=site().now())
    except Conflict as refusal:
        return _file_page(file_id, LeaversForm(formdata=None), notice=refusal.code), 409
    return see_other("people.uploads")


@bp.get("/files/<uuid:file_id>/errors.csv")
@needs(Permission.FOLLOW_ALL)
def faults(file_id: UUID) -> Response:
    """Give all faults as a file for Excel."""
    with transaction() as library:
        report = files.report_to_export(library.session, file_id, actor(), at=site().now())
    lines = [told(fault, _) for fault in (*report.faults, *report.warnings)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_("Regel"), _("Kolom"), _("Er staat"), _("Wat er is"), _("Wat u kunt doen")])
    for line in lines:
        cells = (line.column, line.value, line.what, line.remedy)
        writer.writerow([line.line or "", *map(harmless, cells)])
    return _csv(out.getvalue(), "fouten.csv")


@bp.get("/roles")
@needs(Permission.ADMINISTER)
def accounts() -> str:
    """Search an account by its address."""
    return _roles_page(request.args.get("email", ""), RoleForm(formdata=None))


@bp.post("/roles/<uuid:person_id>")
@needs(Permission.ADMINISTER)
def change_role(person_id: UUID) -> Page:
    """Give somebody another role."""
    form, email = RoleForm(), request.form.get("email", "")
    if not form.validate():
        return _roles_page(email, form), 400
    try:
        with transaction() as library:
            roles.change_role(
                library.session,
                person_id,
                form.role.data or "",
                form.reason.data or "",
                actor(),
                at=site().now(),
            )
    except Conflict:
        form.role.errors = [_("Uw eigen rol verandert een andere beheerder.")]
        return _roles_page(email, form), 409
    return see_other("people.accounts", email=email, done="1")


def _query() -> Query:
    arguments = request.args
    return Query(
        text=arguments.get("q", "")[:200],
        is_active=arguments.get("state", "active") != "left",
        unit_id=arguments.get("unit", type=UUID),
        after=arguments.get("after", type=UUID),
    )


def _files_page(form: FileForm) -> str:
    with reading() as library:
        listed = files.list_files(library.session)
    return render_template("people/files.html", form=form, files=listed)


def _file_page(file_id: UUID, form: LeaversForm, notice: str = "") -> str:
    with reading() as library:
        found = files.find(library.session, file_id)
    report = found.report
    return render_template(
        "people/file.html",
        file=found,
        report=report,
        form=form,
        notice=notice,
        faults=[told(fault, _) for fault in report.faults[:FAULTS_SHOWN]],
        warnings=[told(fault, _) for fault in report.warnings[:FAULTS_SHOWN]],
    )


def _roles_page(email: str, form: RoleForm) -> str:
    account = None
    if email:
        try:
            with reading() as library:
                account = roles.find_account(library.session, email)
        except NotFound:
            account = None
    if account and not form.is_submitted():
        form.role.data = account.role
    return render_template(
        "people/roles.html",
        email=email,
        account=account,
        form=form,
        roles=list(Role),
        is_done=request.args.get("done") == "1",
    )


def _csv(text: str, name: str) -> Response:
    """Give a file that Excel opens right: with a mark for UTF-8."""
    response = Response(f"\ufeff{text}", mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
