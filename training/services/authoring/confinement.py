"""Reads a text in a process of its own that may use only so much time and memory."""

import pickle
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from training.compiler.context import Context
from training.compiler.document import examine_document
from training.compiler.reading import Examined
from training.compiler.summary import key_of
from training.domain.diagnostics import Compiled, Diagnostic
from training.domain.document import Kind
from training.domain.shape import Document
from training.services.confinement import USUAL, Limits, run_confined

__all__ = ["Limits", "Request", "examine_confined"]

KEPT = 64
LARGEST_KEPT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A text to be read, and what it may refer to."""

    kind: Kind
    source: str
    context: Context
    limits: Limits = USUAL


class _Answers:
    """What was read last, as it came back: never the values, so that nobody can change them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def find(self, key: str) -> bytes | None:
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: str, answer: bytes) -> None:
        if len(answer) > LARGEST_KEPT:
            return
        with self._lock:
            self._kept[key] = answer
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


_answers = _Answers()


def examine_confined(request: Request) -> Examined[Document]:
    """Read a text that somebody may still be writing; what takes too much is a diagnostic (E49).

    Who wrote a text looks at it, and publishes it: all of these read the same, and it is done once.
    Raises `Unavailable` where the machine is too busy to read it now.
    """
    key = _key_of(request)
    answer = _answers.find(key)
    if answer is None:
        answer = run_confined(_examine, request, request.limits)
        if answer is None:
            return Examined(Compiled(None, (Diagnostic("E49", 1),)))
        _answers.keep(key, answer)
    # A text is read by code of ours and never runs any, so what comes back is what we sent.
    found: Examined[Document] = pickle.loads(answer)  # noqa: S301
    return found


def _key_of(request: Request) -> str:
    """Recognise exactly this reading: the text, and all that it may refer to."""
    version = repr((request.limits, sorted(request.context.slugs.items())))
    source = request.source.encode("utf-8", "surrogatepass")
    return key_of(source, request.kind, request.context, version)


def _examine(request: Request) -> bytes:
    return pickle.dumps(examine_document(request.kind, request.source, request.context))
