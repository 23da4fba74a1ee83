"""When a sub-point comes back: 7, 30, 90 and 180 days after it was practised, by default.

Widening or even gaps make no difference that was ever measured (Latimier et al., 2021: g = .03), so
the default is the schedule that can be explained. A sub-point is what comes back; what is asked of
it is each time another question, because a case that is read again is recognised and not thought
through.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAYS = (7, 30, 90, 180)
SHORTEST = timedelta(days=7)
"""Between two refreshers of a sub-point, also when the first of them was answered late."""

LATEST = timedelta(days=14)
"""A moment that was longer ago when it was first seen is let go; the next one comes."""

PAST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Review:
    """Where a learner is with a sub-point; `due_on` is none when no refresher comes any more.

    `stage` counts the refreshers that were answered or let go. `card` is what another scheduler
    remembers, in its own writing.
    """

    begun_on: date
    due_on: date | None
    stage: int = 0
    last_on: date | None = None
    card: str = ""


Scheduler = Callable[[Review, int, date], Review]
"""Gives the review after an answer of a level, on a day."""


def begin(completed_on: date, today: date) -> Review:
    """Begin with a sub-point; what was completed long ago goes on where it would be now."""
    for stage, days in enumerate(DAYS):
        due_on = completed_on + timedelta(days=days)
        if due_on >= today - LATEST:
            return Review(completed_on, due_on, stage)
    return Review(completed_on, None, len(DAYS))


def practise(review: Review, completed_on: date, today: date) -> Review:
    """Count another unit of the sub-point that was completed.

    Before the first refresher it makes that one later, after the last one all begins again; in
    between it changes nothing.
    """
    since = review.last_on or review.begun_on
    if completed_on <= since:
        return review
    if review.due_on is None:
        return begin(completed_on, today)
    if review.stage or review.last_on:
        return review
    return replace(review, begun_on=completed_on, due_on=completed_on + timedelta(days=DAYS[0]))


def fixed(review: Review, level: int, on: date) -> Review:
    """Plan the next moment of the schedule, however the answer was."""
    return _after(review, on, last_on=on)


def let_go(review: Review, on: date) -> Review:
    """Plan the next moment after one that passed without an answer: nobody is asked twice.

    What another scheduler keeps a card of comes back after a while, since that has no last moment.
    """
    if review.card:
        return replace(review, due_on=on + PAST)
    return _after(review, on, last_on=review.last_on)


def _after(review: Review, on: date, *, last_on: date | None) -> Review:
    stage = review.stage + 1
    due_on = None
    if stage < len(DAYS):
        due_on = max(review.begun_on + timedelta(days=DAYS[stage]), on + SHORTEST)
    return replace(review, stage=stage, due_on=due_on, last_on=last_on)
