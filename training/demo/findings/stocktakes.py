"""Plants a stocktake in which those who govern think better of it than initiatives meet."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from training.demo.chance import Chance
from training.demo.findings.colleagues import list_colleagues
from training.domain.stocktake import ORGANISATION, Contact, Fate, Length, Side, statements_of
from training.services.audit import Actor
from training.services.library import Library
from training.services.stocktake import acting, places, waves
from training.services.stocktake.acting import Progress, Promise
from training.services.stocktake.waves import Plan
from training.store import stocktake as store
from training.store import urn
from training.store.urn import Paper, Slot

DAYS_AGO, OPEN_FOR, TALKED_AFTER = 45, 21, 7
INITIATIVES = 32
MEANS = {Side.STAFF: 3.7, Side.BOARD: 4.5, Side.INITIATIVES: 2.5}
"""What each side says of the same behaviour, of 1 to 5."""

SPREAD = 0.6
LOWEST, HIGHEST = 1, 5
STAFF_SHARE = 0.6


def answer_and_close(library: Library, actor: Actor, chance: Chance, *, at: datetime) -> None:
    """Hold a stocktake of some weeks ago; a job then makes its figures."""
    session, then = library.session, at - timedelta(days=DAYS_AGO)
    day = library.day_of(then)
    last = day + timedelta(days=OPEN_FOR)
    plan = Plan("Eerste tussenstand", day, last, "gemeente-nl", Length.CORE)
    number = waves.plan(session, plan, actor, seed=chance.getrandbits(32), at=then)
    waves.open_(session, number, actor, at=then)
    wave = waves.wave_of(session, number)
    tree, piles = places.tree_of(wave), defaultdict[Slot, list[Paper]](list)
    for one in list_colleagues(session):
        if one.governs:
            piles[_slot(wave.id, Side.BOARD)].append(_paper(Side.BOARD, plan, chance))
        elif chance.random() < STAFF_SHARE:
            unit_id, _ = places.unit_in(tree, UUID(one.unit_id))
            piles[_slot(wave.id, Side.STAFF, unit_id)].append(_paper(Side.STAFF, plan, chance))
    asked = [_paper(Side.INITIATIVES, plan, chance) for _ in range(INITIATIVES)]
    piles[_slot(wave.id, Side.INITIATIVES)] = asked
    for slot, papers in piles.items():
        urn.pour(session, slot, papers)
    waves.close(session, number, actor, at=then + timedelta(days=OPEN_FOR + 1))


def tell(library: Library, actor: Actor, *, at: datetime) -> None:
    """Let the figures be known after the talk, and promise two things in public."""
    session = library.session
    number = store.last_number(session)
    then = at - timedelta(days=DAYS_AGO - OPEN_FOR - TALKED_AFTER)
    waves.reveal(session, number, actor, at=then)
    today = library.day_of(at)
    first = Promise(
        "2.1",
        "Elk initiatief krijgt binnen een week één vaste contactpersoon.",
        "Afdelingshoofd Publiekszaken",
        today + timedelta(days=60),
        "Bij negen van de tien initiatieven staat een naam genoteerd.",
        Progress.BUSY,
        "",
    )
    second = Promise(
        "1.1",
        "Het college gaat elk kwartaal langs bij drie initiatieven.",
        "Gemeentesecretaris",
        today + timedelta(days=90),
        "Er zijn drie bezoeken geweest, met een verslag.",
    )
    for wanted in (first, second):
        acting.promise(library, number, wanted, actor, at=then)
    heard = "U zei dat u vaak niet weet bij wie u terecht kunt, en dat u lang wacht op antwoord."
    acting.publish(library, number, heard, actor, at=then)


def _slot(wave_id: UUID, side: Side, unit_id: UUID | None = None) -> Slot:
    return Slot(wave_id, urn.FORM, side, unit_id)


def _paper(side: Side, plan: Plan, chance: Chance) -> Paper:
    own = chance.gauss(MEANS[side], SPREAD / 2)
    codes = [*statements_of(plan.length)]
    codes += ("O1",) if side is Side.INITIATIVES else ORGANISATION
    given = {code: min(HIGHEST, max(LOWEST, round(chance.gauss(own, SPREAD)))) for code in codes}
    contact = chance.choice(list(Contact)).value if side is Side.STAFF else ""
    fate = chance.choice(list(Fate)).value if side is Side.INITIATIVES else ""
    return {"mode": urn.MAILED, "contact": contact, "fate": fate, "answers": given}
