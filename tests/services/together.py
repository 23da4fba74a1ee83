"""Runs acts at the same moment, each in a thread with a transaction of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from training.services.errors import Conflict

T = TypeVar("T")


def at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """Give the results; an act that lost the race and says so has none."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        barrier.wait(timeout=30)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        futures = [pool.submit(run, act) for act in acts]
    return [future.result() for future in futures if not has_lost(future)]


def has_lost(future: Future[T]) -> bool:
    """Tell the refusals that a page turns into "somebody was first"; other errors are faults."""
    return isinstance(future.exception(), Conflict | IntegrityError)
