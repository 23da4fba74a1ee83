"""Makes refreshers for those whose day has come, and writes to them: once, and not on leave.

What a step needs is read, chosen and written out before any transaction that writes begins, since
on SQLite every click waits for such a one. The step itself looks again at what changes when
somebody practises or opens a page at that moment: who did is served by the next round.
"""

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
from training.services.refreshing.siblings import Pool
from training.store import plan as plans
from training.store import refresher_round as rounds
from training.store import review as store
from training.store.base import new_id
from training.store.plan import Plan
from training.store.refresher_round import Candidate
from training.store.review import ReviewState

KIND = "refresher"
AT_ONCE = 100
"""Learners in one step, of which a tenth of a second or so is a transaction that writes."""

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
        """Give the transaction, which only reads."""
        return self.library.session

    @property
    def today(self) -> date:
        """Give the day of the organisation."""
        return self.library.day_of(self.at)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the learners of one step."""

    due: dict[UUID, list[ReviewState]] = field(default_factory=lambda: defaultdict(list))
    met: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    plans: dict[UUID, list[Plan]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Served:
    """What has come for one learner: questions, sub-points without any, plans to tell of, a mail.

    `due` is what was due then; when it no longer is, nothing of this is kept.
    """

    key: UUID
    due: frozenset[tuple[str, date | None]]
    sitting_id: UUID | None
    questions: tuple[Sibling, ...]
    exhausted: tuple[str, ...]
    plans: tuple[UUID, ...]
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class Portion:
    """What was made ready for the next learners, how many there were, and where to go on."""

    served: tuple[Served, ...]
    many: int
    rest: str | None


def prepare_next(desk: Desk, place: str) -> Portion:
    """Make ready what has come for the next learners; writes nothing."""
    after = UUID(place) if place else None
    keys = rounds.list_due_keys(desk.session, desk.today, after, AT_ONCE)
    candidates = rounds.list_candidates(desk.session, keys, desk.today)
    known = _look_up(desk, [each.learner_key for each in candidates])
    served = tuple(_serve(desk, each, known) for each in candidates)
    return Portion(served, len(keys), str(keys[-1]) if len(keys) == AT_ONCE else None)


def keep(library: Library, portion: Portion, *, at: datetime) -> None:
    """Write down what was made ready, for those for whom nothing changed meanwhile."""
    session, today = library.session, library.day_of(at)
    keys = [each.key for each in portion.served if each.due]
    due: dict[UUID, set[tuple[str, date | None]]] = defaultdict(set)
    for state in store.list_due_states(session, keys, today):
        due[state.learner_key].add((state.competency, state.due_on))
    recent = store.list_recent(session, keys, today - APART)
    served = [
        each
        for each in portion.served
        if not each.due or (each.due == due[each.key] and each.key not in recent)
    ]
    made = [each for each in served if each.sitting_id]
    rounds.add_sittings(session, [_sitting(each, today) for each in made])
    rounds.add_questions(session, [row for each in made for row in _questions(each)])
    skipped = [(each.key, code) for each in served for code in each.exhausted]
    rounds.skip_states(session, skipped, on=today, again_on=today + LOOK_AGAIN)
    plans.note_mailed(session, [number for each in served for number in each.plans], today)
    queue_all(session, [each.letter for each in served if each.letter], at=at)


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
    for key, digests in rounds.list_met(session, asked).items():
        known.met[key] |= digests
    for key, document_id in rounds.list_units_met(session, asked):
        known.met[key] |= desk.pool.of_quiz.get(document_id, frozenset())
        known.met[key] |= desk.pool.of_course.get(document_id, frozenset())
    return known


def _serve(desk: Desk, candidate: Candidate, known: Known) -> Served:
    """Choose questions for one learner, and write the mail about it where there is one to send."""
    key = candidate.learner_key
    states = known.due[key]
    chosen = choose(
        [Due(row.competency, row.due_on, row.stage) for row in states if row.due_on],
        desk.pool.siblings,
        met=known.met[key],
        raised=desk.raised,
        seed=key.int & SEED_MASK,
    )
    sitting_id = new_id(desk.at) if chosen.questions else None
    new_plans = tuple(plan.id for plan in known.plans[key] if _is_untold(plan))
    return Served(
        key=key,
        due=frozenset((row.competency, row.due_on) for row in states),
        sitting_id=sitting_id,
        questions=tuple(chosen.questions),
        exhausted=tuple(chosen.exhausted),
        plans=new_plans,
        letter=_letter(desk, candidate, sitting_id, len(chosen.questions), len(new_plans)),
    )


def _letter(
    desk: Desk, candidate: Candidate, sitting_id: UUID | None, questions: int, new_plans: int
) -> Letter | None:
    if not candidate.is_mailed or not (sitting_id or new_plans):
        return None
    person = candidate.person
    subject, body = desk.write(
        "refresher",
        person.language,
        name=one_line(person.name),
        sitting_id=sitting_id,
        questions=questions,
        plans=new_plans,
    )
    return Letter(person.email, subject, body, KIND, person.id, is_quiet=True)


def _is_untold(plan: Plan) -> bool:
    return plan.mailed_on is None or (plan.next_on is not None and plan.mailed_on < plan.next_on)


def _sitting(served: Served, today: date) -> dict[str, object]:
    return {
        "id": served.sitting_id,
        "learner_key": served.key,
        "made_on": today,
        "ends_on": today + OPEN_FOR,
        "finished_at": None,
    }


def _questions(served: Served) -> Iterator[dict[str, object]]:
    for place, each in enumerate(served.questions, start=1):
        yield {
            "sitting_id": served.sitting_id,
            "place": place,
            "document_id": each.document_id,
            "revision_id": each.revision_id,
            "item": each.name,
            "competency": each.competency,
            "digest": each.digest,
        }
