"""A full disk and a database that restarts: refused clearly, and over by itself."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests import postgres
from tests.conftest import IS_CONTINUOUS_INTEGRATION
from tests.durability.server import Client, Server, running
from tests.world import prepare

HEALED_WITHIN = 10.0


def test_a_full_disk_refuses_writing_lets_read_and_heals(tmp_path: Path) -> None:
    file = tmp_path / "world.db"
    prepare(f"sqlite:///{file}")
    with running(Server(tmp_path / "data", f"sqlite:///{file}")) as server:
        client = Client(server.port)
        client.log_in("lena")
        scene = client.begin("scenario", "bank")
        with no_room(server, file.with_name("world.db-wal").stat().st_size):
            refused = client.post(f"{scene}/choices", step=0, position=1)
            assert refused.status == 503
            assert "Uw laatste klik nog niet" in refused.text
            for path in (scene, "/learn/", "/account", "/login"):
                assert client.get(path).status in {200, 303}, path
        began = time.monotonic()
        assert client.post(f"{scene}/choices", step=0, position=1).status == 303
        assert time.monotonic() - began < HEALED_WITHIN / 2
        assert "U koos:" in client.get(scene).text


@contextmanager
def no_room(server: Server, size: int) -> Iterator[None]:
    """Let no file of the server grow beyond a size: what a full disk does to it."""
    assert server.process
    number = server.process.pid
    unlimited = resource.prlimit(number, resource.RLIMIT_FSIZE)
    resource.prlimit(number, resource.RLIMIT_FSIZE, (size, unlimited[1]))
    yield
    resource.prlimit(number, resource.RLIMIT_FSIZE, unlimited)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_database_that_restarts_is_found_again(tmp_path: Path, how: signal.Signals) -> None:
    try:
        with postgres.running() as database:
            url = database.url(database.create(database.template(prepare)))
            try_restart(database, url, tmp_path, how)
    except postgres.UnavailableError as reason:
        if IS_CONTINUOUS_INTEGRATION:
            raise
        pytest.skip(f"PostgreSQL does not run here: {reason}")


def try_restart(database: postgres.Server, url: str, folder: Path, how: signal.Signals) -> None:
    with running(Server(folder / "data", url.replace("+psycopg", ""))) as server:
        client = Client(server.port)
        client.log_in("lena")
        scene = client.begin("scenario", "bank")
        program = stop(database, how)
        refused = client.post(f"{scene}/choices", step=0, position=1)
        assert refused.status == 503
        assert "Traceback" not in refused.text
        assert client.get("/health/live").status in {200, 503}
        assert Client(server.port).get("/health/live").status == 200
        assert Client(server.port).get("/health/ready").status == 503
        with started(database, program):
            began = time.monotonic()
            while client.post(f"{scene}/choices", step=0, position=1).status != 303:
                assert time.monotonic() - began < HEALED_WITHIN
                time.sleep(0.1)
            assert "U koos:" in client.get(scene).text


def pid_of(database: postgres.Server) -> int:
    return int((database.directory / "data" / "postmaster.pid").read_text().splitlines()[0])


def stop(database: postgres.Server, how: signal.Signals) -> str:
    """Stop the server, orderly or at once; give its program."""
    number = pid_of(database)
    program = str(Path(f"/proc/{number}/exe").readlink())
    os.kill(number, how)
    with suppress(FileNotFoundError):
        while (database.directory / "data" / "postmaster.pid").exists():
            if not Path(f"/proc/{number}").exists():
                break
            time.sleep(0.05)
    return program


@contextmanager
def started(database: postgres.Server, program: str) -> Iterator[None]:
    """Start the server again on the same data, and end it before its folder goes."""
    folder = database.directory
    options = ["-D", folder / "data", "-k", folder, "-c", "listen_addresses="]
    process = subprocess.Popen(
        [program, *map(str, options)],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **postgres.unprivileged(),
    )
    try:
        postgres.await_answer(folder)
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()
