"""The shape of a document: all that a translation must share with its original.

A decision is stored as the position of a choice. Two texts of equal shape can therefore show the
same record: that is what lets a learner change language in the middle of a story.
"""

from training.domain.competency import Framework
from training.domain.course import Course
from training.domain.judgement import Judgement
from training.domain.lesson import Lesson
from training.domain.phrases import Phrases
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario, Scene

Document = Scenario | Quiz | Lesson | Course | Framework | Phrases
Shape = tuple[object, ...]


def shape_of(document: Document) -> Shape:
    """Describe the structure as nested tuples of plain values, one entry per part."""
    match document:
        case Scenario(scenes=scenes):
            places = {scene.name: place for place, scene in enumerate(scenes)}
            return tuple(_scene(scene, places) for scene in scenes)
        case Quiz(items=items):
            return tuple(
                (
                    item.kind.value,
                    item.competency,
                    tuple((option.is_key, _judgement(option.judgement)) for option in item.options),
                )
                for item in items
            )
        case Lesson(pages=pages):
            return (len(pages),)
        case Course(modules=modules):
            return tuple(
                tuple((unit.kind.value, unit.slug, unit.move_on.value) for unit in module.units)
                for module in modules
            )
        case Framework(competencies=competencies, limits=limits):
            return (
                tuple((competency.code, len(competency.rubric)) for competency in competencies),
                tuple(limit.code for limit in limits),
            )
        case Phrases():
            return ()  # every language has its own


def _scene(scene: Scene, places: dict[str, int]) -> Shape:
    return (
        scene.is_ending,
        tuple(
            (places.get(choice.target, -1), _judgement(choice.judgement))
            for choice in scene.choices
        ),
    )


def _judgement(judgement: Judgement | None) -> Shape:
    if judgement is None:
        return ()
    cost = judgement.cost
    return (
        judgement.level.value,
        judgement.competency,
        judgement.limit or "",
        (cost.referrals, cost.days, cost.retellings),
    )
