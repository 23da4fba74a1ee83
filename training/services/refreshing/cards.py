"""The other scheduler: FSRS-6 decides by what somebody answered when a sub-point comes back.

Its parameters were learned on flash cards, and our questions are cases; so it is a choice and not
the default, it is kept between three days and half a year, and chance has no part in it.
"""

import json
from datetime import UTC, date, datetime, time, timedelta

from fsrs import Card, Rating, Scheduler

from training.domain.judgement import Level
from training.domain.spacing import Review, fixed
from training.domain.spacing import Scheduler as Schedule

VERSION = "fsrs-6"
FEWEST_DAYS, MOST_DAYS = 3, 180
RETENTION = 0.9

RATINGS = {
    Level.DISMISSIVE: Rating.Again,
    Level.PASSIVE: Rating.Again,
    Level.HELPFUL: Rating.Hard,
    Level.INVITING: Rating.Good,
}
"""`Hard` is a recall that succeeded (below it nothing is): the first level that is what we ask for.

`Easy` is not used: how much effort an answer took is not known.
"""

_SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=MOST_DAYS,
    enable_fuzzing=False,
)


def scheduler_of(name: str) -> Schedule:
    """Give the scheduler that the setting names."""
    return by_card if name == "fsrs" else fixed


def by_card(review: Review, level: int, on: date) -> Review:
    """Plan by the card of the learner and sub-point; without one it begins at the completion."""
    card = _read(review.card) or _first(review.begun_on)
    after, _ = _SCHEDULER.review_card(card, RATINGS[Level(level)], _noon(on))
    days = max(FEWEST_DAYS, (after.due.date() - on).days)
    return Review(review.begun_on, on + timedelta(days=days), review.stage + 1, on, _write(after))


def _first(begun_on: date) -> Card:
    """Take the completed unit for the first time that it went well."""
    begun = _noon(begun_on)
    card, _ = _SCHEDULER.review_card(Card(card_id=0, due=begun), Rating.Good, begun)
    return card


def _read(text: str) -> Card | None:
    """Read a card; one of another version of the scheduler begins anew."""
    if not text:
        return None
    kept = json.loads(text)
    return Card.from_json(json.dumps(kept["card"])) if kept["version"] == VERSION else None


def _write(card: Card) -> str:
    return json.dumps({"version": VERSION, "card": json.loads(card.to_json())}, sort_keys=True)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
