"""One handler takes a signal to its end; nothing is skipped, and whom it is about sees nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.services.signals.office import (
    OFFICE,
    REACHABLE,
    TOLD,
    kept,
    person,
    receive,
    write,
)
from tests.world import PERSONS, World
from training.domain.signal import State
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.signals import checking, following, handing_over, handling, reading, triage
from training.services.signals.arriving import Receipt
from training.services.signals.checking import Left
from training.services.signals.handling import Order
from training.services.signals.triage import Appointment
from training.store.audit import AuditEvent
from training.store.mail import Mail
from training.store.signal import Reader

LENA, OTTO, HANNE, TOM = (PERSONS[name].email for name in ("lena", "otto", "hanne", "tom"))


def by(world: World, name: str) -> Reader:
    return Reader(person(world, name), is_coordinator=name == "tom")


def see(world: World, signal_id: UUID, *, subject: str = "", standin: str = OTTO) -> None:
    tom = by(world, "tom")
    with world.transaction() as library:
        triage.appoint(
            library,
            tom,
            signal_id,
            Appointment(LENA, standin, subject, is_conversion_checked=True),
            Actor(tom.person_id),
            at=world.clock(),
            write=write,
        )


def take(world: World, signal_id: UUID, target: str, name: str = "lena", **more: str) -> None:
    reader = by(world, name)
    order = replace(Order(State(target)), **more)  # type: ignore[arg-type]  # texts only
    actor = Actor(reader.person_id)
    world.clock.advance(minutes=1)
    with world.transaction() as library:
        handling.take(
            library,
            reader,
            signal_id,
            order,
            actor,
            at=world.clock(),
            write=write,
        )


def prepare(world: World, signal_id: UUID) -> None:
    """Check the masking and code a signal, as its handler."""
    reader, at = by(world, "lena"), world.clock()
    with world.transaction() as library:
        actor = Actor(reader.person_id)
        left = Left("Een moestuin", "Doorgestuurd")
        checking.check_masking(library, reader, signal_id, actor, left, at=at)
        triage.code(library, reader, signal_id, frozenset({"2.2", "2.1"}), actor, at=at)


def missing(world: World, signal_id: UUID, target: str, name: str = "lena", **more: str) -> str:
    with pytest.raises(Invalid) as refused:
        take(world, signal_id, target, name, **more)
    return refused.value.values["missing"]


@pytest.fixture
def receipt(world: World) -> Receipt:
    return receive(world, REACHABLE)


def test_the_whole_way(world: World, receipt: Receipt) -> None:
    signal_id = kept(world, receipt).id
    see(world, signal_id)
    world.clock.advance(days=1)
    take(world, signal_id, "in-contact")
    take(world, signal_id, "sought", message="Vrijdag kijk ik met u op het veld.")
    world.clock.advance(days=3)
    take(world, signal_id, "told", message="U mag beginnen. Het veld is van u tot 2028.")
    assert missing(world, signal_id, "lesson", lesson="lesson") == "masking codes"
    prepare(world, signal_id)
    assert missing(world, signal_id, "lesson", lesson="none") == "lesson"
    take(world, signal_id, "lesson", lesson="none", lesson_reason="Er is al zo'n les.")
    take(world, signal_id, "closed")
    signal = kept(world, receipt)
    days = [signal.seen_on, signal.contact_on, signal.answer_on, signal.told_on, signal.closed_on]
    assert [day.day for day in days if day] == [23, 24, 24, 27, 27]
    with world.transaction() as library:
        found = following.show(library, OFFICE, receipt.code, today=world.clock().date())
    assert (found.handler, found.lesson_reason) == ("Lena de Wit", "Er is al zo'n les.")
    assert found.messages[0].step == "closed"
    assert next(m.message for m in found.messages if m.message).startswith("U mag beginnen")
    assert found.may_rate
    assert found.may_reopen


def test_what_was_typed_is_gone_after_the_check(world: World, receipt: Receipt) -> None:
    signal_id = kept(world, receipt).id
    see(world, signal_id)
    prepare(world, signal_id)
    signal = kept(world, receipt)
    assert (signal.original_goal, signal.original_story) == (None, None)
    assert signal.story == "Doorgestuurd"


def test_no_stand_in_no_case(world: World, receipt: Receipt) -> None:
    signal_id = kept(world, receipt).id
    for standin in ("", LENA):
        with pytest.raises(Invalid) as refused:
            see(world, signal_id, standin=standin)
        assert refused.value.values == {"missing": "stand-in"}
    assert kept(world, receipt).state == "received"


def test_whom_it_is_about_neither_handles_it_nor_sees_it(world: World, receipt: Receipt) -> None:
    signal_id = kept(world, receipt).id
    with pytest.raises(Invalid) as refused:
        see(world, signal_id, subject=OTTO)
    assert refused.value.values == {"missing": "subject"}
    see(world, signal_id, subject=TOM)
    tom = by(world, "tom")
    with world.transaction() as library:
        with pytest.raises(NotFound):
            reading.open_signal(
                library, OFFICE, tom, signal_id, Actor(tom.person_id), at=world.clock()
            )
        assert reading.desk(library, OFFICE, tom, today=world.clock().date()).open == ()


def test_a_stranger_finds_nothing_and_a_coordinator_does_not_tell_for_another(
    world: World, receipt: Receipt
) -> None:
    signal_id = kept(world, receipt).id
    see(world, signal_id)
    with pytest.raises(NotFound):
        take(world, signal_id, "in-contact", "hanne")
    assert missing(world, signal_id, "in-contact", "tom") == "handler-only"
    take(world, signal_id, "in-contact", "otto")  # the stand-in


def test_a_signal_is_handed_over_when_that_is_confirmed(world: World, receipt: Receipt) -> None:
    signal_id = kept(world, receipt).id
    see(world, signal_id)
    lena, otto = by(world, "lena"), by(world, "otto")
    with world.transaction() as library:
        actor = Actor(lena.person_id)
        handing_over.hand_over(library, lena, signal_id, OTTO, actor, at=world.clock(), write=write)
    assert kept(world, receipt).handler_id == lena.person_id
    with world.transaction() as library:
        handing_over.confirm(library, otto, signal_id, Actor(otto.person_id), at=world.clock())
    signal = kept(world, receipt)
    assert (signal.handler_id, signal.standin_id) == (otto.person_id, lena.person_id)
    with world.transaction() as library, pytest.raises(NotFound):
        handing_over.confirm(library, lena, signal_id, Actor(lena.person_id), at=world.clock())


def test_a_conversion_keeps_the_day_of_receipt(world: World, receipt: Receipt) -> None:
    signal_id = kept(world, receipt).id
    with world.transaction() as library:
        following.want(library, OFFICE, receipt.code, kind="complaint", at=world.clock())
    world.clock.advance(days=2)
    see(world, signal_id)
    assert missing(world, signal_id, "converted", legal_kind="letter") == "legal-kind"
    take(world, signal_id, "converted", "tom", legal_kind="complaint")
    signal = kept(world, receipt)
    assert (signal.legal_kind, signal.legal_received_on) == ("complaint", signal.received_on)


def test_who_stays_anonymous_is_answered_on_the_page(world: World) -> None:
    receipt = receive(world, TOLD)
    signal_id = kept(world, receipt).id
    see(world, signal_id)
    assert missing(world, signal_id, "anonymous") == "outcome"
    take(world, signal_id, "anonymous", message="Wij passen de website aan.")
    prepare(world, signal_id)
    take(world, signal_id, "lesson", lesson="lesson")
    take(world, signal_id, "closed")
    with world.session() as session:
        recipients = {mail.recipient for mail in session.scalars(select(Mail))}
    assert recipients == {LENA}


def test_the_sender_opens_it_again_within_eight_weeks(world: World, receipt: Receipt) -> None:
    signal_id = kept(world, receipt).id
    see(world, signal_id)
    take(world, signal_id, "in-contact")
    take(world, signal_id, "sought", message="plan")
    take(world, signal_id, "told", message="uitkomst")
    prepare(world, signal_id)
    take(world, signal_id, "lesson", lesson="lesson")
    today = world.clock().date()
    with world.transaction() as library, pytest.raises(Conflict):
        following.reopen(library, OFFICE, receipt.code, today=today, at=world.clock())
    take(world, signal_id, "closed")
    late = today + timedelta(weeks=8, days=1)
    with world.transaction() as library, pytest.raises(Conflict):
        following.reopen(library, OFFICE, receipt.code, today=late, at=world.clock())
    with world.transaction() as library:
        following.reopen(library, OFFICE, receipt.code, today=today, at=world.clock())
    signal = kept(world, receipt)
    assert (signal.state, signal.reopened, signal.told_on) == ("seen", 1, None)
    assert missing(world, signal_id, "closed") == "order"


def test_two_signals_become_one(world: World, receipt: Receipt) -> None:
    other = receive(world, form="form-2")
    signal_id = kept(world, other).id
    assert missing(world, signal_id, "merged", "tom", merge_into=other.label) == "other"
    assert missing(world, signal_id, "merged", "tom", merge_into="2026-999") == "other"
    take(world, signal_id, "merged", "tom", merge_into=receipt.label)
    assert kept(world, other).merged_into_id == kept(world, receipt).id


def test_every_reading_is_on_the_trail_without_the_story(world: World, receipt: Receipt) -> None:
    signal_id = kept(world, receipt).id
    see(world, signal_id)
    lena = by(world, "lena")
    with world.transaction() as library:
        page = reading.open_signal(
            library, OFFICE, lena, signal_id, Actor(lena.person_id), at=world.clock()
        )
    assert page.contact
    assert page.contact.name == "Fatma Yilmaz"
    with world.session() as session:
        lines = session.scalars(select(AuditEvent)).all()
        assert "signal-read" in {line.action for line in lines}
        text = str([(line.object, line.details) for line in lines])
    assert "Fatma" not in text
    assert "moestuin" not in text


def test_a_coordinator_sees_who_it_is_until_there_is_a_handler(
    world: World, receipt: Receipt
) -> None:
    signal_id, tom = kept(world, receipt).id, by(world, "tom")

    def page() -> reading.SignalPage:
        with world.transaction() as library:
            actor = Actor(tom.person_id)
            return reading.open_signal(library, OFFICE, tom, signal_id, actor, at=world.clock())

    assert page().contact is not None
    see(world, signal_id)
    assert page().contact is None


def test_missed_promises_stand_first(world: World, receipt: Receipt) -> None:
    world.clock.advance(days=3)
    receive(world, form="form-2")
    with world.transaction() as library:
        desk = reading.desk(library, OFFICE, by(world, "tom"), today=world.clock().date())
    assert [row.label for row in desk.open] == ["2026-001", "2026-002"]
    assert desk.open[0].missed == ("seen", "contact")
    assert (desk.overdue, desk.received_this_week) == (1, 2)


def test_a_handler_writes_down_a_yes_and_never_turns_a_no(world: World) -> None:
    receipts = receive(world, TOLD), receive(world, replace(TOLD, consent="no"), form="f2")
    later, no = (kept(world, receipt).id for receipt in receipts)
    lena = by(world, "lena")
    actor = Actor(lena.person_id)
    for signal_id in (later, no):
        see(world, signal_id)
    with world.transaction() as library:
        handling.note_consent(library, lena, later, actor, at=world.clock())
        with pytest.raises(Invalid):
            handling.note_consent(library, lena, no, actor, at=world.clock())
    assert [kept(world, receipt).consent for receipt in receipts] == ["yes", "no"]
