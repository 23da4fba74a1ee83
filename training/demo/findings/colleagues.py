"""Who answers in the made-up municipality: everybody whom nobody can log in as."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.demo import bulk
from training.demo.plan import FALLING, UNINVITING, WITHOUT_LEEWAY
from training.domain.organisation import Layer
from training.store.answer import Respondent
from training.store.organisation import OrgUnit
from training.store.people import Learner, Person

MOST = 20_000
"""Of a larger body no more answer: every page is full by then."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who answers: identifiers as text, and the code of the unit."""

    key: str
    unit_id: str
    code: str
    layer: str

    @property
    def is_uninviting(self) -> bool:
        """Tell whether this is one of the unit that sends people away."""
        return self.code == UNINVITING

    @property
    def is_falling(self) -> bool:
        """Tell whether this is one of the unit that falls back."""
        return self.code == FALLING

    @property
    def is_without_leeway(self) -> bool:
        """Tell whether this is one of the units that may decide little."""
        return self.code.startswith(WITHOUT_LEEWAY)

    @property
    def governs(self) -> bool:
        """Tell whether this is one of the council or the executive."""
        return self.layer != Layer.OFFICIALS


def list_colleagues(session: Session) -> list[Colleague]:
    """List them, always in the same order."""
    query = (
        select(Learner.key, OrgUnit.id, OrgUnit.code, OrgUnit.layer)
        .join(Person, Person.id == Learner.person_id)
        .join(OrgUnit, OrgUnit.id == Person.unit_id)
        .where(Person.is_active, Person.password_digest.is_(None))
        .order_by(Person.staff_number)
        .limit(MOST)
    )
    return [
        Colleague(row[0].hex, row[1].hex, row[2] or "", row[3]) for row in session.execute(query)
    ]


def number_respondents(
    session: Session, colleagues: list[Colleague], days: list[date]
) -> dict[tuple[str, int], int]:
    """Give each a number for the years of these days, made where there is none yet."""
    known = _numbers(session)
    rows = [
        (one.key, one.unit_id, one.layer, year)
        for year in sorted({day.year for day in days})
        for one in colleagues
        if (one.key, year) not in known
    ]
    bulk.insert(session, Respondent, ["learner_key", "unit_id", "layer", "year"], rows)
    return _numbers(session)


def _numbers(session: Session) -> dict[tuple[str, int], int]:
    query = select(Respondent.learner_key, Respondent.year, Respondent.id)
    return {(key.hex, year): number for key, year, number in session.execute(query) if key}
