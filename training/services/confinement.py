"""Does work with what others sent in a process of its own, with so much time and memory."""

import contextlib
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import BoundedSemaphore, Timer
from typing import TypeVar

try:
    import resource
except ImportError:  # where there are no such limits, the clock alone ends the work
    resource = None  # type: ignore[assignment]  # the module, or nothing

from training.services.errors import Unavailable

A = TypeVar("A")
B = TypeVar("B")

BUSY = "checks-busy"
"""The code of a refusal that is no fault of what was sent."""

AT_ONCE = 2
HEAVY_AT_ONCE = 1
HEAVY_SECONDS = 4
"""From so much processor time on, work waits for its like and not in the way of short work."""

PRELOADED = (
    "__main__",
    __name__,
    "training.services.authoring.confinement",
    "training.services.media.pictures",
)
"""What every process begins with: to import it anew each time would take longer than the work."""

WAITING = 4
"""Who works and who waits, together; others are refused, so that threads are left for learners."""

POLITE = 5
"""So much the work steps back for learners who click meanwhile."""

LARGEST_ANSWER = 64 * 1024 * 1024

KEPT_VARIABLES = frozenset({"LANG", "LC_ALL", "LC_CTYPE", "TZ"})
"""What a confined process keeps of the environment, in which the settings and their secrets are."""

_turns, _heavy_turns = BoundedSemaphore(AT_ONCE), BoundedSemaphore(HEAVY_AT_ONCE)
_places = BoundedSemaphore(WAITING)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time and on the clock, and bytes of memory of the reading process.

    On a busy machine a text waits longer than it is read.
    """

    seconds: int = 3
    patience: int = 10
    memory: int = 768 * 1024 * 1024


USUAL = Limits()
"""Enough for any sensible text."""


def run_confined(work: Callable[[A], bytes], argument: A, limits: Limits) -> bytes | None:
    """Do work in a process of its own that gives bytes; none when it took too much.

    Raises `Unavailable` where only the patience ran out: then the machine has too much to do, the
    argument is not to blame, and the same may well succeed a moment later.

    The bytes are not unpacked here: what decodes files of others may have been taken over by one.
    """
    turns = _heavy_turns if limits.seconds >= HEAVY_SECONDS else _turns
    if not _places.acquire(timeout=limits.patience):
        raise Unavailable(BUSY)
    try:
        if not turns.acquire(timeout=limits.patience):
            raise Unavailable(BUSY)
        try:
            return _run(work, argument, limits)
        finally:
            turns.release()
    finally:
        _places.release()


def ask_confined(work: Callable[[A], B], argument: A, limits: Limits) -> B | None:
    """Do work that runs nothing of what it reads, such as our own compiler; none as above.

    Only for such work: what comes back is unpacked here, so it must be what our code sent.
    """
    answer = run_confined(partial(packed, work), argument, limits)
    if answer is None:
        return None
    found: B = pickle.loads(answer)  # noqa: S301 -- packed by `packed`, from values of ours
    return found


def packed(work: Callable[[A], B], argument: A) -> bytes:
    """Do work and pack what it gives, over there."""
    return pickle.dumps(work(argument))


def _run(work: Callable[[A], bytes], argument: A, limits: Limits) -> bytes | None:
    # A fork of a process with threads may hang; the server that forks for us has none.
    processes = get_context("forkserver")
    processes.set_forkserver_preload(list(PRELOADED))
    here, there = processes.Pipe(duplex=False)
    worker = processes.Process(target=_answer, args=(there, work, argument, limits), daemon=True)
    worker.start()
    there.close()
    ending = Timer(limits.patience, worker.kill)  # of who begins an answer and never ends it
    try:
        if not here.poll(limits.patience):
            raise Unavailable(BUSY)
        ending.start()
        try:
            return here.recv_bytes(LARGEST_ANSWER)
        except (EOFError, OSError):  # it was ended by its limit, perhaps half-way an answer
            return None
    finally:
        ending.cancel()
        here.close()
        worker.kill()
        worker.join()
        worker.close()


def _answer(there: Connection, work: Callable[[A], bytes], argument: A, limits: Limits) -> None:
    if hasattr(os, "nice"):
        os.nice(POLITE)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    for name in os.environ.keys() - KEPT_VARIABLES:  # noqa: TID251 -- it is emptied, not read
        del os.environ[name]  # noqa: TID251 -- the same
    with contextlib.suppress(MemoryError):
        there.send_bytes(work(argument))
