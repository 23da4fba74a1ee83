"""Twenty identical posts at the same moment have one effect, on the real server."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any  # fields of any form

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import FreshDatabase
from tests.durability.server import Client, Server, running
from tests.world import PERSONS, prepare

AT_ONCE = 20
ROUNDS = 3
ALLOWED = {200, 303, 409, 429}


@pytest.fixture
def place(fresh_database: FreshDatabase, tmp_path: Path) -> Iterator[tuple[Client, str]]:
    url = fresh_database(prepare)
    with running(Server(tmp_path / "data", url.replace("+psycopg", ""))) as server:
        client = Client(server.port)
        client.log_in("lena")
        yield client, url


def count(url: str, table: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
    engine.dispose()
    return int(found)


def send(path: str, client: Client, **fields: object) -> int:
    return client.post(path, **fields).status


def all_at_once(client: Client, act: Callable[[Client], int]) -> Counter[int]:
    barrier = Barrier(AT_ONCE)

    def one(browser: Client) -> int:
        barrier.wait()
        return act(browser)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(one, [copy(client) for _ in range(AT_ONCE)]))


def test_a_choice_is_recorded_once(place: tuple[Client, str]) -> None:
    client, url = place
    for number in range(ROUNDS):
        start = partial(send, "/learn/courses/proef/scenario/bank/attempts")
        assert set(all_at_once(client, start)) <= ALLOWED
        assert count(url, "attempt") == number + 1
        scene = client.begin("scenario", "bank")
        for step in range(2):
            before = count(url, "decision")
            if 'name="position"' not in client.get(scene).text:
                break
            choose = partial(send, f"{scene}/choices", step=step, position=1)
            assert set(all_at_once(client, choose)) <= ALLOWED
            assert count(url, "decision") == before + 1


def test_an_answer_is_recorded_once(place: tuple[Client, str]) -> None:
    client, url = place
    quiz = client.begin("quiz", "vragen")
    for number, item in enumerate(("11-wat-is-het-doel", "22-wat-doet-u", "33-uw-plan"), start=1):
        fields: dict[str, Any] = {"item": item, "round": 1, "answer": 1, "text": "Ik luister."}
        statuses = all_at_once(client, partial(send, f"{quiz}/responses", **fields))
        assert set(statuses) <= ALLOWED
        assert count(url, "response") == number


def test_guesses_in_parallel_are_counted_one_by_one(place: tuple[Client, str]) -> None:
    client, _ = place
    stranger = Client(client.port)
    stranger.get("/login")
    form: dict[str, Any] = {"login-email": PERSONS["otto"].email, "login-password": "geraden"}
    statuses = all_at_once(stranger, partial(send, "/login", **form))
    assert statuses == {401: 10, 429: 10}
