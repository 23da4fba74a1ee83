"""The trainers of the small world at their desks."""

from uuid import UUID

from sqlalchemy import update

from tests.world import PERSONS, World
from training.domain.access import Role
from training.services.authoring import drafts
from training.services.authoring.drafts import Saved
from training.store.people import Person, find_by_email


def person(world: World, name: str) -> UUID:
    """Give somebody's identifier."""
    with world.session() as session:
        found = find_by_email(session, PERSONS[name].email)
        assert found is not None
        return found.id


def become_trainer(world: World, name: str) -> None:
    """Make somebody a trainer too."""
    with world.transaction() as library:
        person = update(Person).where(Person.email == PERSONS[name].email)
        library.session.execute(person.values(role=Role.TRAINER))


def save(world: World, path: str, source: str, version: int, *, by: str = "tom") -> Saved:
    """Keep a text as somebody."""
    who = person(world, by)
    with world.transaction() as library:
        return drafts.save(
            library, path=path, source=source, version=version, by=who, at=world.clock()
        )
