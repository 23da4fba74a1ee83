"""Playing a scenario: what is recorded, what is shown, what is refused."""

from uuid import UUID, uuid4

import pytest

from tests.world import MOMENT, World, read_files
from training.domain.document import Kind
from training.domain.judgement import Cost, Level
from training.services import attempts, courses, play
from training.services.attempts import UnitAddress
from training.services.courses import Reader
from training.services.errors import Conflict, Invalid, NotFound
from training.services.play import Recorded, ScenePage

SEED = 7
BANK = UnitAddress("proef", Kind.SCENARIO, "bank")


def start(world: World, name: str = "lena", address: UnitAddress = BANK) -> UUID:
    with world.transaction() as library:
        return attempts.start(
            library, learner_key=world.learner(name), address=address, seed=SEED, at=world.clock()
        )


def see(world: World, attempt_id: UUID, name: str = "lena", language: str = "nl") -> ScenePage:
    with world.transaction() as library:
        return play.position(
            library, attempt_id=attempt_id, learner_key=world.learner(name), language=language
        )


def click(world: World, attempt_id: UUID, step: int, position: int, name: str = "lena") -> Recorded:
    with world.transaction() as library:
        return play.choose(
            library,
            attempt_id=attempt_id,
            learner_key=world.learner(name),
            step=step,
            shown_position=position,
            at=world.clock(),
        )


def pick(world: World, attempt_id: UUID, start_of_text: str) -> Recorded:
    page = see(world, attempt_id)
    position = next(c.position for c in page.choices if c.text.startswith(start_of_text))
    return click(world, attempt_id, page.step, position)


def test_a_choice_is_recorded_and_leads_on(world: World) -> None:
    attempt_id = start(world)
    assert pick(world, attempt_id, "Ik geef hem") is Recorded.NOW
    page = see(world, attempt_id)
    assert (page.step, page.scene_title) == (1, "Het plan")
    assert page.odometer == Cost(referrals=1, days=3)
    assert page.feedback
    assert page.feedback.level is Level.PASSIVE
    assert "donderdag" in page.feedback.inviting


def test_a_second_click_on_the_same_choice_changes_nothing(world: World) -> None:
    attempt_id = start(world)
    position = see(world, attempt_id).choices[0].position
    click(world, attempt_id, 0, position)
    before = see(world, attempt_id)
    assert click(world, attempt_id, 0, position) is Recorded.BEFORE
    assert see(world, attempt_id) == before


def test_a_stale_tab_does_not_overwrite(world: World) -> None:
    attempt_id = start(world)
    pick(world, attempt_id, "Ik vraag wat")
    before = see(world, attempt_id)
    outcomes = {click(world, attempt_id, 0, position) for position in (1, 2, 3)}
    assert outcomes == {Recorded.BEFORE, Recorded.OVERTAKEN}
    assert see(world, attempt_id) == before


def test_a_step_that_was_not_reached_is_refused(world: World) -> None:
    attempt_id = start(world)
    with pytest.raises(Conflict):
        click(world, attempt_id, 1, 1)


@pytest.mark.parametrize("position", [0, -1, 4, 99])
def test_a_choice_that_is_not_there_is_refused(world: World, position: int) -> None:
    attempt_id = start(world)
    with pytest.raises(Invalid):
        click(world, attempt_id, 0, position)


def test_another_persons_attempt_is_not_found(world: World) -> None:
    attempt_id = start(world, "lena")
    with pytest.raises(NotFound):
        see(world, attempt_id, "otto")
    with pytest.raises(NotFound):
        click(world, attempt_id, 0, 1, "otto")
    with pytest.raises(NotFound):
        see(world, uuid4())


def test_nothing_of_levels_or_targets_is_shown_before_the_choice(world: World) -> None:
    page = see(world, start(world))
    assert page.feedback is None
    assert {field for choice in page.choices for field in choice.__slots__} == {"position", "text"}


def test_the_order_is_the_same_each_time_and_in_each_language(world: World) -> None:
    attempt_id = start(world)
    dutch, english = see(world, attempt_id), see(world, attempt_id, language="en")
    assert dutch.choices == see(world, attempt_id).choices
    pairs = {
        "Ik vraag wat hij met de bank wil bereiken.": "I ask what he wants the bench for.",
        "Ik geef hem het nummer van de dienst Groen.": "I give him the number of Parks.",
        "Ik zeg dat het nooit mag.": "I say that it is never allowed.",
    }
    assert [pairs[choice.text] for choice in dutch.choices] == [c.text for c in english.choices]


def test_the_language_can_change_half_way(world: World) -> None:
    attempt_id = start(world)
    pick(world, attempt_id, "Ik vraag wat")
    page = see(world, attempt_id, language="en")
    assert (page.step, page.scene_title) == (1, "The plan")
    assert page.course
    assert page.course.title == "Trial course"


