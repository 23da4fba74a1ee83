"""The library that ships: it compiles, it is complete, and every story leads somewhere."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.content.shipped import SUB_POINTS, best_of, decisions, shipped, values
from training.domain.competency import Framework
from training.domain.document import Kind
from training.domain.judgement import Level
from training.domain.playthrough import Playthrough
from training.domain.quiz import ItemKind, Quiz
from training.domain.scenario import Scenario
from training.domain.story_graph import inviting_path


def walks(position: Playthrough) -> Iterator[Playthrough]:
    """Take every choice everywhere, and no scene twice on one path."""
    if position.is_finished:
        yield position
        return
    seen = {step.scene.name for step in position.steps}
    for number, choice in enumerate(position.scene.choices):
        if choice.target not in seen:
            yield from walks(position.choose(number))


def test_everything_compiles_without_an_error() -> None:
    errors = {
        path: [f"{d.line}:{d.column} {d.code}" for d in found.diagnostics]
        for path, found in shipped().documents.items()
        if found.has_errors or found.value is None
    }
    assert errors == {}


def test_everything_is_there_in_both_languages() -> None:
    found = {
        (value.header.kind, value.header.slug, value.header.language)
        for document in shipped().documents.values()
        if (value := document.value)
    }
    assert {(kind, slug, "en") for kind, slug, _ in found} <= found
    assert {(kind, slug, "nl") for kind, slug, _ in found} <= found
    assert {kind for kind, _, _ in found} == set(Kind)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_framework_has_all_sub_points_with_a_rubric_and_all_limits(language: str) -> None:
    (framework,) = values(Framework, language)
    rubrics = {c.code: len(c.rubric) for c in framework.competencies if not c.is_principle}
    assert rubrics == dict.fromkeys(SUB_POINTS, 4)
    assert [limit.code for limit in framework.limits] == [f"L{n}" for n in range(1, 13)]
    assert all(limit.explanation for limit in framework.limits)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_ending_can_be_reached_and_every_path_ends(language: str) -> None:
    for scenario in values(Scenario, language):
        reached = {walk.scene.name for walk in walks(Playthrough(scenario))}
        endings = {scene.name for scene in scenario.scenes if scene.is_ending}
        assert reached == endings
        assert len(endings) >= 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_inviting_path_exists_and_costs_the_citizen_no_referral(language: str) -> None:
    for scenario in values(Scenario, language):
        choices = [choice for _, choice in inviting_path(scenario) if choice.judgement]
        assert {c.judgement.level for c in choices if c.judgement} == {Level.INVITING}
        assert sum(c.judgement.cost.referrals for c in choices if c.judgement) == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_decisions_have_three_or_four_credible_choices(language: str) -> None:
    for scene in list(decisions(language)):
        lengths = [len(choice.text) for choice in scene.choices]
        assert 3 <= len(lengths) <= 4, scene.title
        assert max(lengths) <= 1.5 * min(lengths), scene.title


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_best_choice_cannot_be_found_by_length_or_place(language: str) -> None:
    longest, places = 0, Counter[int]()
    scenes = list(decisions(language))
    for scene in scenes:
        best = best_of(scene)
        places[scene.choices.index(best)] += 1
        longest += len(best.text) == max(len(choice.text) for choice in scene.choices)
    assert longest / len(scenes) < 0.35
    assert max(places.values()) <= len(scenes) / 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_friendliest_answer_is_not_always_right(language: str) -> None:
    scenarios = values(Scenario, language)
    trapped = [
        scenario
        for scenario in scenarios
        if any(
            choice.judgement and choice.judgement.limit
            for scene in scenario.scenes
            for choice in scene.choices
        )
    ]
    assert len(trapped) >= len(scenarios) / 3


@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_feedback_is_there(language: str) -> None:
    for scene in list(decisions(language)):
        for choice in scene.choices:
            assert choice.feedback, choice.text
            if choice.judgement and choice.judgement.level < Level.INVITING:
                assert choice.feedback.tempting, choice.text
                assert choice.feedback.inviting, choice.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_quizzes_use_every_kind_and_explain_every_question(language: str) -> None:
    items = [item for quiz in values(Quiz, language) for item in quiz.items]
    assert {item.kind for item in items} == set(ItemKind)
    for item in items:
        assert item.explanation or item.kind is ItemKind.REFLECTION, item.title
