"""An organisation with a handful of people, on either engine."""

from collections.abc import Callable

import pytest

from tests.organisation import TODAY, Organisation
from tests.world import PERSONS, World
from training.domain.access import Role
from training.services.reporting.view import Viewer
from training.store.people import find_by_email


@pytest.fixture
def organisation(world: World) -> Organisation:
    return Organisation(world).build().fill()


@pytest.fixture
def viewer(organisation: Organisation) -> Callable[[str], Viewer]:
    """Look through the eyes of one of the four persons."""

    def view(name: str) -> Viewer:
        with organisation.world.transaction() as library:
            person = find_by_email(library.session, PERSONS[name].email)
            assert person
            return Viewer(person.id, Role(person.role), "nl", TODAY)

    return view
