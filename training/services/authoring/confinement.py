"""Reads texts in a process of its own that may use only so much time and memory."""

import pickle
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock

from training.compiler.addresses import parse_path
from training.compiler.borrowing import chosen, lend
from training.compiler.context import Context
from training.compiler.document import examine_document
from training.compiler.library import read_context
from training.compiler.reading import Examined
from training.compiler.summary import Summary, key_of, summarise
from training.domain.diagnostics import Compiled, Diagnostic
from training.domain.document import Kind
from training.domain.shape import Document
from training.services.confinement import USUAL, Limits, ask_confined, packed, run_confined

__all__ = ["Limits", "Read", "Request", "examine_confined", "read_together"]

MANY = Limits(seconds=20, patience=40)

Together = tuple[Mapping[str, str], Context, Mapping[str, Mapping[str, str]]]
"""Texts by path, what they may refer to, and the questions in force that each may borrow."""

KEPT = 64
LARGEST_KEPT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A text to be read, and what it may refer to."""

    kind: Kind
    source: str
    context: Context
    limits: Limits = USUAL


@dataclass(frozen=True, slots=True)
class Read:
    """One of many texts: what it says, what others must know of it, and what it borrows."""

    compiled: Compiled[Document]
    summary: Summary
    borrowed: Mapping[str, str]


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
        answer = run_confined(partial(packed, _examine), request, request.limits)
        if answer is None:
            return Examined(Compiled(None, (Diagnostic("E49", 1),)))
        _answers.keep(key, answer)
    # A text is read by code of ours and never runs any, so what comes back is what we sent.
    found: Examined[Document] = pickle.loads(answer)  # noqa: S301 -- our own
    return found


def _key_of(request: Request) -> str:
    """Recognise exactly this reading: the text, and all that it may refer to."""
    version = repr((request.limits, sorted(request.context.slugs.items())))
    source = request.source.encode("utf-8", "surrogatepass")
    return key_of(source, request.kind, request.context, version)


def read_context_confined(files: Mapping[str, bytes]) -> Context | None:
    """Read a framework and phrases that somebody may still be writing; none as above."""
    return ask_confined(read_context, files, USUAL)


def read_together(
    texts: Mapping[str, str], context: Context, lent: Mapping[str, Mapping[str, str]]
) -> dict[str, Read] | None:
    """Read many texts as they would be together; none where that takes too much."""
    return ask_confined(_read_all, (texts, context, lent), MANY)


def _read_all(asked: Together) -> dict[str, Read]:
    texts, context, lent = asked
    found = {}
    for path, text in texts.items():
        if target := parse_path(path):
            # Of a quiz that comes along only its new text counts.
            others = {
                address: question
                for address, question in lent[path].items()
                if address.partition("#")[0] not in texts
            }
            known = {**others, **lend(text, texts, own=path)}
            examined = examine_document(target.kind, text, replace(context, borrowed=known))
            summary = summarise(target, examined)
            found[path] = Read(examined.compiled, summary, chosen(text, known))
    return found


def _examine(request: Request) -> Examined[Document]:
    return examine_document(request.kind, request.source, request.context)
