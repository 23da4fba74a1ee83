"""What was acknowledged is kept, once, when the server is killed while people click."""

from pathlib import Path

from tests.conftest import FreshDatabase
from tests.durability.drill import drill
from tests.durability.server import Server
from tests.world import prepare

KILLS = 3


def test_nothing_acknowledged_is_lost(fresh_database: FreshDatabase, tmp_path: Path) -> None:
    url = fresh_database(prepare)
    server = Server(tmp_path / "data", url.replace("+psycopg", ""))
    outcome = drill(server, url, kills=KILLS)
    assert outcome.faults == ()
    assert (outcome.lost, outcome.doubled) == (0, 0), str(outcome)
    assert outcome.acknowledged > KILLS
