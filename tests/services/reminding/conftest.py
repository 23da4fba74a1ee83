"""An office on either engine, on a Monday morning."""

import pytest

from tests.services.reminding.office import Office
from tests.world import World


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)
