"""The examples in the trainers' manual are right: what one copies from it, compiles."""

from datetime import date
from pathlib import Path

import pytest

from tests.manuals import Example, read
from training.compiler.addresses import parse_path
from training.compiler.document import compile_document
from training.compiler.library import compile_library, read_context
from training.domain.document import Kind
from training.web.diagnostics import sentence

MANUAL = read("docs/content-format.md")
EXAMPLES = [example for example in MANUAL.examples() if example.language == "markdown"]
TODAY = date(2026, 11, 23)
FRAMES = {"vraag": Kind.QUIZ, "scenario": Kind.SCENARIO, "competenties": Kind.COMPETENCIES}
"""Part of a file: the word after the language says of which kind; the header is ours."""

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {
    path: (ROOT / path).read_bytes() for path in ("content/competencies.md", "content/phrases.md")
}


def path_of(example: Example) -> str:
    """Give the file that a whole example is, as the line above it says."""
    parts = example.above.split("`")
    return parts[1] if len(parts) > 1 else ""


WHOLE = [example for example in EXAMPLES if not example.about]
PARTS = [example for example in EXAMPLES if example.about]


def test_manual_has_an_example_of_every_kind() -> None:
    kinds = {target.kind for example in WHOLE if (target := parse_path(path_of(example)))}
    assert kinds >= {Kind.SCENARIO, Kind.LESSON, Kind.QUIZ, Kind.COURSE}
    assert {example.about for example in PARTS} == set(FRAMES)


def test_whole_examples_are_a_library_without_a_single_remark() -> None:
    files = {path_of(example): example.text.encode() for example in WHOLE}
    documents = compile_library(SHIPPED | files, TODAY).documents
    assert set(files) <= set(documents)
    said = [
        f"{path}:{found.line} {found.code} {sentence(found, str)}"
        for path in files
        for found in documents[path].diagnostics
    ]
    assert said == []


@pytest.mark.parametrize("example", PARTS, ids=lambda example: f"line {example.line}")
def test_partial_example_compiles(example: Example) -> None:
    header = "---\ntitel: Voorbeeld\nid: voorbeeld\n---\n\n# Voorbeeld\n\n"
    compiled = compile_document(FRAMES[example.about], header + example.text, read_context(SHIPPED))
    assert [f"{found.code} {sentence(found, str)}" for found in compiled.diagnostics] == []
    assert compiled.value is not None
