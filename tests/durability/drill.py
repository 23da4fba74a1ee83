"""Kills the server while people click, again and again, and looks for what was acknowledged.

`python -m tests.durability.drill --kills 50` runs it at length on both databases.
"""

import argparse
import random  # noqa: TID251 - moments to kill at, from a fixed seed
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from uuid import UUID

from sqlalchemy import select

from tests import postgres
from tests.durability.server import LOST, Client, Server, running
from tests.world import PERSONS, prepare
from training.services import play
from training.services.library import Library, Shelf
from training.services.play import Recorded
from training.store.attempts import Attempt, Decision, Response
from training.store.engine import Database, open_database

LONGEST = 0.1
CLICKS = (10, 35)
"""How many clicks are acknowledged between two kills."""
PATIENCE = 120.0
PAUSE = 0.2
ITEMS = ("11-wat-is-het-doel", "21-hoe-gaat-het-bij-u", "22-wat-doet-u")


@dataclass
class Click:
    """One choice or answer; sent until somebody says that it was recorded."""

    address: str
    fields: dict[str, object]
    tries: int = 0


@dataclass
class Record:
    """What was acknowledged, and what went wrong."""

    acknowledged: list[Click] = field(default_factory=list)
    repeated: int = 0
    faults: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def keep(self, click: Click, is_repeated: bool) -> None:
        with self.lock:
            self.acknowledged.append(click)
            self.repeated += is_repeated

    def complain(self, fault: str) -> None:
        with self.lock:
            self.faults.append(fault)


@dataclass
class Learner:
    """Somebody who answers a quiz and then plays a story again and again, whatever happens."""

    name: str
    port: int
    record: Record
    stopped: Event
    client: Client = field(init=False)

    def run(self) -> None:
        self.client = Client(self.port)
        self.insist(lambda: self.client.log_in(self.name))
        quiz = self.begin("quiz", "vragen")
        self.send(f"{quiz}/responses", item="33-uw-plan", round=1, text=f"{self.name} luistert")
        for item in ITEMS:
            self.send(f"{quiz}/responses", item=item, round=1, answer=1)
        chance = random.Random(self.name)  # noqa: S311
        while not self.stopped.is_set():
            scene = self.begin("scenario", "bank")
            for step in range(2):
                self.send(f"{scene}/choices", step=step, position=chance.randint(1, 2))

    def begin(self, kind: str, slug: str) -> str:
        found: list[str] = []
        self.insist(lambda: found.append(self.client.begin(kind, slug)))
        return found[-1] if found else ""

    def send(self, address: str, **fields: object) -> None:
        """Send a click until it is answered; the same click may have been kept before."""
        click = Click(address, fields)

        def post() -> None:
            click.tries += 1
            answer = self.client.post(address, **fields)
            assert answer.status == 303, answer
            if "notice" in answer.location and fields.get("step") == 0:
                self.record.complain(f"{address} {fields}: {answer.location}")
            if "notice" in answer.location:
                return  # the story was over: there was nothing to record
            self.record.keep(click, is_repeated=click.tries > 1)

        self.insist(post)

    def insist(self, act: Callable[[], None]) -> None:
        while not self.stopped.is_set():
            try:
                act()
            except LOST:
                time.sleep(PAUSE)
            except AssertionError as fault:
                self.record.complain(str(fault)[:300])
                time.sleep(PAUSE)
            else:
                return


@dataclass(frozen=True)
class Outcome:
    """What a drill showed."""

    kills: int
    acknowledged: int
    repeated: int
    lost: int
    doubled: int
    faults: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        """Give the numbers in one line."""
        sent = f"{self.acknowledged} acknowledged, {self.repeated} of them sent again"
        found = f"{self.lost} lost, {self.doubled} double, {len(self.faults)} faults"
        return f"{self.kills} kills, {sent}, {found}, {self.seconds:.0f} s"


def drill(server: Server, url: str, *, kills: int, seed: int = 1) -> Outcome:
    """Kill the server a number of times under load, then compare."""
    began, chance = time.monotonic(), random.Random(seed)  # noqa: S311
    record, stopped = Record(), Event()
    with running(server):
        learners = [Learner(name, server.port, record, stopped) for name in PERSONS]
        threads = [Thread(target=learner.run) for learner in learners]
        for thread in threads:
            thread.start()
        for _ in range(kills):
            await_clicks(record, chance.randint(*CLICKS))
            time.sleep(chance.uniform(0, LONGEST))
            server.kill()
            server.start()
        time.sleep(LONGEST)
        stopped.set()
        for thread in threads:
            thread.join(PATIENCE)
        server.kill()
    lost, doubled = compare(url, record.acknowledged)
    spent = time.monotonic() - began
    kept, repeated = len(record.acknowledged), record.repeated
    return Outcome(kills, kept, repeated, lost, doubled, tuple(record.faults), spent)


def await_clicks(record: Record, number: int) -> None:
    goal, deadline = len(record.acknowledged) + number, time.monotonic() + PATIENCE
    while len(record.acknowledged) < goal and not record.faults:
        if time.monotonic() > deadline:
            record.complain("nothing is acknowledged any more")
        time.sleep(0.005)


def compare(url: str, acknowledged: list[Click]) -> tuple[int, int]:
    """Count acknowledged clicks that are not there as they were made, and surplus rows."""
    database = open_database(url)
    lost = sum(not is_kept(database, click) for click in acknowledged)
    with database.reading() as session:
        decisions = session.execute(select(Decision.attempt_id, Decision.step)).all()
        answers = session.execute(select(Response.attempt_id, Response.item, Response.round)).all()
        slots = session.scalars(select(Attempt.open_slot).where(Attempt.open_slot.is_not(None)))
        open_slots = list(slots)
    database.close()
    rows = [tuple(row) for row in (*decisions, *answers)] + [(slot,) for slot in open_slots]
    return lost, len(rows) - len(set(rows))


def is_kept(database: Database, click: Click) -> bool:
    """Tell whether a click is recorded; sending it again says so without changing anything."""
    head, _, action = click.address.rpartition("/")
    attempt_id = UUID(head.rpartition("/")[2])
    with database.writing() as session, session.begin():
        if action == "responses":
            key = (attempt_id, click.fields["item"], click.fields["round"])
            return session.get(Response, key) is not None
        step, position = click.fields["step"], click.fields["position"]
        if session.get(Decision, (attempt_id, step)) is None:
            return False
        attempt = session.get_one(Attempt, attempt_id)
        recorded = play.choose(
            Library(session, Shelf()),
            attempt_id=attempt_id,
            learner_key=attempt.learner_key,
            step=int(str(step)),
            shown_position=int(str(position)),
            at=attempt.started_at,
        )
    return recorded is Recorded.BEFORE


def main() -> int:
    """Run at length and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    kills = parser.parse_args().kills
    with tempfile.TemporaryDirectory() as folder, postgres.running() as server:
        file = f"sqlite:///{folder}/drill.db"
        prepare(file)
        outcomes = {"SQLite": drill(Server(Path(folder) / "one", file), file, kills=kills)}
        with server.database(prepare) as url:
            process = Server(Path(folder) / "two", url.replace("+psycopg", ""))
            outcomes["PostgreSQL"] = drill(process, url, kills=kills)
    for name, outcome in outcomes.items():
        sys.stdout.write(f"{name}: {outcome}\n")
        sys.stdout.write("".join(f"  {fault}\n" for fault in outcome.faults[:5]))
    return int(any(found.lost or found.doubled or found.faults for found in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
