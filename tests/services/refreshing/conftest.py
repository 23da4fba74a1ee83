"""Days of a learner: on SQLite, and on either engine where the engines could differ."""

import pytest

from tests.services.refreshing.days import Days
from tests.world import World


@pytest.fixture
def days(small_world: World) -> Days:
    return Days(small_world)


@pytest.fixture
def days_on_either(world: World) -> Days:
    return Days(world)
