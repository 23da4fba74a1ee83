"""The learner's pages: home, course, lesson, scenario and receipt."""

import secrets
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.domain.document import UNIT_KINDS, Kind
from training.services import attempts, courses, lessons, play, scenario_text
from training.services.attempts import UnitAddress
from training.services.courses import Reader
from training.services.errors import Conflict, Invalid, NotFound
from training.services.measuring import taking
from training.services.play import Recorded
from training.services.refreshing.wishes import waiting_for
from training.services.talking.voting import list_votes
from training.web.access import needs, public
from training.web.database import reading, transaction
from training.web.identity import current_visit, visit
from training.web.language import language
from training.web.redirects import see_other
from training.web.site import site

bp = Blueprint("learn", __name__)

PAGES = {Kind.LESSON: "learn.lesson", Kind.SCENARIO: "learn.scene", Kind.QUIZ: "quiz.show"}
SEED_BITS = 31


@bp.get("/")
@public
def front() -> Response:
    """Lead a visitor in."""
    return see_other("learn.home" if current_visit() else "account.login")


@bp.get("/learn/")
@needs(Permission.LEARN)
def home() -> str:
    """Show what to do now, what comes later and what is done."""
    with reading() as library:
        found = courses.home(library, _reader())
        invitations = taking.list_invitations(library, visit().learner_key, site().today())
        waiting = waiting_for(library.session, visit().learner_key, today=site().today())
        votes = list_votes(library, visit().learner_key, language())
    return render_template(
        "learn/home.html",
        home=found,
        invitations=invitations,
        waiting=waiting,
        votes=votes,
        person_name=visit().name,
    )


@bp.get("/learn/courses/<course>")
@needs(Permission.LEARN)
def course(course: str) -> str:
    """Show the path through a course."""
    with reading() as library:
        page = courses.course_page(library, _reader(), course)
    return render_template("learn/course.html", course=page)


@bp.get("/learn/units/<kind>/<slug>")
@needs(Permission.LEARN)
def unit(kind: str, slug: str) -> Response:
    """Lead a link between units to the course that holds the unit."""
    if kind not in UNIT_KINDS:
        raise NotFound("unit")
    with reading() as library:
        found = courses.holding(library, Kind(kind), slug)
    return see_other("learn.course", course=found, _anchor=f"{kind}-{slug}")


@bp.get("/learn/courses/<course>/receipt")
@needs(Permission.LEARN)
def receipt(course: str) -> str:
    """Show the proof of a completed course; `cycle` asks for an earlier time."""
    cycle = request.args.get("cycle", default=0, type=int)
    with reading() as library:
        found = courses.receipt(library, _reader(), course, cycle)
    return render_template("learn/receipt.html", receipt=found)


@bp.post("/learn/courses/<course>/<kind>/<slug>/attempts")
@needs(Permission.LEARN)
def start(course: str, kind: str, slug: str) -> Response:
    """Start, resume or practise a unit."""
    if kind not in UNIT_KINDS:
        raise NotFound("unit")
    with transaction() as library:
        attempt_id = attempts.start(
            library,
            learner_key=visit().learner_key,
            address=UnitAddress(course, Kind(kind), slug),
            seed=secrets.randbits(SEED_BITS),
            at=site().now(),
        )
    return see_other(PAGES[Kind(kind)], attempt_id=attempt_id)


@bp.get("/learn/lessons/<uuid:attempt_id>")
@needs(Permission.LEARN)
def lesson(attempt_id: UUID) -> str:
    """Show a page of a lesson."""
    with reading() as library:
        page = lessons.read(
            library,
            attempt_id=attempt_id,
            learner_key=visit().learner_key,
            language=language(),
            number=request.args.get("page", type=int),
        )
    return render_template("learn/lesson.html", lesson=page)


@bp.post("/learn/lessons/<uuid:attempt_id>/pages")
@needs(Permission.LEARN)
def read_page(attempt_id: UUID) -> Response:
    """Note that a page was read."""
    number = request.form.get("page", default=0, type=int)
    try:
        with transaction() as library:
            lessons.confirm(
                library,
                attempt_id=attempt_id,
                learner_key=visit().learner_key,
                number=number,
                at=site().now(),
            )
    except Conflict:
        return see_other("learn.lesson", attempt_id=attempt_id)
    return see_other("learn.lesson", attempt_id=attempt_id, page=number + 1)


@bp.get("/learn/scenarios/<uuid:attempt_id>")
@needs(Permission.LEARN)
def scene(attempt_id: UUID) -> str:
    """Show where a learner is in a story."""
    with reading() as library:
        page = play.position(
            library,
            attempt_id=attempt_id,
            learner_key=visit().learner_key,
            language=language(),
        )
    return render_template("learn/scene.html", scene=page, notice=request.args.get("notice", ""))


@bp.post("/learn/scenarios/<uuid:attempt_id>/choices")
@needs(Permission.LEARN)
def choose(attempt_id: UUID) -> Response:
    """Record a choice and show what happens; nobody gets an error for clicking twice."""
    try:
        with transaction() as library:
            recorded = play.choose(
                library,
                attempt_id=attempt_id,
                learner_key=visit().learner_key,
                step=request.form.get("step", default=-1, type=int),
                shown_position=request.form.get("position", default=0, type=int),
                at=site().now(),
            )
    except (Conflict, Invalid):
        recorded = Recorded.OVERTAKEN
    if recorded is Recorded.OVERTAKEN:
        return see_other("learn.scene", attempt_id=attempt_id, notice=recorded.value)
    return see_other("learn.scene", attempt_id=attempt_id)


@bp.get("/learn/lessons/<uuid:attempt_id>/pages", endpoint="lesson_again")
@bp.get("/learn/scenarios/<uuid:attempt_id>/choices", endpoint="scene_again")
@needs(Permission.LEARN)
def back_to_page(attempt_id: UUID) -> Response:
    """Lead the address of a form, opened again or read in another language, to its page."""
    is_lesson = request.endpoint == "learn.lesson_again"
    return see_other("learn.lesson" if is_lesson else "learn.scene", attempt_id=attempt_id)


@bp.get("/learn/scenarios/<uuid:attempt_id>/text")
@needs(Permission.LEARN)
def text(attempt_id: UUID) -> str:
    """Show a finished scenario as one page to read or print."""
    with reading() as library:
        page = scenario_text.read(
            library,
            attempt_id=attempt_id,
            learner_key=visit().learner_key,
            language=language(),
        )
    return render_template("learn/text.html", text=page)


def _reader() -> Reader:
    return Reader(visit().learner_key, language(), site().today())
