"""Teams whose people answered one scene in the last closed quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from tests.organisation import Organisation
from tests.world import World
from training.domain.disclosure_groups import FEWEST_FOR_AGREEMENT, choose_visible, size_of
from training.domain.group_tree import gather_homes
from training.services.audit import Actor
from training.services.grouping import read_tree
from training.services.jobs import Apart, enqueue, run_next
from training.services.library import Library
from training.services.scope import EVERYTHING, Scope
from training.services.talking import cards, opening, voting, work
from training.services.talking.cards import Card
from training.services.talking.opening import NewTalk
from training.services.talking.situations import asked_by
from training.store.alignment import AlignmentFigure, AlignmentGroup, AlignmentReport
from training.store.answer import (
    Question,
    Respondent,
    add_answer,
    keep_question,
    keep_respondent,
)
from training.store.base import new_id
from training.store.library import Document, find_current

IN_QUARTER = date(2026, 9, 14)
ASKED = ("Waarom?", "Wat hebt u nodig?")
SPLIT = [0] * 12 + [1] * 11


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

    def report(self) -> None:
        """Close the quarter: the groups that its report told of are those of which talks tell."""
        with self.world.session() as session:
            if session.scalars(select(AlignmentReport)).first():
                return
            tree, report_id = read_tree(session), new_id(self.world.clock())
            query = select(Respondent.learner_key, Respondent.unit_id, Respondent.layer)
            rows = session.execute(query).all()
            people = tree.count(
                gather_homes((key, tree.home(unit, layer)) for key, unit, layer in rows)
            )
            visible = choose_visible(tree.groups(people), FEWEST_FOR_AGREEMENT)
            session.add(
                AlignmentReport(
                    id=report_id,
                    occasion="course",
                    occasion_id=0,
                    from_on=date(2026, 7, 1),
                    until_on=date(2026, 9, 30),
                    people=people.within[0],
                    made_at=self.world.clock(),
                    seed=1,
                    permutations=1,
                    left_out=0,
                )
            )
            session.flush()
            for group in tree.groups(people):
                size = size_of(visible, group.key).value
                names = {"report_id": report_id, "people": size}
                session.add(AlignmentGroup(key=group.key, parent=group.parent, **names))
                if size:
                    row = {"report_id": report_id, "topic": "all", "pair": 50}
                    session.add(AlignmentFigure(group_key=group.key, **row))

        self.count()

    def count(self) -> None:
        """Count the questions of the report, as a worker does."""
        with self.world.transaction() as library:
            job = work.due_job(library)
            assert job
            job_id = enqueue(library.session, job, at=self.world.clock())
        steps = {work.KIND: Apart(work.think)}
        while run_next(self.world.transaction, steps, at=self.world.clock(), only=job_id):
            pass

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


def open_talk(
    teams: Teams, unit: str, scope: Scope = EVERYTHING, asked: tuple[str, str] = ASKED
) -> int:
    teams.report()
    with teams.world.transaction() as library:
        new = NewTalk(teams.unit(unit), teams.question(library).id, asked)
        return opening.open_talk(library, scope, new, Actor(), at=teams.world.clock())


def close(teams: Teams, number: int, scope: Scope = EVERYTHING) -> Card:
    with teams.world.transaction() as library:
        opening.close_talk(library, scope, number, Actor(), at=teams.world.clock())
        return cards.read_card(library, scope, number, "nl")


def vote(teams: Teams, number: int, key: UUID, option: int) -> None:
    """Choose by the place in the author's order."""
    with teams.world.transaction() as library:
        page = voting.read_vote(library, number, key, "nl")
        position = page.options.index(page.situation.options[option])
        voting.vote(library, number, key, position, at=teams.world.clock())
