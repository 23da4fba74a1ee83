"""Lets people in to fill in a form once: by mail, or by codes on paper. To whom is kept nowhere."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.link_code import code_from, digest_of
from training.domain.stocktake import Side
from training.services.audit import Actor
from training.services.errors import Invalid, NotFound
from training.services.jobs import NewJob, Stage, Step, Task, enqueue
from training.services.library import Library
from training.services.mail import Letter, queue_all
from training.services.stocktake.instrument import instrument
from training.services.stocktake.waves import edition_of, note_on, open_wave_of, wave_of
from training.store import stocktake as store
from training.store.stocktake import Invitation, Wave

KIND = "stocktake-mail"
MAIL = "stocktake"
PEOPLE_AT_ONCE = 100
MOST_AT_ONCE = 500
ADDRESS_LENGTH = 254

Draw = Callable[[], int]
"""Gives a number of eighty bits that nobody can guess; drawn at the edge."""
Write = Callable[..., tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Post:
    """How mail of a wave is written, and where its chance comes from; none for a reminder."""

    write: Write
    draw: Draw | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Codes that are wanted: how many, for which side, and of staff for which unit."""

    side: Side
    count: int
    unit_id: UUID | None = None


def hand_out(
    library: Library, number: int, wanted: Batch, actor: Actor, *, draw: Draw, at: datetime
) -> list[str]:
    """Make codes to hand out on paper; shown once. Raises `Invalid`, `NotFound` or `Conflict`."""
    wave = open_wave_of(library.session, number)
    if not 1 <= wanted.count <= MOST_AT_ONCE:
        raise Invalid("codes-number")
    unit = _unit(wave, wanted.side, wanted.unit_id)
    codes = [code_from(draw()) for _ in range(wanted.count)]
    _add(library.session, wave, wanted.side, [(code, unit) for code in codes])
    details = {"side": wanted.side.value, "to": str(wanted.count)}
    note_on(library, wave, actor, "stocktake-codes", at=at, **details)
    return codes


def mail_people(
    library: Library, number: int, side: Side, actor: Actor, *, is_reminder: bool, at: datetime
) -> None:
    """Have everybody of a side who works here mailed; a link once, a reminder once a day."""
    wave = open_wave_of(library.session, number)
    if side is Side.INITIATIVES:
        raise Invalid("side")
    day = library.day_of(at).isoformat() if is_reminder else "link"
    payload = {"wave": str(number), "side": side.value, "reminder": "1" if is_reminder else ""}
    job = NewJob(KIND, payload, key=f"{KIND}:{wave.number}:{side}:{day}")
    enqueue(library.session, job, at=at, by=actor.person_id)
    action = "stocktake-reminded" if is_reminder else "stocktake-invited"
    note_on(library, wave, actor, action, at=at, side=side)


def mail_addresses(
    library: Library,
    number: int,
    text: str,
    actor: Actor,
    post: Post,
    *,
    language: str,
    at: datetime,
) -> int:
    """Mail initiatives at addresses that are used now and kept nowhere; gives how many."""
    wave = open_wave_of(library.session, number)
    addresses = addresses_in(text)
    if not addresses:
        raise Invalid("addresses-none")
    if len(addresses) > MOST_AT_ONCE:
        raise Invalid("addresses-many")
    asked = [(address, language, None) for address in addresses]
    _mail(library.session, wave, Side.INITIATIVES, asked, post, at)
    action = "stocktake-invited" if post.draw else "stocktake-reminded"
    note_on(library, wave, actor, action, at=at, side=Side.INITIATIVES, to=str(len(addresses)))
    return len(addresses)


def addresses_in(text: str) -> list[str]:
    """Find the addresses in a list or in the cells of a CSV file, each once, in order."""
    cells = text.replace(";", "\n").replace(",", "\n").replace("\t", "\n").splitlines()
    found = (cell.strip().strip("\"'<>").lower() for cell in cells)
    return list(dict.fromkeys(one for one in found if is_address(one)))


def is_address(text: str) -> bool:
    """Tell whether mail can be sent to something."""
    name, at, host = text.rpartition("@")
    is_plain = all(char.isprintable() and not char.isspace() for char in text)
    return bool(name and at and "." in host and is_plain and len(text) <= ADDRESS_LENGTH)


def step_with(write: Write, draw: Draw) -> Step:
    """Make the step that mails the next people of a side."""

    def step(library: Library, task: Task, at: datetime) -> Stage:
        wave = wave_of(library.session, int(task.payload["wave"]))
        side = Side(task.payload["side"])
        after = UUID(task.stage.cursor) if task.stage.cursor else None
        people = store.list_asked(
            library.session, is_staff=side is Side.STAFF, after=after, limit=PEOPLE_AT_ONCE
        )
        asked = [(email, language, unit_id) for _, email, language, unit_id in people]
        post = Post(write, None if task.payload["reminder"] else draw)
        if wave.closed_at is None:
            _mail(library.session, wave, side, asked, post, at)
        done = task.stage.done + len(people)
        cursor = str(people[-1][0]) if people else ""
        return Stage(cursor, done, done, is_finished=len(people) < PEOPLE_AT_ONCE)

    return step


def _mail(
    session: Session,
    wave: Wave,
    side: Side,
    asked: Sequence[tuple[str, str, UUID | None]],
    post: Post,
    at: datetime,
) -> None:
    codes = [code_from(post.draw()) if post.draw else "" for _ in asked]
    letters = []
    for (address, language, _), code in zip(asked, codes, strict=True):
        body = instrument(edition_of(wave), side, language).body
        subject, text = post.write(
            "stocktake", language, side=side, code=code, ends_on=wave.ends_on, body=body
        )
        letters.append(Letter(address, subject, text, kind=MAIL))
    queue_all(session, letters, at=at)
    if post.draw:
        unit_ids = [unit_id if side is Side.STAFF else None for _, _, unit_id in asked]
        _add(session, wave, side, zip(codes, unit_ids, strict=True))


def _add(
    session: Session, wave: Wave, side: Side, codes: Iterable[tuple[str, UUID | None]]
) -> None:
    """Add links in the order of their digests: an order of mails would say whose each is."""
    for digest, unit_id in sorted(
        ((digest_of(code), unit_id) for code, unit_id in codes), key=lambda pair: pair[0]
    ):
        session.add(
            Invitation(
                token_digest=digest,
                wave_id=wave.id,
                side=side,
                unit_id=unit_id,
                is_used=False,
            )
        )
    session.flush()


def _unit(wave: Wave, side: Side, unit_id: UUID | None) -> UUID | None:
    if side is not Side.STAFF:
        return None
    if unit_id is None or str(unit_id) not in {row[0] for row in wave.tree}:
        raise NotFound("unit")
    return unit_id
