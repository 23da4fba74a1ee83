"""The words that a report is about: names of principles and sub-points, and texts of questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from training.domain.competency import Framework
from training.domain.document import Kind
from training.domain.prose import Prose
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services.library import Library
from training.store.answer import Question


@dataclass(frozen=True, slots=True)
class Text:
    """A question as people met it: its situation, and its answers in the author's order.

    `of` is the title of the scenario or quiz. The answers of a quiz are prose, those of a scene are
    plain words.
    """

    of: str
    title: str
    body: Prose
    options: tuple[str, ...]
    is_quiz: bool


def topic_names(library: Library, language: str) -> Mapping[str, str]:
    """Name the principles and sub-points of the framework in force."""
    original = library.catalogue.framework()
    if original is None:
        return {}
    entry = library.catalogue.translated(Kind.COMPETENCIES, original.slug, language) or original
    framework = library.take(entry.revision_id, Framework)
    return {found.code: found.name for found in framework.competencies}


def text_of(library: Library, question: Question, language: str) -> Text:
    """Give a question in the reader's language where its translation says the same, else as is."""
    original = _parts(library, question, question.revision_id)
    place = next(at for at, (name, _) in enumerate(original) if name == question.name)
    for entry in library.catalogue.entries:
        is_same = (entry.document_id, entry.meaning) == (question.document_id, question.meaning)
        if is_same and entry.language == language and entry.language != entry.original:
            translated = _parts(library, question, entry.revision_id)
            if len(translated) == len(original):
                return translated[place][1]
    return original[place][1]


def _parts(library: Library, question: Question, revision_id: UUID) -> list[tuple[str, Text]]:
    """Give the questions of a text; what counts is an item of a form, or else a scene."""
    if question.form:
        quiz = library.take(revision_id, Quiz)
        return [
            (
                item.name,
                Text(
                    quiz.header.title,
                    item.title,
                    item.body,
                    tuple(option.text for option in item.options),
                    True,
                ),
            )
            for item in quiz.items
        ]
    scenario = library.take(revision_id, Scenario)
    return [
        (
            scene.name,
            Text(
                scenario.header.title,
                scene.title,
                scene.body,
                tuple(choice.text for choice in scene.choices),
                False,
            ),
        )
        for scene in scenario.scenes
    ]
