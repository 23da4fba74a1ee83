"""What pages, clicks and nightly work cost as an organisation grows, on both databases.

Run `python -m benchmarks.organisation`, or with `--people 10000 100000 1000000` and `--engine
postgresql`. Everybody must do twenty courses, or as many as `--courses` says. The floor is one
SELECT by key, or one INSERT and COMMIT for what writes; all is measured in turns within one run, so
that a ratio to the floor holds on a slow or a busy machine. The last column is that ratio as a
multiple of the one in the smallest organisation: what grows with the units shown, and not with
people, stays near 1.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

from benchmarks.engines import add_engines, databases
from benchmarks.municipality import COURSES, build
from benchmarks.scene import Scene, open_scene
from benchmarks.work import FLOOR, ONCE, WORK, WRITING, WRITING_FLOOR
from training.store import migrate
from training.store.engine import open_database

ROUNDS = 7
Medians = dict[str, tuple[float, float]]
"""Milliseconds, and how often the floor fits in them."""


def measure(scene: Scene) -> Medians:
    """Do all kinds of work in turns; the first turn warms up."""
    rounds: list[dict[str, float]] = []
    for turn in range(ROUNDS + 1):
        scene.prepare()
        taken = {name: _milliseconds(act, scene) for name, act in WORK.items()}
        if turn:
            rounds.append(taken)
    found = {
        name: (
            median(each[name] for each in rounds),
            median(each[name] / each[_floor_of(name)] for each in rounds),
        )
        for name in WORK
    }
    once = {name: _milliseconds(act, scene) for name, act in ONCE.items()}
    return found | {name: (taken, taken / found[FLOOR][0]) for name, taken in once.items()}


def _floor_of(name: str) -> str:
    return WRITING_FLOOR if name in WRITING else FLOOR


def _milliseconds(act: Callable[[Scene], object], scene: Scene) -> float:
    began = perf_counter()
    act(scene)
    return (perf_counter() - began) * 1000


def report(title: str, found: Medians, smallest: Medians) -> None:
    """Write one table."""
    sys.stdout.write(f"\n{title}, median of {ROUNDS} runs\n")
    for name, (milliseconds, ratio) in found.items():
        growth = ratio / smallest[name][1]
        sys.stdout.write(f"{name:42} {milliseconds:9.2f} ms {ratio:8.1f} x floor {growth:6.2f}\n")
    sys.stdout.flush()


def main() -> None:
    """Build, measure and tell, for each engine and size; or measure a database that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument("--courses", type=int, default=COURSES)
    add_engines(parser)
    parser.add_argument("--url", nargs="+", help="databases made by benchmarks.municipality")
    arguments = parser.parse_args()
    if arguments.url:
        _compare((_title(url), open_scene(url)) for url in arguments.url)
        return
    for engine in arguments.engine:
        _compare(_built(engine, arguments.people, arguments.courses))


def _title(url: str) -> str:
    """Bring a database to the schema of this version, and say which one it is."""
    database = open_database(url)
    migrate.upgrade(database.engine)
    database.close()
    return url


def _built(engine: str, sizes: list[int], courses: int) -> Iterator[tuple[str, Scene]]:
    for people in sizes:
        for _, url in databases([engine]):
            seconds = build(url, people, courses)
            yield f"{engine}, {people:,} people, made in {seconds:.0f} s", open_scene(url)


def _compare(scenes: Iterator[tuple[str, Scene]]) -> None:
    smallest: Medians = {}
    for title, scene in scenes:
        try:
            found = measure(scene)
        finally:
            scene.database.close()
        smallest = smallest or found
        report(title, found, smallest)


if __name__ == "__main__":
    main()
