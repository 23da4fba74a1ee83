"""Finding people, walking through the tree, and changing a role by hand."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.services.organisation.imports import ANNA, BAS, CARLA, HR, bring_in, person
from tests.world import PERSONS, World
from training.domain.organisation import ROOT_ID
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.organisation import directory, roles
from training.services.organisation.directory import Query
from training.services.scope import EVERYTHING, Scope
from training.store.organisation import OrgUnit


def names(world: World, query: Query, scope: Scope = EVERYTHING) -> list[str]:
    with world.transaction() as library:
        return [found.name for found in directory.search(library.session, query, scope).people]


def test_people_are_found_by_number_address_and_any_part_of_a_name(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    for text in ("1", "ANNA@stad.example", "ann", "boer", "anna boer", "  De  "):
        assert "Anna de Boer" in names(world, Query(text)), text
    for text in ("nna", "anna@", "%", "_", "\0"):
        assert names(world, Query(text)) == [] or text == "\0"
    assert names(world, Query("anna", is_active=False)) == []


def test_a_unit_and_a_scope_narrow_what_is_found(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    with world.transaction() as library:
        query = select(OrgUnit.id).where(OrgUnit.name == "Dienst Publiek")
        dienst = library.session.scalars(query).one()
    assert names(world, Query(unit_id=dienst)) == ["Anna de Boer", "Bas Visser"]
    assert names(world, Query("3"), Scope((dienst,))) == []
    with pytest.raises(NotFound):
        names(world, Query(unit_id=ROOT_ID), Scope((dienst,)))


def test_a_page_ends_where_the_next_one_begins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "A_PAGE", 2)
    with world.transaction() as library:
        first = directory.search(library.session, Query())
        second = directory.search(library.session, Query(after=first.next))
    found = [each.name for each in (*first.people, *second.people)]
    assert sorted(found) == sorted(each.name for each in PERSONS.values())
    assert (first.total, second.next) == (4, None)


def test_a_unit_counts_everyone_below_it(world: World) -> None:
    bring_in(world, ANNA, BAS, CARLA)
    with world.transaction() as library:
        page = directory.unit_page(library.session)
        dienst = next(line for line in page.children if line.name == "Dienst Publiek")
        below = directory.unit_page(library.session, dienst.id)
        with pytest.raises(NotFound):
            directory.unit_page(library.session, uuid4())
    assert (page.unit.people, page.own, page.unit.below) == (7, 4, 3)
    assert (dienst.people, dienst.below, dienst.leads) == (2, 1, ("Bas Visser",))
    assert (below.own, [line.name for line in below.children]) == (1, ["Balie"])
    assert [name for _, name in below.above] == [""]


def test_a_role_is_changed_with_a_reason_and_never_ones_own(world: World) -> None:
    bring_in(world, ANNA)
    anna = person(world, "1").id
    with world.transaction() as library:
        session, at = library.session, world.clock()
        assert roles.find_account(session, "Anna@stad.example").role == "learner"
        assert roles.change_role(session, anna, "trainer", "x", HR, at=at)
        assert not roles.change_role(session, anna, "trainer", "x", HR, at=at)
        for role, reason in (("boss", "x"), ("hr", " "), ("hr", "x" * 501)):
            with pytest.raises(Invalid):
                roles.change_role(session, anna, role, reason, HR, at=at)
        with pytest.raises(Conflict):
            roles.change_role(session, anna, "hr", "x", Actor(anna), at=at)
        with pytest.raises(NotFound):
            roles.change_role(session, uuid4(), "hr", "x", HR, at=at)
        with pytest.raises(NotFound):
            roles.find_account(session, "niemand@stad.example")
