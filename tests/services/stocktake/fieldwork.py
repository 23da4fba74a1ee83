"""An organisation with a unit that thinks too well of itself, and a wave with forms in it."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random  # noqa: TID251 -- a fixed seed
from uuid import UUID

from sqlalchemy import insert

from tests.world import World
from training.domain.organisation import ROOT_ID, Layer
from training.domain.stocktake import ORGANISATION, Length, Side, statements_of
from training.services.audit import Actor
from training.services.jobs import Apart, run_next
from training.services.stocktake import scoring, waves
from training.services.stocktake.waves import Plan
from training.store import urn
from training.store.base import new_id
from training.store.organisation import OrgUnit, UnitAncestor
from training.store.people import Person
from training.store.stocktake import Wave
from training.store.urn import Paper, Slot

HR = Actor(None, "test")
UNITS = {"Balie": 30, "Groen": 40, "Juridisch": 6, "Stadsbeheer": 25, "Vergunningen": 20}
BOARD = "College"
PLAN = Plan("Najaar 2026", date(2026, 11, 23), date(2026, 12, 14), "gemeente-nl", Length.CORE)


def settle(world: World) -> dict[str, UUID]:
    """Make units with people, and a board of twelve; give the units."""
    with world.session() as session:
        ids = {}
        for name, count in {**UNITS, BOARD: 12}.items():
            ids[name] = new_id(world.clock())
            layer = Layer.EXECUTIVE if name == BOARD else Layer.OFFICIALS
            session.add(OrgUnit(id=ids[name], parent_id=ROOT_ID, name=name, layer=layer))
            session.flush()
            session.add(UnitAncestor(unit_id=ids[name], ancestor_id=ids[name], depth=0))
            people = [_person(world, name, place, ids[name]) for place in range(count)]
            session.execute(insert(Person), people)
    return ids


def begin(world: World, plan: Plan = PLAN) -> int:
    """Plan a wave and open it."""
    with world.session() as session:
        number = waves.plan(session, plan, HR, seed=7, at=world.clock())
        waves.open_(session, number, HR, at=world.clock())
    return number


def fill(
    world: World,
    number: int,
    side: Side,
    count: int,
    mean: float,
    *,
    unit_id: UUID | None = None,
    seed: int = 1,
    **more: str,
) -> None:
    """Put forms in a wave, around a mean of 1 to 5."""
    rng = Random(f"{seed}{side}{count}")  # noqa: S311 -- people, no secret
    papers = [
        {
            "mode": more.get("mode", urn.MAILED),
            "contact": more.get("contact", ""),
            "fate": more.get("fate", ""),
            "answers": answers(rng, mean, side),
        }
        for _ in range(count)
    ]
    with world.session() as session:
        wave = waves.wave_of(session, number)
        urn.pour(session, Slot(wave.id, urn.FORM, side, unit_id), papers)


def answers(rng: Random, mean: float, side: Side) -> Mapping[str, int]:
    """Draw the answers of one person."""
    own = rng.gauss(mean, 0.6)
    codes = [*statements_of(Length.CORE)]
    codes += ["O1"] if side is Side.INITIATIVES else ORGANISATION
    return {code: min(5, max(1, round(rng.gauss(own, 0.6)))) for code in codes}


def papers(world: World, number: int, kind: str = urn.FORM) -> list[tuple[Slot, Paper]]:
    """Read what lies in the urns of a wave."""
    with world.database.reading() as session:
        return urn.list_papers(session, waves.wave_of(session, number).id, kind)


def finish(world: World, number: int, *, is_revealed: bool = True) -> None:
    """Close a wave, make its figures and let them be known."""
    with world.session() as session:
        waves.close(session, number, HR, at=world.clock())
    steps = {waves.SCORE: Apart(scoring.ScoreWork().think)}
    while run_next(world.transaction, steps, at=world.clock()):
        world.clock.advance(seconds=1)
    if is_revealed:
        with world.session() as session:
            waves.reveal(session, number, HR, at=world.clock())


def wave(world: World, number: int) -> Wave:
    """Give a wave as it is."""
    with world.database.reading() as session:
        return waves.wave_of(session, number)


def next_year(plan: Plan = PLAN) -> Plan:
    """Plan the same a year later."""
    year = timedelta(days=364)
    return Plan("Najaar 2027", plan.starts_on + year, plan.ends_on + year, plan.terms, plan.length)


def whole_town(world: World, *, initiatives: int = 40, experience: float = 2.8) -> int:
    """Fill and finish a wave in which officials and board think better of it than initiatives."""
    ids = settle(world)
    number = begin(world)
    for name, count in {"Balie": 20, "Groen": 22, "Juridisch": 4, "Stadsbeheer": 14}.items():
        contact = "weekly" if name == "Balie" else "yearly"
        fill(world, number, Side.STAFF, count, 4.0, unit_id=ids[name], contact=contact)
    fill(world, number, Side.STAFF, 12, 3.6, unit_id=ids["Vergunningen"], contact="monthly")
    fill(world, number, Side.BOARD, 9, 4.6)
    half = initiatives // 2
    fill(world, number, Side.INITIATIVES, half, experience + 0.3, fate="running")
    fill(world, number, Side.INITIATIVES, initiatives - half, experience - 0.3, fate="stopped")
    finish(world, number)
    return number


def _person(world: World, unit: str, place: int, unit_id: UUID) -> dict[str, object]:
    return {
        "id": new_id(world.clock()),
        "email": f"{unit}.{place}@voorbeeld.example".lower(),
        "name": f"{unit} {place}",
        "role": "learner",
        "language": "en" if place % 5 == 4 else "nl",
        "is_active": True,
        "created_at": world.clock(),
        "sort_name": f"{unit} {place}".lower(),
        "unit_id": unit_id,
        "function": "",
    }
