"""On which databases a benchmark measures, and how long something takes there.

Seconds by the clock say what people wait for, on a machine as busy as it was; seconds of processor
say what it costs on any.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypeVar

from tests import postgres

T = TypeVar("T")
ENGINES = ("sqlite", "postgresql")
TO_MEGABYTES = 1024 if sys.platform != "darwin" else 1024 * 1024


def add_engines(parser: argparse.ArgumentParser) -> None:
    """Let who measures choose engines; all of them otherwise."""
    parser.add_argument("--engine", nargs="+", choices=ENGINES, default=ENGINES)


@contextmanager
def fresh(engine: str) -> Iterator[str]:
    """Lend an empty database that is gone afterwards."""
    with ExitStack() as stack:
        if engine == "sqlite":
            folder = stack.enter_context(TemporaryDirectory())
            yield f"sqlite:///{Path(folder) / 'benchmark.db'}"
        else:
            server = stack.enter_context(postgres.running())
            yield stack.enter_context(server.database())


def databases(engines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give each engine with an empty database, one after the other, where it runs here."""
    for engine in engines:
        with ExitStack() as stack:
            try:
                url = stack.enter_context(fresh(engine))
            except postgres.UnavailableError as reason:
                sys.stdout.write(f"{engine} does not run here: {reason}\n")
                continue
            yield engine, url


@dataclass(frozen=True, slots=True)
class Span:
    """How long something took by the clock, and for how much of it we had a processor."""

    clock: float
    own: float

    def __str__(self) -> str:
        """Write it as the tables do."""
        return f"{self.clock:8.2f} s   ({self.own:7.2f} s of processor)"


def timed(work: Callable[[], T]) -> tuple[T, Span]:
    """Do something and say how long it took."""
    begin, begun = perf_counter(), process_time()
    found = work()
    return found, Span(perf_counter() - begin, process_time() - begun)


def middle_of(spans: Iterable[Span]) -> Span:
    """Give the middle of some runs, by the clock and of the processor."""
    found = list(spans)
    return Span(median(span.clock for span in found), median(span.own for span in found))


def megabytes() -> float:
    """Give the most memory that this process ever had."""
    return getrusage(RUSAGE_SELF).ru_maxrss / TO_MEGABYTES
