"""A small office for signals: promises, a way to write mails, and a signal that came in."""

from dataclasses import replace
from uuid import UUID

from tests.world import PERSONS, World
from training.domain.signal import Channel
from training.services.audit import Actor
from training.services.signals.arriving import Arrival, Receipt, submit
from training.services.signals.office import Office, code_digest
from training.services.signals.told import Contact, Told
from training.store import signal as store
from training.store.people import find_by_email
from training.store.signal import Signal

OFFICE = Office("a key for tests only, of enough characters")
TOLD = Told(
    goal="Een buurtmoestuin op het lege veld",
    story="Mevrouw Jansen verwees mij drie keer door. Bel 06-12345678.",
    wish="know",
    cards=frozenset({"2.2"}),
)
CONTACT = Contact("Fatma Yilmaz", "fatma@buurt.example", "'s avonds", "")
REACHABLE = replace(TOLD, wish="call", contact=CONTACT, consent="yes")


def write(template: str, language: str, **values: object) -> tuple[str, str]:
    """Write a mail as its template and what it was given."""
    return f"{template} {language}", " ".join(f"{key}={values[key]}" for key in sorted(values))


def person(world: World, name: str) -> UUID:
    with world.transaction() as library:
        found = find_by_email(library.session, PERSONS[name].email)
        assert found
        return found.id


def receive(
    world: World, told: Told = TOLD, *, form: str = "form-1", channel: Channel = Channel.WEB
) -> Receipt:
    with world.transaction() as library:
        at = world.clock()
        arrival = Arrival(channel, library.day_of(at), "nl", Actor())
        return submit(library, OFFICE, told, arrival, form=form, at=at, write=write)


def kept(world: World, receipt: Receipt) -> Signal:
    """Give the row of a signal, to look at."""
    with world.transaction() as library:
        found = store.find_by_code(library.session, code_digest(OFFICE, receipt.code))
        assert found
        library.session.expunge(found)
        return found
