"""A learner's own plans, which nobody else sees: look back, write a new one, throw one away."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.plan import LONGEST, Outcome, next_day
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.store import plan as store
from training.store.base import new_id
from training.store.plan import Plan, PlanAnswer


@dataclass(frozen=True, slots=True)
class Said:
    """What its maker said of a plan, and when."""

    outcome: str
    on: date


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as its maker sees it; `is_asked` when it is time to look back on it."""

    id: UUID
    text: str
    made_on: date
    asked: int
    is_asked: bool
    next_on: date | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class LookBack:
    """What somebody says of a plan, for the time that `asked` counts, with a new plan if any."""

    asked: int
    outcome: str
    text: str = ""


def list_own(library: Library, learner_key: UUID, *, today: date) -> tuple[PlanLine, ...]:
    """List the plans of a learner: those to look back on first, then the newest."""
    rows = [row for row in store.list_plans(library.session, [learner_key]) if row.text]
    said: dict[UUID, list[Said]] = defaultdict(list)
    for each in store.list_answers(library.session, [row.id for row in rows]):
        said[each.plan_id].append(Said(each.outcome, each.answered_on))
    lines = [_line(row, tuple(said[row.id]), today) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.is_asked))


def look_back(
    library: Library, learner_key: UUID, plan_id: UUID, words: LookBack, *, at: datetime
) -> None:
    """Keep what somebody says of a plan; a new plan takes the place of this one.

    Saying it twice changes nothing. Raises `NotFound` for another person's plan, `Conflict` for a
    plan that is not asked back, `Invalid` for what cannot be.
    """
    plan, today = _find(library, learner_key, plan_id), library.day_of(at)
    text = words.text.replace("\0", "").strip()
    if words.outcome not in set(Outcome):
        raise Invalid("plan-outcome")
    if len(text) > LONGEST:
        raise Invalid("answer-long", {"limit": str(LONGEST)})
    if words.asked < plan.asked:
        return
    if words.asked > plan.asked or plan.next_on is None or plan.next_on > today:
        raise Conflict("plan-not-asked")
    library.session.add(
        PlanAnswer(plan_id=plan.id, asked=plan.asked, outcome=words.outcome, answered_on=today)
    )
    plan.asked += 1
    is_over = bool(text) or words.outcome == Outcome.DROPPED
    plan.next_on = None if is_over else next_day(plan.made_on, plan.asked, today)
    if text:
        library.session.add(_new(learner_key, text, today, at))
    library.session.flush()


def throw_away(library: Library, learner_key: UUID, plan_id: UUID) -> None:
    """Forget a plan and what was said of it; that it was there keeps it from coming back."""
    plan = _find(library, learner_key, plan_id)
    for each in store.list_answers(library.session, [plan.id]):
        library.session.delete(each)
    plan.text, plan.next_on = "", None
    library.session.flush()


def _find(library: Library, learner_key: UUID, plan_id: UUID) -> Plan:
    plan = store.find_plan(library.session, plan_id, learner_key)
    if plan is None or not plan.text:
        raise NotFound("plan")
    return plan


def _line(row: Plan, said: tuple[Said, ...], today: date) -> PlanLine:
    is_asked = row.next_on is not None and row.next_on <= today
    return PlanLine(row.id, row.text, row.made_on, row.asked, is_asked, row.next_on, said)


def _new(learner_key: UUID, text: str, today: date, at: datetime) -> Plan:
    return Plan(
        id=new_id(at),
        learner_key=learner_key,
        attempt_id=None,
        item=None,
        text=text,
        made_on=today,
        asked=0,
        next_on=next_day(today, 0, today),
        mailed_on=None,
    )
