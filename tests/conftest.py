"""What every test may ask for: a fixed moment, a fresh database on either engine, no network."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from tests import network, postgres, trail
from tests.postgres import Prepare
from tests.world import World, prepare
from training.store.engine import open_database

# On a developer's machine a test that cannot run is skipped with the reason; there it must run.
IS_CONTINUOUS_INTEGRATION = os.environ.get("CI") == "true"  # noqa: TID251 - no part of the product

FreshDatabase = Callable[[Prepare | None], str]

network.install()
trail.install()


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail also the test whose code swallowed the refusal."""
    network.attempts.clear()
    yield
    assert network.attempts == [], "the test tried to leave this machine"


@pytest.fixture
def moment() -> datetime:
    """The moment at which tests take place: a Monday morning."""
    return datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres.running())
        except postgres.UnavailableError as reason:
            if IS_CONTINUOUS_INTEGRATION:
                raise
            pytest.skip(f"PostgreSQL does not run here: {reason}")
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Prepare], Path]:
    @cache
    def prepared(prepare: Prepare) -> Path:
        file = tmp_path_factory.mktemp("template") / "prepared.db"
        prepare(f"sqlite:///{file}")
        return file

    return prepared


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FreshDatabase]:
    """Lend fresh databases by address, on either engine: `fresh_database(prepare)`.

    `prepare` receives the address of an empty database, fills it and closes its connections. It
    runs once in a session; what it made is copied from then on. `None` asks for an empty one.
    """
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        numbers = count()

        def lend_file(prepare: Prepare | None) -> str:
            file = tmp_path / f"{next(numbers)}.db"
            if prepare:
                shutil.copyfile(template(prepare), file)
            return f"sqlite:///{file}"

        yield lend_file
    else:
        server = request.getfixturevalue("postgresql")
        with ExitStack() as lent:
            yield lambda prepare: lent.enter_context(server.database(prepare))


@pytest.fixture
def database_url(fresh_database: FreshDatabase) -> str:
    """The address of an empty database; the test runs once on SQLite and once on PostgreSQL."""
    return fresh_database(None)


@pytest.fixture
def world(fresh_database: FreshDatabase) -> Iterator[World]:
    """The library and the persons, on either engine."""
    database = open_database(fresh_database(prepare))
    yield World(database)
    database.close()


@pytest.fixture
def small_world(sqlite_template: Callable[[Prepare], Path], tmp_path: Path) -> Iterator[World]:
    """The same on SQLite alone, for tests of pages: engines differ below them."""
    file = tmp_path / "world.db"
    shutil.copyfile(sqlite_template(prepare), file)
    database = open_database(f"sqlite:///{file}")
    yield World(database)
    database.close()
