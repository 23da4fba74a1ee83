"""A draft goes in force once, whole, and only as it was looked at."""

from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.services.authoring.desk import person, save
from tests.services.learner import Learner
from tests.services.revisiting.looking import BANK, PLAN
from tests.services.together import at_once
from tests.world import LIBRARY, World
from training.compiler.scenario import compile_scenario
from training.domain.document import Change, Kind
from training.services.audit import SYSTEM, Actor
from training.services.authoring import drafts
from training.services.authoring.checking import Checker
from training.services.errors import Conflict, Invalid, NotFound
from training.services.publication import Text, put_in_force
from training.services.publishing import publish as publishing
from training.services.publishing.proposal import Proposal, Reach, propose
from training.services.publishing.publish import Order
from training.store.audit import AuditEvent
from training.store.draft import Draft, DraftSave
from training.store.job import Job
from training.store.library import Revision

NEW = "content/lessons/nieuw.md"
LESSON = "---\ntitel: Nieuw\nid: nieuw\n---\n\n# Nieuw\n\nEen tekst.\n"
COURSE = "content/courses/proef.md"
COMPETENCIES = "content/competencies.md"
checker = Checker()


def text(path: str, *edits: tuple[str, str]) -> str:
    source = (LIBRARY / path).read_text()
    for old, new in edits:
        assert old in source
        source = source.replace(old, new)
    return source


def look(world: World, path: str, *, review: bool = False) -> Proposal:
    with world.transaction() as library:
        today = world.clock().date()
        return propose(library, checker, path, needs_review=review, today=today)


def publish(
    world: World,
    path: str,
    change: Change | None = None,
    *,
    proposal: Proposal | None = None,
    review: bool = False,
) -> Revision:
    found = proposal or look(world, path, review=review)
    order = Order(found.digest, found.base_id, change, "Een  regel\nen nog een")
    actor = Actor(person(world, "tom"))
    with world.transaction() as library:
        return publishing.publish(
            library, found, order, actor, needs_review=review, at=world.clock()
        )


def count(world: World, table: type[object]) -> int:
    with world.session() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def test_a_first_text_is_published_without_a_question(world: World) -> None:
    save(world, NEW, LESSON, 0)
    proposal = look(world, NEW)
    assert (proposal.refusals, proposal.weight.is_asked, proposal.base_id) == ((), False, None)
    revision = publish(world, NEW)
    assert (revision.number, revision.meaning) == (1, 1)
    assert revision.summary == "Een regel en nog een"
    assert revision.author_id == person(world, "tom")
    assert revision.source == LESSON
    assert (count(world, Draft), count(world, DraftSave)) == (0, 0)
    with world.session() as session:
        assert session.scalars(select(AuditEvent.action)).all()[-1] == "publish"


@pytest.mark.parametrize(("change", "meaning"), [(Change.TYPO, 1), (Change.MEANING, 2)])
def test_a_change_is_a_slip_or_another_meaning(world: World, change: Change, meaning: int) -> None:
    Learner(world).complete()
    Learner(world, "otto").start(Kind.SCENARIO, "bank")
    save(world, BANK, text(BANK, PLAN), 0)
    proposal = look(world, BANK)
    assert proposal.weight.may_be_slip
    assert (proposal.weight.questions, proposal.reach) == (1, Reach(running=1, completed=1))
    assert [part.title for part in proposal.difference.changed] == ["Het plan"]
    assert publish(world, BANK, change).meaning == meaning


def test_a_decision_is_needed_once_there_is_something_to_decide(world: World) -> None:
    save(world, BANK, text(BANK, PLAN), 0)
    with pytest.raises(Invalid, match="change-missing"):
        publish(world, BANK)
    assert count(world, Draft) == 1


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("uitnodigend 2.1", "meewerkend 2.1", ("Het plan",)),
        ("+3 dagen", "+4 dagen", ("De vraag",)),
        ("id: bank", "id: bank\nbetekenis: 2", ()),
    ],
)
def test_what_has_another_shape_or_says_so_itself_is_no_slip(
    world: World, old: str, new: str, named: tuple[str, ...]
) -> None:
    save(world, BANK, text(BANK, (old, new)), 0)
    proposal = look(world, BANK)
    assert proposal.weight.unlike == named
    assert not proposal.weight.may_be_slip
    with pytest.raises(Invalid, match="shape-changed"):
        publish(world, BANK, Change.TYPO)
    assert publish(world, BANK, Change.MEANING).meaning == 2


@pytest.mark.parametrize(
    ("path", "edit", "refusal"),
    [
        (BANK, ("(#het-plan", "(#nergens"), "errors"),
        (BANK, ("id: bank", "id: bankje"), "id-changed"),
        (COMPETENCIES, ("### 2.2 ", "### 2.9 "), "elsewhere"),
    ],
)
def test_what_is_wrong_keeps_a_text_from_its_readers(
    world: World, path: str, edit: tuple[str, str], refusal: str
) -> None:
    save(world, path, text(path, edit), 0)
    assert refusal in look(world, path).refusals
    with pytest.raises(Invalid):
        publish(world, path, Change.MEANING)
    assert count(world, Draft) == 1


