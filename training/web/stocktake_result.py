"""What a stocktake found, the talk about it, the actions, and what is published."""

from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission, Role
from training.domain.stocktake import PRINCIPLES, Side
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.scope import Scope
from training.services.sight import scope_for
from training.services.stocktake import acting, results, talking, waves
from training.services.stocktake import remarks as written
from training.web.access import needs
from training.web.database import reading, transaction
from training.web.identity import actor, visit
from training.web.looking import note_look
from training.web.redirects import see_other
from training.web.site import site
from training.web.stocktake_drawing import drawing_of
from training.web.stocktake_forms import ActionForm
from training.web.stocktake_reader import is_host, side_of
from training.web.stocktake_words import sentences, words

bp = Blueprint("stocktake_result", __name__, url_prefix="/stocktake")

NUMBER_LENGTH = 3
SCREEN = "stocktake"
Page = str | Response | tuple[str, int]


@bp.get("/<int:number>/results")
@needs(Permission.INSIGHT)
def show(number: int) -> str:
    """Show what a wave found: a picture, and the same figures as tables."""
    with reading() as library:
        everything = results.results_of(library.session, number, is_host=is_host())
        found = results.within(library.session, everything, _scope(library))
    note_look(SCREEN)
    return render_template(
        "stocktake/results.html",
        found=found,
        drawing=drawing_of(found.rows),
        words=words(),
        is_host=is_host(),
    )


@bp.get("/<int:number>/talk")
@needs(Permission.TAKE_STOCK)
def talk(number: int) -> str:
    """Show the three tables, and once everybody knows, what they expected beside what is."""
    return _talk(number)


@bp.post("/<int:number>/talk/<table>")
@needs(Permission.TAKE_STOCK)
def predict(number: int, table: str) -> Page:
    """Keep what a table expects of the two others."""
    side = side_of(table)
    try:
        with transaction() as library:
            talking.predict(library.session, number, side, _expected(side))
    except (Invalid, Conflict) as refusal:
        return _talk(number, error=sentences()[refusal.code], table=table), 400
    return see_other("stocktake_result.talk", number=number)


@bp.post("/<int:number>/reveal")
@needs(Permission.TAKE_STOCK)
def reveal(number: int) -> Response:
    """Let everybody with a right to figures see them."""
    with transaction() as library:
        waves.reveal(library.session, number, actor(), at=site().now())
    return see_other("stocktake_result.show", number=number)


@bp.get("/<int:number>/remarks")
@needs(Permission.TAKE_STOCK)
def remarks(number: int) -> str:
    """Show what initiatives wrote, apart from their answers; the trail tells who read it."""
    with transaction() as library:
        page = written.read(library, number, actor(), at=site().now())
    return render_template("stocktake/remarks.html", page=page)


@bp.post("/<int:number>/remarks/<uuid:remark_id>")
@needs(Permission.TAKE_STOCK)
def strike(number: int, remark_id: UUID) -> Response:
    """Take out what leads to somebody."""
    with transaction() as library:
        written.strike(library, number, remark_id, actor(), at=site().now())
    return see_other("stocktake_result.remarks", number=number)


@bp.get("/<int:number>/actions")
@needs(Permission.INSIGHT)
def actions(number: int) -> str:
    """Show the actions of a wave."""
    return _actions(number, ActionForm(formdata=None))


@bp.post("/<int:number>/actions")
@needs(Permission.TAKE_STOCK)
def promise(number: int) -> Page:
    """Write an action down."""
    form = ActionForm()
    if not form.validate():
        return _actions(number, form), 400
    try:
        with transaction() as library:
            acting.promise(library, number, form.wanted(), actor(), at=site().now())
    except (Invalid, Conflict) as refusal:
        return _actions(number, form, error=sentences()[refusal.code]), 400
    return see_other("stocktake_result.actions", number=number)


@bp.get("/<int:number>/actions/<uuid:action_id>")
@needs(Permission.TAKE_STOCK)
def action(number: int, action_id: UUID) -> str:
    """Show one action to tell how far it is."""
    with reading() as library:
        page = acting.action_page(library.session, number, today=site().today())
    found = next((line for line in page.actions if line.id == action_id), None)
    if found is None:
        raise NotFound("action")
    return _action(number, action_id, ActionForm.showing(found.promise))


@bp.post("/<int:number>/actions/<uuid:action_id>")
@needs(Permission.TAKE_STOCK)
def follow(number: int, action_id: UUID) -> Page:
    """Tell how far an action is."""
    form = ActionForm()
    if not form.validate():
        return _action(number, action_id, form), 400
    try:
        with transaction() as library:
            acting.follow(library, number, action_id, form.wanted(), actor(), at=site().now())
    except Invalid as refusal:
        return _action(number, action_id, form, error=sentences()[refusal.code]), 400
    return see_other("stocktake_result.actions", number=number)


@bp.post("/<int:number>/publish")
@needs(Permission.TAKE_STOCK)
def publish(number: int) -> Page:
    """Put the page in public."""
    heard = request.form.get("heard", "")
    try:
        with transaction() as library:
            acting.publish(library, number, heard, actor(), at=site().now())
    except Invalid as refusal:
        form = ActionForm(formdata=None)
        return _actions(number, form, error=sentences()[refusal.code], heard=heard), 400
    return see_other("stocktake_answer.promised_then", number=number)


def _talk(number: int, error: str = "", table: str = "") -> str:
    with reading() as library:
        page = talking.talk_of(library.session, number)
        found = None
        if page.line.is_revealed:
            found = results.results_of(library.session, number, is_host=True)
    if found:
        note_look(SCREEN)
    return render_template(
        "stocktake/talk.html",
        page=page,
        found=found,
        words=words(),
        error=error,
        table=table,
        given=request.form,
    )


def _actions(number: int, form: ActionForm, *, error: str = "", heard: str = "") -> str:
    with reading() as library:
        page = acting.action_page(library.session, number, today=site().today())
    return render_template(
        "stocktake/actions.html",
        page=page,
        form=form,
        error=error,
        heard=heard or page.heard,
        words=words(),
        is_host=is_host(),
    )


def _action(number: int, action_id: UUID, form: ActionForm, error: str = "") -> str:
    return render_template(
        "stocktake/action.html", number=number, action_id=action_id, form=form, error=error
    )


def _expected(table: Side) -> dict[tuple[Side, str], int]:
    found = {}
    for about in Side:
        for principle in PRINCIPLES:
            text = request.form.get(f"{about}-{principle}", "").strip()
            if about != table and text.isdecimal() and len(text) <= NUMBER_LENGTH:
                found[about, principle] = int(text)
    return found


def _scope(library: Library) -> Scope:
    """Give the units of which somebody may read figures: those that one leads, or all."""
    person = visit()
    return scope_for(library.session, person.person_id, Role(person.role))
