"""Rules that say who must do a course: look first whom one reaches, make it, end it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.assignment import Due, DueRule, Renewal, RenewFrom, Target, is_in_reach
from training.domain.course import Course
from training.domain.document import Kind
from training.domain.organisation import Layer
from training.services.audit import About, Actor, note
from training.services.duties import rule_job
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.store import assignment as store
from training.store import duty as duties
from training.store import organisation, people
from training.store.assignment import Assignment
from training.store.base import new_id
from training.store.library import Entry

MOST_DAYS, MOST_GRACE, MOST_WINDOW, MOST_MONTHS = 3650, 365, 365, 120
LONGEST_MONTH = 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule as HR asks for it; without a renewal it is as the course says."""

    course_slug: str
    target: Target
    target_id: UUID | None = None
    target_text: str = ""
    due: Due = field(default_factory=Due)
    renewal: Renewal | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom a rule would reach today; every figure is people."""

    course_title: str
    target_label: str
    reached: int
    with_duty: int
    completed: int
    renewal: Renewal

    @property
    def new(self) -> int:
        """Count who would get a duty that they do not have now."""
        return self.reached - self.with_duty


@dataclass(frozen=True, slots=True)
class Made:
    """A rule that was made, and the job that applies it."""

    rule_id: UUID
    job_id: UUID


def preview(library: Library, new: NewRule, *, today: date, language: str) -> Preview:
    """Check a rule and count whom it would reach; raises `NotFound` and `Invalid`."""
    entry, label = _check(library, new, today)
    keys = duties.keys_of_target(duties.is_target(new.target, new.target_id, new.target_text))
    with_duty, completed = duties.count_with_duty(library.session, keys, entry.document_id)
    shown = library.catalogue.translated(Kind.COURSE, entry.slug, language) or entry
    return Preview(
        shown.title,
        label,
        duties.count_rows(library.session, keys),
        with_duty,
        completed,
        new.renewal or _own_renewal(library, entry),
    )


def make(library: Library, new: NewRule, *, actor: Actor, today: date, at: datetime) -> Made:
    """Make a rule and put the work of applying it in the queue.

    Raises `NotFound` and `Invalid` as the preview does, and `Conflict` for a rule that is there.
    """
    entry, label = _check(library, new, today)
    renewal = new.renewal or _own_renewal(library, entry)
    # What another way of choosing leaves over on a form is not part of the rule.
    rule = Assignment(
        id=new_id(at),
        course_id=entry.document_id,
        target=new.target,
        target_id=new.target_id,
        target_text=new.target_text,
        target_label=label,
        due_rule=new.due.rule,
        due_on=new.due.on if new.due.rule is DueRule.FIXED else None,
        due_days=new.due.days if new.due.rule is not DueRule.NONE else 0,
        grace_days=new.due.grace_days if new.due.rule is not DueRule.NONE else 0,
        renew_months=renewal.months,
        renew_window_days=renewal.window_days,
        renew_from=renewal.counted_from,
        renew_month=renewal.month,
        renew_day=renewal.day,
        created_at=at,
        created_by=actor.person_id,
        keeps_duties=False,
    )
    if any(_is_same(rule, other) for other in store.list_in_force(library.session)):
        raise Conflict("rule-exists")
    library.session.add(rule)
    library.session.flush()
    _note(library, rule, actor, "rule-made", {"course": entry.slug}, at)
    return Made(rule.id, rule_job.start(library.session, rule, at=at, by=actor.person_id))


def end(library: Library, rule_id: UUID, *, keeps_duties: bool, actor: Actor, at: datetime) -> UUID:
    """End a rule: its duties stay as they are, or end where no other rule holds them.

    Gives the job that looks at them. Raises `NotFound`, and `Conflict` for a rule that has ended.
    """
    rule = store.find_assignment(library.session, rule_id)
    if rule is None:
        raise NotFound("rule")
    if rule.ended_at:
        raise Conflict("rule-ended")
    rule.ended_at, rule.ended_by, rule.keeps_duties = at, actor.person_id, keeps_duties
    library.session.flush()
    _note(library, rule, actor, "rule-ended", {"duties": "keep" if keeps_duties else "end"}, at)
    # Also where duties stay: what is completed goes under another rule that asks the same.
    return rule_job.start(library.session, rule, at=at, by=actor.person_id)


def again(library: Library, rule_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Let the work for a rule that stopped go on; what goes on or is done stays as it is.

    Raises `NotFound`.
    """
    rule = store.find_assignment(library.session, rule_id)
    if rule is None:
        raise NotFound("rule")
    if rule_job.resume(library.session, rule):
        _note(library, rule, actor, "rule-resumed", {}, at)


