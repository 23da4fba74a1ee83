"""HR of the world, on either engine."""

import pytest

from tests.services.duties.office import Office
from tests.world import World


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)
