"""All paths of a story, held against walking every one of them by hand."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.stories import scene, story
from training.domain.judgement import NO_COST, Cost, Judgement, Level
from training.domain.paths import Blocked, survey
from training.domain.playthrough import Step, cost_of
from training.domain.scenario import Choice, Scenario, Scene

Path = tuple[Step, ...]
FEW = 50


def by_hand(scenario: Scenario) -> list[Path]:
    """Walk on from every scene to every scene that was not met yet."""
    scenes = {found.name: found for found in scenario.scenes}

    def walk(here: Scene, path: Path, met: frozenset[str]) -> list[Path]:
        if here.is_ending:
            return [path]
        return [
            found
            for choice in here.choices
            if choice.target in scenes and choice.target not in met
            for found in walk(
                scenes[choice.target], (*path, Step(here, choice)), met | {choice.target}
            )
        ]

    return walk(scenario.start, (), frozenset({scenario.start.name}))


@st.composite
def stories(draw: st.DrawFn) -> Scenario:
    size = draw(st.integers(1, 7))
    names = [f"s{n}" for n in range(size)]
    targets = st.sampled_from([*names, "nergens"])
    scenes = []
    for name in names:
        found = draw(st.lists(st.tuples(targets, st.integers(0, 3), st.integers(0, 5)), max_size=3))
        choices = tuple(
            Choice(f"naar {target}", target, Judgement(Level(level), "1.1", None, Cost(days=days)))
            for target, level, days in found
        )
        scenes.append(Scene(name, name, choices=choices, is_ending=draw(st.booleans())))
    return story(*scenes)


@given(stories())
def test_paths_are_those_found_by_hand(scenario: Scenario) -> None:
    found, paths = survey(scenario), by_hand(scenario)
    assert not found.is_partial
    assert (found.paths.count if found.paths else 0) == len(paths)
    assert sum(ending.paths.count for ending in found.endings if ending.paths) == len(paths)
    if found.paths:
        costs = [sum((cost_of(step.choice) for step in path), NO_COST) for path in paths]
        assert len(found.paths.shortest) == min(map(len, paths))
        assert len(found.paths.longest) == max(map(len, paths))
        assert found.paths.longest in paths
        assert found.paths.least.days == min(cost.days for cost in costs)
        assert found.paths.most.days == max(cost.days for cost in costs)


@given(stories())
def test_a_blocked_choice_is_on_no_path(scenario: Scenario) -> None:
    walked = {step for path in by_hand(scenario) for step in path}
    assert walked.isdisjoint(step for step, _ in survey(scenario).blocked)


def test_counters_have_ranges_of_their_own() -> None:
    first = Judgement(Level.PASSIVE, "1.1", None, Cost(referrals=2, days=1))
    second = Judgement(Level.INVITING, "1.1", None, Cost(referrals=0, days=9))
    start = Scene("start", "Start", choices=(Choice("a", "e", first), Choice("b", "e", second)))
    found = survey(story(start, scene("e", ending=True))).paths
    assert found
    assert (found.count, found.least, found.most) == (2, Cost(0, 1, 0), Cost(2, 9, 0))


def test_levels_that_no_path_meets_are_named() -> None:
    told = story(scene("a", ("e", 3), ("e", 0)), scene("los", ("e", 1)), scene("e", ending=True))
    assert survey(told).unmet == (Level.PASSIVE, Level.HELPFUL)


def test_choices_on_no_path_say_why() -> None:
    told = story(
        scene("a", "e", "weg", "val"),
        scene("val", "val"),
        scene("los", "e"),
        scene("e", ending=True),
    )
    found = [(step.scene.name, step.choice.target, why) for step, why in survey(told).blocked]
    assert found == [
        ("a", "weg", Blocked.ASTRAY),
        ("a", "val", Blocked.CAUGHT),
        ("val", "val", Blocked.CAUGHT),
        ("los", "e", Blocked.UNREACHED),
    ]


def test_very_many_paths_are_counted_where_nothing_goes_round() -> None:
    told = [scene(f"s{n}", (f"s{n + 1}", 3), (f"s{n + 1}", 1)) for n in range(400)]
    found = survey(story(*told, scene("s400", ending=True)))
    assert found.paths
    assert found.paths.count == 2**400
    assert found.is_more
    assert not found.is_partial


def test_very_many_paths_stop_at_the_cap_where_the_story_goes_round() -> None:
    names = [f"s{n}" for n in range(FEW)]
    told = [scene(name, *(other for other in names if other != name)) for name in names[1:]]
    found = survey(story(scene("s0", *names[1:], "e"), *told, scene("e", ending=True)))
    assert found.is_partial
    assert found.is_more


def test_a_story_without_a_path_has_none() -> None:
    found = survey(story(scene("a", "a"), scene("e", ending=True)))
    assert found.paths is None
    assert [ending.paths for ending in found.endings] == [None]


def test_an_ending_knows_what_leads_to_it() -> None:
    told = story(scene("a", "b", "e"), scene("b", "e"), scene("e", ending=True))
    (ending,) = survey(told).endings
    assert [step.scene.name for step in ending.before] == ["a", "b"]
