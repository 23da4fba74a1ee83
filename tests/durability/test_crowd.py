"""Several people at once never wait for each other longer than a click takes."""

import time
from pathlib import Path
from threading import Event, Thread

from tests.conftest import FreshDatabase
from tests.durability.drill import Learner, Record
from tests.durability.server import Server, running
from tests.world import PERSONS, prepare

CLICKS = 60
SECONDS = 9.0
"""Less than a database waits for a lock: who waits that long waits for nothing."""


def test_people_who_click_at_once_do_not_block_each_other(
    fresh_database: FreshDatabase, tmp_path: Path
) -> None:
    url = fresh_database(prepare)
    record, stopped = Record(), Event()
    with running(Server(tmp_path / "data", url.replace("+psycopg", ""))) as server:
        learners = [Learner(name, server.port, record, stopped) for name in PERSONS]
        threads = [Thread(target=learner.run) for learner in learners]
        for thread in threads:
            thread.start()
        pauses, last = [0.0], time.monotonic()
        while len(record.acknowledged) < CLICKS and pauses[-1] < SECONDS:
            before = len(record.acknowledged)
            while len(record.acknowledged) == before and time.monotonic() - last < SECONDS:
                time.sleep(0.01)
            pauses.append(time.monotonic() - last)
            last = time.monotonic()
        stopped.set()
        for thread in threads:
            thread.join()
    assert record.faults == []
    assert max(pauses) < SECONDS
