"""An organisation whose people answered: rows of first answers, by unit and layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import insert, select, update

from tests.organisation import Organisation
from tests.services.improving.crowd import add_learners, original
from tests.world import World, read_files
from training.domain.document import Kind
from training.domain.quiz import Item, Quiz
from training.services.aligning import asking, making
from training.services.jobs import Apart, run_next
from training.services.library import Library
from training.store.alignment import AlignmentReport
from training.store.answer import Answer, Question, Respondent
from training.store.library import Entry
from training.store.organisation import OrgUnit
from training.store.people import Learner, Person

TOPICS = ("1.1", "1.1", "1.2", "2.1")
FORM = """---
titel: Vier situaties
id: kern
vorm: A
---

# Vier situaties
"""
ITEM = """
## {topic} Situatie {number}

> "Mag het?"

- [Ik vraag wat zij willen.](# "uitnodigend {topic}")

  > Mooi.

- [Ik geef een nummer.](# "afwachtend {topic}")

  > Begrijpelijk.

- [Ik help een beetje.](# "meewerkend {topic}")

  > Goed.

- [Ik zeg nee.](# "afhoudend {topic}")

  > Begrijpelijk.
"""
INVITING, PASSIVE, HELPFUL, AWAY = ([option] * len(TOPICS) for option in range(4))
MIXED = ([0, 2, 0, 1], [2, 0, 2, 0], [0, 0, 1, 2], [1, 0, 0, 0], [2, 2, 0, 3])


@dataclass
class Crowd:
    """People in the units of an organisation, and what they answered."""

    world: World
    organisation: Organisation
    questions: tuple[int, ...] = ()

    def answer(
        self,
        unit: str,
        paths: Sequence[Sequence[int]],
        *,
        on: date | None = None,
        during: tuple[str, int] = ("course", 0),
    ) -> list[UUID]:
        """Let as many new people of a unit as there are paths answer; give their learner keys."""
        at = self.world.clock()
        with self.world.transaction() as library:
            unit_id = self.organisation.units[unit]
            keys = add_learners(library, len(paths), at)
            of = select(Learner.person_id).where(Learner.key.in_(keys))
            library.session.execute(update(Person).where(Person.id.in_(of)).values(unit_id=unit_id))
            layer = library.session.get_one(OrgUnit, unit_id).layer
            self._write(library, unit_id, layer, keys, paths, on, during)
        return keys

    def _write(
        self,
        library: Library,
        unit_id: UUID,
        layer: str,
        keys: Sequence[UUID],
        paths: Sequence[Sequence[int]],
        on: date | None,
        during: tuple[str, int],
    ) -> None:
        day = on or self.world.clock().date() - timedelta(days=1)
        session, asked = library.session, self._questions(library)
        levels = {q.id: q.levels for q in session.scalars(select(Question))}
        values = {"unit_id": unit_id, "layer": layer, "year": day.year}
        session.execute(insert(Respondent), [{"learner_key": key, **values} for key in keys])
        query = select(Respondent.learner_key, Respondent.id).where(
            Respondent.learner_key.in_(keys), Respondent.unit_id == unit_id
        )
        numbers: Mapping[UUID | None, int] = {row[0]: row[1] for row in session.execute(query)}
        rows = [
            {
                "respondent_id": numbers[key],
                "question_id": question,
                "occasion": during[0],
                "occasion_id": during[1],
                "option": option,
                "level": int(levels[question][option]),
                "answered_on": day,
            }
            for key, path in zip(keys, paths, strict=True)
            for question, option in zip(asked, path, strict=False)
            if option >= 0
        ]
        session.execute(insert(Answer), rows)

    def _questions(self, library: Library) -> tuple[int, ...]:
        if not self.questions:
            entry = original(library, Kind.QUIZ, "kern")
            for item in library.take(entry.revision_id, Quiz).items:
                library.session.add(_question(entry, item))
                library.session.flush()
            query = select(Question.id).order_by(Question.id)
            self.questions = tuple(library.session.scalars(query))
        return self.questions


def _question(entry: Entry, item: Item) -> Question:
    return Question(
        document_id=entry.document_id,
        revision_id=entry.revision_id,
        name=item.name,
        meaning=entry.meaning,
        competency=item.competency,
        levels="3120",
        form="A",
    )


def mixed(many: int, seed: int = 0) -> list[list[int]]:
    """Give what so many people choose who are fairly inviting, each in a way of their own."""
    return [list(MIXED[(number * 7 + seed) % len(MIXED)]) for number in range(many)]


def crowd_in(world: World) -> Crowd:
    """Build the organisation, with a form of four situations."""
    items = (ITEM.format(topic=topic, number=number) for number, topic in enumerate(TOPICS, 1))
    text = FORM + "".join(items)
    assert not world.load({**read_files(), "quizzes/kern.md": text.encode()}).refused
    return Crowd(world, Organisation(world).build())


def run_jobs(world: World) -> int:
    """Do all work that waits; gives the number of steps."""
    steps = {asking.KIND: Apart(making.AlignmentWork().think)}
    count = 0
    while run_next(world.transaction, steps, at=world.clock()):
        count += 1
    return count


def make_report(world: World) -> UUID | None:
    """Ask for a report and make it."""
    with world.transaction() as library:
        asking.ask(library, by=new_person(library), at=world.clock())
    run_jobs(world)
    return last_report(world)


def last_report(world: World) -> UUID | None:
    """Give the report that was made last."""
    with world.session() as session:
        query = select(AlignmentReport.id).order_by(AlignmentReport.until_on.desc())
        return session.scalars(query.limit(1)).one_or_none()


def new_person(library: Library) -> UUID:
    """Give somebody who may ask."""
    return library.session.scalars(select(Person.id).limit(1)).one()
