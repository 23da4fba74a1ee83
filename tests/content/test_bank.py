"""The bank of scenarios, items and tracks: wide enough to train a whole town with."""

from collections import Counter

import pytest

from tests.content.shipped import SUB_POINTS, best_of, decisions, shipped, values
from training.domain.course import Course
from training.domain.document import UNIT_KINDS
from training.domain.judgement import Judgement, Level
from training.domain.quiz import Item, ItemKind, Quiz
from training.domain.scenario import JURISDICTIONS, LAYERS, Scenario

ENOUGH_SCENARIOS = 20
ENOUGH_DECISIONS = 8
CORE = ("kern-a", "kern-b")


def core(language: str) -> list[Quiz]:
    found = {quiz.header.slug: quiz for quiz in values(Quiz, language)}
    return [found[slug] for slug in CORE]


def judged(item: Item) -> list[Judgement]:
    return [option.judgement for option in item.options if option.judgement]


def test_there_are_enough_scenarios_and_every_sub_point_is_decided_often() -> None:
    assert len(values(Scenario)) >= ENOUGH_SCENARIOS
    points = Counter(
        judgement.competency for scene in decisions() if (judgement := best_of(scene).judgement)
    )
    few = {code: points[code] for code in SUB_POINTS if points[code] < ENOUGH_DECISIONS}
    assert few == {}


def test_every_layer_and_both_jurisdictions_are_met() -> None:
    scenarios = values(Scenario)
    assert {scenario.layer for scenario in scenarios} == set(LAYERS)
    assert {scenario.jurisdiction for scenario in scenarios} == set(JURISDICTIONS)
    assert all(scenario.role for scenario in scenarios)


def test_every_limit_is_crossed_somewhere() -> None:
    crossed = {
        choice.judgement.limit
        for scene in decisions()
        for choice in scene.choices
        if choice.judgement and choice.judgement.limit
    }
    assert crossed == {f"L{number}" for number in range(1, 13)}


def test_all_levels_are_offered_and_none_is_rare() -> None:
    levels = Counter(
        choice.judgement.level
        for scene in decisions()
        for choice in scene.choices
        if choice.judgement
    )
    assert set(levels) == set(Level)
    assert min(levels.values()) >= sum(levels.values()) / 20


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_best_choice_stands_everywhere_equally(language: str) -> None:
    places = Counter(scene.choices.index(best_of(scene)) for scene in decisions(language))
    assert max(places.values()) / sum(places.values()) < 0.4


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_two_forms_of_the_core_are_alike(language: str) -> None:
    form_a, form_b = core(language)
    assert (form_a.form, form_b.form) == ("A", "B")
    for form in (form_a, form_b):
        assert Counter(item.competency for item in form.items) == dict.fromkeys(SUB_POINTS, 2)
        assert {item.kind for item in form.items} == {ItemKind.JUDGEMENT}
    for one, other in zip(form_a.items, form_b.items, strict=True):
        assert one.competency == other.competency
        assert weights(one) == weights(other), (one.title, other.title)
        assert one.body != other.body


def weights(item: Item) -> list[tuple[int, str]]:
    """Give levels and limits of an item's options, whatever their order."""
    return sorted((judgement.level, judgement.limit or "") for judgement in judged(item))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_items_cannot_be_solved_by_length(language: str) -> None:
    items = [item for quiz in values(Quiz, language) for item in quiz.items if judged(item)]
    longest = 0
    for item in items:
        lengths = [len(option.text) for option in item.options]
        levels = [judgement.level for judgement in judged(item)]
        assert max(lengths) <= 1.6 * min(lengths), item.title
        best = lengths.pop(levels.index(max(levels)))
        longest += best > max(lengths)
    assert longest / len(items) < 0.35


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_track_tells_its_minutes_truthfully(language: str) -> None:
    minutes = {
        (value.header.kind, value.header.slug): value.header.minutes
        for found in shipped().documents.values()
        if (value := found.value) and value.header.language == language
    }
    for course in values(Course, language):
        total = sum(minutes[unit.kind, unit.slug] for unit in course.units)
        assert course.header.minutes == total, course.header.slug
    tracks = {course.header.slug: course.header.minutes for course in values(Course, language)}
    assert tracks["uitnodigende-houding"] <= 90
    assert tracks["onboarding"] <= 20


REFRESHERS = ("opfrissers-constructief", "opfrissers-een-overheid", "opfrissers-heldere-keuzes")
"""Quizzes that only come back: who did a course knows those inside it."""


def test_every_unit_is_in_a_track_but_the_core_and_refreshers() -> None:
    held = {(unit.kind, unit.slug) for course in values(Course) for unit in course.units}
    units = {
        (value.header.kind, value.header.slug)
        for found in shipped().documents.values()
        if (value := found.value) and value.header.kind in UNIT_KINDS
    }
    assert {slug for _, slug in units - held} == {*CORE, *REFRESHERS}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_of_each_sub_point_there_are_four_questions_that_no_track_asks(language: str) -> None:
    quizzes = [quiz for quiz in values(Quiz, language) if quiz.header.slug in REFRESHERS]
    items = [item for quiz in quizzes for item in quiz.items]
    assert Counter(item.competency for item in items) == dict.fromkeys(SUB_POINTS, 4)
    for item in items:
        assert sorted(judgement.level for judgement in judged(item)) == [0, 1, 2, 3], item.title
