"""Three questions are asked once, and the leadership reads where leeway is missing: never whose."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.organisation import Organisation
from tests.services.learner import SEED, Learner
from tests.world import World, read_files
from training.domain.assignment import Target
from training.domain.document import Kind
from training.services import attempts, play
from training.services.attempts import UnitAddress
from training.services.audit import Actor
from training.services.duties import rules
from training.services.duties.rules import NewRule
from training.services.errors import Conflict, Invalid, NotFound
from training.services.mandate import giving, measures, reporting
from training.services.mandate.giving import Given
from training.services.mandate.measures import NewMeasure
from training.services.mandate.reporting import GroupGaps, Quarterly
from training.store.answer import keep_question, keep_respondent
from training.store.people import find_by_learner
from training.store.stance import Stance

AFTER = date(2027, 1, 2)
BANK = "content/scenarios/bank.md"


@pytest.fixture
def pivotal(world: World) -> World:
    files = read_files()
    files[BANK] = files[BANK].replace(b"id: bank", b"id: bank\nspil: de-vraag", 1)
    assert not world.load(files).refused
    return world


def take(learner: Learner, text: str = "Ik zeg dat") -> UUID:
    """Begin the story, and take a choice in its first scene."""
    attempt_id = learner.start(Kind.SCENARIO, "bank")
    learner.pick(attempt_id, text)
    return attempt_id


def give(learner: Learner, attempt_id: UUID, should: str, would: str, may: str) -> bool:
    """Answer the three questions by the beginnings of the choices."""
    shown = learner.scene(attempt_id).stance
    place = {choice.text: choice.position for choice in shown}

    def position(start: str) -> int:
        return next((place[text] for text in place if text.startswith(start)), 0)

    given = Given(position(should), position(would), may)
    with learner.world.transaction() as library:
        return giving.give(
            library,
            attempt_id=attempt_id,
            learner_key=learner.key,
            given=given,
            at=learner.world.clock(),
        )


def stances(world: World) -> list[tuple[int, int, str, str]]:
    with world.transaction() as library:
        query = select(Stance.should_level, Stance.would_level, Stance.may, Stance.gap)
        return [(row[0], row[1], row[2], row[3]) for row in library.session.execute(query)]


def test_the_three_answers_are_kept_by_level_and_asked_once(pivotal: World) -> None:
    lena = Learner(pivotal)
    attempt_id = take(lena)
    assert len(lena.scene(attempt_id).stance) == 3
    assert give(lena, attempt_id, "Ik vraag wat", "Ik zeg dat", "no")
    assert stances(pivotal) == [(3, 0, "no", "mandate")]
    assert lena.scene(attempt_id).stance == ()
    assert not give(lena, attempt_id, "Ik vraag wat", "Ik vraag wat", "yes")
    assert len(stances(pivotal)) == 1


def test_an_answer_that_is_missing_is_refused(pivotal: World) -> None:
    lena = Learner(pivotal)
    attempt_id = take(lena)
    for should, would, may in (("?", "Ik zeg dat", "no"), ("Ik zeg dat", "Ik zeg dat", "perhaps")):
        with pytest.raises(Invalid):
            give(lena, attempt_id, should, would, may)
    assert stances(pivotal) == []


def test_nothing_is_asked_before_the_choice_nor_in_practice(pivotal: World) -> None:
    lena = Learner(pivotal)
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    assert lena.scene(attempt_id).stance == ()
    with pytest.raises(Conflict):
        give(lena, attempt_id, "", "", "no")
    lena.pick(attempt_id, "Ik zeg dat")
    if not lena.scene(attempt_id).recap:
        lena.pick(attempt_id, "Ik vraag het na")
    again = take(lena)
    assert lena.scene(again).stance == ()


def test_another_persons_story_is_not_found(pivotal: World) -> None:
    attempt_id = take(Learner(pivotal))
    other = pivotal.learner("otto")
    with pytest.raises(NotFound), pivotal.transaction() as library:
        giving.give(
            library,
            attempt_id=attempt_id,
            learner_key=other,
            given=Given(1, 1, "no"),
            at=pivotal.clock(),
        )


def answer(world: World, key: UUID, may: str) -> None:
    """Let somebody see what one should do, and not do it."""
    at = world.clock()
    with world.transaction() as library:
        address = UnitAddress("proef", Kind.SCENARIO, "bank")
        attempt_id = attempts.start(library, learner_key=key, address=address, seed=SEED, at=at)
        page = play.position(library, attempt_id=attempt_id, learner_key=key, language="nl")
        place = {choice.text[:10]: choice.position for choice in page.choices}
        never, ask = place["Ik zeg dat"], place["Ik vraag w"]
        play.choose(
            library, attempt_id=attempt_id, learner_key=key, step=0, shown_position=never, at=at
        )
        given = Given(ask, never, may)
        giving.give(library, attempt_id=attempt_id, learner_key=key, given=given, at=at)


def newest(world: World) -> Quarterly:
    with world.transaction() as library:
        assert reporting.make_due(library, today=AFTER, at=world.clock())
        assert not reporting.make_due(library, today=AFTER, at=world.clock())
        return reporting.read_reports(library, lambda key: True, "nl")[0]


def group(report: Quarterly, key: str) -> GroupGaps:
    return next(group for group in report.groups if group.key == key)


def test_mandate_and_skill_are_told_apart_and_few_are_not_told(pivotal: World) -> None:
    organisation = Organisation(pivotal).build()
    for number in range(16):
        key = organisation.person(f"Balie {number}", "Balie")
        answer(pivotal, key, "no" if number < 12 else "yes")
    for number in range(4):
        answer(pivotal, organisation.person(f"Raad {number}", "Raad"), "no")
    report = newest(pivotal)
    everyone = group(report, "everyone")
    assert (everyone.people.value, everyone.mandate.value, everyone.skill.value) == (20, 80, 20)
    council = group(report, "council")
    assert (council.people.value, council.mandate.value) == (None, None)
    # The whole less the officials would be the council.
    assert group(report, "officials").people.value is None
    assert [(scene.people.value, scene.mandate.value) for scene in report.scenes] == [(20, 80)]
    assert (report.first, report.last) == (date(2026, 10, 1), date(2026, 12, 31))


def say(world: World, key: UUID, unit_id: UUID, scene: str, gap: str) -> None:
    """Count what somebody says of a scene while working in a unit."""
    with world.transaction() as library:
        session = library.session
        find_by_learner(session, key).unit_id = unit_id
        entry = library.catalogue.original(Kind.SCENARIO, "bank")
        assert entry
        question = keep_question(
            session,
            document_id=entry.document_id,
            revision_id=entry.revision_id,
            name=scene,
            competency="1.1",
            levels="310",
            form="",
        )
        day = date(2026, 12, 1)
        number = keep_respondent(session, key, day.year)
        stance = {"should_level": 3, "would_level": 0, "may": "no", "answered_on": day}
        session.add(Stance(respondent_id=number, question_id=question, gap=gap, **stance))


def test_a_mover_is_one_person_of_what_both_units_are_in(world: World) -> None:
    organisation = Organisation(world).build()
    units = organisation.units
    for number in range(12):
        key = organisation.person(f"Mens {number}", "Balie")
        say(world, key, units["Balie"], "de-vraag", "mandate" if number < 3 else "none")
        say(world, key, units["Vergunningen"], "het-plan", "mandate" if number < 6 else "none")
    report = newest(world)
    everyone = group(report, "everyone")
    # Six of twelve people, and not nine of twenty-four answers.
    assert (everyone.people.value, everyone.mandate.value) == (12, 50)
    assert group(report, units["Vergunningen"].hex).people.value is None
    assert [scene.people.value for scene in report.scenes] == [12, 12]


def test_what_few_said_of_a_scene_is_no_part_of_the_whole(world: World) -> None:
    organisation = Organisation(world).build()
    unit = organisation.units["Balie"]
    for number in range(12):
        key = organisation.person(f"Mens {number}", "Balie")
        say(world, key, unit, "de-vraag", "none")
        if number < 4:
            say(world, key, unit, "het-plan", "mandate")
    say(world, organisation.person("Nog een", "Balie"), unit, "het-plan", "mandate")
    report = newest(world)
    everyone = group(report, "everyone")
    assert everyone.people.value == 12
    assert everyone.mandate.value == group(report, "everyone").skill.value
    assert [scene.people.value for scene in report.scenes] == [12]


def test_a_quarter_with_few_answers_says_nothing(pivotal: World) -> None:
    organisation = Organisation(pivotal).build()
    for number in range(9):
        answer(pivotal, organisation.person(f"Balie {number}", "Balie"), "no")
    report = newest(pivotal)
    assert {group.mandate.value for group in report.groups} == {None}
    assert report.scenes == ()


def test_training_alone_is_warned_of_until_there_is_a_measure(pivotal: World) -> None:
    organisation = Organisation(pivotal).build()
    for number in range(12):
        answer(pivotal, organisation.person(f"Balie {number}", "Balie"), "no")
    report, at = newest(pivotal), pivotal.clock()
    with pivotal.transaction() as library:
        assert not measures.is_training_alone(library, report)
    assign(pivotal)
    with pivotal.transaction() as library:
        assert measures.is_training_alone(library, report)
        new = NewMeasure("De balie mag zelf toezeggen", "Directeur", date(2026, 12, 31))
        measures.add(library, new, actor=Actor(), at=at)
        assert not measures.is_training_alone(library, report)
        row = measures.list_measures(library)[0]
        measures.finish(library, row.number, "Het staat in het handboek", actor=Actor(), at=at)
        assert measures.list_measures(library)[0].done_on == at.date()
        with pytest.raises(Invalid):
            measures.add(library, NewMeasure(" ", "X", date(2026, 12, 31)), actor=Actor(), at=at)


def assign(world: World) -> None:
    """Ask the trial course of everybody."""
    with world.transaction() as library:
        rules.make(
            library,
            NewRule("proef", Target.EVERYONE),
            actor=Actor(),
            today=world.clock().date(),
            at=world.clock(),
        )
