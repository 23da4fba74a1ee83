"""What happens by itself: missed promises are told once, and what is old goes."""

from sqlalchemy import select

from tests.services.signals.office import OFFICE, REACHABLE, kept, receive, write
from tests.services.signals.test_handling import TOM, prepare, see, take
from tests.world import PERSONS, World
from training.domain.organisation import ROOT_ID
from training.services.jobs import Stage, Task
from training.services.signals import daily, following
from training.services.signals.arriving import Receipt
from training.store.base import new_id
from training.store.mail import Mail
from training.store.organisation import UnitLead
from training.store.people import find_by_email
from training.store.schema import metadata
from training.store.signal import SignalContact


def missed(world: World) -> list[tuple[str, str]]:
    """Look for missed promises; give who was told of what."""
    with world.transaction() as library:
        before = set(library.session.scalars(select(Mail.id)))
        daily.tell_missed(library, write, at=world.clock())
        mails = library.session.scalars(select(Mail))
        new = [mail for mail in mails if mail.id not in before]
        return sorted((mail.recipient, mail.body.split("pledge=")[1].split()[0]) for mail in new)


def closed(world: World) -> Receipt:
    receipt = receive(world, REACHABLE)
    signal_id = kept(world, receipt).id
    see(world, signal_id)
    take(world, signal_id, "in-contact")
    take(world, signal_id, "sought", message="plan")
    take(world, signal_id, "told", message="uitkomst")
    prepare(world, signal_id)
    take(world, signal_id, "lesson", lesson="lesson")
    take(world, signal_id, "closed")
    return receipt


def test_each_missed_promise_is_told_once(world: World) -> None:
    receive(world, REACHABLE)
    assert missed(world) == []
    world.clock.advance(days=1)
    assert missed(world) == []
    world.clock.advance(days=1)
    assert missed(world) == [(TOM, "seen")]
    assert missed(world) == []
    world.clock.advance(days=1)
    assert missed(world) == [(TOM, "contact")]
    world.clock.advance(weeks=2)
    assert missed(world) == [(TOM, "answer")]
    world.clock.advance(weeks=5)
    assert missed(world) == [(TOM, "outcome")]


def test_it_goes_to_who_leads_and_never_to_whom_it_is_about(world: World) -> None:
    receipt = receive(world, REACHABLE)
    with world.transaction() as library:
        for name in ("hanne", "tom"):
            found = find_by_email(library.session, PERSONS[name].email)
            assert found
            library.session.add(UnitLead(unit_id=ROOT_ID, person_id=found.id))
    see(world, kept(world, receipt).id, subject=TOM)
    world.clock.advance(days=15)
    hanne = PERSONS["hanne"].email
    assert missed(world) == [(hanne, "answer"), (hanne, "contact")]


def test_contact_is_deleted_six_weeks_after_closing_and_the_mails_with_it(world: World) -> None:
    receipt = closed(world)
    world.clock.advance(weeks=6)
    with world.transaction() as library:
        assert daily.forget_contacts(library, at=world.clock()) == 0
    world.clock.advance(days=1)
    with world.transaction() as library:
        assert daily.forget_contacts(library, at=world.clock()) == 1
        assert daily.forget_contacts(library, at=world.clock()) == 0
    with world.session() as session:
        assert session.scalars(select(SignalContact)).all() == []
        for table in metadata.sorted_tables:
            rows = str([tuple(row) for row in session.execute(select(table))])
            assert "fatma@buurt.example" not in rows, table.name
            assert "Yilmaz" not in rows, table.name
    signal = kept(world, receipt)
    assert (signal.has_contact, signal.subject_id, signal.story) == (False, None, "Doorgestuurd")


def test_texts_are_deleted_after_two_years_and_dates_stay(world: World) -> None:
    receipt = closed(world)
    world.clock.advance(days=731)
    with world.transaction() as library:
        assert daily.forget_texts(library, at=world.clock()) == 1
        assert daily.forget_texts(library, at=world.clock()) == 0
        found = following.show(library, OFFICE, receipt.code, today=world.clock().date())
    assert {message.message for message in found.messages} == {""}
    assert (kept(world, receipt).goal, kept(world, receipt).closed_on is None) == ("", False)


def test_the_job_goes_through_all_its_parts(world: World) -> None:
    closed(world)
    world.clock.advance(days=800)
    stage, steps = Stage(), 0
    while not stage.is_finished:
        with world.transaction() as library:
            task = Task(new_id(world.clock()), {}, None, stage)
            stage = daily.step_with(write, OFFICE)(library, task, world.clock())
        steps += 1
    assert (steps, stage.done) == (len(daily.PARTS), 2)
    moment = world.clock().replace(hour=11)
    assert daily.due_job(moment).key == daily.due_job(moment.replace(hour=6)).key
