"""Accounts: one per address, with a learner key of its own."""

from functools import partial

import pytest

from tests.services.together import at_once
from tests.world import PERSONS, World
from training.domain.access import Role
from training.services import people
from training.services.errors import Conflict, NotFound
from training.services.people import NewPerson
from training.store.people import (
    count_people,
    find_by_email,
    find_person,
    list_learner_keys,
    name_of,
)

NOOR = NewPerson(" Noor@Voorbeeld.example ", "Noor El Idrissi", Role.MANAGER, "en")


def test_a_new_person_can_be_found_and_has_a_key_that_is_not_the_id(world: World) -> None:
    with world.session() as session:
        key = people.add(session, NOOR, at=world.clock())
    with world.session() as session:
        person = find_by_email(session, "NOOR@voorbeeld.example")
        assert person
        assert (person.email, person.role, person.language) == (
            "noor@voorbeeld.example",
            "manager",
            "en",
        )
        assert (person.password_digest, person.is_active) == (None, True)
        assert person.created_at == world.clock()
        assert key != person.id
        assert name_of(session, key) == "Noor El Idrissi"
        assert key in list_learner_keys(session)


def test_an_address_has_one_account_also_when_two_are_made_at_once(world: World) -> None:
    def add() -> None:
        with world.session() as session:
            people.add(session, NOOR, at=world.clock())

    assert len(at_once([partial(add)] * 4)) == 1
    with pytest.raises(Conflict) as refusal:
        add()
    assert refusal.value.values == {"email": "noor@voorbeeld.example"}
    with world.session() as session:
        assert count_people(session) == len(PERSONS) + 1


def test_the_language_of_a_person_is_remembered(world: World) -> None:
    with world.session() as session:
        lena = find_by_email(session, PERSONS["lena"].email)
        assert lena
        people.set_language(session, lena.id, "en")
    with world.session() as session:
        again = find_person(session, lena.id)
        assert again
        assert again.language == "en"
        with pytest.raises(NotFound):
            people.set_language(session, lena.id, "tlh")
        with pytest.raises(NotFound):
            people.set_language(session, world.learner("lena"), "en")
        assert not people.is_empty(session)
