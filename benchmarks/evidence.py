"""Measures the count of a hundred thousand first attempts: the longest step and the whole."""

import argparse
import sys
import time
from collections.abc import Iterator

from benchmarks.engines import add_engines, databases
from tests.services.improving.crowd import play_many
from tests.world import LIBRARY, World, prepare_with
from training.services.improving.counting import KIND, EvidenceWork, due_job
from training.services.jobs import enqueue, run_next
from training.store.engine import open_database

ATTEMPTS = 100_000
AT_ONCE = 5_000
ASK, PLAN = "de-vraag", "het-plan"
PATHS = (
    ((ASK, 0), (PLAN, 1)),
    ((ASK, 0), (PLAN, 0)),
    ((ASK, 1), (PLAN, 1)),
    ((ASK, 2),),
)


def fill(world: World, attempts: int) -> None:
    """Let so many people each play the story once."""
    for begin in range(0, attempts, AT_ONCE):
        size = min(AT_ONCE, attempts - begin)
        play_many(world, (PATHS[number % 7 % len(PATHS)] for number in range(size)))


def steps(world: World) -> Iterator[tuple[float, float]]:
    """Count everything; give how long each step took, and how much of that it worked itself."""
    work, at = EvidenceWork(), world.clock()
    with world.transaction() as library:
        enqueue(library.session, due_job(at), at=at)
    while True:
        begin, busy = time.perf_counter(), time.process_time()
        if not run_next(world.transaction, {KIND: work.step}, at=at):
            return
        yield time.perf_counter() - begin, time.process_time() - busy


def measure(name: str, url: str, attempts: int) -> None:
    """Fill a database, count, and say how long that took."""
    prepare_with(LIBRARY)(url)
    database = open_database(url)
    world = World(database)
    fill(world, attempts)
    found = list(steps(world))
    spans, work = sorted(span for span, _ in found), max(busy for _, busy in found)
    sys.stdout.write(
        f"{name:12} {attempts:>9,} attempts  {len(spans):>4} steps  whole {sum(spans):6.1f} s"
        f"  middle {1000 * spans[len(spans) // 2]:6.0f} ms  longest {1000 * spans[-1]:6.0f} ms"
        f"  most work {1000 * work:6.0f} ms\n"
    )
    database.close()


def main() -> None:
    """Measure on each engine that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attempts", type=int, default=ATTEMPTS)
    add_engines(parser)
    arguments = parser.parse_args()
    for engine, url in databases(arguments.engine):
        measure(engine, url, arguments.attempts)


if __name__ == "__main__":
    main()
