"""Days on either engine."""

import pytest

from tests.services.refreshing.days import Days
from tests.world import World


@pytest.fixture
def days(world: World) -> Days:
    return Days(world)