def test_the_framework_names_the_texts_that_it_would_break(world: World) -> None:
    save(world, COMPETENCIES, text(COMPETENCIES, ("### 2.2 ", "### 2.9 ")), 0)
    found = look(world, COMPETENCIES).elsewhere
    assert BANK in found
    assert {each.code for each in found[BANK]} == {"E17"}
    save(world, COMPETENCIES, text(COMPETENCIES, ("# ", "#  ")), 1)
    assert look(world, COMPETENCIES).elsewhere == {}


def test_a_draft_that_was_put_back_as_it_was_is_not_published(world: World) -> None:
    save(world, BANK, text(BANK, PLAN), 0)
    save(world, BANK, text(BANK), 1)
    assert look(world, BANK).refusals == ("nothing-changed",)


def test_a_translation_follows_and_is_asked_nothing(world: World) -> None:
    path = "content/scenarios/bank.en.md"
    save(world, path, text(path, ("older walkers", "elderly walkers")), 0)
    assert not look(world, path).weight.is_asked
    assert publish(world, path).meaning == 1


def test_a_text_that_changed_since_it_was_looked_at_is_not_published(world: World) -> None:
    save(world, BANK, text(BANK, PLAN), 0)
    before = look(world, BANK)
    save(world, BANK, text(BANK, PLAN, ("duur: 3", "duur: 4")), 1)
    with pytest.raises(Conflict, match="draft-changed"):
        publish(world, BANK, Change.TYPO, proposal=before)


def test_what_was_published_meanwhile_is_shown_first(world: World) -> None:
    save(world, BANK, text(BANK, PLAN), 0)
    before = look(world, BANK)
    with world.transaction() as library:  # as who takes over what the folder says does
        source = text(BANK, ("duur: 3", "duur: 9"))
        value = compile_scenario(source).value
        assert value
        put_in_force(library, Text(BANK, source.encode(), value), SYSTEM, at=world.clock())
    with pytest.raises(Conflict, match="base-moved"):
        publish(world, BANK, Change.TYPO, proposal=before)
    after = look(world, BANK)
    assert after.meanwhile
    assert after.meanwhile.number == 2
    assert [part.is_header for part in after.meanwhile.difference.changed] == [True]
    assert publish(world, BANK, Change.TYPO).number == 3


def test_another_text_that_came_meanwhile_asks_for_another_look(world: World) -> None:
    save(world, BANK, text(BANK, PLAN), 0)
    before = look(world, BANK)
    save(world, NEW, LESSON, 0)
    publish(world, NEW)
    with pytest.raises(Conflict, match="library-changed"):
        publish(world, BANK, Change.TYPO, proposal=before)
    assert publish(world, BANK, Change.TYPO).number == 2


def test_two_who_publish_at_once_make_one_revision(world: World) -> None:
    save(world, BANK, text(BANK, PLAN), 0)
    proposal = look(world, BANK)

    def attempt() -> UUID | None:
        try:
            return publish(world, BANK, Change.TYPO, proposal=proposal).id
        except NotFound:  # the draft of the other was this one
            return None

    made = [each for each in at_once([attempt, attempt]) if each]
    assert len(made) == 1
    with world.session() as session:
        query = select(Revision.number).where(Revision.path == BANK).order_by(Revision.number)
        assert session.scalars(query).all() == [1, 2]


def test_a_course_settles_those_who_waited_in_a_job(world: World) -> None:
    save(world, COURSE, text(COURSE, ("Een korte cursus", "Een kleine cursus")), 0)
    publish(world, COURSE, Change.TYPO)
    with world.session() as session:
        assert session.scalars(select(Job.kind)).all() == ["settle"]


def test_there_is_nothing_to_publish_without_a_draft(world: World) -> None:
    with pytest.raises(NotFound):
        look(world, BANK)


def test_what_others_wrote_beside_a_published_draft_is_kept(world: World) -> None:
    save(world, BANK, text(BANK, PLAN), 0)
    save(world, BANK, "van Hanne", 0, by="hanne")
    publish(world, BANK, Change.TYPO)
    with world.session() as session:
        assert session.scalars(select(DraftSave.source)).all() == ["van Hanne"]
    with world.transaction() as library:
        assert drafts.read(library, BANK).version == 0


def test_without_approval_nothing_is_published_where_a_second_reader_is_asked(
    world: World,
) -> None:
    save(world, BANK, text(BANK, PLAN), 0)
    assert look(world, BANK, review=True).refusals == ("not-approved",)
    open_gate = look(world, BANK)
    act = partial(publish, world, BANK, Change.TYPO, proposal=open_gate, review=True)
    with pytest.raises(Invalid, match="not-approved"):
        act()
