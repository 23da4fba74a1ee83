"""Teams whose people answered one scene in the last closed quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tests.organisation import Organisation
from tests.world import World
from training.services.library import Library
from training.services.talking.situations import asked_by
from training.store.answer import Question, add_answer, keep_question, keep_respondent
from training.store.library import Document, find_current

IN_QUARTER = date(2026, 9, 14)


@dataclass
class Teams:
    """The tree of units, with people who answered as the test says."""

    world: World
    organisation: Organisation

    def unit(self, name: str) -> UUID:
        return self.organisation.units[name]

    def fill(
        self, unit: str, options: Sequence[int], *, on: date = IN_QUARTER, scene: str = "de-vraag"
    ) -> list[UUID]:
        """Put a person into a unit for each option, who chose it; gives their learner keys."""
        keys = []
        for option in options:
            key = self.organisation.person(f"{unit} {len(self.organisation.people)}", unit)
            self._answer(key, option, on=on, scene=scene)
            keys.append(key)
        return keys

    def _answer(self, key: UUID, option: int, *, on: date, scene: str) -> None:
        with self.world.transaction() as library:
            question = self.question(library, scene)
            add_answer(
                library.session,
                respondent_id=keep_respondent(library.session, key, on.year),
                question_id=question.id,
                occasion="course",
                occasion_id=0,
                option=option,
                level=int(question.levels[option]),
                answered_on=on,
            )

    def question(self, library: Library, scene: str = "de-vraag") -> Question:
        session = library.session
        query = select(Document).where(Document.kind == "scenario", Document.slug == "bank")
        document = session.scalars(query).one()
        revision = find_current(session, document.id, document.language)
        assert revision
        bare = Question(document_id=document.id, name=scene, competency="1.1", levels="310")
        asked = asked_by(library, bare, "scenario", revision.id)
        number = keep_question(
            session,
            document_id=document.id,
            revision_id=revision.id,
            name=scene,
            competency="1.1",
            levels="".join(map(str, asked.levels)),
            form="",
        )
        return session.get_one(Question, number)
