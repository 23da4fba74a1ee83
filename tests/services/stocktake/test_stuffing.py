"""Whoever runs a stocktake fills it with forms of one's own, and learns nothing of the others."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from tests.services.stocktake.fieldwork import HR, begin, fill, finish, papers, settle, wave
from tests.services.stocktake.test_inviting import ANSWERS, Draw, write
from tests.world import World
from training.domain.stocktake import TOTAL, Side, statements_of
from training.services.errors import Conflict
from training.services.jobs import run_next
from training.services.stocktake import answering, inviting, results
from training.services.stocktake.inviting import Batch, Post, Posted
from training.services.stocktake.results import Results
from training.store import urn
from training.store.audit import AuditEvent
from training.store.people import Person
from training.store.stocktake import Asked, Invitation
from training.store.urn import Slot, Urn


def read(world: World, number: int) -> Results:
    with world.database.reading() as session:
        return results.results_of(session, number, is_host=True)


def put(world: World, number: int, side: Side, count: int, value: int, mode: str = "paper") -> None:
    given = dict.fromkeys([*statements_of(wave(world, number).length), "O1"], value)  # type: ignore[arg-type]  # as it is stored
    paper = {"mode": mode, "contact": "", "fate": "", "answers": given}
    with world.session() as session:
        slot = Slot(wave(world, number).id, urn.FORM, side)
        urn.pour(session, slot, [paper] * count)


def mail_all(world: World, number: int, side: Side) -> None:
    with world.transaction() as library:
        inviting.mail_people(library, number, side, HR, is_reminder=False, at=world.clock())
    while run_next(
        world.transaction, {inviting.KIND: inviting.step_with(write, Draw())}, at=world.clock()
    ):
        pass


def links(world: World) -> list[Invitation]:
    with world.database.reading() as session:
        return list(session.scalars(select(Invitation)))


@pytest.mark.parametrize(("real", "is_told"), [(9, False), (10, True)])
def test_forty_forms_of_ones_own_do_not_uncover_nine_of_others(
    small_world: World, real: int, is_told: bool
) -> None:
    settle(small_world)
    number = begin(small_world)
    put(small_world, number, Side.INITIATIVES, 40, 3)
    fill(small_world, number, Side.INITIATIVES, real, 2.5)
    finish(small_world, number)
    found = read(small_world, number)
    assert (found.rows["1.1"].scores[Side.INITIATIVES].value.value is not None) is is_told
    assert (found.outcomes["O1"]["content"].value is not None) is is_told
    turnout = found.answered[Side.INITIATIVES]
    assert (turnout.answered, turnout.others) == (40 + real, 40)


def test_ten_who_all_say_the_same_look_like_nine_and_one_who_does_not(small_world: World) -> None:
    """Ten forms that pull the other way do not bring the figure out of the blur."""
    settle(small_world)
    shown = []
    for alike in (10, 9):
        number = begin(small_world)
        put(small_world, number, Side.INITIATIVES, alike, 5, mode="link")
        put(small_world, number, Side.INITIATIVES, 10 - alike, 3, mode="link")
        put(small_world, number, Side.INITIATIVES, 10, 1)
        finish(small_world, number)
        found = read(small_world, number)
        score = found.rows[TOTAL].scores[Side.INITIATIVES]
        often = found.rows["1.1"].scores[Side.INITIATIVES].often
        content = found.outcomes["O1"]["content"]
        shown.append([score.value.value, score.plain.value, often.value, content.value])
    assert None not in shown[0]
    assert shown[0] == shown[1]


def test_figures_of_few_are_in_steps_of_five(small_world: World) -> None:
    settle(small_world)
    number = begin(small_world)
    fill(small_world, number, Side.INITIATIVES, 49, 2.7)
    fill(small_world, number, Side.BOARD, 9, 4.1)
    finish(small_world, number)
    for row in read(small_world, number).rows.values():
        for side in (Side.INITIATIVES, Side.BOARD):
            score = row.scores[side]
            for shown in (score.value, score.low, score.high, score.plain):
                assert shown.value is None or shown.value % 5 == 0
        gap = row.gaps["board"]
        assert gap is None or (gap.value.value or 0) % 5 == 0


def test_a_unit_with_more_forms_than_people_is_named_with_the_reason(small_world: World) -> None:
    ids = settle(small_world)
    number = begin(small_world)
    for name, count in {"Balie": 20, "Groen": 22, "Stadsbeheer": 14, "Vergunningen": 12}.items():
        fill(small_world, number, Side.STAFF, count, 4.0, unit_id=ids[name])
    fill(small_world, number, Side.STAFF, 12, 5.0, unit_id=ids["Vergunningen"], mode="paper")
    finish(small_world, number)
    found = read(small_world, number)
    assert list(found.overfull.values()) == ["Vergunningen"]
    assert "Vergunningen" not in {unit.name for unit in found.units}


def test_a_mailbox_gets_one_link_and_nobody_of_here_is_an_initiative(world: World) -> None:
    settle(world)
    number = begin(world)
    text = "a@x.example\nA+1@x.example\nb@x.example\nbalie.1+x@voorbeeld.example"
    post = Post(write, Draw())
    told = []
    for more in ("", "\nc@x.example"):
        with world.transaction() as library:
            told.append(
                inviting.mail_addresses(
                    library, number, text + more, HR, post, language="nl", at=world.clock()
                )
            )
    assert told == [Posted(2, 1, 1), Posted(1, 3, 1)]
    assert len(links(world)) == 3


def test_who_came_after_the_opening_gets_no_link(small_world: World) -> None:
    settle(small_world)
    number = begin(small_world)
    with small_world.session() as session:
        late = small_world.clock() + timedelta(hours=1)
        session.execute(update(Person).where(Person.name.like("Groen%")).values(created_at=late))
    mail_all(small_world, number, Side.STAFF)
    with small_world.database.reading() as session:
        asked = session.scalar(select(func.count()).select_from(Asked))
    assert len(links(small_world)) == asked == 81 + 4


def test_links_of_a_small_unit_are_of_the_one_above_it(small_world: World) -> None:
    ids = settle(small_world)
    number = begin(small_world)
    mail_all(small_world, number, Side.STAFF)
    units = {link.unit_id for link in links(small_world)}
    assert ids["Vergunningen"] in units
    assert ids["Juridisch"] not in units


def test_the_trail_names_the_unit_of_what_was_typed_in_and_handed_out(small_world: World) -> None:
    ids = settle(small_world)
    number = begin(small_world)
    given = {**ANSWERS, "mode": "phone"}
    with small_world.transaction() as library:
        at = small_world.clock()
        batch = Batch(Side.STAFF, 5, ids["Juridisch"])
        inviting.hand_out(library, number, batch, HR, draw=Draw(), at=at)
        unit = ids["Juridisch"]
        answering.enter(library, number, Side.STAFF, given, HR, unit_id=unit, at=at)
        answering.enter(library, number, Side.BOARD, given, HR, unit_id=None, at=at)
    with small_world.database.reading() as session:
        lines = list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))
    told = [line.details for line in lines if line.action.startswith("stocktake-")]
    assert {"side": "staff", "count": "5", "unit": "Juridisch"} in told
    assert {"side": "staff", "mode": "phone", "unit": "Juridisch"} in told
    assert {"side": "board", "mode": "phone"} in told


def test_an_urn_is_written_anew_with_each_form_and_parted_when_full(world: World) -> None:
    number = begin(world)
    slot = Slot(wave(world, number).id, urn.FORM, Side.BOARD)
    orders = set()
    for place in range(urn.FULL + 5):
        with world.session() as session:
            urn.put(session, slot, {"mode": "link", "place": place})
            first = session.scalars(select(Urn).order_by(Urn.id)).first()
            orders.add(tuple(paper["place"] for paper in first.papers[:3]) if first else ())
    with world.database.reading() as session:
        urns = list(session.scalars(select(Urn)))
    assert len(urns) == 2
    assert min(one.mailed for one in urns) >= urn.FULL // 2
    assert {paper["place"] for one in urns for paper in one.papers} == set(range(urn.FULL + 5))
    assert len(orders) > urn.FULL // 2


def test_closing_leaves_no_link_and_no_urn_of_before(world: World) -> None:
    settle(world)
    number = begin(world)
    with world.transaction() as library:
        batch = Batch(Side.BOARD, 3)
        (code, *_) = inviting.hand_out(library, number, batch, HR, draw=Draw(), at=world.clock())
        answering.send(library.session, code, ANSWERS)
    with world.database.reading() as session:
        before = set(session.scalars(select(Urn.id)))
    finish(world, number)
    with world.database.reading() as session:
        assert not before & set(session.scalars(select(Urn.id)))
    assert links(world) == []
    assert wave(world, number).links == [["board", 0, 3]]
    assert len(papers(world, number)) == 1


def test_nothing_is_typed_in_once_a_wave_closed(small_world: World) -> None:
    number = begin(small_world)
    finish(small_world, number)
    given = {**ANSWERS, "mode": "phone"}
    with small_world.transaction() as library, pytest.raises(Conflict):
        answering.enter(
            library, number, Side.BOARD, given, HR, unit_id=UUID(int=0), at=small_world.clock()
        )
