"""The text of a question as a card or a vote shows it: what happens, and what one could do."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from training.domain.document import Kind
from training.domain.prose import NO_PROSE, Prose
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.domain.scoring import counted_level
from training.domain.shuffling import shuffled
from training.interchange.outgoing import plain_of
from training.services.answers import Asked
from training.services.errors import NotFound
from training.services.library import Library
from training.store.answer import Question
from training.store.library import find_revision

SEED_MASK = 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class Situation:
    """A scene or item in a reader's language; `options` stand in the author's order."""

    document_title: str
    title: str
    introduction: Prose
    body: Prose
    options: tuple[str, ...]
    is_shuffled: bool

    def order(self, seed: int) -> tuple[int, ...]:
        """Give the order in which somebody meets the options: the first is not the best."""
        size = len(self.options)
        if not self.is_shuffled:
            return tuple(range(size))
        return shuffled(size, seed=seed & SEED_MASK, salt="talk")


def read_situation(
    library: Library, question: Question, kind: str, revision_id: UUID, language: str
) -> Situation | None:
    """Read what a question asks, in a reader's language where that says the same; else none."""
    shown_id = _in_language(library, question.document_id, revision_id, language)
    try:
        make = _MAKERS[Kind(kind)]
        return make(library, revision_id, shown_id, question.name)
    except (KeyError, StopIteration):
        return None


def asked_by(library: Library, question: Question, kind: str, revision_id: UUID) -> Asked:
    """Give what a question asks, to count an answer; raises `NotFound` when it is gone."""
    try:
        if kind == Kind.SCENARIO:
            scene = library.take(revision_id, Scenario).scene(question.name)
            judged = [choice.judgement for choice in scene.choices]
        else:
            item = library.take(revision_id, Quiz).item(question.name)
            judged = [option.judgement for option in item.options]
    except KeyError as error:
        raise NotFound("question") from error
    levels = tuple(int(counted_level(each)) for each in judged if each)
    return Asked(question.document_id, revision_id, question.name, question.competency, levels)


def _of_scene(library: Library, pinned_id: UUID, shown_id: UUID, name: str) -> Situation:
    pinned, shown = library.take(pinned_id, Scenario), library.take(shown_id, Scenario)
    place = pinned.scenes.index(pinned.scene(name))
    scene = shown.scenes[place]
    return Situation(
        document_title=shown.header.title,
        title=scene.title,
        introduction=shown.introduction,
        body=scene.body,
        options=tuple(choice.text for choice in scene.choices),
        is_shuffled=pinned.is_shuffled,
    )


def _of_item(library: Library, pinned_id: UUID, shown_id: UUID, name: str) -> Situation:
    pinned, shown = library.take(pinned_id, Quiz), library.take(shown_id, Quiz)
    item = shown.items[pinned.items.index(pinned.item(name))]
    return Situation(
        document_title=shown.header.title,
        title=item.title,
        introduction=NO_PROSE,
        body=item.body,
        options=tuple(plain_of(option.text) for option in item.options),
        is_shuffled=pinned.is_shuffled,
    )


def _in_language(library: Library, document_id: UUID, revision_id: UUID, language: str) -> UUID:
    pinned = find_revision(library.session, revision_id)
    return next(
        (
            entry.revision_id
            for entry in library.catalogue.entries
            if entry.document_id == document_id
            and entry.language == language
            and pinned
            and (entry.shape, entry.meaning) == (pinned.shape, pinned.meaning)
        ),
        revision_id,
    )


_MAKERS: dict[Kind, Callable[[Library, UUID, UUID, str], Situation]] = {
    Kind.SCENARIO: _of_scene,
    Kind.QUIZ: _of_item,
}
