"""Reads a text in a process of its own that may use only so much time and memory."""

import pickle
from dataclasses import dataclass

from training.compiler.context import Context
from training.compiler.document import examine_document
from training.compiler.reading import Examined
from training.domain.diagnostics import Compiled, Diagnostic
from training.domain.document import Kind
from training.domain.shape import Document
from training.services.confinement import USUAL, Limits, run_confined

__all__ = ["Limits", "Request", "examine_confined"]


@dataclass(frozen=True, slots=True)
class Request:
    """A text to be read, and what it may refer to."""

    kind: Kind
    source: str
    context: Context
    limits: Limits = USUAL


def examine_confined(request: Request) -> Examined[Document]:
    """Read a text that somebody may still be writing; what takes too much is a diagnostic (E49).

    Raises `Unavailable` where the machine is too busy to read it now.
    """
    answer = run_confined(_examine, request, request.limits)
    if answer is None:
        return Examined(Compiled(None, (Diagnostic("E49", 1),)))
    # A text is read by code of ours and never runs any, so what comes back is what we sent.
    found: Examined[Document] = pickle.loads(answer)  # noqa: S301
    return found


def _examine(request: Request) -> bytes:
    return pickle.dumps(examine_document(request.kind, request.source, request.context))
