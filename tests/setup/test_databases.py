"""The databases that tests borrow are fresh, prepared once, and gone afterwards."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.conftest import FreshDatabase
from tests.postgres import Server

KILLED_RUN = """
import sys, time
from tests.postgres import running
with running() as server:
    print(server.directory, flush=True)
    time.sleep(60)
"""


def count_fruit(url: str) -> int:
    engine = create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(text("SELECT count(*) FROM fruit")).scalar_one()
        connection.execute(text("INSERT INTO fruit VALUES ('pear')"))
    engine.dispose()
    return int(found)


def make_fruit(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE fruit (name VARCHAR(20) PRIMARY KEY)"))
        connection.execute(text("INSERT INTO fruit VALUES ('apple')"))
    engine.dispose()


def test_every_copy_of_a_prepared_database_starts_alike(fresh_database: FreshDatabase) -> None:
    assert [count_fruit(fresh_database(make_fruit)) for _ in range(3)] == [1, 1, 1]


def test_empty_database_takes_anything(database_url: str) -> None:
    make_fruit(database_url)
    assert count_fruit(database_url) == 1


def test_postgresql_keeps_what_it_acknowledges(postgresql: Server) -> None:
    with psycopg.connect(host=str(postgresql.directory), user="postgres") as connection:
        settings = [connection.execute(f"SHOW {name}").fetchone() for name in SETTINGS]
    assert settings == [("on",), ("on",), ("on",)]


SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")


def test_killed_run_leaves_no_server_and_no_files(postgresql: Server) -> None:
    run = subprocess.Popen([sys.executable, "-c", KILLED_RUN], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    directory = Path(run.stdout.readline().strip())
    server = int((directory / "data" / "postmaster.pid").read_text().splitlines()[0])
    run.kill()
    run.communicate()
    for _ in range(300):
        if not directory.exists():
            break
        time.sleep(0.1)
    assert not directory.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
