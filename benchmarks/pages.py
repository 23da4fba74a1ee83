"""How near a scene and a recorded choice come to the floor: a bare view on the same server.

The floor is a Flask view that does one SELECT, or one SELECT, one INSERT and one COMMIT, through
the same database and the same waitress. Both are measured in turns within one run, so that the
ratio holds on any machine. Run it with `python -m benchmarks.pages`.
"""

import re
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from uuid import UUID

from flask import Flask
from sqlalchemy import event, select
from waitress.server import create_server

from tests.world import PASSWORD, PERSONS, World, light_passwords, prepare
from training.app import create_app
from training.config import Settings
from training.domain.document import Kind
from training.services import attempts
from training.services.attempts import UnitAddress
from training.store.attempts import Attempt
from training.store.audit import AuditEvent
from training.store.base import new_id
from training.store.engine import open_database

ROUNDS = 7
REQUESTS = 240
CLIENTS = 4
THREADS = 8
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SETTINGS = Settings(secret_key="a key for a benchmark, of enough characters")  # noqa: S106 -- opens nothing


@dataclass(frozen=True)
class Request:
    """Bytes to send, made beforehand so that the client costs next to nothing."""

    method: str
    path: str
    cookie: str
    body: str = ""

    def encode(self, port: int) -> bytes:
        head = [
            f"{self.method} {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Cookie: {self.cookie}",
        ]
        if self.body:
            head.append("Content-Type: application/x-www-form-urlencoded")
            head.append(f"Content-Length: {len(self.body)}")
        return ("\r\n".join(head) + "\r\n\r\n" + self.body).encode()


def floor_app(world: World) -> Flask:
    """Make the least that a page on this stack can be."""
    app = Flask("floor", static_folder=None)

    @app.get("/<uuid:attempt_id>")
    def show(attempt_id: UUID) -> str:
        with world.database.reading() as session:
            query = select(Attempt.id, Attempt.seed).where(Attempt.id == attempt_id)
            return str(session.execute(query).one().seed)

    @app.post("/<uuid:attempt_id>")
    def record(attempt_id: UUID) -> str:
        with world.database.writing() as session, session.begin():
            query = select(Attempt.id, Attempt.seed).where(Attempt.id == attempt_id)
            seed = session.execute(query).one().seed
            at = world.clock()
            session.add(
                AuditEvent(id=new_id(at), at=at, action="floor", object="", result="", origin="")
            )
        return str(seed)

    return app


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """Serve an application as `training serve` does, and give the port."""
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS, ident=None)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        server.close()


def rate(port: int, requests: list[Request], expected: int) -> float:
    """Send all requests over a few open connections and give the requests per second."""
    shares = [requests[number::CLIENTS] for number in range(CLIENTS)]
    encoded = [[request.encode(port) for request in share] for share in shares]
    began = perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda share: _send_all(port, share, expected), encoded))
    return len(requests) / (perf_counter() - began)


def _send_all(port: int, requests: list[bytes], expected: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        reader = connection.makefile("rb")
        for request in requests:
            connection.sendall(request)
            status = int(reader.readline().split()[1])
            if status != expected:
                raise SystemExit(f"expected {expected}, got {status}")
            length = 0
            while (line := reader.readline()) != b"\r\n":
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            reader.read(length)


def log_in(app: Flask) -> tuple[str, str]:
    """Log in and give the cookie and the form token."""
    with app.test_client() as client:
        page = client.get("/login").text
        found = TOKEN.search(page)
        form = {
            "csrf_token": found.group(1) if found else "",
            "login-email": PERSONS["lena"].email,
            "login-password": PASSWORD,
        }
        client.post("/login", data=form)
        found = TOKEN.search(client.get("/learn/").text)
        cookie = client.get_cookie("uitnodigend")
    if found is None or cookie is None:
        raise SystemExit("could not log in")
    return f"uitnodigend={cookie.value}", found.group(1)


def start_attempts(world: World, number: int) -> list[UUID]:
    """Start many attempts of one learner; all but the last are closed, and stay playable."""
    learner, made = world.learner("lena"), []
    address = UnitAddress("proef", Kind.SCENARIO, "bank")
    for seed in range(number):
        with world.transaction() as library:
            made.append(
                attempts.start(
                    library, learner_key=learner, address=address, seed=seed, at=world.clock()
                )
            )
            row = library.session.get(Attempt, made[-1])
            if row:
                row.open_slot = None
    return made


def statements(world: World, act: Callable[[], object]) -> int:
    """Count the statements that something costs."""
    seen = count()
    listener = lambda *_: next(seen)  # noqa: E731 -- registered and removed by identity
    for engine in world.database.engines:
        event.listen(engine, "before_cursor_execute", listener)
    act()
    for engine in world.database.engines:
        event.remove(engine, "before_cursor_execute", listener)
    return next(seen)


def measure(world: World) -> None:
    """Measure in turns and write the medians."""
    app, floor = (
        create_app(SETTINGS, world.database, clock=world.clock, passwords=light_passwords()),
        floor_app(world),
    )
    cookie, token = log_in(app)
    ids = start_attempts(world, (ROUNDS + 1) * REQUESTS)
    rates: dict[str, list[float]] = {"SELECT": [], "scene": [], "INSERT": [], "choice": []}
    with served(app) as port, served(floor) as floor_port:
        for turn in range(ROUNDS + 1):
            share = ids[turn * REQUESTS : (turn + 1) * REQUESTS]
            scenes = [Request("GET", f"/learn/scenarios/{id_}", cookie) for id_ in share]
            body = f"csrf_token={token}&step=0&position=1"
            choices = [
                Request("POST", f"/learn/scenarios/{id_}/choices", cookie, body) for id_ in share
            ]
            bare = [Request("GET", f"/{id_}", "") for id_ in share]
            inserts = [Request("POST", f"/{id_}", "", "a=1") for id_ in share]
            taken = {
                "SELECT": rate(floor_port, bare, 200),
                "scene": rate(port, scenes, 200),
                "INSERT": rate(floor_port, inserts, 200),
                "choice": rate(port, choices, 303),
            }
            if turn:  # the first turn warms up
                for name, value in taken.items():
                    rates[name].append(value)
    report({name: median(values) for name, values in rates.items()})


def report(rates: dict[str, float]) -> None:
    """Write the table."""
    scene, choice = rates["scene"] / rates["SELECT"], rates["choice"] / rates["INSERT"]
    sys.stdout.write(
        f"floor, one SELECT                   {rates['SELECT']:7.0f} requests/s\n"
        f"a scene page                        {rates['scene']:7.0f} requests/s  {scene:6.0%}\n"
        f"floor, SELECT + INSERT + COMMIT     {rates['INSERT']:7.0f} requests/s\n"
        f"a recorded choice                   {rates['choice']:7.0f} requests/s  {choice:6.0%}\n"
    )


def memory() -> str:
    """Give the memory of this process, client included."""
    status = Path("/proc/self/status")
    if not status.exists():
        return "unknown"
    return next(line.split()[1] for line in status.read_text().splitlines() if "VmRSS" in line)


def main() -> None:
    """Measure on SQLite in a temporary folder."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/benchmark.db"
        prepare(url)
        world = World(open_database(url, pool_size=THREADS + 2))
        measure(world)
        world.database.close()
    sys.stdout.write(f"memory at the end {int(memory()) // 1024} MB\n")


if __name__ == "__main__":
    main()
