"""Reads a text in a process of its own that may use only so much time and memory."""

import contextlib
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import BoundedSemaphore

from training.compiler.context import Context
from training.compiler.document import examine_document
from training.compiler.reading import Examined
from training.domain.diagnostics import Compiled, Diagnostic
from training.domain.document import Kind
from training.domain.shape import Document

try:
    import resource
except ImportError:  # where there are no such limits, the clock alone ends the work
    resource = None  # type: ignore[assignment]  # the module, or nothing

AT_ONCE = 2

_turns = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time and on the clock, and bytes of memory of the reading process.

    On a busy machine a text waits longer than it is read.
    """

    seconds: int = 3
    patience: int = 10
    memory: int = 768 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A text to be read, and what it may refer to."""

    kind: Kind
    source: str
    context: Context
    limits: Limits = Limits()


def examine_confined(request: Request) -> Examined[Document]:
    """Read a text that somebody may still be writing; what takes too much is a diagnostic (E49)."""
    with _turns:
        found = _read(request)
    return found or Examined(Compiled(None, (Diagnostic("E49", 1),)))


def _read(request: Request) -> Examined[Document] | None:
    # A fork of a process with threads may hang; the server that forks for us has none.
    processes = get_context("forkserver")
    processes.set_forkserver_preload(["__main__", __name__])
    here, there = processes.Pipe(duplex=False)
    reader = processes.Process(target=_answer, args=(there, request), daemon=True)
    reader.start()
    there.close()
    try:
        if here.poll(request.limits.patience):
            with contextlib.suppress(EOFError):  # it was ended by its limit
                found: Examined[Document] = here.recv()
                return found
        return None
    finally:
        here.close()
        reader.kill()
        reader.join()
        reader.close()


def _answer(there: Connection, request: Request) -> None:
    limits = request.limits
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    with contextlib.suppress(MemoryError):
        there.send(examine_document(request.kind, request.source, request.context))
