"""Assign by rule, in two steps, and record who was at a meeting."""

from uuid import UUID

from flask import render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.services.duties import classroom, overview, rules
from training.services.duties.classroom import NewSession, SessionReport
from training.services.duties.person_course import Decision
from training.services.duties.rules import NewRule, Preview
from training.services.errors import NotFound, Refusal
from training.services.library import Library
from training.web.access import needs
from training.web.assign_forms import RuleForm, SessionForm, tell
from training.web.assign_person import bp
from training.web.assign_words import layer_words, sentence
from training.web.database import reading, transaction
from training.web.identity import actor
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site

Page = str | Response | tuple[str, int]


@bp.get("/", endpoint="rules")
@needs(Permission.FOLLOW_ALL)
def rules_page() -> str:
    """List the rules in force, and those that ended."""
    with reading() as library:
        found = overview.list_rules(library, language())
    return render_template(
        "assign/rules.html",
        rules=found,
        layers=layer_words(),
        notice=request.args.get("notice", ""),
    )


@bp.get("/new")
@needs(Permission.FOLLOW_ALL)
def new() -> str:
    """Ask what the rule is."""
    form = RuleForm(formdata=None)
    with reading() as library:
        form.offer(overview.choices(library, language()))
    return render_template("assign/new.html", form=form)


@bp.post("/new")
@needs(Permission.FOLLOW_ALL)
def make() -> Page:
    """Show first whom the rule would reach; make it when that was looked at."""
    form, act = RuleForm(), request.form.get("act", "")
    try:
        if act == "make":
            with transaction() as library:
                rule = _rule(library, form)
                if rule:
                    today, at = site().today(), site().now()
                    rules.make(library, rule, actor=actor(), today=today, at=at)
                    return see_other("assign.rules", notice="made")
        else:
            with reading() as library:
                rule = _rule(library, form)
                if rule and act != "change":
                    found = rules.preview(library, rule, today=site().today(), language=language())
                    return _preview(rule, found)
    except Refusal as refusal:
        tell(form, refusal)
    return render_template("assign/new.html", form=form), 200 if act == "change" else 400


@bp.get("/rules/<uuid:rule_id>/end")
@needs(Permission.FOLLOW_ALL)
def ending(rule_id: UUID) -> str:
    """Ask what is to happen to the duties of a rule."""
    with reading() as library:
        found = overview.list_rules(library, language()).in_force
    row = next((row for row in found if row.id == rule_id), None)
    if row is None:
        raise NotFound("rule")
    return render_template("assign/end.html", rule=row, layers=layer_words())


@bp.post("/rules/<uuid:rule_id>/end")
@needs(Permission.FOLLOW_ALL)
def end(rule_id: UUID) -> Response:
    """End a rule."""
    keeps = request.form.get("duties") == "keep"
    with transaction() as library:
        rules.end(library, rule_id, keeps_duties=keeps, actor=actor(), at=site().now())
    return see_other("assign.rules", notice="ended")


@bp.post("/rules/<uuid:rule_id>/again")
@needs(Permission.FOLLOW_ALL)
def again(rule_id: UUID) -> Response:
    """Let the work for a rule that stopped go on."""
    with transaction() as library:
        rules.again(library, rule_id, actor=actor(), at=site().now())
    return see_other("assign.rules", notice="again")


@bp.get("/sessions")
@needs(Permission.FOLLOW_ALL)
def sessions() -> str:
    """Ask who was at a meeting, and list those that were recorded."""
    return _sessions(SessionForm(formdata=None), SessionReport())


@bp.post("/sessions")
@needs(Permission.FOLLOW_ALL)
def record_session() -> Page:
    """Record a meeting, or tell everything that is wrong with the list."""
    form, report = SessionForm(), SessionReport()
    decision = Decision(actor(), "", site().today(), site().now())
    try:
        with transaction() as library:
            form.offer(overview.courses(library, language()))
            if form.validate():
                report = classroom.record(library, _session(form), decision=decision)
    except Refusal as refusal:
        tell(form, refusal)
    if form.errors or report.errors:
        return _sessions(form, report), 400
    counts = {"recorded": report.recorded, "already": report.already}
    return see_other("assign.sessions", notice="recorded", **counts)


def _rule(library: Library, form: RuleForm) -> NewRule | None:
    """Give the rule that was filled in; none while something in the form is wrong."""
    form.offer(overview.choices(library, language()))
    person_id = None
    if form.is_for_person:
        person_id = overview.find_named(library, form.person.data or "")
    if not form.validate():
        return None
    if form.is_for_person and person_id is None:
        raise NotFound("person")
    return form.rule(person_id)


def _preview(rule: NewRule, found: Preview) -> str:
    kept = [
        (name, text) for name, text in request.form.items() if name not in {"csrf_token", "act"}
    ]
    return render_template(
        "assign/preview.html", rule=rule, preview=found, kept=kept, layers=layer_words()
    )


def _session(form: SessionForm) -> NewSession:
    held_on = form.held_on.data or site().today()
    title, people = form.title.data or "", form.people.data or ""
    return NewSession(form.course.data or "", title, held_on, people)


def _sessions(form: SessionForm, report: SessionReport) -> str:
    with reading() as library:
        form.offer(overview.courses(library, language()))
        found = classroom.list_latest(library)
    return render_template(
        "assign/sessions.html",
        form=form,
        errors=[(error, sentence(error.code)) for error in report.errors],
        sessions=found,
        notice=request.args.get("notice", ""),
        recorded=request.args.get("recorded", 0, type=int),
        already=request.args.get("already", 0, type=int),
    )
