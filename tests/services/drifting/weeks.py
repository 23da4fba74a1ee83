"""Weeks of refreshers in a small organisation: who answered what, without going through pages."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.organisation import Organisation
from tests.world import MOMENT, World
from training.domain.document import Kind
from training.services.drifting import page as drifting
from training.services.drifting import work
from training.services.drifting.page import DriftPage
from training.services.drifting.work import Drop
from training.services.jobs import NewJob, enqueue, run_next
from training.services.library import Library
from training.services.people import NewPerson, add
from training.store.answer import add_answer, keep_question, keep_respondent
from training.store.drift import DriftWave
from training.store.mail import Mail
from training.store.organisation import OrgUnit
from training.store.people import find_by_learner

MONDAY = MOMENT.date()


@dataclass
class Weeks:
    """People by unit; each may answer once a week. `told` are the mails as templates were asked."""

    world: World
    staff: dict[str, list[UUID]] = field(default_factory=dict)
    told: list[Drop] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.units = Organisation(self.world).build().units

    def hire(self, unit: str, number: int) -> None:
        """Add people to a unit."""
        with self.world.transaction() as library:
            for place in range(number):
                name = f"{unit or 'Geheel'} {place}"
                address = f"{uuid4().hex}@voorbeeld.example"
                key = add(library.session, NewPerson(address, name), at=MOMENT)
                find_by_learner(library.session, key).unit_id = self.units[unit]
                self.staff.setdefault(unit, []).append(key)

    def move(self, unit: str, to: str, number: int) -> None:
        """Let people of a unit work in another from now on."""
        with self.world.transaction() as library:
            for key in self.staff[unit][:number]:
                find_by_learner(library.session, key).unit_id = self.units[to]

    def rename(self, unit: str, name: str) -> None:
        """Give a unit another name."""
        with self.world.transaction() as library:
            library.session.get_one(OrgUnit, self.units[unit]).name = name

    def answer(self, week: int, unit: str, number: int, fitting: float) -> None:
        """Let so many people of a unit answer in a week, such a share of them at level 3."""
        day = MONDAY + timedelta(weeks=week, days=2)
        with self.world.transaction() as library:
            question = self._question(library, week)
            for place, key in enumerate(self.staff[unit][:number]):
                add_answer(
                    library.session,
                    respondent_id=keep_respondent(library.session, key, day.year),
                    question_id=question,
                    occasion="refresher",
                    occasion_id=0,
                    option=0,
                    level=3 if place < round(number * fitting) else 1,
                    answered_on=day,
                )

    def _question(self, library: Library, week: int) -> int:
        entry = library.catalogue.original(Kind.QUIZ, "vragen")
        assert entry
        return keep_question(
            library.session,
            document_id=entry.document_id,
            revision_id=entry.revision_id,
            name=f"vraag-{week}",
            competency="1.1",
            levels="0123",
            form="",
        )

    def close(self, weeks: int) -> None:
        """Do the weekly round on the Monday after so many weeks, twice over."""
        self.world.clock.now = MOMENT + timedelta(weeks=weeks)
        at = self.world.clock()
        for time in range(2):
            with self.world.session() as session:
                job_id = enqueue(session, NewJob(work.KIND, key=f"drift:{weeks}:{time}"), at=at)
            steps = {work.KIND: work.step_with(self._write)}
            while run_next(self.world.transaction, steps, at=at, only=job_id):
                pass

    def _write(
        self, template: str, language: str, *, name: str, wave: DriftWave, drops: list[Drop]
    ) -> tuple[str, str]:
        self.told += drops
        return f"over {template}", "tekst"

    def page(self, unit: str = "", key: str = "") -> DriftPage:
        with self.world.transaction() as library:
            found = self.units[unit].hex if unit else key
            return drifting.read(library.session, lambda key: True, found)

    def shown(self) -> set[str]:
        """Give the names of the groups of which something may be seen."""
        return {group.name or group.key for group in self.page().groups}

    def names_told(self) -> set[str]:
        """Give the groups that mails named."""
        return {drop.name or drop.key for drop in self.told}

    def mails(self) -> int:
        with self.world.session() as session:
            return len(session.scalars(select(Mail).where(Mail.kind == "drift")).all())
