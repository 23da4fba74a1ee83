"""A trainer plays a text that is being written; nothing of it is kept anywhere."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from training.domain.access import Permission
from training.domain.competency import Framework
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services.authoring import preview, trial
from training.services.authoring.preview import Opened
from training.services.authoring.trial import Answered, Position, QuizPosition
from training.services.errors import Invalid, NotFound
from training.services.quiz_page import Wish
from training.web.access import needs
from training.web.answering import posted
from training.web.database import reading
from training.web.redirects import SEE_OTHER, see_other
from training.web.site import site

bp = Blueprint("trial", __name__, url_prefix="/author/play")

MOST_STEPS, LARGEST, LONGEST = 200, 10_000, 5
ROUND_AND_PLACE = 2


@bp.get("/<path:path>")
@needs(Permission.AUTHOR)
def play(path: str) -> Response | str:
    """Show where the trainer is; `scene` asks to begin somewhere else than at the start."""
    opened, framework = _open(path)
    value = opened.checked.value
    if isinstance(value, Scenario):
        return _story(opened, value, framework)
    if isinstance(value, Quiz):
        return _quiz(opened, value, framework, Wish(request.args.get("item", "")))
    return see_other("preview.show", path=path)


@bp.post("/<path:path>")
@needs(Permission.AUTHOR)
def go(path: str) -> Response | str | tuple[str, int]:
    """Take a choice, answer a question, or go round again: on to the address of what follows."""
    opened, framework = _open(path)
    value = opened.checked.value
    if isinstance(value, Scenario):
        shown = request.form.get("position", default=0, type=int)
        return _onward(path, _address_of(trial.choose(value, _position(), shown)))
    if not isinstance(value, Quiz):
        raise NotFound("file")
    if "item" not in request.form:
        return _onward(path, _sitting_of(trial.retake(value, _sitting())))
    name, answer = request.form["item"], posted()
    try:
        place = trial.respond(value, _sitting(), name, answer)
    except Invalid as refusal:
        return _quiz(opened, value, framework, Wish(name, answer, refusal.code)), 400
    return _onward(path, {**_sitting_of(place), "item": name, "_anchor": name})


def _open(path: str) -> tuple[Opened, Framework | None]:
    with reading() as library:
        opened = preview.open_text(library, site().checker, path, today=site().today())
        return opened, preview.framework_in_force(library)


def _onward(path: str, place: dict[str, object]) -> Response:
    return redirect(url_for("trial.play", path=path, **place), SEE_OTHER)  # type: ignore[arg-type]  # of the address


def _story(opened: Opened, scenario: Scenario, framework: Framework | None) -> Response | str:
    position = _position()
    try:
        found = trial.play(scenario, position, framework)
    except NotFound:
        if not position.taken and not position.start:
            raise
        return see_other("trial.play", path=opened.path)  # the text has changed since
    back = Position(position.start, position.taken[:-1], position.seed)
    return render_template(
        "author/play.html",
        opened=opened,
        trial=found,
        scene=found.page,
        position=position,
        place=_address_of(position),
        back=_address_of(back) if position.taken else None,
        path=opened.path,
    )


def _quiz(opened: Opened, quiz: Quiz, framework: Framework | None, wish: Wish) -> str:
    sitting = _sitting()
    page = trial.sit(quiz, sitting, framework, wish)
    lines = {item.name: item.line for item in quiz.items}
    return render_template(
        "author/play_quiz.html",
        opened=opened,
        quiz=page,
        result=page.result,
        lines=lines,
        place=_sitting_of(sitting),
        path=opened.path,
    )


def _position() -> Position:
    numbers = _numbers(request.args.get("taken", ""), ".")[:MOST_STEPS]
    return Position(request.args.get("scene", ""), numbers, _number("seed"))


def _address_of(position: Position) -> dict[str, object]:
    taken = ".".join(map(str, position.taken))
    seed = _unless_first(position.seed)
    return {"scene": position.start or None, "taken": taken or None, "seed": seed}


def _sitting() -> QuizPosition:
    given = []
    for text in request.args.getlist("given")[:MOST_STEPS]:
        numbers = _numbers(text, ".")
        if len(numbers) >= ROUND_AND_PLACE:
            given.append(Answered(numbers[0], numbers[1], numbers[ROUND_AND_PLACE:]))
    return QuizPosition(_number("round"), tuple(given), _number("seed"))


def _sitting_of(position: QuizPosition) -> dict[str, object]:
    given = [".".join(map(str, (one.round, one.place, *one.answer))) for one in position.given]
    return {
        "given": given,
        "round": _unless_first(position.round),
        "seed": _unless_first(position.seed),
    }


def _unless_first(number: int) -> int | None:
    return number if number > 1 else None


def _number(name: str) -> int:
    found = request.args.get(name, default=1, type=int)
    return found if 1 <= found <= LARGEST else 1


def _numbers(text: str, mark: str) -> tuple[int, ...]:
    parts = text.split(mark) if text else []
    if not all(part.isdecimal() and len(part) <= LONGEST for part in parts):
        return ()
    return tuple(map(int, parts))
