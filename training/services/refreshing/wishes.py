"""What a learner wants of refreshers, and what waits: on the home page and on a page of its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from training.store import plan as plans
from training.store import review as store
from training.store.review import RefresherWish

PAUSE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a learner: a refresher with so many questions, and plans to look back on."""

    sitting_id: UUID | None = None
    questions: int = 0
    plans: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """What waits, what comes next, and what the learner wants of it."""

    waiting: Waiting
    next_on: date | None
    is_mailed: bool
    paused_until: date | None


def waiting_for(session: Session, learner_key: UUID, *, today: date) -> Waiting:
    """Tell what waits for a learner; while it is paused, nothing does."""
    wish = store.find_wish(session, learner_key)
    if wish and _paused_until(wish, today):
        return Waiting()
    sitting = store.find_open(session, learner_key)
    questions = store.list_questions(session, sitting.id) if sitting else []
    return Waiting(
        sitting.id if sitting else None,
        len([each for each in questions if each.answer is None]),
        len(plans.list_due_plans(session, [learner_key], today)),
    )


def overview(session: Session, learner_key: UUID, *, today: date) -> Overview:
    """Show what waits and what was chosen."""
    wish = store.find_wish(session, learner_key)
    states = store.list_states(session, [learner_key])
    days = [state.due_on for state in states if state.due_on]
    return Overview(
        waiting_for(session, learner_key, today=today),
        max(today, min(days)) if days else None,
        wish.is_mailed if wish else True,
        _paused_until(wish, today) if wish else None,
    )


def pause(session: Session, learner_key: UUID, *, today: date) -> None:
    """Let nothing come for a month."""
    _wish(session, learner_key).paused_until = today + PAUSE
    session.flush()


def resume(session: Session, learner_key: UUID) -> None:
    """Let it come again."""
    _wish(session, learner_key).paused_until = None
    session.flush()


def choose_mail(session: Session, learner_key: UUID, *, is_mailed: bool) -> None:
    """Send mail about refreshers and plans, or none; both keep their place on the home page."""
    _wish(session, learner_key).is_mailed = is_mailed
    session.flush()


def _wish(session: Session, learner_key: UUID) -> RefresherWish:
    found = store.find_wish(session, learner_key)
    if found is None:
        found = RefresherWish(learner_key=learner_key, is_mailed=True, paused_until=None)
        session.add(found)
    return found


def _paused_until(wish: RefresherWish, today: date) -> date | None:
    until = wish.paused_until
    return until if until and until >= today else None
