"""A folder of an author is brought in: what it asks of the database, and what moves along."""

import pytest

from tests.services.statements import counted
from tests.world import World, read_files
from training.services.exchange.bringing import Brought, Order, Outcome, bring

LESSON = "content/lessons/lezen.md"
READS_ALL = "SELECT revision.id, revision.source"


def bring_in(world: World, files: dict[str, bytes]) -> Brought:
    with world.transaction() as library:
        at = world.clock()
        return bring(library, Order(files), at=at, today=at.date())


@pytest.fixture
def files() -> dict[str, bytes]:
    return read_files()


def test_the_texts_in_force_are_read_once(world: World, files: dict[str, bytes]) -> None:
    files[LESSON] = files[LESSON].replace(b"titel: Lezen", b"titel: Leren")
    with counted(world) as statements:
        assert bring_in(world, files).outcomes[LESSON] is Outcome.CHANGED
    assert len([text for text in statements if text.replace("\n", "").startswith(READS_ALL)]) == 1
