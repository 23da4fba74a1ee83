"""Any document by its kind: the registry of builders."""

from collections.abc import Mapping

from training.compiler.competencies import build_framework
from training.compiler.context import NOTHING_KNOWN, Context
from training.compiler.course import build_course
from training.compiler.lesson import build_lesson
from training.compiler.phrases import build_phrases
from training.compiler.quiz import build_quiz
from training.compiler.reading import Builder, Examined, examine
from training.compiler.scenario import build_scenario
from training.domain.diagnostics import Compiled
from training.domain.document import Kind
from training.domain.shape import Document

BUILDERS: Mapping[Kind, Builder[Document]] = {
    Kind.COMPETENCIES: build_framework,
    Kind.COURSE: build_course,
    Kind.LESSON: build_lesson,
    Kind.SCENARIO: build_scenario,
    Kind.QUIZ: build_quiz,
    Kind.PHRASES: build_phrases,
}


def compile_document(
    kind: Kind, source: str | bytes, context: Context = NOTHING_KNOWN
) -> Compiled[Document]:
    """Read a document of any kind; never raises, whatever an author wrote."""
    return examine_document(kind, source, context).compiled


def examine_document(
    kind: Kind, source: str | bytes, context: Context = NOTHING_KNOWN
) -> Examined[Document]:
    """Read a document together with what only the library asks of it."""
    return examine(kind, BUILDERS[kind], source, context)
