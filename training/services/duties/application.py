"""Applies the rules in force to people: new duties, sooner ones, and those that no rule holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from training.domain.assignment import late_from
from training.domain.progress import CompletionStatus
from training.services.audit import SYSTEM, About, note
from training.services.duties.fresh import NewDuty, enrol_all
from training.services.duties.matching import by_course, duty_of, first_due, places_of
from training.services.enrolment import Duty, lay
from training.services.library import Library
from training.services.progress import valid_until
from training.services.standing import derive_many
from training.store import assignment as rules_store
from training.store import duty as store
from training.store.assignment import Assignment, renewal
from training.store.duty import Subject
from training.store.enrolment import Enrolment, lock_cycles_of
from training.store.people import lock_learners


@dataclass(frozen=True, slots=True)
class Batch:
    """The people of one call, what they have, and what is to be done about it."""

    library: Library
    today: date
    at: datetime
    offered: frozenset[UUID]
    rules: dict[UUID, Assignment]
    cycles: dict[tuple[UUID, UUID], list[Enrolment]]
    extended: set[UUID]
    new: list[NewDuty] = field(default_factory=list)
    changed: set[UUID] = field(default_factory=set)


def apply_rules(
    library: Library, learner_keys: Sequence[UUID], *, today: date, at: datetime
) -> None:
    """Bring the duties of these people in line with the rules in force; doing so again is nothing.

    Per course the rule with the earliest due date decides, of equal ones the oldest. A duty whose
    rule no longer reaches somebody ends; what was done of it stays. For batches of some hundreds.
    """
    session = library.session
    lock_learners(session, learner_keys)
    rules = rules_store.list_in_force(session)
    subjects = [row for row in store.list_subjects(session, learner_keys) if row.is_active]
    places = places_of(session, rules, subjects)
    batch = _batch(library, learner_keys, today, at)
    own: dict[UUID, list[UUID]] = {}
    for learner_key, course_id in batch.cycles:
        own.setdefault(learner_key, []).append(course_id)
    for subject in subjects:
        wanted = by_course(rules, subject, places)
        for course_id in dict.fromkeys([*wanted, *own.get(subject.learner_key, ())]):
            _settle(batch, subject, course_id, wanted.get(course_id, []))
    enrol_all(library, batch.new, today=today, at=at)
    if batch.changed:
        derive_many(session, batch.changed, today=today, at=at)


def _batch(library: Library, learner_keys: Sequence[UUID], today: date, at: datetime) -> Batch:
    session = library.session
    cycles = lock_cycles_of(session, learner_keys)
    held = [row.id for rows in cycles.values() for row in rows if row.assignment_id]
    return Batch(
        library,
        today,
        at,
        offered=frozenset(entry.document_id for entry in library.catalogue.entries),
        rules={rule.id: rule for rule in rules_store.list_all(session)},
        cycles=cycles,
        extended=store.list_extended(session, held),
    )


def _settle(batch: Batch, subject: Subject, course_id: UUID, wanted: Sequence[Assignment]) -> None:
    """Decide about one person and one course."""
    cycles = batch.cycles.get((subject.learner_key, course_id), [])
    duties = [row for row in cycles if row.is_required and row.ended_at is None]
    if not duties:
        # A course that was retired asks nothing new of anybody.
        if wanted and course_id in batch.offered:
            duty = first_due(wanted, subject, batch.today)
            if cycles:
                _begin(batch, subject, cycles, duty)
            else:
                batch.new.append(NewDuty(subject, course_id, duty))
        return
    held = duties[-1]
    if not any(row.standing for row in duties):
        _come_back(batch, subject, held)
    if _is_held(batch, held, wanted):
        _hasten(batch, subject, held, wanted)
    elif wanted:
        _take_over(batch, subject, held, first_due(wanted, subject, batch.today))
    else:
        for row in duties:
            row.ended_at = batch.at
        batch.changed.add(subject.learner_key)


def _begin(batch: Batch, subject: Subject, cycles: Sequence[Enrolment], duty: Duty) -> None:
    """Lay a duty on somebody who took the course up freely, or whose duty had ended."""
    last, earlier = cycles[-1], cycles[-2] if len(cycles) > 1 else None
    if earlier and earlier.expires_on and earlier.expires_on >= batch.today:
        # The evidence is still valid: the renewal is due when it ends, as it was before.
        earlier.is_required, earlier.ended_at = True, None
        duty = _due_on(duty, earlier.expires_on, _grace(batch, duty))
    lay(last, replace(duty, starts_on=batch.today))
    last.expires_on = valid_until(batch.library, last)
    batch.changed.add(subject.learner_key)


def _come_back(batch: Batch, subject: Subject, held: Enrolment) -> None:
    """Count somebody who left and returned; what came due meanwhile gets its days anew."""
    batch.changed.add(subject.learner_key)
    if _is_completed(held) or held.late_from is None or held.late_from > batch.today:
        return
    rule = batch.rules.get(held.assignment_id) if held.assignment_id else None
    if rule is None:
        return
    duty = duty_of(rule, subject, batch.today)
    if held.cycle > 1:
        window = renewal(rule).window
        duty = _due_on(duty, batch.today + window, rule.grace_days)
    _move_due(batch, subject, held, duty)


def _is_held(batch: Batch, held: Enrolment, wanted: Sequence[Assignment]) -> bool:
    """Tell whether a duty stands by itself: given by hand, by a rule that reaches, or kept."""
    if any(rule.id == held.assignment_id for rule in wanted):
        return True
    if held.assignment_id is None:  # completed, it goes under a rule: only a rule asks for renewal
        return not (wanted and _is_completed(held))
    is_kept = batch.rules[held.assignment_id].keeps_duties
    return is_kept and not (wanted and _is_completed(held))


def _hasten(batch: Batch, subject: Subject, held: Enrolment, wanted: Sequence[Assignment]) -> None:
    """Let another rule take over when it is due sooner; more time that HR gave stays."""
    others = [rule for rule in wanted if rule.id != held.assignment_id]
    if not others or _is_completed(held) or held.cycle > 1 or held.id in batch.extended:
        return
    duty = first_due(others, subject, batch.today)
    if duty.due_on and (held.due_on is None or duty.due_on < held.due_on):
        _move_due(batch, subject, held, duty)


def _take_over(batch: Batch, subject: Subject, held: Enrolment, duty: Duty) -> None:
    """Let another rule hold a duty whose own rule no longer reaches somebody."""
    grace = _grace(batch, duty)
    if _is_completed(held) or held.cycle > 1:
        duty = _due_on(duty, held.due_on, grace)
    elif held.id in batch.extended and held.due_on and duty.due_on:
        duty = _due_on(duty, max(held.due_on, duty.due_on), grace)
    _move_due(batch, subject, held, duty)
    held.expires_on = valid_until(batch.library, held)


def _move_due(batch: Batch, subject: Subject, held: Enrolment, duty: Duty) -> None:
    """Write a duty over an earlier one; another due date is told on the trail."""
    earlier = held.due_on
    lay(held, replace(duty, starts_on=held.starts_on))
    batch.changed.add(subject.learner_key)
    if earlier != held.due_on:
        days = {"from": str(earlier or ""), "to": str(held.due_on or ""), "reason": duty.reason}
        note(
            batch.library.session,
            SYSTEM,
            "duty-due",
            f"enrolment:{held.id}",
            "ok",
            at=batch.at,
            about=About(subject.person_id, days),
        )


def _due_on(duty: Duty, due_on: date | None, grace_days: int) -> Duty:
    return replace(duty, due_on=due_on, late_from=late_from(due_on, grace_days))


def _grace(batch: Batch, duty: Duty) -> int:
    return batch.rules[duty.assignment_id].grace_days if duty.assignment_id else 0


def _is_completed(enrolment: Enrolment) -> bool:
    return enrolment.completion == CompletionStatus.COMPLETED
