"""Collects the rows of some people, and writes them with their counts in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from training.demo import bulk
from training.demo.bulk import Row
from training.store.base import Base
from training.store.dispensation import Exemption, Extension
from training.store.enrolment import Enrolment
from training.store.mail import Mail
from training.store.organisation import CohortMember, OrgUnit, UnitAncestor, UnitLead
from training.store.people import Learner, Person
from training.store.reminder import Reminder
from training.store.tally import StandingCount, add_counts

COLUMNS: dict[type[Base], str] = {
    OrgUnit: "id parent_id code name layer",
    UnitAncestor: "unit_id ancestor_id depth",
    Person: "id email name role language is_active created_at staff_number sort_name unit_id "
    "function hired_on left_on away_from away_until",
    Learner: "key person_id",
    UnitLead: "unit_id person_id",
    CohortMember: "cohort_id person_id",
    Enrolment: "id learner_key course_id cycle enrolled_at starts_on due_on late_from expires_on "
    "is_required assignment_id reason reason_label unit_id standing completion success "
    "completed_at completed_revision_id receipt_number",
    Exemption: "id learner_key course_id until reason granted_at granted_by",
    Extension: "id enrolment_id due_before due_on reason granted_at granted_by",
    Mail: "id recipient subject body queued_at sent_at tries kind person_id is_quiet outcome "
    "failure",
    Reminder: "id enrolment_id moment recipient_id mail_id created_at",
}
"""Tables in the order in which they refer to each other."""


class Batch:
    """Rows that are written together, so that counts and facts agree whenever the work stops."""

    def __init__(self) -> None:
        """Begin empty."""
        self.rows: defaultdict[type[Base], list[Row]] = defaultdict(list)
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.whole: set[str] = set()
        self.people = 0

    def add(self, model: type[Base], *values: bulk.Value) -> None:
        """Add a row, with its values in the order of the columns."""
        self.rows[model].append(values)

    def count(self, path: Sequence[str], course_id: str, standing: str) -> None:
        """Count somebody in the own unit and all above."""
        for unit_id in path:
            self.counts[unit_id, course_id, standing] += 1

    def write(self, session: Session) -> None:
        """Write everything; of a unit that is `whole` all people are in this batch."""
        bulk.prepare(session)
        for model, columns in COLUMNS.items():
            bulk.insert(session, model, columns.split(), self.rows[model])
        new = [(*place, people) for place, people in self.counts.items() if place[0] in self.whole]
        bulk.insert(session, StandingCount, ["unit_id", "course_id", "standing", "people"], new)
        shared = {
            (UUID(unit), UUID(course), standing): people
            for (unit, course, standing), people in self.counts.items()
            if unit not in self.whole
        }
        add_counts(session, shared)
