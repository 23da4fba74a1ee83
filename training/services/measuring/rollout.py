"""Draws the order in which units start, keeps it, and gives it back as a page and as a table."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from training.domain.organisation import ROOT_ID
from training.domain.wedge import draw
from training.services.audit import Actor, note
from training.services.errors import Invalid, NotFound
from training.services.library import Library
from training.store import organisation
from training.store import rollout as store
from training.store.people import count_by_unit
from training.store.rollout import Rollout, RolloutUnit

LONGEST_TITLE = 200
MOST_STEPS, MOST_DAYS = 12, 365


@dataclass(frozen=True, slots=True)
class NewRollout:
    """What HR fills in; `units` are those that take part."""

    title: str
    steps: int
    first_on: date
    days_between: int
    units: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that can take part: one directly below the organisation, with all below it."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class StartRow:
    """A unit in the order."""

    place: int
    step: int
    starts_on: date
    name: str


@dataclass(frozen=True, slots=True)
class RolloutRow:
    """An order in the list."""

    number: int
    title: str
    first_on: date
    steps: int


@dataclass(frozen=True, slots=True)
class RolloutPage:
    """An order that was drawn; `seed` is what anybody can draw it again from."""

    row: RolloutRow
    seed: int
    made_at: datetime
    starts: tuple[StartRow, ...]


def list_choices(library: Library) -> tuple[UnitChoice, ...]:
    """List the units below the organisation in which somebody works, there or below."""
    people = count_by_unit(library.session)
    units = organisation.list_units(library.session)
    parents = {unit.id: unit.parent_id for unit in units}
    peopled: set[UUID] = set()
    for unit_id in people:
        current: UUID | None = unit_id
        while current is not None and current not in peopled:
            peopled.add(current)
            current = parents.get(current)
    return tuple(
        UnitChoice(unit.id, unit.name)
        for unit in units
        if unit.parent_id == ROOT_ID and unit.id in peopled
    )


def make(
    library: Library, new: NewRollout, *, seed: int, actor: Actor, today: date, at: datetime
) -> int:
    """Draw an order and keep it; raises `Invalid` with the code of what is wrong."""
    title = " ".join(new.title.replace("\0", "").split())
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid("rollout-title")
    names = {choice.id: choice.name for choice in list_choices(library)}
    chosen = [unit_id for unit_id in dict.fromkeys(new.units) if unit_id in names]
    if len(chosen) < 2:  # noqa: PLR2004 -- one has no order
        raise Invalid("rollout-units")
    if not (2 <= new.steps <= MOST_STEPS and 1 <= new.days_between <= MOST_DAYS):  # noqa: PLR2004 -- as above
        raise Invalid("rollout-steps")
    if new.first_on < today:
        raise Invalid("rollout-day")
    starts = draw(
        chosen,
        seed=seed,
        steps=new.steps,
        first_on=new.first_on,
        days_between=new.days_between,
    )
    rollout = Rollout(
        title=title,
        seed=seed,
        steps=starts[-1].step,
        first_on=new.first_on,
        days_between=new.days_between,
        made_at=at,
    )
    library.session.add(rollout)
    library.session.flush()
    library.session.add_all(
        RolloutUnit(
            rollout_id=rollout.id,
            unit_id=start.unit_id,
            place=start.place,
            step=start.step,
            starts_on=start.starts_on,
            name=names[start.unit_id],
        )
        for start in starts
    )
    library.session.flush()
    note(library.session, actor, "rollout-drawn", f"rollout:{rollout.id}", "ok", at=at)
    return rollout.id


def list_rollouts(library: Library) -> tuple[RolloutRow, ...]:
    """List the orders that were drawn, the newest first."""
    return tuple(_row(rollout) for rollout in store.list_rollouts(library.session))


def read(library: Library, number: int) -> RolloutPage:
    """Show an order; raises `NotFound`."""
    rollout = store.find_rollout(library.session, number)
    if rollout is None:
        raise NotFound("rollout")
    return RolloutPage(
        row=_row(rollout),
        seed=rollout.seed,
        made_at=rollout.made_at,
        starts=tuple(
            StartRow(unit.place, unit.step, unit.starts_on, unit.name)
            for unit in store.list_units(library.session, number)
        ),
    )


def _row(rollout: Rollout) -> RolloutRow:
    return RolloutRow(rollout.id, rollout.title, rollout.first_on, rollout.steps)
