"""What changed is told of the same people, of enough of them, and of nobody who was removed."""

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.services.measuring.waves import Waves
from training.domain.disclosure_groups import EVERYONE
from training.domain.measuring import Reason, Wave
from training.services import own_data
from training.services.audit import Actor
from training.services.measuring import planning
from training.services.measuring.results import GroupResult, Result, read_result
from training.store.measurement import MeasurementReport
from training.store.organisation import OrgUnit
from training.store.people import Learner, Person


def result(waves: Waves, number: int) -> Result:
    with waves.world.transaction() as library:
        found = read_result(library, number, lambda key: True)
    assert found
    return found


def group(found: Result, key: str) -> GroupResult:
    return next(group for group in found.groups if group.key == key)


def baseline(waves: Waves, keys: list[UUID], level: int = 1) -> int:
    number = waves.open()
    for key in keys:
        waves.take(number, key, level)
    waves.close(number)
    return number


def after(waves: Waves, before: int, keys: list[UUID], level: int = 2) -> int:
    number = waves.open(Wave.AFTER, before=before)
    for place, key in enumerate(keys):
        waves.take(number, key, level, level + place % 2)
    waves.close(number)
    return number


def test_the_difference_is_of_who_took_part_in_both(waves: Waves) -> None:
    keys = waves.staff("Balie", 15)
    late = waves.staff("Vergunningen", 12)
    number = after(waves, baseline(waves, keys), [*keys, *late])
    found = result(waves, number)
    assert found.reasons == ()
    assert found.before_only
    assert found.after_only
    assert (found.before_only.value, found.after_only.value) == (0, 12)
    effect = group(found, EVERYONE).effect
    assert effect
    assert effect.pairs.value == 15
    assert effect.level.value
    middle, low, high = effect.level.value
    assert low <= middle <= high
    assert middle == pytest.approx(1.35, abs=0.06)
    # That all of fifteen went from none to all is not told: then each is known.
    assert effect.share.value == (80, 75, 100)


def test_small_groups_and_what_would_tell_of_them_are_not_kept(waves: Waves) -> None:
    keys = waves.staff("Balie", 14)
    few = waves.staff("Vergunningen", 6)
    number = after(waves, baseline(waves, [*keys, *few]), [*keys, *few])
    units = waves.organisation.units
    found = result(waves, number)
    small = group(found, units["Vergunningen"].hex)
    assert (small.taken.value, small.effect) == (None, None)
    # With the whole told, the large unit alone would give the small one away.
    assert group(found, units["Balie"].hex).effect is None or not _rest_is_small(found)
    with waves.world.transaction() as library:
        report = library.session.get_one(MeasurementReport, number)
        assert report.sums == {}
        assert units["Vergunningen"].hex not in report.figures["effects"]  # type: ignore[operator]  # a dict of JSON


def _rest_is_small(found: Result) -> bool:
    officials = group(found, "officials")
    shown = [g for g in found.groups if g.depth == officials.depth + 1 and g.effect]
    told = sum(g.effect.pairs.value or 0 for g in shown if g.effect)
    whole = officials.effect.pairs.value if officials.effect else 0
    return 0 < (whole or 0) - told < 10


def test_removing_a_person_removes_both_halves(waves: Waves) -> None:
    keys = waves.staff("Balie", 17)
    before = baseline(waves, keys)
    number = waves.open(Wave.AFTER, before=before)
    for key in keys[:14]:
        waves.take(number, key, 2)
    with waves.world.transaction() as library:
        own_data.unlink(library, Actor(), learner_key=keys[0], at=waves.world.clock())
    waves.close(number)
    effect = group(result(waves, number), EVERYONE).effect
    assert effect
    assert effect.pairs.value == 13


@pytest.mark.parametrize(("alone", "is_told"), [(0, True), (1, False), (2, False), (3, True)])
def test_one_or_two_who_took_part_once_do_not_follow_from_the_change(
    waves: Waves, alone: int, is_told: bool
) -> None:
    keys = waves.staff("Balie", 14)
    late = waves.staff("Vergunningen", alone)
    effect = group(result(waves, after(waves, baseline(waves, keys), [*keys, *late])), EVERYONE)
    assert (effect.effect is not None) is is_told


def test_who_stopped_half_way_is_in_the_figures_of_one_time_perhaps(waves: Waves) -> None:
    keys = waves.staff("Balie", 15)
    before = baseline(waves, keys[:14])
    number = waves.open(Wave.AFTER, before=before)
    waves.begin(number, keys[14])
    for key in keys[:14]:
        waves.take(number, key, 2)
    waves.close(number)
    assert group(result(waves, number), EVERYONE).effect is None


def test_too_few_people_is_said_and_nothing_is_told(waves: Waves) -> None:
    keys = waves.staff("Balie", 8)
    found = result(waves, after(waves, baseline(waves, keys), keys))
    assert found.reasons == (Reason.TOO_FEW,)
    assert all(group.effect is None for group in found.groups)


def test_another_tree_of_units_is_a_reason(waves: Waves) -> None:
    keys = waves.staff("Balie", 12)
    before = baseline(waves, keys)
    with waves.world.transaction() as library:
        unit = library.session.get_one(OrgUnit, waves.organisation.units["Vergunningen"])
        unit.parent_id = waves.organisation.units["Raad"]
    assert result(waves, after(waves, before, keys)).reasons == (Reason.POPULATION,)


def test_one_that_was_not_closed_is_a_reason(waves: Waves) -> None:
    waves.staff("Balie", 12)
    first = waves.open()
    second = waves.open(Wave.AFTER, before=first)
    waves.close(second)
    assert Reason.NOT_CLOSED in result(waves, second).reasons


def test_who_moved_counts_for_what_both_units_are_in(waves: Waves) -> None:
    keys = waves.staff("Balie", 14)
    before = baseline(waves, keys)
    with waves.world.transaction() as library:
        query = select(Person).join(Learner, Learner.person_id == Person.id)
        for person in library.session.scalars(query.where(Learner.key.in_(keys))):
            person.unit_id = waves.organisation.units["Vergunningen"]
    found = result(waves, after(waves, before, keys))
    units = waves.organisation.units
    assert group(found, units["Dienstverlening"].hex).effect
    assert group(found, units["Vergunningen"].hex).effect is None


def test_a_baseline_says_who_took_part_and_nothing_else(waves: Waves) -> None:
    keys = waves.staff("Balie", 12)
    found = result(waves, baseline(waves, keys))
    assert group(found, EVERYONE).taken.value == 12
    assert (found.reasons, found.after_only) == ((), None)
    with waves.world.transaction() as library:
        assert planning.get(library, 1).closed_at
