"""The common core: the questions that everybody meets, so that groups can be compared on them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT
from training.domain.scenario import Scenario
from training.services.errors import NotFound
from training.services.library import Library
from training.store.answer import Question

PART = 4
"""A question counts where at least one in so many answered it, of those who answer the most."""

ALL = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the core: its number, its sub-point, and the level of each answer."""

    number: int
    competency: str
    levels: tuple[int, ...]

    @property
    def topic(self) -> str:
        """Give the topic of this question alone."""
        return topic_of(self.number)


def topic_of(number: int) -> str:
    """Give the topic of one question."""
    return f"q:{number}"


def choose_core(
    library: Library, questions: Sequence[Question], counts: Mapping[int, int]
) -> tuple[list[Asked], int]:
    """Give the questions that count, in order of their numbers, and how many are left out.

    What too few answered is left out for everyone: it would hide groups from the whole report.
    """
    common = [question for question in questions if is_common(library, question)]
    most = max((counts[question.id] for question in common), default=0)
    least = max(FEWEST_FOR_AGREEMENT, most / PART)
    asked = [
        Asked(question.id, question.competency, tuple(int(level) for level in question.levels))
        for question in common
        if counts[question.id] >= least
    ]
    return sorted(asked, key=lambda one: one.number), len(common) - len(asked)


def is_common(library: Library, question: Question) -> bool:
    """Tell whether everybody who does the text meets this: an item of a form, or a main scene."""
    if question.form:
        return True
    with suppress(NotFound):
        return question.name in library.take(question.revision_id, Scenario).common
    return False


def topics_of(core: Sequence[Asked]) -> dict[str, list[int]]:
    """Give the topics with the places of their questions: all, principles and sub-points."""
    topics: dict[str, list[int]] = {ALL: list(range(len(core)))}
    for place, asked in enumerate(core):
        if asked.competency:
            principle = asked.competency.partition(".")[0]
            for topic in dict.fromkeys((principle, asked.competency)):
                topics.setdefault(topic, []).append(place)
    return {ALL: topics.pop(ALL), **dict(sorted(topics.items()))}
