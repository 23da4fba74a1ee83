"""Closes waves of refreshers: whole weeks, one after another, the same for every group.

One wave holds for all groups together. Weeks that were pooled for one group and not for another
could be subtracted; and so a wave waits until most units have enough answers.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from training.domain.disclosure_audit import audited
from training.domain.disclosure_figures import Share, told_share
from training.domain.disclosure_groups import (
    FEWEST_FOR_SCORES,
    choose_visible,
    size_of,
)
from training.domain.group_tree import TOP, GroupTree, Homes, People
from training.services.grouping import read_tree
from training.store import drift as store
from training.store.drift import Counts, DriftWave

WEEK = timedelta(days=7)
PATIENCE = 4
"""After so many weeks a wave no longer waits for units that have too few answers."""

MOST_UNITS = 0.75

Point = tuple[int, int]
"""How many answered, and the share in per cents."""


@dataclass(slots=True)
class Sums:
    """How many respondents a group has in a wave, and the sum of which share each answered well.

    Each weighs the same, however much somebody answered: else a figure could be one person's.
    """

    respondents: int = 0
    shares: float = 0.0

    @property
    def mean(self) -> float:
        """Give the share of a respondent; there must be one."""
        return self.shares / self.respondents


def close_next(session: Session, *, today: date, at: datetime) -> DriftWave | None:
    """Close the next wave and keep what may be seen of it; none while there is not enough."""
    last = store.find_last_wave(session)
    first = store.find_first_day(session, last.until_on if last else None)
    if first is None:
        return None
    from_on = first - timedelta(days=first.weekday())
    tree = read_tree(session)
    until_on, weeks = from_on + WEEK - timedelta(days=1), 1
    while until_on < today:
        counts = store.count_answers(session, from_on, until_on)
        people = _count(session, tree, counts, from_on, until_on)
        if _is_enough(tree, people, weeks):
            wave = DriftWave(from_on=from_on, until_on=until_on, made_at=at)
            session.add(wave)
            session.flush()
            store.add_points(session, wave.id, points_of(tree, people, counts))
            return wave
        until_on, weeks = until_on + WEEK, weeks + 1
    return None


def _count(
    session: Session, tree: GroupTree, counts: list[Counts], from_on: date, until_on: date
) -> People:
    """Count who answered; who moved meanwhile is one person, in each of the units."""
    people = Counter[Homes]()
    for row in counts:
        people[frozenset({tree.home(row.unit_id, row.layer)})] += row.people
    for places in store.list_movers(session, from_on, until_on):
        homes = [tree.home(*place) for place in places]
        for home in homes:
            people[frozenset({home})] -= 1
        people[frozenset(homes)] += 1
    return tree.count(people)


def _is_enough(tree: GroupTree, people: People, weeks: int) -> bool:
    """Tell whether a wave can be closed: with enough people, and enough in most of the units."""
    if people.within[0] < FEWEST_FOR_SCORES:
        return False
    units = [
        place for place in range(TOP, len(tree.keys)) if tree.sizes[place] >= FEWEST_FOR_SCORES
    ]
    full = [place for place in units if people.within[place] >= FEWEST_FOR_SCORES]
    return weeks >= PATIENCE or len(full) >= MOST_UNITS * len(units)


def points_of(tree: GroupTree, people: People, counts: Sequence[Counts]) -> dict[str, Point]:
    """Give how many answered, and the share in per cents, of the groups that may be seen."""
    sums: dict[str, Sums] = defaultdict(Sums)
    for row in counts:
        for place in tree.upward(tree.home(row.unit_id, row.layer)):
            found = sums[tree.keys[place]]
            found.respondents += row.respondents
            found.shares += row.shares
    groups = tree.groups(people)
    shares = {
        group.key: Share(group.answered * sums[group.key].mean, group.answered)
        for group in groups
        if group.answered
    }
    visible = audited(groups, lambda keys: choose_visible(groups, allowed=keys), [shares])
    points: dict[str, Point] = {}
    for key, share in shares.items():
        size, told = size_of(visible, key).value, told_share(visible, key, share).value
        if size is not None and told is not None:
            points[key] = size, told
    return points
