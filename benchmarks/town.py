"""Directorates with units of people who all answered the common core: to measure a report on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import numpy as np
from sqlalchemy import insert, select

from tests.services.aligning.crowd import ITEM
from tests.services.improving.crowd import original
from tests.world import LIBRARY, World, read_files
from training.domain.document import Kind
from training.domain.organisation import ROOT_ID, Layer
from training.domain.quiz import Quiz
from training.services.library import Library
from training.store.answer import Answer, Question, Respondent
from training.store.base import new_id
from training.store.organisation import OrgUnit, UnitAncestor
from training.store.people import Learner, Person

ITEMS, PARTS, UNITS = 36, 20, 50
AT_ONCE = 5_000
FORM = "---\ntitel: Kern\nid: kern\nvorm: A\n---\n\n# Kern\n"


@dataclass
class Town:
    """Directorates with units, and a crowd that answered; one unit sends people away."""

    world: World
    chance: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))
    units: list[UUID] = field(default_factory=list)

    def build(self, people: int) -> None:
        """Write everything."""
        items = (
            ITEM.format(topic=f"{1 + number % 3}.{1 + number // 3 % 3}", number=number)
            for number in range(ITEMS)
        )
        files = {**read_files(LIBRARY), "quizzes/kern.md": (FORM + "".join(items)).encode()}
        self.world.load(files)
        with self.world.transaction() as library:
            self._add_units(library)
            questions = _add_questions(library)
        for begin in range(0, people, AT_ONCE):
            with self.world.transaction() as library:
                self._add_people(library, min(AT_ONCE, people - begin), questions)

    def _add_units(self, library: Library) -> None:
        at, session = self.world.clock(), library.session
        for part in range(PARTS):
            above = [(ROOT_ID, 0)]
            for number in range(1 + UNITS):
                unit_id = new_id(at)
                parent = above[-1][0] if number else ROOT_ID
                name = f"{part}.{number}"
                session.add(
                    OrgUnit(id=unit_id, parent_id=parent, name=name, layer=Layer.OFFICIALS.value)
                )
                session.flush()
                over = [unit_id, above[-1][0], ROOT_ID] if number else [unit_id, ROOT_ID]
                session.add_all(
                    UnitAncestor(unit_id=unit_id, ancestor_id=found, depth=depth)
                    for depth, found in enumerate(over)
                )
                if number:
                    self.units.append(unit_id)
                else:
                    above.append((unit_id, 1))

    def _add_people(self, library: Library, many: int, questions: Sequence[int]) -> None:
        at, session = self.world.clock(), library.session
        model = session.scalars(select(Person)).first()
        assert model  # noqa: S101 -- the world has four
        columns = {c.name: getattr(model, c.name) for c in Person.__table__.columns}
        people = [
            {
                **columns,
                "id": (number := new_id(at)),
                "email": f"{number.hex}@x.example",
                "unit_id": self.units[int(self.chance.integers(len(self.units)))],
                "staff_number": None,
            }
            for _ in range(many)
        ]
        learners = [{"key": new_id(at), "person_id": person["id"]} for person in people]
        session.execute(insert(Person), people)
        session.execute(insert(Learner), learners)
        respondents = [
            {
                "learner_key": learner["key"],
                "unit_id": person["unit_id"],
                "layer": "officials",
                "year": at.year,
            }
            for person, learner in zip(people, learners, strict=True)
        ]
        added = session.scalars(
            insert(Respondent).returning(Respondent.id, sort_by_parameter_order=True), respondents
        ).all()
        session.execute(
            insert(Answer),
            list(self._answers([r["unit_id"] for r in respondents], added, questions)),
        )

    def _answers(
        self, units: Sequence[object], respondents: Sequence[int], questions: Sequence[int]
    ) -> Iterator[dict[str, object]]:
        day = self.world.clock().date() - timedelta(days=1)
        for unit_id, respondent in zip(units, respondents, strict=True):
            shares = (
                (0.0, 0.1, 0.05, 0.85) if unit_id == self.units[0] else (0.45, 0.15, 0.35, 0.05)
            )
            chosen = self.chance.choice(4, len(questions), p=shares)
            for question, option in zip(questions, chosen.tolist(), strict=True):
                yield {
                    "respondent_id": respondent,
                    "question_id": question,
                    "occasion": "course",
                    "occasion_id": 0,
                    "option": option,
                    "level": int("3120"[option]),
                    "answered_on": day,
                }


def _add_questions(library: Library) -> list[int]:
    entry = original(library, Kind.QUIZ, "kern")
    for item in library.take(entry.revision_id, Quiz).items:
        library.session.add(
            Question(
                document_id=entry.document_id,
                revision_id=entry.revision_id,
                name=item.name,
                meaning=entry.meaning,
                competency=item.competency,
                levels="3120",
                form="A",
            )
        )
    library.session.flush()
    return list(library.session.scalars(select(Question.id).order_by(Question.id)))
