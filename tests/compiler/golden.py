"""Golden cases: what the compiler says about a file, written down beside it.

Run `python -m tests.compiler.golden` to write the expectations anew; then read the difference.
"""

from collections.abc import Iterator
from pathlib import Path

from training.compiler.context import Context
from training.compiler.document import compile_document
from training.domain.competency import Framework
from training.domain.course import Course
from training.domain.diagnostics import Compiled
from training.domain.document import Kind
from training.domain.judgement import Judgement
from training.domain.lesson import Lesson
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.domain.shape import Document
from training.web.diagnostics import sentence

CASES = Path(__file__).parent / "cases"
CONTEXT = Context(
    competencies=frozenset(f"{principle}.{point}" for principle in "123" for point in "123"),
    limits=frozenset(f"L{number}" for number in range(1, 13)),
    phrases={"nl": ("daar ga ik niet over", "te zijner tijd"), "en": ("in due course",)},
    borrowed={
        "quizzes/andere.md#11-wat-vraagt-u-eerst": (
            "## 1.1 Wat vraagt u eerst?\n\nU krijgt een mail.\n\n"
            "- [x] Het doel.\n- [ ] De vergunning.\n\n> Eerst het doel."
        ),
        "quizzes/andere.md#geleend": "## [Geleend](derde.md#vraag)",
        "quizzes/andere.md#stuk": "## 9.9 Stuk\n\n- [x] Eén antwoord.",
    },
)

HEADER = "---\ntitel: Proef\nid: proef\n---\n\n"
BULKY = {
    "size": HEADER + "Een zin. " * 12_000,
    "blocks": HEADER + "## Kop\n\n" * 3_001,
    "file-marks": HEADER + "[[[[[[[[[[ woord\n\n" * 201,
    "length": HEADER + "Een zin. " * 500,
    "header": HEADER.replace("id:", f"bron: {'a' * 10_001}\nid:") + "Tekst.\n",
}
"""Too large to be written down; named after the variant of E35 that they bring about."""


def case_paths() -> list[Path]:
    """Give every case; what is no text ends in `bytes`, as tools insist on reading Markdown."""
    return sorted([*CASES.glob("*.md"), *CASES.glob("*.bytes")])


def compile_case(path: Path) -> Compiled[Document]:
    """Read a case; its name begins with its kind."""
    kind = Kind(path.name.split("-")[0])
    return compile_document(kind, path.read_bytes(), CONTEXT)


def describe(compiled: Compiled[Document]) -> str:
    """Write diagnostics and structure down, one line each."""
    said = [
        f"{found.line}:{found.column} {found.code} {sentence(found, str)}"
        for found in compiled.diagnostics
    ]
    structure = list(_structure(compiled.value)) if compiled.value else ["(no value)"]
    return "\n".join([*said, "", *structure]) + "\n"


def _structure(document: Document) -> Iterator[str]:
    yield f"{document.header.kind} {document.header.slug!r} {document.header.title!r}"
    match document:
        case Scenario():
            yield from _scenario(document)
        case Quiz():
            yield from _quiz(document)
        case Lesson(pages=pages):
            yield from (f"  page {page.name!r}: {page.body!r}" for page in pages)
        case Course(modules=modules):
            for module in modules:
                yield f"  module {module.title!r}"
                yield from (f"    {u.kind} {u.slug!r} {u.move_on}" for u in module.units)
        case Framework(competencies=competencies, limits=limits):
            for competency in competencies:
                levels = sum(map(bool, competency.rubric))
                yield f"  {competency.code} {competency.name!r}, {levels} levels"
            yield from (f"  {limit.code} {limit.name!r}" for limit in limits)


def _scenario(scenario: Scenario) -> Iterator[str]:
    yield f"  common: {', '.join(sorted(scenario.common))}"
    for scene in scenario.scenes:
        yield f"  {scene.line} scene {scene.name!r}{' (ending)' if scene.is_ending else ''}"
        for choice in scene.choices:
            slots = [slot for slot in choice.feedback.__slots__ if getattr(choice.feedback, slot)]
            told = f" [{', '.join(slots)}]" if slots else ""
            worth = _worth(choice.judgement)
            yield f"    {choice.line} {choice.text!r} -> {choice.target!r}{worth}{told}"


def _quiz(quiz: Quiz) -> Iterator[str]:
    for item in quiz.items:
        yield f"  {item.line} {item.kind} {item.name!r} {item.competency} {item.title!r}"
        for option in item.options:
            key = " key" if option.is_key else ""
            match = f" = {option.match!r}" if option.match else ""
            told = " [feedback]" if option.feedback else ""
            yield f"    {option.line} {option.text!r}{match}{key}{_worth(option.judgement)}{told}"


def _worth(judgement: Judgement | None) -> str:
    if judgement is None:
        return ""
    cost = judgement.cost
    limit = f" {judgement.limit}" if judgement.limit else ""
    paid = f" +{cost.referrals}/{cost.days}/{cost.retellings}" if cost else ""
    return f" ({judgement.level.name.lower()} {judgement.competency}{limit}{paid})"


if __name__ == "__main__":
    for case in case_paths():
        case.with_suffix(".expected").write_text(describe(compile_case(case)), encoding="utf-8")
