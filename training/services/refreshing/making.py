"""Makes refreshers for those whose day has come, and writes to them: once, and not on leave."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.refresher import Due, Sibling, choose
from training.domain.spacing import let_go
from training.services.bounces import one_line
from training.services.library import Library
from training.services.mail import Letter, queue_all
from training.services.refreshing.siblings import Pool, find_pool
from training.store import plan as plans
from training.store import review as store
from training.store.base import new_id
from training.store.plan import Plan
from training.store.review import Candidate, RefresherQuestion, RefresherSitting, ReviewState

KIND = "refresher"
AT_ONCE = 40
"""Learners in one step, which keeps it well below half a second."""

APART = timedelta(days=6)
"""Nobody gets more than one refresher in seven days, however many sub-points have come."""

OPEN_FOR = timedelta(days=28)
LOOK_AGAIN = timedelta(days=30)
"""After so long it is tried again where there was no new question."""

Write = Callable[..., tuple[str, str]]
"""`write(template, language, **values)` gives subject and body."""

Lowest = Callable[[Library], Collection[str]]
"""Gives the sub-points that come back more often, such as the lowest two of a stocktaking."""

SEED_MASK = 0x7FFFFFFF


def none_lowest(library: Library) -> Collection[str]:
    """Raise the share of no sub-point."""
    return ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What one step of the round works with; what all learners share is looked up once."""

    library: Library
    write: Write
    at: datetime
    raised: Collection[str]
    pool: Pool

    @property
    def session(self) -> Session:
        """Give the transaction of this step."""
        return self.library.session

    @property
    def today(self) -> date:
        """Give the day of the organisation."""
        return self.library.day_of(self.at)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the learners of one step, and the questions that were made for them."""

    due: dict[UUID, list[ReviewState]] = field(default_factory=lambda: defaultdict(list))
    met: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    plans: dict[UUID, list[Plan]] = field(default_factory=lambda: defaultdict(list))
    questions: list[RefresherQuestion] = field(default_factory=list)


def desk_of(library: Library, write: Write, lowest: Lowest, at: datetime) -> Desk:
    """Look up what all learners share."""
    return Desk(library, write, at, frozenset(lowest(library)), find_pool(library))


def make_next(desk: Desk, place: str) -> tuple[str | None, int]:
    """Serve the next learners; gives where to go on, none at the end, and how many there were."""
    after = UUID(place) if place else None
    keys = store.list_due_keys(desk.session, desk.today, after, AT_ONCE)
    candidates = store.list_candidates(desk.session, keys, desk.today)
    known = _look_up(desk, [each.learner_key for each in candidates])
    letters = [letter for each in candidates if (letter := _serve(desk, each, known))]
    desk.session.flush()
    desk.session.add_all(known.questions)
    queue_all(desk.session, letters, at=desk.at)
    return (str(keys[-1]) if len(keys) == AT_ONCE else None), len(keys)


def let_past_go(library: Library, at: datetime) -> int:
    """Close what was open for too long; the sub-points go on, and nobody hears of it."""
    session, today = library.session, library.day_of(at)
    past = store.list_past(session, today, AT_ONCE)
    for sitting in past:
        questions = store.list_questions(session, sitting.id)
        for code in {each.competency for each in questions if each.answer is None}:
            state = store.find_state(session, sitting.learner_key, code)
            if state:
                store.put_review(state, let_go(store.review_of(state), today))
        store.drop_unanswered(session, sitting.id)
        if all(each.answer is None for each in questions):
            session.delete(sitting)
        else:
            sitting.finished_at = at
    session.flush()
    return len(past)


def _look_up(desk: Desk, keys: Sequence[UUID]) -> Known:
    session, known = desk.session, Known()
    for plan in plans.list_due_plans(session, keys, desk.today):
        known.plans[plan.learner_key].append(plan)
    recent = store.list_recent(session, keys, desk.today - APART)
    asked = [key for key in keys if key not in recent]
    for state in store.list_due_states(session, asked, desk.today):
        known.due[state.learner_key].append(state)
    for key, digests in store.list_met(session, asked).items():
        known.met[key] |= digests
    for key, document_id in store.list_units_met(session, asked):
        known.met[key] |= desk.pool.of_quiz.get(document_id, frozenset())
        known.met[key] |= desk.pool.of_course.get(document_id, frozenset())
    return known


def _serve(desk: Desk, candidate: Candidate, known: Known) -> Letter | None:
    """Make what has come for one learner; gives the mail about it, where there is one to send."""
    key = candidate.learner_key
    sitting_id, questions = _make(desk, key, known)
    new_plans = [plan for plan in known.plans[key] if _is_untold(plan)]
    for plan in new_plans:
        plan.mailed_on = desk.today
    if not candidate.is_mailed or not (sitting_id or new_plans):
        return None
    person = candidate.person
    subject, body = desk.write(
        "refresher",
        person.language,
        name=one_line(person.name),
        sitting_id=sitting_id,
        questions=questions,
        plans=len(new_plans),
    )
    return Letter(person.email, subject, body, KIND, person.id, is_quiet=True)


def _is_untold(plan: Plan) -> bool:
    return plan.mailed_on is None or (plan.next_on is not None and plan.mailed_on < plan.next_on)


def _make(desk: Desk, key: UUID, known: Known) -> tuple[UUID | None, int]:
    states = known.due[key]
    due = [Due(row.competency, row.due_on, row.stage) for row in states if row.due_on]
    chosen = choose(
        due,
        desk.pool.siblings,
        met=known.met[key],
        raised=desk.raised,
        seed=key.int & SEED_MASK,
    )
    for row in states:
        if row.competency in chosen.exhausted:
            row.skipped_on, row.due_on = desk.today, desk.today + LOOK_AGAIN
    if not chosen.questions:
        return None, 0
    sitting_id = _add(desk, key)
    known.questions.extend(_questions(sitting_id, chosen.questions))
    return sitting_id, len(chosen.questions)


def _add(desk: Desk, key: UUID) -> UUID:
    sitting_id = new_id(desk.at)
    desk.session.add(
        RefresherSitting(
            id=sitting_id,
            learner_key=key,
            made_on=desk.today,
            ends_on=desk.today + OPEN_FOR,
            finished_at=None,
        )
    )
    return sitting_id


def _questions(sitting_id: UUID, questions: Sequence[Sibling]) -> Iterator[RefresherQuestion]:
    for place, each in enumerate(questions, start=1):
        yield RefresherQuestion(
            sitting_id=sitting_id,
            place=place,
            document_id=each.document_id,
            revision_id=each.revision_id,
            item=each.name,
            competency=each.competency,
            digest=each.digest,
        )
