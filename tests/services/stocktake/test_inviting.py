"""Links that let in once, and forms that are nobody's."""

from uuid import UUID

import pytest
from sqlalchemy import inspect, select

from tests.services.stocktake.fieldwork import HR, UNITS, begin, finish, papers, settle
from tests.world import World
from training.domain.link_code import code_from, digest_of
from training.domain.stocktake import Length, Side, statements_of
from training.services.errors import Conflict, Invalid, NotFound
from training.services.jobs import run_next
from training.services.stocktake import answering, inviting
from training.services.stocktake.inviting import Batch, Post, Posted
from training.store.mail import Mail
from training.store.stocktake import Invitation
from training.store.urn import Urn

ANSWERS = dict.fromkeys(statements_of(Length.CORE), "4")


class Draw:
    """Numbers that only look like chance."""

    def __init__(self, first: int = 1) -> None:
        self.last = first

    def __call__(self) -> int:
        self.last = self.last * 6364136223846793005 % 2**80
        return self.last


def write(template: str, language: str, **values: object) -> tuple[str, str]:
    return f"{template} {language}", f"code={values['code']}."


def codes(
    world: World, number: int, side: Side, unit_id: UUID | None = None, first: int = 1
) -> list[str]:
    with world.transaction() as library:
        batch = Batch(side, 3, unit_id)
        return inviting.hand_out(library, number, batch, HR, draw=Draw(first), at=world.clock())


def send(world: World, code: str, given: dict[str, str]) -> None:
    with world.session() as session:
        answering.send(session, code, given)


def test_a_code_is_read_however_it_is_typed() -> None:
    code = code_from(2**80 - 1)
    assert code == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert digest_of(code) == digest_of(" zzzz zzzzzzzz-zzzz")
    assert len({code_from(number) for number in range(1000)}) == 1000


def test_a_link_takes_one_form_and_the_form_does_not_know_the_link(world: World) -> None:
    ids = settle(world)
    number = begin(world)
    code = codes(world, number, Side.STAFF, ids["Balie"])[0]
    send(world, code.lower(), {**ANSWERS, "R1": "0", "contact": "weekly", "1.1c": "5", "x": "1"})
    with pytest.raises(Conflict):
        send(world, code, ANSWERS)
    ((slot, form),) = papers(world, number)
    assert slot.unit_id == ids["Balie"]
    answers = {**dict.fromkeys(ANSWERS, 4), "R1": 0}
    assert form == {"mode": "code", "contact": "weekly", "fate": "", "answers": answers}
    columns = {column.key for column in inspect(Urn).columns}
    assert not {name for name in columns if "token" in name or name.endswith(("_at", "_on"))}


def test_initiatives_and_board_are_of_no_unit(world: World) -> None:
    ids = settle(world)
    number = begin(world)
    for first, side in ((3, Side.BOARD), (5, Side.INITIATIVES)):
        code = codes(world, number, side, ids["Balie"], first)[0]
        send(world, code, {**ANSWERS, "fate": "stopped"})
    found = papers(world, number)
    assert {slot.unit_id for slot, _ in found} == {None}
    assert {form["fate"] for _, form in found} == {"", "stopped"}


def test_everybody_of_a_side_gets_a_link_once(world: World) -> None:
    settle(world)
    number = begin(world)
    for _ in range(2):
        with world.transaction() as library:
            inviting.mail_people(
                library, number, Side.STAFF, HR, is_reminder=False, at=world.clock()
            )
    steps = {inviting.KIND: inviting.step_with(write, Draw())}
    while run_next(world.transaction, steps, at=world.clock()):
        pass
    with world.database.reading() as session:
        mails = list(session.scalars(select(Mail).order_by(Mail.id)))
        links = list(session.scalars(select(Invitation)))
    assert len(mails) == len(links) == sum(UNITS.values()) + 4, "the four of the small world too"
    digests = [digest_of(mail.body.partition("=")[2]) for mail in mails]
    assert {link.token_digest for link in links} == set(digests)
    assert {mail.subject for mail in mails} == {"stocktake nl", "stocktake en"}


def test_a_reminder_carries_no_link(world: World) -> None:
    settle(world)
    number = begin(world)
    with world.transaction() as library:
        inviting.mail_people(library, number, Side.BOARD, HR, is_reminder=True, at=world.clock())
    steps = {inviting.KIND: inviting.step_with(write, Draw())}
    while run_next(world.transaction, steps, at=world.clock()):
        pass
    with world.database.reading() as session:
        assert {mail.body for mail in session.scalars(select(Mail))} == {"code=."}
        assert not list(session.scalars(select(Invitation)))


def test_addresses_of_initiatives_are_mailed_and_kept_nowhere_else(world: World) -> None:
    number = begin(world)
    text = "naam;e-mail\nBuurtmoestuin;tuin@voorbeeld.example\n TUIN@voorbeeld.example,x@y"
    with world.transaction() as library:
        post = Post(write, Draw())
        posted = inviting.mail_addresses(
            library, number, text, HR, post, language="nl", at=world.clock()
        )
    assert posted == Posted(1, 0, 0)
    with world.database.reading() as session:
        (mail,) = session.scalars(select(Mail))
        (link,) = session.scalars(select(Invitation))
    assert mail.recipient == "tuin@voorbeeld.example"
    assert mail.person_id is None
    assert link.unit_id is None


def test_what_nobody_can_have_ticked_is_not_taken() -> None:
    given = {"1.1a": "6", "1.1b": "-1", "1.2a": "4 ", "1.2b": "٣", "1.3a": "0", "O1": "0"}
    filled = answering.read({**given, "O2": "10", "fate": "x"}, Side.INITIATIVES, Length.CORE)
    assert filled.answers == {"1.3a": 0, "O2": 10}
    assert filled.fate == ""
    with pytest.raises(Invalid, match="sheet-empty"):
        answering.read({"O1": "5", "2.1c": "4"}, Side.INITIATIVES, Length.CORE)


def test_paper_is_typed_in_with_how_it_came(world: World) -> None:
    ids = settle(world)
    number = begin(world)
    with world.transaction() as library:
        given = {**ANSWERS, "mode": "paper"}
        answering.enter(
            library, number, Side.STAFF, given, HR, unit_id=ids["Groen"], at=world.clock()
        )
        with pytest.raises(NotFound):
            answering.enter(
                library, number, Side.STAFF, given, HR, unit_id=ids["College"], at=world.clock()
            )
        with pytest.raises(Invalid, match="sheet-mode"):
            answering.enter(
                library, number, Side.BOARD, ANSWERS, HR, unit_id=None, at=world.clock()
            )
    assert [form["mode"] for _, form in papers(world, number)] == ["paper"]


def test_nothing_is_taken_before_and_after_the_wave(world: World) -> None:
    settle(world)
    number = begin(world)
    code = codes(world, number, Side.BOARD)[0]
    finish(world, number)
    for gone in (code, "AAAA"):
        with pytest.raises(NotFound):
            send(world, gone, ANSWERS)
    with world.transaction() as library, pytest.raises(Conflict):
        inviting.mail_people(library, number, Side.BOARD, HR, is_reminder=True, at=world.clock())
    assert papers(world, number) == []
