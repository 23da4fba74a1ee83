"""Stopping: what was asked is answered, and what was not answered was not done."""

import signal
import time
from pathlib import Path
from threading import Event, Thread

from sqlalchemy import select

from tests.conftest import FreshDatabase
from tests.durability.drill import Learner, Record, compare
from tests.durability.server import Server, running
from tests.world import PERSONS, prepare
from training.store.attempts import Decision, Response
from training.store.engine import open_database

LIMIT = 30.0


def test_no_effect_without_a_reply(fresh_database: FreshDatabase, tmp_path: Path) -> None:
    url = fresh_database(prepare)
    record, stopped = Record(), Event()
    with running(Server(tmp_path / "data", url.replace("+psycopg", ""))) as server:
        learners = [Learner(name, server.port, record, stopped) for name in PERSONS]
        threads = [Thread(target=learner.run) for learner in learners]
        for thread in threads:
            thread.start()
        while len(record.acknowledged) < 20:
            time.sleep(0.05)
        began = time.monotonic()
        assert server.process
        server.process.send_signal(signal.SIGTERM)
        assert server.terminate(LIMIT) == 0, "a second signal changes nothing"
        assert time.monotonic() - began < LIMIT
        stopped.set()
        for thread in threads:
            thread.join(LIMIT)
    database = open_database(url)
    with database.reading() as session:
        done = len(session.scalars(select(Decision)).all()) + len(
            session.scalars(select(Response)).all()
        )
    database.close()
    assert record.faults == []
    assert done == len(record.acknowledged)
    assert compare(url, record.acknowledged) == (0, 0)
    assert "Traceback" not in server.log.read_text()


def test_ctrl_c_ends_it_as_well(tmp_path: Path) -> None:
    with running(Server(tmp_path / "data")) as server:
        assert server.process
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(LIMIT) == 0
