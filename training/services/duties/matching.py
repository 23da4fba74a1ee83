"""Which rules reach somebody, and which of them decides."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.assignment import Target
from training.services.enrolment import Duty
from training.store import duty as store
from training.store.assignment import Assignment, due
from training.store.duty import Subject


@dataclass(frozen=True, slots=True)
class Places:
    """Where people are, as far as the rules ask: the units above their own, and their cohorts."""

    above: Mapping[UUID, set[UUID]]
    cohorts: set[tuple[UUID, UUID]]


def places_of(session: Session, rules: Sequence[Assignment], subjects: Sequence[Subject]) -> Places:
    """Look up what these rules ask of these people; nothing where no rule asks."""
    units = [rule.target_id for rule in rules if rule.target == Target.UNIT and rule.target_id]
    above = store.list_units_below(session, units) if units else {}
    has_cohorts = any(rule.target == Target.COHORT for rule in rules)
    people = [subject.person_id for subject in subjects] if has_cohorts else []
    return Places(above, store.list_memberships(session, people) if people else set())


def reaches(rule: Assignment, subject: Subject, places: Places) -> bool:
    """Tell whether a rule reaches somebody."""
    match Target(rule.target):
        case Target.EVERYONE:
            return True
        case Target.UNIT:
            return rule.target_id in places.above.get(subject.unit_id, ())
        case Target.LAYER:
            return subject.layer == rule.target_text
        case Target.FUNCTION:
            return subject.function == rule.target_text
        case Target.COHORT:
            return (subject.person_id, rule.target_id) in places.cohorts
        case Target.PERSON:
            return subject.person_id == rule.target_id


def by_course(
    rules: Sequence[Assignment], subject: Subject, places: Places
) -> dict[UUID, list[Assignment]]:
    """List the rules that reach somebody by course, the oldest first."""
    found: defaultdict[UUID, list[Assignment]] = defaultdict(list)
    for rule in rules:
        if reaches(rule, subject, places):
            found[rule.course_id].append(rule)
    return found


def duty_of(rule: Assignment, subject: Subject, today: date) -> Duty:
    """Make the duty that a rule gives somebody whom it reaches from today on."""
    days = due(rule)
    due_on = days.date_for(hired_on=subject.hired_on, assigned_on=today)
    return Duty(
        reason=rule.target,
        reason_label=rule.target_label,
        assignment_id=rule.id,
        due_on=due_on,
        late_from=days.late_from(due_on),
    )


def first_due(rules: Sequence[Assignment], subject: Subject, today: date) -> Duty:
    """Choose the duty with the earliest due date; of equal ones that of the oldest rule."""
    duties = (duty_of(rule, subject, today) for rule in rules)
    return min(duties, key=lambda duty: duty.due_on or date.max)
