"""Tries a text out as a learner would, and leaves no trace: where one is, the address says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.domain.competency import Framework
from training.domain.playthrough import IllegalChoice, Playthrough, replay
from training.domain.prose import NO_PROSE
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.domain.scoring import NO_SCORE, IllegalAnswer, score_item
from training.domain.sitting import Given, Posted, Sitting
from training.services.errors import Invalid, NotFound
from training.services.links import NO_STEP
from training.services.play import ScenePage, order_of
from training.services.play import show as show_scene
from training.services.quiz_page import QuizPage, Wish
from training.services.quiz_page import show as show_quiz
from training.services.quizzes import judge
from training.services.recap import look_back


@dataclass(frozen=True, slots=True)
class Position:
    """Where a trainer is in a story: from which scene it began, and what was chosen since.

    `start` is empty for the first scene. `seed` decides the order of the choices.
    """

    start: str = ""
    taken: tuple[int, ...] = ()
    seed: int = 1


@dataclass(frozen=True, slots=True)
class StoryTrial:
    """A position with what a learner would see there; `line` is where that stands in the text.

    `astray` names the scene that the last choice leads to, where there is no such scene.
    """

    page: ScenePage
    line: int
    astray: str
    is_dead_end: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A response in a quiz that is tried out, by the place of its question."""

    round: int
    place: int
    answer: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuizPosition:
    """Where a trainer is in a quiz; `seed` decides the draw and every order."""

    round: int = 1
    given: tuple[Answered, ...] = ()
    seed: int = 1


def play(scenario: Scenario, position: Position, framework: Framework | None) -> StoryTrial:
    """Show a position; raises `NotFound` where the text no longer has it."""
    story = _from(scenario, position.start)
    present, astray, line = _walk(story, position.taken)
    place = scenario.scenes.index(present.scene)
    page = show_scene(present, order_of(scenario, place, position.seed), framework)
    is_over = present.is_finished
    page = replace(page, recap=look_back(present, framework) if is_over else None)
    is_dead_end = is_over and not present.scene.is_ending
    return StoryTrial(page, line or present.scene.line, astray, is_dead_end)


def choose(scenario: Scenario, position: Position, shown_position: int) -> Position:
    """Take the choice shown at a position; raises `NotFound` where there is none."""
    present, _, _ = _walk(_from(scenario, position.start), position.taken)
    order = order_of(scenario, scenario.scenes.index(present.scene), position.seed)
    if not 1 <= shown_position <= len(order):
        raise NotFound("choice")
    return replace(position, taken=(*position.taken, order[shown_position - 1]))


def sit(quiz: Quiz, position: QuizPosition, framework: Framework | None, wish: Wish) -> QuizPage:
    """Show a position in a quiz; answers that no longer fit the text are left out."""
    return show_quiz(_sitting(quiz, position), quiz, framework, wish, lambda: NO_STEP)


def respond(quiz: Quiz, position: QuizPosition, name: str, posted: Posted) -> QuizPosition:
    """Answer a question; raises `Invalid` for what does not fit it, `NotFound`.

    What was answered before is left as it is. What somebody types is not kept.
    """
    sitting = _sitting(quiz, position)
    item = next((item for item in sitting.asked if item.name == name), None)
    if item is None:
        raise NotFound("item")
    answer, _ = judge(sitting, item, posted)
    if sitting.find(name):
        return position
    answered = Answered(position.round, quiz.items.index(item), answer)
    return replace(position, given=(*position.given, answered))


def retake(quiz: Quiz, position: QuizPosition) -> QuizPosition:
    """Go round the missed questions again; raises `Invalid` while some are open."""
    if _sitting(quiz, position).unanswered:
        raise Invalid("round-open")
    return replace(position, round=position.round + 1)


def _from(scenario: Scenario, start: str) -> Scenario:
    """Let the story begin at a scene: there is its shortest way to an ending too."""
    first = next((scene for scene in scenario.scenes if scene.name == start), None)
    if not start or first is scenario.start:
        return scenario
    if first is None:
        raise NotFound("scene")
    others = tuple(scene for scene in scenario.scenes if scene is not first)
    return replace(scenario, scenes=(first, *others), introduction=NO_PROSE)


def _walk(story: Scenario, taken: Sequence[int]) -> tuple[Playthrough, str, int]:
    """Follow the choices as far as they lead; one that leads nowhere is told with its line."""
    names = {scene.name for scene in story.scenes}
    present = Playthrough(story)
    try:
        for made, index in enumerate(taken):
            following = present.choose(index)
            choice = following.steps[-1].choice
            if choice.target not in names:
                return replay(story, taken[:made]), choice.target, choice.line
            present = following
    except IllegalChoice as error:
        raise NotFound("choice") from error
    return present, "", 0


def _sitting(quiz: Quiz, position: QuizPosition) -> Sitting:
    given: list[Given] = []
    for answered in position.given:
        if answered.place >= len(quiz.items):
            continue
        item = quiz.items[answered.place]
        try:
            score = score_item(item, answered.answer) if item.is_scored else NO_SCORE
        except (IllegalAnswer, ValueError):
            continue
        given.append(Given(item.name, answered.round, answered.answer, score))
    return Sitting(quiz, position.seed, position.round, tuple(given))
