"""What is said about a story as a whole."""

from dataclasses import replace

from tests.domain.stories import scene, story
from training.domain.scenario import Scenario
from training.domain.scenario_checks import MAX_SUGGESTIONS, check_scenario

END = scene("einde", ending=True)


def codes(scenario: Scenario) -> list[str]:
    return [f"{found.code} {found.variant}".strip() for found in check_scenario(scenario)]


def test_sound_story_has_nothing_to_say() -> None:
    assert codes(story(scene("a", ("einde", 3), ("einde", 1)), END)) == []


def test_target_that_does_not_exist_gets_a_suggestion_with_its_line() -> None:
    found = check_scenario(
        story(scene("a", "het-numer"), scene("het-nummer", "einde", line=9), END)
    )
    assert [each.code for each in found] == ["E08"]
    assert found[0].column == 3
    assert found[0].values == {"target": "het-numer", "suggestion": "het-nummer", "line": "9"}


def test_target_like_no_other_gets_no_suggestion() -> None:
    assert codes(story(scene("a", "qqqqqq", "einde"), END)) == ["E08"]


def test_suggestions_are_not_looked_for_without_end() -> None:
    targets = [f"eind{chr(0x3B1 + number)}" for number in range(MAX_SUGGESTIONS + 5)]
    found = codes(story(scene("a", *targets, "einde"), END))
    assert found.count("E08 suggestion") == MAX_SUGGESTIONS
    assert found.count("E08") == 5


def test_loose_ends_islands_and_loops() -> None:
    scenario = story(
        scene("a", "los", "kring", "einde", line=1),
        scene("los", line=2),
        scene("eiland", "einde", line=3),
        scene("kring", "ring", line=4),
        scene("ring", "kring", "ring", line=5),
        replace(END, line=6),
    )
    found = check_scenario(scenario)
    assert [(each.code, each.line) for each in found] == [("E11", 2), ("E12", 3), ("E13", 4)]
    assert found[-1].values["loop"] == "Kring → Ring → Kring"


def test_story_without_ending_says_only_that() -> None:
    assert codes(story(scene("a", "b"), scene("b", "a"))) == ["E14"]


def test_choices_that_measure_nothing() -> None:
    assert codes(story(scene("a", ("einde", 3), "einde"), END)) == ["W15"]
    assert codes(story(scene("a", ("einde", 2), ("einde", 1)), END)) == ["W19 none"]
    assert codes(story(scene("a", ("einde", 3), ("einde", 3)), END)) == ["W19 all"]
    assert codes(story(scene("a", *["einde"] * 6), END)) == ["W16"]


def test_longest_choice_gives_the_best_away() -> None:
    def named(name: str, target: str, best: str, other: str) -> Scenario:
        whole = scene(name, (target, 3), (target, 1))
        first, second = whole.choices
        return story(
            replace(whole, choices=(replace(first, text=best), replace(second, text=other)))
        )

    given_away = [
        named("a", "b", "heel lang", "kort").start,
        named("b", "c", "heel lang", "kort").start,
        named("c", "einde", "kort", "heel lang").start,
    ]
    found = check_scenario(story(*given_away, END))
    assert [each.code for each in found] == ["W28"]
    assert found[0].values == {"count": "2", "total": "3"}
    honest = named("b", "c", "kort", "heel lang").start
    assert codes(story(given_away[0], honest, given_away[2], END)) == []
