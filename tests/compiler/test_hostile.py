"""A document that is made to hurt gets its answer as soon as any other."""

from hashlib import shake_256
from time import process_time

import pytest

from training.compiler.document import compile_document
from training.compiler.limits import MAX_BLOCKS, MAX_LENGTH
from training.compiler.source import MAX_SIZE
from training.domain.document import Kind

HEADER = "---\ntitel: Proef\nid: proef\n---\n\n## Begin\n\n"
GUARD = 5.0
"""Seconds; an honest answer takes a tenth of this on the slowest machine that was tried."""

ALIASES = "\n".join(f"k{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))
HOSTILE = {
    "a megabyte of chance": shake_256(b"").digest(1_000_000),
    "brackets": HEADER + "[" * 20_000,
    "half links": HEADER + "[a](" * 20_000,
    "half tags": HEADER + "<a " * 20_000,
    "300 nested lists": HEADER + "\n".join("  " * depth + "- x" for depth in range(300)),
    "300 nested quotations": HEADER + ">" * 300 + " x",
    "lists on one line": HEADER + "- " * 20_000 + "x",
    "alias bomb": f"---\nk0: &a0 [x]\n{ALIASES}\n---\n",
    "deep YAML": "---\nk: " + "[" * 9_000 + "\n---\n",
    "deep YAML lists": "---\n" + "- " * 4_900 + "\n---\n",
    "huge header": "---\n" + "a: b\n" * 20_000 + "---\n",
    "one long line": HEADER + "a " * 45_000,
    "10 000 headings": HEADER + "## x\n\n" * 10_000,
    "lone surrogates": HEADER + "\ud800" * 10,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("kind", [Kind.SCENARIO, Kind.QUIZ])
def test_hostile_text_is_refused_at_once(source: str | bytes, kind: Kind) -> None:
    start = process_time()
    compiled = compile_document(kind, source)
    assert process_time() - start < GUARD
    assert compiled.has_errors


def fill(block: str) -> str:
    """Repeat a block as often as the limits allow."""
    count = min(MAX_BLOCKS - 2, (MAX_SIZE - len(HEADER)) // (len(block) + 2))
    return HEADER + (block + "\n\n") * count


ACCEPTED = {
    "short paragraphs": fill("a"),
    "stars and lines": HEADER + ("*_" * 100 + "\n\n") * 49,
    "half images": HEADER + ("![](" * 60 + "\n\n") * 33,
    "digits": fill("0" * MAX_LENGTH),
    "many lost targets": HEADER + "".join(f"- [a](#begn-{n})\n" for n in range(990)),
    "long names": HEADER + f"- [a](#{'b' * 190})\n\n" + f"## {'b' * 180}c\n\n" * 390,
}


@pytest.mark.parametrize("source", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_largest_accepted_text_is_read_in_time(source: str) -> None:
    start = process_time()
    compiled = compile_document(Kind.SCENARIO, source)
    assert process_time() - start < GUARD
    assert not any(found.code == "E35" for found in compiled.diagnostics)
