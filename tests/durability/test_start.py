"""Starting: refused with a sentence when something is wrong, once when many start at once."""

import socket
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import FreshDatabase
from tests.durability.server import ROOT, Client, Server, command, environment, running
from tests.world import read_files
from training.cli.demo import SMALL
from training.config import Settings, SettingsError
from training.installation import read_settings

AT_ONCE = 8
STARTS = 5.0


def attempt(*arguments: str, **settings: str) -> tuple[int, str, float]:
    """Run a command to its end; give exit status, what it wrote, and how long it took."""
    began = time.monotonic()
    done = subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr, time.monotonic() - began


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"prot": "8000"}, "TRAINING_PROT"),
        ({"port": "eighty"}, "TRAINING_PORT"),
        ({"port": "70000"}, "TRAINING_PORT"),
        ({"threads": "0"}, "TRAINING_THREADS"),
        ({"demo": "maybe"}, "TRAINING_DEMO"),
        ({"secret_key": "short"}, "TRAINING_SECRET_KEY"),
        ({"public_url": "http://training.example"}, "https"),
        ({"public_url": "https://training.example"}, "TRAINING_SECRET_KEY"),
        ({"database_url": "mysql://x"}, "TRAINING_DATABASE_URL"),
        ({"library": "nowhere-at-all"}, "TRAINING_LIBRARY"),
        ({"mail": "pigeon"}, "TRAINING_MAIL"),
        ({"time_zone": "Mars/Olympus"}, "TRAINING_TIME_ZONE"),
        ({"prot": "1", "port": "x"}, "TRAINING_PORT"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, settings: dict[str, str], word: str) -> None:
    given = {"TRAINING_DATA_DIR": str(tmp_path)}
    given |= {f"TRAINING_{name.upper()}": value for name, value in settings.items()}
    with pytest.raises(SettingsError, match=word):
        read_settings(given)


def test_a_wrong_setting_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    status, said, seconds = attempt(data_dir=str(tmp_path), prot="x", port="x")
    assert status == 2
    assert "TRAINING_PROT: unknown setting" in said
    assert "TRAINING_PORT: a port is" in said
    assert "Traceback" not in said
    assert seconds < STARTS * 2


def test_a_taken_port_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        status, said, _ = attempt(data_dir=str(tmp_path), port=port)
    assert status == 1
    assert "TRAINING_PORT" in said
    assert "Traceback" not in said


def test_a_database_that_is_not_there_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    url = f"postgresql://someone:a-secret-word@/none?host={tmp_path}"
    status, said, _ = attempt(data_dir=str(tmp_path), database_url=url)
    assert status == 2
    assert "The database cannot be used" in said
    assert "Traceback" not in said
    assert "a-secret-word" not in said


@pytest.mark.parametrize("name", ["secret.key", "training.db"])
def test_files_that_others_can_read_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x" * 64)
    (tmp_path / name).chmod(0o644)
    with pytest.raises(SettingsError, match="chmod"):
        read_settings({"TRAINING_DATA_DIR": str(tmp_path)})


def test_a_damaged_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch(0o600)
    with pytest.raises(SettingsError, match="too short"):
        read_settings({"TRAINING_DATA_DIR": str(tmp_path)})


def test_no_two_installations_share_a_secret(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(20)]
    keys = [read_settings({"TRAINING_DATA_DIR": str(each)}).secret_key for each in folders]
    assert len({*keys, Settings().secret_key}) == 21
    assert min(map(len, keys)) >= 43
    again = read_settings({"TRAINING_DATA_DIR": str(folders[0])})
    assert again.secret_key == keys[0]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, True),
        ({"TRAINING_PUBLIC_URL": "https://x.example", "TRAINING_SECRET_KEY": "x" * 40}, False),
        ({"TRAINING_HOST": "0.0.0.0"}, False),  # noqa: S104 - that is the question
        ({"TRAINING_HOST": "0.0.0.0", "TRAINING_DEMO": "yes"}, True),  # noqa: S104
        ({"TRAINING_DEMO": "no"}, False),
    ],
)
def test_people_with_a_public_password_exist_only_on_ones_own_machine(
    given: dict[str, str], expected: bool
) -> None:
    assert Settings.from_environ(given).demo is expected


def test_what_is_kept_can_be_read_by_nobody_else(tmp_path: Path) -> None:
    with running(Server(tmp_path / "data", settings={"demo": "yes"})) as server:
        found = [server.folder, *server.folder.rglob("*")]
        assert {path.name for path in found} >= {"secret.key", "training.db", "training.db-wal"}
        # The folder and the log were made here; the server makes its own files.
        own = [path for path in found if path not in (server.folder, server.log)]
        assert [path.name for path in own if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


@pytest.fixture
def many(database_url: str, tmp_path: Path) -> Iterator[list[Server]]:
    url = database_url.replace("postgresql+psycopg", "postgresql")
    settings = {"demo": "yes", "threads": "2"}
    servers = [Server(tmp_path / "data", url, settings) for _ in range(AT_ONCE)]
    with ExitStack() as stack:
        for server in servers:
            server.launch()
            assert server.process
            stack.callback(server.process.wait)
            stack.callback(server.process.kill)
        yield servers


def test_eight_that_start_at_once_make_one_installation(
    many: list[Server], database_url: str
) -> None:
    for server in many:
        server.await_answer()
    engine = create_engine(database_url)
    with engine.connect() as connection:
        counts = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
            for table in ("alembic_version", "revision", "person", "learner")
        }
    engine.dispose()
    assert counts == {
        "alembic_version": 1,
        "revision": len(read_files()),
        "person": SMALL,
        "learner": SMALL,
    }
    log = many[0].log.read_text()
    assert "Traceback" not in log
    assert [server.terminate() for server in many] == [0] * AT_ONCE


def test_a_second_start_is_quick(fresh_database: FreshDatabase, tmp_path: Path) -> None:
    url = fresh_database(None).replace("postgresql+psycopg", "postgresql")
    server = Server(tmp_path / "data", url)
    with running(server):
        server.terminate()
        assert server.start() < STARTS * 2
        assert Client(server.port).get("/health/live").status == 200
