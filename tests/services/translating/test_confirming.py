"""A translation that is still right after its original changed goes along by one word."""

import pytest
from sqlalchemy import select

from tests.services.authoring.desk import person, save
from tests.services.learner import Learner
from tests.services.publishing.test_publishing import look as propose
from tests.services.publishing.test_publishing import publish
from tests.services.revisiting.looking import BANK, PLAN, change
from tests.world import World
from training.domain.document import Change, Kind
from training.services.audit import Actor
from training.services.authoring import drafts
from training.services.authoring.checking import Checker
from training.services.errors import Conflict
from training.services.translating import confirming
from training.services.translating.side_by_side import SideBySide, list_wanting, side_by_side
from training.store.audit import AuditEvent
from training.store.library import Entry

ENGLISH = "content/scenarios/bank.en.md"
checker = Checker()


def look(world: World) -> SideBySide:
    with world.transaction() as library:
        return side_by_side(library, ENGLISH)


def entry(world: World) -> Entry:
    with world.transaction() as library:
        found = library.catalogue.find(Kind.SCENARIO, "bank", "en")
        assert found
        return found


def confirm(world: World, seen: str, *, needs_review: bool = False) -> None:
    actor, at = Actor(person(world, "tom"), "here"), world.clock()
    with world.transaction() as library:
        asked = confirming.look(library, checker, ENGLISH, seen, "Klopt nog", today=at.date())
    with world.transaction() as library:
        confirming.confirm(library, asked, actor, needs_review=needs_review, at=at)


def text_of(world: World) -> str:
    with world.transaction() as library:
        return drafts.read(library, BANK).source


@pytest.fixture
def behind(world: World) -> World:
    world.clock.advance(days=1)
    change(world, BANK, dict([PLAN]), meaning=2)
    return world


def test_a_translation_that_is_right_still_reaches_its_readers_again(behind: World) -> None:
    lena = Learner(behind, "lena", "en")
    attempt_id = lena.start(Kind.SCENARIO, "bank")
    assert "Meneer Claes" in lena.scene(attempt_id).body
    before = entry(behind)
    confirm(behind, look(behind).confirmable)
    after = entry(behind)
    assert (after.digest, after.meaning, after.number) == (before.digest, 2, before.number + 1)
    assert "Mr Claes" in lena.scene(attempt_id).body
    found = look(behind)
    assert (found.is_behind, found.confirmable) == (False, "")
    assert not any(part.is_open for part in found.parts)
    with behind.session() as session:
        actions = session.scalars(select(AuditEvent.action)).all()
    assert actions[-2:] == ["publish", "translation-confirmed"]


def test_only_a_translation_that_is_behind_can_be_confirmed(world: World) -> None:
    assert look(world).confirmable == ""
    for seen in ("", "zomaar"):
        with pytest.raises(Conflict, match="stale"):
            confirm(world, seen)


def test_another_shape_or_a_draft_is_written_first(behind: World) -> None:
    save(behind, ENGLISH, "Half", 0)
    found = look(behind)
    assert (found.is_behind, found.confirmable) == (True, "")
    with behind.transaction() as library:
        drafts.discard(library, path=ENGLISH, by=person(behind, "tom"), at=behind.clock())
    assert look(behind).confirmable
    other = text_of(behind).replace("uitnodigend 2.1", "meewerkend 2.1")
    save(behind, BANK, other, 0)
    publish(behind, BANK, Change.MEANING)
    found = look(behind)
    assert (found.is_behind, found.confirmable) == (True, "")


def test_what_was_published_since_is_looked_at_first(behind: World) -> None:
    seen = look(behind).confirmable
    change(behind, BANK, {"zijn moeder": "zijn oude moeder"}, meaning=3)
    with pytest.raises(Conflict, match="stale"):
        confirm(behind, seen)
    assert entry(behind).meaning == 1


def test_a_second_trainer_reads_along_where_the_organisation_wants_it(behind: World) -> None:
    confirm(behind, look(behind).confirmable, needs_review=True)
    assert entry(behind).meaning == 1
    found = propose(behind, ENGLISH, review=True)
    assert (found.manuscript.version, found.refusals) == (1, ("not-approved",))


def test_the_list_names_what_is_behind_in_meaning_alone(world: World) -> None:
    world.clock.advance(days=1)
    change(world, BANK, {}, meaning=2)
    with world.transaction() as library:
        found = next(one for one in list_wanting(library) if one.path == ENGLISH)
    assert (found.outdated, found.is_behind, found.is_fine) == (0, True, False)
    confirm(world, look(world).confirmable)
    assert entry(world).meaning == 2
