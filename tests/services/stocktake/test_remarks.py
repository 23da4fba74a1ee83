"""What initiatives wrote: masked, apart from their answers, and read of many at once only."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.services.stocktake.fieldwork import HR, begin, fill, finish, papers, wave
from tests.services.stocktake.test_inviting import ANSWERS, codes, send
from tests.world import World
from training.domain.stocktake import Length, Side
from training.services.errors import Invalid, NotFound
from training.services.stocktake import answering, remarks
from training.store import urn
from training.store.audit import AuditEvent
from training.store.urn import Slot


def write_down(world: World, number: int, count: int, mode: str = "link") -> None:
    slot = Slot(wave(world, number).id, urn.REMARK, Side.INITIATIVES)
    texts = [{"mode": mode, "id": uuid4().hex, "text": f"Tekst {n}"} for n in range(count)]
    with world.session() as session:
        urn.pour(session, slot, texts)


def read(world: World, number: int) -> list[str]:
    with world.database.reading() as session:
        return [remark.text for remark in remarks.remark_page(session, number).remarks]


def test_what_was_written_lies_apart_from_the_answers_and_is_masked(small_world: World) -> None:
    number = begin(small_world)
    first, second, _ = codes(small_world, number, Side.INITIATIVES)
    text = "Mevrouw De Vries belde\x00 niet terug op 06 12345678"
    send(small_world, first, {**ANSWERS, "remark": text, "fate": "stopped"})
    send(small_world, second, {**ANSWERS, "remark": " "})
    ((slot, paper),) = papers(small_world, number, urn.REMARK)
    assert slot.unit_id is None
    assert set(paper) == {"mode", "id", "text"}
    assert "Vries" not in paper["text"]
    assert "1234" not in paper["text"]
    assert "belde niet terug" in paper["text"]
    assert all("remark" not in form for _, form in papers(small_world, number))


def test_staff_and_board_write_nothing_and_nobody_writes_much() -> None:
    for side in (Side.STAFF, Side.BOARD):
        assert answering.read({**ANSWERS, "remark": "x"}, side, Length.CORE).remark == ""
    with pytest.raises(Invalid, match="remark-long"):
        answering.read({**ANSWERS, "remark": "x" * 501}, Side.INITIATIVES, Length.CORE)


@pytest.mark.parametrize(
    ("forms", "mailed", "typed", "is_told"),
    [(20, 10, 0, True), (19, 19, 0, False), (20, 9, 0, False), (30, 9, 20, False)],
)
def test_little_is_not_read(
    small_world: World, forms: int, mailed: int, typed: int, is_told: bool
) -> None:
    number = begin(small_world)
    fill(small_world, number, Side.INITIATIVES, forms, 3.0)
    write_down(small_world, number, mailed)
    write_down(small_world, number, typed, "paper")
    with pytest.raises(NotFound):
        read(small_world, number)
    finish(small_world, number, is_revealed=False)
    assert bool(read(small_world, number)) is is_told


def test_the_trail_tells_who_read_it(small_world: World) -> None:
    number = begin(small_world)
    fill(small_world, number, Side.INITIATIVES, 20, 3.0)
    write_down(small_world, number, 10)
    finish(small_world, number)
    with small_world.transaction() as library:
        assert remarks.read(library, number, HR, at=small_world.clock()).remarks
    with small_world.database.reading() as session:
        assert "stocktake-read" in set(session.scalars(select(AuditEvent.action)))


def test_what_leads_to_somebody_is_taken_out_and_the_others_stay(world: World) -> None:
    number = begin(world)
    fill(world, number, Side.INITIATIVES, 20, 3.0)
    write_down(world, number, 10)
    finish(world, number)
    with world.database.reading() as session:
        first = remarks.remark_page(session, number).remarks[0]
    with world.transaction() as library:
        remarks.strike(library, number, first.id, HR, at=world.clock())
    found = read(world, number)
    assert len(found) == 9, "nine of ten who wrote"
    assert first.text not in found
    with world.transaction() as library, pytest.raises(NotFound):
        remarks.strike(library, number, first.id, HR, at=world.clock())
