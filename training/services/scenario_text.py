"""A finished scenario as one page: every scene, every choice, all feedback."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from training.domain.competency import Framework
from training.domain.document import Kind
from training.domain.prose import Prose
from training.domain.scenario import Choice, Scenario, Scene
from training.services import attempts
from training.services.errors import NotFound
from training.services.library import Library
from training.services.play import ShownFeedback, feedback_of, playthrough_of


@dataclass(frozen=True, slots=True)
class TextChoice:
    """A choice with where it leads and what is said about it; a draft may lead to no scene."""

    text: str
    target_name: str
    target_title: str
    was_chosen: bool
    feedback: ShownFeedback | None


@dataclass(frozen=True, slots=True)
class TextScene:
    """A scene with its choices."""

    name: str
    title: str
    body: Prose
    is_ending: bool
    choices: tuple[TextChoice, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """The whole story."""

    attempt_id: UUID | None
    title: str
    role: str
    introduction: Prose
    scenes: tuple[TextScene, ...]


def read(library: Library, *, attempt_id: UUID, learner_key: UUID, language: str) -> ScenarioText:
    """Read the whole story; raises `NotFound` before it was finished: it holds all levels."""
    running = attempts.find_running(
        library.session,
        attempt_id=attempt_id,
        learner_key=learner_key,
        kind=Kind.SCENARIO,
        language=language,
    )
    if running.finished_at is None:
        raise NotFound("attempt")
    played = playthrough_of(library, running)
    taken = {(step.scene.name, step.choice) for step in played.steps}
    framework = attempts.framework_of(library, running)
    return replace(show(played.scenario, framework, taken), attempt_id=attempt_id)


def show(
    scenario: Scenario,
    framework: Framework | None,
    taken: Collection[tuple[str, Choice]] = frozenset(),
) -> ScenarioText:
    """Show a whole story, whoever reads it; `taken` are the choices that were made."""
    titles = {scene.name: scene.title for scene in scenario.scenes}
    return ScenarioText(
        attempt_id=None,
        title=scenario.header.title,
        role=scenario.role,
        introduction=scenario.introduction,
        scenes=tuple(_scene(scene, titles, taken, framework) for scene in scenario.scenes),
    )


def _scene(
    scene: Scene,
    titles: Mapping[str, str],
    taken: Collection[tuple[str, Choice]],
    framework: Framework | None,
) -> TextScene:
    choices = tuple(
        TextChoice(
            text=choice.text,
            target_name=choice.target,
            target_title=titles.get(choice.target, ""),
            was_chosen=(scene.name, choice) in taken,
            feedback=feedback_of(choice, framework),
        )
        for choice in scene.choices
    )
    return TextScene(scene.name, scene.title, scene.body, scene.is_ending, choices, scene.line)