def _check(library: Library, new: NewRule, today: date) -> tuple[Entry, str]:
    """Refuse what makes no rule; give the course, and how the target is called."""
    entry = library.catalogue.original(Kind.COURSE, new.course_slug)
    if entry is None:
        raise NotFound("course")
    due, renewal = new.due, new.renewal or Renewal()
    if due.rule is DueRule.FIXED and due.on is None:
        raise Invalid("due-empty")
    if due.on and due.rule is DueRule.FIXED and due.on < today:
        raise Invalid("due-past")
    if due.on and not is_in_reach(due.on):
        raise Invalid("day-far")
    for code, value, most in (
        ("due-days", due.days, MOST_DAYS),
        ("grace-days", due.grace_days, MOST_GRACE),
        ("renew-months", renewal.months, MOST_MONTHS),
        ("renew-window", renewal.window_days, MOST_WINDOW),
    ):
        if not 0 <= value <= most:
            raise Invalid(code)
    if renewal.counted_from is RenewFrom.FIXED_DAY and not _is_day(renewal.month, renewal.day):
        raise Invalid("renew-day")
    return entry, _label(library, new)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= len(LONGEST_MONTH) and 1 <= day <= LONGEST_MONTH[month - 1]


def _label(library: Library, new: NewRule) -> str:
    """Name the target as it is called today; of a person the name is not kept."""
    if new.target in {Target.LAYER, Target.FUNCTION}:
        is_layer = new.target is Target.LAYER
        known = list(Layer) if is_layer else people.list_functions(library.session)
        if new.target_text not in known:
            raise Invalid("target-empty")
        return new.target_text
    if new.target is Target.EVERYONE:
        return ""
    if new.target_id is None:
        raise Invalid("target-empty")
    return _name_of(library.session, new.target, new.target_id)


def _name_of(session: Session, target: Target, target_id: UUID) -> str:
    if target is Target.PERSON:
        person = people.find_person(session, target_id)
        if person is None or not person.is_active:
            raise NotFound("person")
        return ""
    find = organisation.find_unit if target is Target.UNIT else organisation.find_cohort
    found = find(session, target_id)
    if found is None:
        raise NotFound(target.value)
    return found.name


def _own_renewal(library: Library, entry: Entry) -> Renewal:
    return Renewal(months=library.take(entry.revision_id, Course).valid_months)


def _is_same(rule: Assignment, other: Assignment) -> bool:
    what = "course_id", "target", "target_id", "target_text"
    when = "due_rule", "due_on", "due_days", "grace_days"
    again = "renew_months", "renew_window_days", "renew_from", "renew_month", "renew_day"
    names = (*what, *when, *again)
    return all(getattr(rule, name) == getattr(other, name) for name in names)


def _note(
    library: Library,
    rule: Assignment,
    actor: Actor,
    action: str,
    details: Mapping[str, str],
    at: datetime,
) -> None:
    place = rule.target_text or str(rule.target_id or "")
    person_id = rule.target_id if rule.target == Target.PERSON else None
    about = About(person_id, {"target": f"{rule.target} {place}".strip(), **details})
    note(library.session, actor, action, f"assignment:{rule.id}", "ok", at=at, about=about)
