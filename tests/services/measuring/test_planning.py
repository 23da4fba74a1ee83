"""What cannot be planned, opened or closed is refused, and a plan can be taken away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.measuring.waves import SEED, Waves
from training.domain.measuring import Wave
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.measuring import planning
from training.services.measuring.planning import NewMeasurement


def wish(waves: Waves) -> NewMeasurement:
    today = waves.world.clock().date()
    later = today + timedelta(days=14)
    return NewMeasurement(Wave.BASELINE, "Nulmeting", today, later, 100, "kern-a", "kern-b")


def plan(waves: Waves, new: NewMeasurement) -> int:
    at = waves.world.clock()
    with waves.world.transaction() as library:
        return planning.plan(library, new, seed=SEED, actor=Actor(), today=at.date(), at=at)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "measurement-title"),
        ({"closes_on": None}, "measurement-days"),
        ({"percent": 7}, "measurement-percent"),
        ({"before": 99}, "measurement-before"),
    ],
)
def test_what_is_wrong_is_told_by_its_code(
    waves: Waves, change: dict[str, object], code: str
) -> None:
    new = wish(waves)
    if "closes_on" in change:
        change = {"closes_on": new.opens_on - timedelta(days=1)}
    with pytest.raises(Invalid, match=code):
        plan(waves, replace(new, **change))  # type: ignore[arg-type]  # each value fits its field


def test_a_plan_can_be_taken_away_until_it_is_opened(waves: Waves) -> None:
    first, second = plan(waves, wish(waves)), plan(waves, wish(waves))
    later = plan(waves, replace(wish(waves), wave=Wave.AFTER, before=first))
    at = waves.world.clock()
    with waves.world.transaction() as library:
        with pytest.raises(Conflict, match="measurement-not-open"):
            planning.close(library, first, actor=Actor(), at=at)
        planning.withdraw(library, first, actor=Actor(), at=at)
        assert planning.get(library, later).before_id is None
        planning.open_(library, second, actor=Actor(), at=at)
        planning.open_(library, second, actor=Actor(), at=at)
    with waves.world.transaction() as library:
        with pytest.raises(Conflict, match="measurement-opened"):
            planning.withdraw(library, second, actor=Actor(), at=at)
        for gone in (planning.get, planning.get_locked):
            with pytest.raises(NotFound):
                gone(library, first)
