"""Where a learner is in a quiz: what is asked in this round, what was given, what was missed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from training.domain.quiz import Item, ItemKind, Quiz
from training.domain.scoring import NO_SCORE, Answer, IllegalAnswer, Score, is_passed, total
from training.domain.shuffling import shuffled


@dataclass(frozen=True, slots=True)
class Given:
    """A response as it is on record."""

    item: str
    round: int
    answer: Answer
    score: Score = NO_SCORE
    text: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A response as a page sends it, in positions as shown, counted from 1.

    `chosen` are ticked options; `placed` maps an option to its place (ordering) or to a right-hand
    side (matching); `text` is a reflection.
    """

    chosen: tuple[int, ...] = ()
    placed: Mapping[int, int] = field(default_factory=dict, hash=False)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One attempt at a quiz; everything follows from its seed, its round and what was given."""

    quiz: Quiz
    seed: int
    round: int = 1
    given: tuple[Given, ...] = ()

    @property
    def drawn(self) -> tuple[Item, ...]:
        """Give the items of this attempt: all, or a random draw in the author's order."""
        items = self.quiz.items
        if not 0 < self.quiz.draw < len(items):
            return items
        order = shuffled(len(items), seed=self.seed, salt="draw")
        return tuple(items[place] for place in sorted(order[: self.quiz.draw]))

    @property
    def asked(self) -> tuple[Item, ...]:
        """Give the items of this round: all the first time, later only those missed before."""
        return tuple(item for item in self.drawn if self._is_missed(item, before=self.round))

    @property
    def unanswered(self) -> tuple[Item, ...]:
        """Give the items of this round that still wait for a response."""
        return tuple(item for item in self.asked if self.find(item.name) is None)

    @property
    def missed(self) -> tuple[Item, ...]:
        """Give the items whose last response did not earn everything."""
        return tuple(item for item in self.drawn if self._is_missed(item, before=self.round + 1))

    @property
    def score(self) -> Score:
        """Add the last response to each item."""
        latest = (self.last(name) for name in dict.fromkeys(given.item for given in self.given))
        return total(given.score for given in latest if given)

    @property
    def is_passed(self) -> bool:
        """Tell whether the mastery score is reached."""
        return is_passed(self.score, self.quiz.mastery_score)

    def find(self, name: str) -> Given | None:
        """Find the response to an item in this round."""
        return self._latest(name, before=self.round + 1, since=self.round)

    def last(self, name: str) -> Given | None:
        """Find the last response to an item in any round."""
        return self._latest(name, before=self.round + 1)

    def order(self, item: Item) -> tuple[int, ...]:
        """Give the author's positions of the options in the order in which they are shown."""
        size = len(item.options)
        # An ordering item in the author's order would show its key.
        if not self.quiz.is_shuffled and item.kind is not ItemKind.ORDERING:
            return tuple(range(size))
        return self._shuffled(item, "options")

    def match_order(self, item: Item) -> tuple[int, ...]:
        """Give the rows of a matching item in the order in which right-hand sides are shown."""
        return self._shuffled(item, "matches")

    def answer_of(self, item: Item, posted: Posted) -> Answer:
        """Translate what a page sent; raises `IllegalAnswer` when it does not fit the item."""
        order = self.order(item)
        try:
            if item.kind is ItemKind.ORDERING:
                return _ordered(order, posted.placed)
            if item.kind is ItemKind.MATCHING:
                return _matched(order, self.match_order(item), posted.placed)
            return tuple(sorted(order[_index(position)] for position in posted.chosen))
        except (LookupError, ValueError) as error:
            raise IllegalAnswer(item.name) from error

    def _shuffled(self, item: Item, what: str) -> tuple[int, ...]:
        # The place of the item and not its name: a translation must show the same order.
        salt = f"{what} {self.quiz.items.index(item)}"
        order = shuffled(len(item.options), seed=self.seed, salt=salt)
        if item.kind is ItemKind.ORDERING and order == tuple(range(len(order))):
            return order[::-1]
        return order

    def _latest(self, name: str, *, before: int, since: int = 0) -> Given | None:
        found = [
            given for given in self.given if given.item == name and since <= given.round < before
        ]
        return max(found, key=lambda given: given.round, default=None)

    def _is_missed(self, item: Item, *, before: int) -> bool:
        latest = self._latest(item.name, before=before)
        return latest is None or not latest.score.is_full


def _index(position: int) -> int:
    if position < 1:
        raise ValueError(position)
    return position - 1


def _ordered(order: tuple[int, ...], placed: Mapping[int, int]) -> Answer:
    by_place = {place: order[_index(position)] for position, place in placed.items()}
    return tuple(by_place[place] for place in range(1, len(order) + 1))


def _matched(
    order: tuple[int, ...], match_order: tuple[int, ...], placed: Mapping[int, int]
) -> Answer:
    picked = {order[_index(position)]: match_order[_index(m)] for position, m in placed.items()}
    return tuple(picked[option] for option in range(len(order)))
