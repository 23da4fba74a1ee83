"""Begins to space what was completed: sub-points of units, and plans that were written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from training.domain.document import Kind
from training.domain.plan import next_day
from training.domain.quiz import Quiz
from training.domain.scenario import Scenario
from training.domain.spacing import Review, begin, practise
from training.services.library import Library
from training.services.refreshing.siblings import competency_of
from training.store import plan as plans
from training.store import review as store
from training.store.base import new_id
from training.store.completed import Completed, list_completed
from training.store.review import ReviewState

LOOK_BACK = timedelta(days=35)
"""A night that was missed is made up for by the next; what began before changes nothing."""

LOOK_BACK_FIRST = timedelta(days=195)
"""At the very first time: further back no moment of the schedule is still to come."""

ROWS = 150
PLAN = "plan-"
"""How the slug of a quiz begins whose open questions ask for a plan."""


@dataclass(frozen=True, slots=True)
class Place:
    """After which completed unit to go on."""

    at: datetime
    enrolment_id: UUID
    document_id: UUID

    def __str__(self) -> str:
        """Write it as the job keeps it."""
        return f"{self.at.isoformat()} {self.enrolment_id} {self.document_id}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read what the job kept."""
        at, enrolment_id, document_id = text.split(" ")
        return cls(datetime.fromisoformat(at), UUID(enrolment_id), UUID(document_id))


def begin_next(library: Library, place: str, *, at: datetime) -> tuple[str | None, int]:
    """Take the next completed units; gives where to go on, none at the end, and how many."""
    after = Place.read(place) if place else None
    back = LOOK_BACK if store.has_states(library.session) else LOOK_BACK_FIRST
    since = after.at if after else at - back
    key = (after.at, after.enrolment_id, after.document_id) if after else None
    rows = list_completed(library.session, since, key, ROWS)
    _begin_states(library, rows, library.day_of(at))
    _begin_plans(library, rows, at)
    if len(rows) < ROWS:
        return None, len(rows)
    last = rows[-1]
    return str(Place(last.completed_at, last.enrolment_id, last.document_id)), len(rows)


def _begin_states(library: Library, rows: Sequence[Completed], today: date) -> None:
    known = {
        (row.learner_key, row.competency): row
        for row in store.list_states(library.session, {row.learner_key for row in rows})
    }
    new: dict[tuple[UUID, str], Review] = {}
    codes: dict[UUID, frozenset[str]] = {}
    for row in rows:
        day = library.day_of(row.completed_at)
        if row.revision_id not in codes:
            codes[row.revision_id] = _sub_points(library, row)
        for code in codes[row.revision_id]:
            place = row.learner_key, code
            if place in known:
                _practise(known[place], day, today)
            elif place in new:
                new[place] = practise(new[place], day, today)
            else:
                new[place] = begin(day, today)
    store.add_states(library.session, [_row(*place, review) for place, review in new.items()])


def _practise(row: ReviewState, day: date, today: date) -> None:
    before = store.review_of(row)
    after = practise(before, day, today)
    if after != before:
        store.put_review(row, after)


def _row(learner_key: UUID, competency: str, review: Review) -> dict[str, object]:
    return {
        "learner_key": learner_key,
        "competency": competency,
        "begun_on": review.begun_on,
        "due_on": review.due_on,
        "stage": review.stage,
        "last_on": review.last_on,
        "card": review.card,
        "skipped_on": None,
    }


def _sub_points(library: Library, row: Completed) -> frozenset[str]:
    """Give the sub-points that a unit exercises; a lesson exercises none, it is read."""
    found: Iterable[str] = ()
    if row.kind == Kind.SCENARIO:
        story = library.take(row.revision_id, Scenario)
        found = (
            choice.judgement.competency
            for scene in story.scenes
            for choice in scene.choices
            if choice.judgement
        )
    elif row.kind == Kind.QUIZ:
        quiz = library.take(row.revision_id, Quiz)
        # Who was measured was not taught.
        found = () if quiz.form else (item.competency or competency_of(item) for item in quiz.items)
    return frozenset(code for code in found if "." in code)


def _begin_plans(library: Library, rows: Sequence[Completed], at: datetime) -> None:
    asking = _plan_quizzes(library)
    keys = {row.learner_key for row in rows if row.document_id in asking}
    if not keys:
        return
    known = {(row.attempt_id, row.item) for row in plans.list_plans(library.session, keys)}
    for attempt, response in plans.list_reflections(library.session, keys, list(asking)):
        place = attempt.id, response.item
        made_on = library.day_of(response.responded_at)
        next_on = next_day(made_on, 0, library.day_of(at))
        if place in known or next_on is None or response.item not in asking[attempt.document_id]:
            continue
        known.add(place)
        library.session.add(
            plans.Plan(
                id=new_id(at),
                learner_key=attempt.learner_key,
                attempt_id=attempt.id,
                item=response.item,
                text=response.text,
                made_on=made_on,
                asked=0,
                next_on=next_on,
                mailed_on=None,
            )
        )
    library.session.flush()


def _plan_quizzes(library: Library) -> Mapping[UUID, frozenset[str]]:
    """Map the quizzes that ask for a plan to their questions."""
    return {
        entry.document_id: frozenset(
            item.name for item in library.take(entry.revision_id, Quiz).items if not item.is_scored
        )
        for entry in library.catalogue.entries
        if entry.kind == Kind.QUIZ
        and entry.slug.startswith(PLAN)
        and entry.language == entry.original
    }
