"""One agreed answer for each situation: proposed, agreed on, kept, and out of date when told."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.organisation import Organisation
from tests.services.talking.teams import Teams
from tests.world import PERSONS, World, read_files
from training.domain.access import Role
from training.services.audit import Actor
from training.services.errors import Conflict, Forbidden, Invalid, NotFound
from training.services.guiding import agreeing
from training.services.guiding.agreeing import Agreeing, Draft
from training.services.guiding.reading import GuideTopic, read_guide
from training.store.library import Document
from training.store.people import find_by_email

DRAFT = Draft({"nl": "Wat wilt u met de bank bereiken?", "en": "What is the bench for?"}, "Balie")


@pytest.fixture
def teams(world: World) -> Teams:
    return Teams(world, Organisation(world).build())


def actor(world: World, name: str) -> Actor:
    with world.transaction() as library:
        person = find_by_email(library.session, PERSONS[name].email)
        assert person
        return Actor(person.id)


def document(world: World) -> UUID:
    with world.transaction() as library:
        query = select(Document.id).where(Document.kind == "scenario")
        return library.session.scalars(query).one()


def propose(world: World, draft: Draft = DRAFT) -> UUID:
    tom, document_id = actor(world, "tom"), document(world)
    with world.transaction() as library:
        agreeing.propose(library, document_id, "de-vraag", draft, tom, at=world.clock())
    by = Agreeing(tom, Role.TRAINER, is_reviewed=False)
    with world.transaction() as library:
        return agreeing.read_workbench(library, by, "nl").proposals[0].entry_id


def agree(world: World, entry: UUID, name: str, role: Role, *, is_reviewed: bool = False) -> None:
    by = Agreeing(actor(world, name), role, is_reviewed)
    with world.transaction() as library:
        agreeing.agree(library, entry, by, at=world.clock())


def guide(world: World, query: str = "", language: str = "nl") -> tuple[GuideTopic, ...]:
    with world.transaction() as library:
        return read_guide(library, language, query)


def test_the_form_begins_with_what_the_best_choice_says(world: World) -> None:
    document_id = document(world)
    with world.transaction() as library:
        form = agreeing.read_proposing(library, document_id, "de-vraag", "nl")
        assert form.draft.answers["nl"] == "Ik vraag wat hij met de bank wil bereiken."
        assert set(form.draft.answers) == {"nl", "en"}
        with pytest.raises(NotFound):
            agreeing.read_proposing(library, document_id, "einde-een-bank", "nl")


def test_what_was_agreed_is_read_and_found_in_both_languages(world: World) -> None:
    agree(world, propose(world), "tom", Role.TRAINER)
    (topic,) = guide(world)
    line = topic.now
    assert (line.answer, line.contact, line.version) == (DRAFT.answers["nl"], "Balie", 1)
    assert line.agreed_on == world.clock().date()
    assert line.principle.startswith("1.1 ")
    assert (line.share, line.is_alone, line.is_in_course) == (None, True, True)
    assert guide(world, language="en")[0].now.answer == "What is the bench for?"
    assert len(guide(world, "BANK bereiken")) == 1
    assert guide(world, "fietspad") == ()


def test_a_proposal_is_not_in_the_guide(world: World) -> None:
    propose(world)
    assert guide(world) == ()


def test_a_new_agreement_keeps_the_old_one(world: World) -> None:
    agree(world, propose(world), "tom", Role.TRAINER)
    agree(world, propose(world, Draft({"nl": "Vertel eens."}, "Loket")), "tom", Role.TRAINER)
    (topic,) = guide(world)
    assert (topic.now.answer, topic.now.version) == ("Vertel eens.", 2)
    assert [(line.answer, line.version) for line in topic.before] == [(DRAFT.answers["nl"], 1)]


def test_without_support_only_a_trainer_agrees(world: World) -> None:
    entry = propose(world)
    with pytest.raises(Forbidden):
        agree(world, entry, "hanne", Role.HR)
    with pytest.raises(Forbidden):
        agree(world, entry, "otto", Role.MANAGER)


def test_with_support_of_enough_people_hr_agrees(teams: Teams) -> None:
    teams.fill("Vergunningen", [0] * 20 + [1] * 5)
    teams.report()
    agree(teams.world, propose(teams.world), "hanne", Role.HR)
    (topic,) = guide(teams.world)
    assert (topic.now.share, topic.now.is_alone) == (80, False)


def test_nineteen_people_are_no_support(teams: Teams) -> None:
    teams.fill("Vergunningen", [0] * 19)
    teams.report()
    with pytest.raises(Forbidden):
        agree(teams.world, propose(teams.world), "hanne", Role.HR)


def test_with_review_nobody_agrees_to_the_own_proposal(world: World) -> None:
    entry = propose(world)
    with pytest.raises(Forbidden):
        agree(world, entry, "tom", Role.TRAINER, is_reviewed=True)
    agree(world, entry, "hanne", Role.TRAINER, is_reviewed=True)
    assert guide(world)[0].now.is_alone is False


def test_a_text_that_says_something_else_is_said_so(world: World) -> None:
    agree(world, propose(world), "tom", Role.TRAINER)
    late = propose(world)
    files = read_files()
    path = "content/scenarios/bank.md"
    files[path] = files[path].replace(b"id: bank\n", b"id: bank\nbetekenis: 2\n")
    world.clock.advance(days=2)
    assert not world.load(files).refused
    assert guide(world)[0].now.changed_on == world.clock().date()
    by = Agreeing(Actor(), Role.TRAINER, is_reviewed=False)
    with world.transaction() as library:
        scenes = agreeing.read_workbench(library, by, "nl").scenes
    assert [scene.part for scene in scenes if scene.is_changed] == ["de-vraag"]
    with pytest.raises(Conflict):
        agree(world, late, "tom", Role.TRAINER)
    agree(world, propose(world), "tom", Role.TRAINER)
    assert guide(world)[0].now.changed_on is None


@pytest.mark.parametrize(
    "draft",
    [
        Draft({"nl": " ", "en": "Yes"}, "Balie"),
        Draft({"nl": "x" * 1001}, "Balie"),
        Draft({"nl": "Ja"}, ""),
        Draft({"nl": "Ja"}, "x" * 201),
    ],
)
def test_a_proposal_that_is_not_whole_is_refused(world: World, draft: Draft) -> None:
    with pytest.raises(Invalid):
        propose(world, draft)


def test_a_proposal_can_be_taken_away(world: World) -> None:
    entry = propose(world)
    with world.transaction() as library:
        agreeing.withdraw(library, entry, Actor(), at=world.clock())
        with pytest.raises(NotFound):
            agreeing.withdraw(library, entry, Actor(), at=world.clock())
