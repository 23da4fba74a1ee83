"""Do two hundred learners notice that a text that they are in is published? Clicks in milliseconds.

A served installation as `training serve` makes it, worker and all; learners in another process, who
each click once in some seconds (`benchmarks.clicking`); and a trainer who writes, checks and
publishes through the pages of the studio, many times, mended slips and other meanings in turns.
Measured is a click until the page behind it is there: before, while something was being published,
in a span as long shortly after that, and at the end. Those spans in pairs are what to hold
against each other on a machine with other work: a publication lasts long when the machine is busy.
Run it with `python -m benchmarks.publication`, or `--engine postgresql`.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, sleep

from benchmarks.clicking import address_of
from benchmarks.engines import add_engines, databases
from tests.durability.server import Client, Server, running
from tests.world import LIBRARY, MOMENT, PASSWORD, World, light_passwords, prepare
from training.domain.access import Role
from training.services.people import NewPerson, add
from training.store.engine import open_database

LEARNERS = 200
PAUSE = 8.0
PHASE = 30.0
PUBLICATIONS = 40
REST = 0.5
"""Seconds between a publication and the span beside it, and between that and the next one."""
PATH = "content/scenarios/bank.md"
WORDS = "Hij vertelt over oudere wandelaars."
Click = tuple[float, float, float]
"""When it began, how many seconds it took, and how many the floor just before it."""

Times = dict[str, list[tuple[float, float]]]
"""The milliseconds of clicks and of their floors, by phase."""


def people(url: str, count: int) -> None:
    """Fill an empty database: the small library, its persons, and so many learners."""
    prepare(url)
    world = World(open_database(url))
    digest = light_passwords().digest(PASSWORD)
    with world.session() as session:
        for number in range(count):
            person = NewPerson(address_of(number), f"Leerling {number}", Role.LEARNER)
            add(session, person, password_digest=digest, at=MOMENT)
    world.database.close()


@contextmanager
def clicking(port: int, count: int, pause: float) -> Iterator[list[Click]]:
    """Let learners click in a process of their own; the list grows until the end."""
    arguments = [sys.executable, "-m", "benchmarks.clicking", str(port), str(count), str(pause)]
    pipe = subprocess.PIPE
    child = subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 -- our own
    clicks: list[Click] = []
    if child.stdin is None or child.stdout is None or child.stdout.readline() != "ready\n":
        raise SystemExit("the learners did not come in")
    lines = child.stdout

    def listen() -> None:
        for line in lines:
            began, seconds, least = map(float, line.split())
            clicks.append((began, seconds, least))

    listener = Thread(target=listen, daemon=True)
    listener.start()
    try:
        sleep(pause)  # they come in one after another
        yield clicks
    finally:
        child.stdin.close()
        child.wait(120)
        listener.join()
        if child.returncode:
            raise SystemExit("the learners ran into a fault")


class Trainer:
    """Somebody in the studio."""

    def __init__(self, port: int) -> None:
        """Log in."""
        self.client = Client(port, seconds=120)
        self.client.log_in("tom")

    def publish(self, number: int) -> None:
        """Write another sentence, look what it does, and publish it."""
        source = (LIBRARY / PATH).read_text(encoding="utf-8")
        source = source.replace(WORDS, f"{WORDS[:-1]}, en dat is de {number + 2}e keer.")
        version = self.field(self.client.get(f"/author/edit/{PATH}").text, "version")
        self.client.post(f"/author/save/{PATH}", source=source, version=version)
        page = self.client.get(f"/author/publish/{PATH}").text
        form = {name: self.field(page, name) for name in ("digest", "base")}
        change = "meaning" if number % 2 else "typo"
        answer = self.client.post(f"/author/publish/{PATH}", change=change, **form)
        if "published=" not in answer.location:
            raise SystemExit(f"not published: {answer.status}")

    @staticmethod
    def field(page: str, name: str) -> str:
        """Give a hidden field of a page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', page)
        return unescape(found[1]) if found else ""


def measure(url: str, count: int, pause: float) -> Times:
    """Let them click before, during and after; give the milliseconds of every click."""
    with (
        TemporaryDirectory() as folder,
        running(Server(Path(folder) / "data", url.replace("+psycopg", ""))) as server,
        clicking(server.port, count, pause) as clicks,
    ):
        trainer = Trainer(server.port)
        began = monotonic()
        sleep(PHASE)
        spans = []
        for number in range(PUBLICATIONS):
            begin = monotonic()
            trainer.publish(number)
            end = monotonic()
            spans.append((begin, end))
            sleep(2 * REST + end - begin)
        after = monotonic()
        sleep(PHASE)
    beside = [(end + REST, end + REST + end - begin) for begin, end in spans]
    phases = {
        "before": [(began, spans[0][0])],
        "during": spans,
        "beside": beside,
        "after": [(after, monotonic())],
    }
    # By when it began: one that takes long would else be counted for a publication it only met.
    found = {
        name: [
            (seconds * 1000, least * 1000)
            for begin, seconds, least in clicks
            if any(start <= begin < end for start, end in phase)
        ]
        for name, phase in phases.items()
    }
    found["published"] = [((end - start) * 1000,) * 2 for start, end in spans]
    return found


def report(engine: str, count: int, found: Times) -> None:
    """Write a table."""
    sys.stdout.write(f"\n{engine}, {count} learners, {PUBLICATIONS} publications\n")
    for name, pairs in found.items():
        values, floors = zip(*pairs, strict=True)
        high = quantiles(values, n=20)[-1]
        line = (
            f"{name:10} {len(values):6,} of  middle {median(values):8.1f} ms  95 in 100 within "
            f"{high:8.1f} ms  longest {max(values):8.1f} ms"
        )
        if name != "published":
            above = median(value - floor for value, floor in pairs)
            line += f"  floor {median(floors):6.1f} ms, the middle click {above:6.1f} ms above it"
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure on each engine that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=LEARNERS)
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two clicks")
    add_engines(parser)
    arguments = parser.parse_args()
    for engine, url in databases(arguments.engine):
        people(url, arguments.learners)
        report(engine, arguments.learners, measure(url, arguments.learners, arguments.pause))


if __name__ == "__main__":
    main()
