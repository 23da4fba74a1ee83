"""Plants signals of citizens of the last two quarters, each taken as far as its age asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete

from training.demo.chance import Chance, pick
from training.demo.findings import lesson
from training.demo.findings.stories import OUTCOME, PLAN, STORIES, WHY_NO_LESSON
from training.domain.signal import Channel, Consent, State, Wish
from training.services.audit import Actor
from training.services.library import Library
from training.services.signals import arriving, checking, handling, triage
from training.services.signals.arriving import MAIL_KIND, Arrival
from training.services.signals.handling import LESSON, NO_LESSON, Order
from training.services.signals.office import Office, code_digest
from training.services.signals.told import Contact, Told
from training.services.signals.triage import Appointment
from training.store import signal as store
from training.store.mail import Mail
from training.store.signal import Reader, Signal

MANY, AT_ONCE = 60, 5
FIRST_DAY, EACH = 182, 3
"""The oldest came in so many days ago, and then one every so many days."""

PACE = {
    State.SEEN: 1,
    State.IN_CONTACT: 2,
    State.SOUGHT: 8,
    State.TOLD: 25,
    State.LESSON: 45,
    State.CLOSED: 46,
}
"""After how many days each step is taken; one in so many of them is slower."""

SLOW, DAYS_LATE = 9, 12
SENDER = "inwoner@voorbeeld.example"
LESSON_PLACE = 40
"""Of which one a lesson was made, and who sent it and is told."""

ONE_DAY = timedelta(days=1)
CHANNELS = (Channel.WEB, Channel.WEB, Channel.PHONE, Channel.DESK, Channel.PAPER)
WISHES = (Wish.ANSWER, Wish.KNOW, Wish.OTHER)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who coordinates signals here, and who handles them and stands in."""

    coordinator: UUID
    handler: UUID
    handler_email: str
    standin_email: str


def form_of(place: int) -> str:
    """Name the form of a signal, from which its code follows."""
    return f"demo-{place}"


def plant(
    library: Library, office: Office, hands: Hands, begin: int, chance: Chance, *, at: datetime
) -> None:
    """Plant the next few; the mails about them were sent long ago, and cleared away."""
    for place in range(begin, min(begin + AT_ONCE, MANY)):
        signal = _receive(library, office, hands, place, chance, at)
        then = at - ONE_DAY * (FIRST_DAY - EACH * place)
        late = DAYS_LATE if place % SLOW == SLOW - 1 else 0
        for state, days in PACE.items():
            moment = then + ONE_DAY * (days + (late if state is not State.SEEN else 0))
            if moment > at - ONE_DAY:
                break
            _take(library, hands, signal, state, is_lesson=place == LESSON_PLACE, at=moment)
    mine = delete(Mail).where(Mail.kind == MAIL_KIND, Mail.queued_at < at - ONE_DAY / 2)
    library.session.execute(mine)


def _receive(
    library: Library, office: Office, hands: Hands, place: int, chance: Chance, at: datetime
) -> Signal:
    then = at - ONE_DAY * (FIRST_DAY - EACH * place)
    goal, card, area, story = STORIES[place % len(STORIES)]
    told = Told(
        goal,
        story,
        pick(chance, WISHES),
        frozenset({card}),
        subject_area=area,
        consent=Consent.YES if place % 2 == 0 else Consent.LATER,
        contact=Contact(reach=SENDER if place == LESSON_PLACE else "06 00000000"),
    )
    channel = pick(chance, CHANNELS)
    actor = Actor() if channel is Channel.WEB else Actor(hands.coordinator)
    arrival = Arrival(channel, library.day_of(then), "nl", actor)
    form = form_of(place)
    taken = arriving.submit(library, office, told, arrival, form=form, at=then, write=_write)
    found = store.find_by_code(library.session, code_digest(office, taken.code))
    assert found is not None  # noqa: S101 -- it was just taken in
    return found


def _take(
    library: Library, hands: Hands, signal: Signal, state: State, *, is_lesson: bool, at: datetime
) -> None:
    if state is State.SEEN:
        wanted = Appointment(hands.handler_email, hands.standin_email, is_conversion_checked=True)
        reader, actor = Reader(hands.coordinator, is_coordinator=True), Actor(hands.coordinator)
        triage.appoint(library, reader, signal.id, wanted, actor, at=at, write=_write)
        return
    reader, actor = Reader(hands.handler), Actor(hands.handler)
    order = Order(state, message={State.SOUGHT: PLAN, State.TOLD: OUTCOME}.get(state, ""))
    if state is State.LESSON:
        left = checking.Left(signal.goal, signal.story)
        checking.check_masking(library, reader, signal.id, actor, left, at=at)
        codes = store.list_codes(library.session, signal.id)["reporter"]
        triage.code(library, reader, signal.id, frozenset(codes), actor, at=at)
        order = Order(state, lesson=NO_LESSON, lesson_reason=WHY_NO_LESSON)
        if is_lesson:
            lesson.make(library, signal, hands.coordinator, hands.handler, at=at)
            order = Order(state, lesson=LESSON)
    handling.take(library, reader, signal.id, order, actor, at=at, write=_write)


def _write(template: str, language: str, **values: object) -> tuple[str, str]:
    """Write nothing: what was mailed so long ago was cleared away."""
    return template, language