def test_an_ending_completes_the_unit_at_the_click(world: World) -> None:
    attempt_id = start(world)
    pick(world, attempt_id, "Ik geef hem")
    pick(world, attempt_id, "Ik vraag het na")
    page = see(world, attempt_id)
    assert page.recap
    assert [entry.level for entry in page.recap.timeline] == [Level.PASSIVE, Level.INVITING]
    assert [entry.level for entry in page.recap.inviting_path] == [Level.INVITING] * 2
    assert page.recap.odometer == Cost(1, 3, 0)
    assert not page.recap.inviting_odometer
    assert unit_states(world)["bank"] == "done"


def test_practice_leaves_the_first_attempt_alone(world: World) -> None:
    first = start(world)
    pick(world, first, "Ik zeg dat het nooit")
    second = start(world)
    assert second != first
    assert see(world, second).is_practice
    assert not see(world, first).is_practice
    pick(world, second, "Ik vraag wat")
    recap = see(world, first).recap
    assert recap
    assert [entry.level for entry in recap.timeline] == [Level.DISMISSIVE]


def test_starting_twice_resumes_the_running_attempt(world: World) -> None:
    assert start(world) == start(world)


def test_a_unit_outside_the_course_cannot_be_started(world: World) -> None:
    with pytest.raises(NotFound):
        start(world, address=UnitAddress("proef", Kind.SCENARIO, "bestaat-niet"))
    with pytest.raises(NotFound):
        start(world, address=UnitAddress("bestaat-niet", Kind.SCENARIO, "bank"))


CLAES, NU = b"Meneer Claes staat aan de balie.", b"Mevrouw Nu belt."
TEXT = "content/scenarios/bank.md"


def test_a_new_meaning_does_not_move_a_running_attempt(world: World) -> None:
    files = read_files()
    attempt_id = start(world)
    files[TEXT] = files[TEXT].replace(CLAES, NU).replace(b"\nid:", b"\nbetekenis: 2\nid:")
    assert world.load(files).published == (TEXT,)
    assert "Claes" in see(world, attempt_id).body
    assert "Mevrouw Nu" in see(world, start(world, "otto"), "otto").body


def test_a_mended_slip_is_mended_for_who_is_half_way(world: World) -> None:
    files = read_files()
    attempt_id = start(world)
    files[TEXT] = files[TEXT].replace(CLAES, b"Meneer Klaes staat aan de balie.")
    assert world.load(files).published == (TEXT,)
    assert "Klaes" in see(world, attempt_id).body


def test_another_shape_does_not_move_a_running_attempt(world: World) -> None:
    files = read_files()
    attempt_id = start(world)
    files[TEXT] = files[TEXT].replace(CLAES, NU).replace(b", +1 doorverwijzing", b"")
    assert world.load(files).published == (TEXT,)
    assert "Claes" in see(world, attempt_id).body


def unit_states(world: World, name: str = "lena") -> dict[str, str]:
    reader = Reader(world.learner(name), "nl", world.clock().date())
    with world.transaction() as library:
        page = courses.course_page(library, reader, "proef")
    return {unit.slug: unit.state for module in page.modules for unit in module.units}


def test_a_step_before_the_first_is_refused(world: World) -> None:
    attempt_id = start(world)
    with pytest.raises(Conflict):
        click(world, attempt_id, -1, 1)
    pick(world, attempt_id, "Ik vraag wat")
    with pytest.raises(Conflict):
        click(world, attempt_id, -1, 1)


def test_a_translation_with_an_order_of_its_own_cannot_swap_the_choices(world: World) -> None:
    files = read_files()
    path = "content/scenarios/bank.en.md"
    files[path] = files[path].replace(b"minutes: 3", b"minutes: 3\norder: fixed")
    assert world.load(files).published == (path,)
    for seed in range(6):
        with world.transaction() as library:
            attempt_id = attempts.start(
                library, learner_key=world.learner("lena"), address=BANK, seed=seed, at=MOMENT
            )
        page = see(world, attempt_id, language="en")
        never = next(c.position for c in page.choices if c.text.startswith("I say that it"))
        click(world, attempt_id, 0, never)
        assert see(world, attempt_id).chosen_text == "Ik zeg dat het nooit mag."


def test_an_author_may_fix_the_order_and_a_story_may_just_go_on(world: World) -> None:
    files = read_files()
    path = "content/scenarios/bank.md"
    onward = b"## De vraag\n\n- [Verder.](#de-balie)\n\n## De balie\n"
    files[path] = files[path].replace(b"duur: 3", b"duur: 3\nvolgorde: vast")
    files[path] = files[path].replace(b"## De vraag\n", onward)
    del files["content/scenarios/bank.en.md"]
    assert not world.load(files).refused
    attempt_id = start(world)
    pick(world, attempt_id, "Verder")
    page = see(world, attempt_id)
    assert (page.feedback, page.chosen_text, page.dots) == (None, "Verder.", (None,))
    assert [choice.text[:7] for choice in page.choices] == ["Ik vraa", "Ik geef", "Ik zeg "]
