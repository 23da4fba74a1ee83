"""The shape of a document: equal for a translation, different for every change of structure."""

from dataclasses import replace

import pytest

from tests.domain.offers import (
    LOOP,
    choice,
    course,
    framework,
    judged,
    lesson,
    matching,
    multiple,
    option,
    quiz,
    scenario,
    scene,
    single,
    unit,
)
from training.domain.course import MoveOn
from training.domain.document import Kind
from training.domain.judgement import Cost, Judgement
from training.domain.prose import Prose
from training.domain.quiz import Option
from training.domain.scenario import Scene
from training.domain.shape import Document, shape_of


def translated(found: Scene, names: dict[str, str]) -> Scene:
    choices = tuple(
        replace(each, text="other words", target=names[each.target]) for each in found.choices
    )
    return replace(found, name=names[found.name], title="Other words", choices=choices)


def test_a_translated_story_has_the_same_shape() -> None:
    names = {"begin": "start", "midden": "middle", "einde": "ending"}
    english = replace(LOOP, scenes=tuple(translated(found, names) for found in LOOP.scenes))
    assert shape_of(english) == shape_of(LOOP)


def one(judgement: Judgement) -> Document:
    """A story of one choice."""
    return scenario(scene("a", choice("b", judgement)), scene("b"))


STORY = one(judged(2))


@pytest.mark.parametrize(
    "other",
    [
        one(judged(1)),
        one(replace(judged(2), competency="2.1")),
        one(judged(2, limit="L1")),
        one(judged(2, cost=Cost(1, 0, 0))),
        one(judged(2, cost=Cost(0, 1, 0))),
        one(judged(2, cost=Cost(0, 0, 1))),
        scenario(scene("a", choice("b")), scene("b")),
        scenario(scene("a", choice("a", judged(2))), scene("b")),
        scenario(scene("a", choice("nergens", judged(2))), scene("b")),
        scenario(scene("a", choice("b", judged(2)), choice("b", judged(2))), scene("b")),
        scenario(scene("a", choice("b", judged(2))), scene("b"), scene("c")),
        scenario(scene("a", choice("b", judged(2))), Scene("b", "B")),
        scenario(scene("b"), scene("a", choice("b", judged(2)))),
    ],
)
def test_every_change_of_a_story_changes_its_shape(other: Document) -> None:
    assert shape_of(other) != shape_of(STORY)


def test_a_translated_quiz_course_lesson_and_framework_keep_their_shape() -> None:
    pairs: list[tuple[Document, Document]] = [
        (
            quiz(single("doel"), matching("raad", "college")),
            quiz(single("goal"), matching("a", "b")),
        ),
        (course(unit()), course(replace(unit(), title="Reading"))),
        (lesson("Een", "Twee"), lesson("One", "Two")),
        (framework("1", "1.1"), replace(framework("1", "1.1"), introduction=Prose("Words"))),
    ]
    for original, translation in pairs:
        assert shape_of(original) == shape_of(translation)


def with_options(*options: Option) -> Document:
    return quiz(replace(single(), options=options))


@pytest.mark.parametrize(
    ("original", "others"),
    [
        (
            quiz(single()),
            [
                quiz(multiple()),
                quiz(single(), single("b")),
                quiz(single(size=4)),
                quiz(replace(single(), competency="1.1")),
                with_options(option("0"), option("1", key=True), option("2")),
                with_options(option("0", key=True), option("1", level=2), option("2")),
            ],
        ),
        (
            course(unit()),
            [
                course(unit(), unit(slug="b")),
                course(unit(slug="b")),
                course(unit(Kind.QUIZ)),
                course(unit(rule=MoveOn.NOT_APPLICABLE)),
                replace(course(unit()), modules=(*course(unit()).modules, *course().modules)),
            ],
        ),
        (lesson("a", "b"), [lesson("a"), lesson("a", "b", "c")]),
        (
            framework("1", "1.1"),
            [framework("1"), framework("1.1", "1"), framework("1", "1.1", limits=())],
        ),
    ],
)
def test_every_change_of_structure_changes_the_shape(
    original: Document, others: list[Document]
) -> None:
    for other in others:
        assert shape_of(other) != shape_of(original)
