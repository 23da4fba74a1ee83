"""Counts first answers from before they were counted apart, in the unit of today."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.services.answers import IN_COURSE, Asked, asked_in
from training.services.errors import NotFound
from training.services.library import Library
from training.store import earlier as store
from training.store.answer import keep_question, keep_respondent
from training.store.earlier import Given
from training.store.evidence import list_portion

LEARNERS_AT_ONCE = 200


@dataclass(slots=True)
class Recounting:
    """Goes through the learners in portions: each `step` is one transaction.

    What was counted before is left alone, so that doing it again changes nothing. Of what was
    unlinked there is neither a choice nor an answer: it is not counted again.
    """

    after: UUID | None = None
    counted: int = 0
    _asked: dict[UUID, dict[str, Asked]] = field(default_factory=dict)

    def step(self, library: Library) -> bool:
        """Count those of the next learners; tells whether there were any."""
        session = library.session
        learners = list_portion(session, self.after, LEARNERS_AT_ONCE)
        if not learners:
            return False
        given = sorted(
            (*store.list_chosen(session, learners), *store.list_answered(session, learners)),
            key=lambda one: one[5],
        )
        done = store.list_counted(session, learners, IN_COURSE.occasion)
        rows = list(self._new(library, given, done))
        store.add_answers(session, rows)
        self.counted += len(rows)
        self.after = learners[-1]
        return True

    def _new(
        self, library: Library, given: Iterable[Given], done: set[tuple[UUID, int]]
    ) -> Iterator[dict[str, object]]:
        """Give a row for each answer that is the first and was not counted."""
        session = library.session
        questions: dict[tuple[UUID, str], int] = {}
        respondents: dict[tuple[UUID, int], int] = {}
        for learner_key, document_id, revision_id, name, option, moment in given:
            asked = self._of(library, document_id, revision_id).get(name)
            if asked is None or option >= len(asked.levels):
                continue
            if (revision_id, name) not in questions:
                questions[revision_id, name] = _question(library, asked)
            question, day = questions[revision_id, name], library.day_of(moment)
            is_done = (learner_key, question) in done
            done.add((learner_key, question))
            if is_done:
                continue
            who = (learner_key, day.year)
            if who not in respondents:
                respondents[who] = keep_respondent(session, *who)
            yield {
                "respondent_id": respondents[who],
                "question_id": question,
                "occasion": IN_COURSE.occasion,
                "occasion_id": IN_COURSE.number,
                "option": option,
                "level": asked.levels[option],
                "answered_on": day,
            }

    def _of(self, library: Library, document_id: UUID, revision_id: UUID) -> dict[str, Asked]:
        """Give the questions of a revision by their names."""
        if revision_id not in self._asked:
            text = _text(library, revision_id)
            found = asked_in(document_id, revision_id, text) if text else {}
            self._asked[revision_id] = found
        return self._asked[revision_id]


def _question(library: Library, asked: Asked) -> int:
    return keep_question(
        library.session,
        document_id=asked.document_id,
        revision_id=asked.revision_id,
        name=asked.name,
        competency=asked.competency,
        levels="".join(map(str, asked.levels)),
        form=asked.form,
    )


def _text(library: Library, revision_id: UUID) -> Scenario | Quiz | None:
    with suppress(NotFound):
        return library.take(revision_id, Scenario)
    with suppress(NotFound):
        return library.take(revision_id, Quiz)
    return None
