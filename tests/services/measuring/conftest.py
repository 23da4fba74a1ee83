"""A world in which measurements can be taken."""

import pytest

from tests.services.measuring.waves import Waves
from tests.world import World


@pytest.fixture
def waves(world: World) -> Waves:
    return Waves(world)


@pytest.fixture
def small_waves(small_world: World) -> Waves:
    return Waves(small_world)
