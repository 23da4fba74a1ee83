"""A signal comes in once, masked, with its promises, and who sent it stands apart."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.services.signals.office import CONTACT, OFFICE, REACHABLE, TOLD, kept, receive
from tests.world import World
from training.domain.signal import Channel
from training.services.errors import Invalid, TooMany
from training.services.signals import following
from training.services.signals.office import note_try
from training.services.signals.told import Contact, Told
from training.store.mail import Mail
from training.store.schema import metadata
from training.store.signal import SignalContact
from training.store.signal_try import SignalTry


def test_it_is_numbered_promised_and_followed(world: World) -> None:
    receipt = receive(world, REACHABLE)
    assert (receipt.label, receipt.seen_due) == ("2026-001", date(2026, 11, 24))
    assert (receipt.contact_due, receipt.answer_due) == (date(2026, 11, 25), date(2026, 12, 7))
    with world.transaction() as library:
        typed = receipt.code.lower().replace("-", " ")
        found = following.show(library, OFFICE, typed, today=world.clock().date())
    assert (found.label, found.state, found.consent) == ("2026-001", "received", "yes")


def test_the_same_form_twice_is_one_signal(world: World) -> None:
    assert receive(world) == receive(world)
    assert receive(world, form="form-2").label == "2026-002"


def test_what_is_personal_is_masked_from_the_start(world: World) -> None:
    signal = kept(world, receive(world))
    assert signal.story == "Mevrouw [naam] verwees mij drie keer door. Bel [telefoonnummer]."
    assert signal.found == {"name": 1, "phone": 1}
    assert signal.original_story == TOLD.story


def test_who_gave_no_name_is_in_no_table(world: World) -> None:
    receive(world)
    with world.session() as session:
        assert session.scalars(select(SignalContact)).all() == []
        assert session.scalars(select(Mail)).all() == []


def test_who_can_be_mailed_gets_a_receipt_without_the_code(world: World) -> None:
    receipt = receive(world, REACHABLE)
    with world.session() as session:
        (mail,) = session.scalars(select(Mail))
        (contact,) = session.scalars(select(SignalContact))
    assert (mail.recipient, mail.kind, contact.name) == (CONTACT.reach, "signal", CONTACT.name)
    assert mail.subject == "signal_received nl"
    assert receipt.label in mail.body


def test_no_table_holds_the_code_or_the_address_of_a_machine(world: World) -> None:
    with world.session() as session:
        note_try(session, OFFICE, "form", "192.0.2.7", 10, at=world.clock())
    receipt = receive(world, REACHABLE)
    with world.session() as session:
        for table in metadata.sorted_tables:
            if table.name == "mail":  # the test's own writer prints all that it is given
                continue
            rows = str([tuple(row) for row in session.execute(select(table))])
            assert receipt.code not in rows
            assert receipt.code.replace("-", "") not in rows
            assert "192.0.2.7" not in rows


def test_safety_goes_to_the_coordinators_at_once(world: World) -> None:
    receipt = receive(world, replace(TOLD, cards=frozenset({"unsafe"})))
    assert receipt.is_urgent
    assert receipt.seen_due == world.clock().date()
    with world.session() as session:
        mails = session.scalars(select(Mail)).all()
    assert [mail.recipient for mail in mails] == ["tom@voorbeeld.example"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (replace(TOLD, goal=" \x00"), "signal-goal"),
        (replace(TOLD, goal="x" * 301), "signal-goal"),
        (replace(TOLD, story=""), "signal-story"),
        (replace(TOLD, wish="gold"), "signal-wish"),
        (replace(TOLD, wish="call"), "signal-reach"),
        (replace(TOLD, cards=frozenset({"1.1", "1.2", "1.3"})), "signal-cards"),
        (replace(TOLD, cards=frozenset({"4.1"})), "signal-cards"),
        (replace(TOLD, phase="x"), "signal-choice"),
        (replace(TOLD, consent="withdrawn"), "signal-consent"),
        (replace(TOLD, wanted_kind="x"), "signal-kind"),
        (replace(TOLD, contact=Contact("x" * 121)), "signal-long"),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(small_world: World, told: Told, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive(small_world, told)
    assert refused.value.code == code


def test_a_colleague_types_the_day_and_colleagues_are_counted_apart(small_world: World) -> None:
    signal = kept(small_world, receive(small_world, channel=Channel.STAFF))
    assert signal.is_staff
    small_world.clock.advance(days=1)
    assert not kept(small_world, receive(small_world, form="2", channel=Channel.PAPER)).is_staff


def test_the_eleventh_form_of_an_hour_waits(world: World) -> None:
    with world.session() as session:
        for _ in range(10):
            note_try(session, OFFICE, "form", "192.0.2.7", 10, at=world.clock())
        with pytest.raises(TooMany):
            note_try(session, OFFICE, "form", "192.0.2.7", 10, at=world.clock())
        note_try(session, OFFICE, "form", "192.0.2.8", 10, at=world.clock())
        note_try(session, OFFICE, "code", "192.0.2.7", 10, at=world.clock())
    world.clock.advance(hours=1, minutes=1)
    with world.session() as session:
        note_try(session, OFFICE, "form", "192.0.2.7", 10, at=world.clock())
        assert len(session.scalars(select(SignalTry)).all()) == 1
