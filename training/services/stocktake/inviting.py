"""Lets people in to fill in a form once: by mail, or by codes on paper. To whom is kept nowhere."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.link_code import code_from, digest_of
from training.domain.organisation import ROOT_ID
from training.domain.stocktake import Side
from training.domain.stocktake_groups import Tree
from training.services.audit import Actor
from training.services.errors import Invalid, NotFound
from training.services.jobs import NewJob, Stage, Step, Task, enqueue
from training.services.library import Library
from training.services.mail import Letter, queue_all
from training.services.stocktake.instrument import instrument
from training.services.stocktake.places import tree_of, unit_in
from training.services.stocktake.waves import (
    edition_of,
    locked_open_wave,
    note_on,
    open_wave_of,
)
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


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of pasted addresses: mailed, had a link already, or of somebody who is here."""

    sent: int
    again: int
    own: int


def hand_out(
    library: Library, number: int, wanted: Batch, actor: Actor, *, draw: Draw, at: datetime
) -> list[str]:
    """Make codes to hand out on paper; shown once. Raises `Invalid`, `NotFound` or `Conflict`."""
    wave = locked_open_wave(library.session, number)
    if not 1 <= wanted.count <= MOST_AT_ONCE:
        raise Invalid("codes-number")
    unit, name = None, ""
    if wanted.side is Side.STAFF:
        unit, name = unit_in(tree_of(wave), wanted.unit_id)
    codes = [code_from(draw()) for _ in range(wanted.count)]
    _add(library.session, wave, wanted.side, [(code, unit) for code in codes], is_mailed=False)
    details = {"side": wanted.side.value, "count": str(wanted.count), "unit": name}
    note_on(library, wave, actor, "stocktake-codes", at=at, **details)
    return codes


def mail_people(
    library: Library, number: int, side: Side, actor: Actor, *, is_reminder: bool, at: datetime
) -> None:
    """Have everybody of a side mailed who was here at the opening; a reminder once a day.

    A link goes once to an address.
    """
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
) -> Posted:
    """Mail initiatives at addresses that are used now and kept nowhere; tells what was sent.

    Nobody who works here or governs is an initiative at the address of the work.
    """
    wave = locked_open_wave(library.session, number)
    addresses = addresses_in(text)
    if not addresses:
        raise Invalid("addresses-none")
    if len(addresses) > MOST_AT_ONCE:
        raise Invalid("addresses-many")
    own = store.list_own(library.session, {*addresses, *map(mailbox_of, addresses)})
    others = [one for one in addresses if one not in own and mailbox_of(one) not in own]
    asked = [(address, language, None) for address in others]
    sent = _mail(library.session, wave, Side.INITIATIVES, asked, post, at)
    action = "stocktake-invited" if post.draw else "stocktake-reminded"
    note_on(library, wave, actor, action, at=at, side=Side.INITIATIVES, count=str(sent))
    return Posted(sent, len(others) - sent, len(addresses) - len(others))


def mailbox_of(address: str) -> str:
    """Give the box that an address leads to: name+something@host is that of name@host."""
    name, _, host = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0] or name}@{host}"


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
        wave = store.lock_wave(library.session, int(task.payload["wave"]))
        if wave is None or wave.closed_at:
            return Stage(is_finished=True)
        side = Side(task.payload["side"])
        after = UUID(task.stage.cursor) if task.stage.cursor else None
        people = store.list_asked(
            library.session,
            is_staff=side is Side.STAFF,
            since=wave.opened_at,
            after=after,
            limit=PEOPLE_AT_ONCE,
        )
        asked = [(email, language, unit_id) for _, email, language, unit_id in people]
        post = Post(write, None if task.payload["reminder"] else draw)
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
) -> int:
    """Queue the mails; a link goes to each mailbox once. Gives how many."""
    people = [one for one in asked if not post.draw or _is_new(session, wave, one[0])]
    codes = [code_from(post.draw()) if post.draw else "" for _ in people]
    letters = []
    for (address, language, _), code in zip(people, codes, strict=True):
        body = instrument(edition_of(wave), side, language).body
        subject, text = post.write(
            "stocktake", language, side=side, code=code, ends_on=wave.ends_on, body=body
        )
        letters.append(Letter(address, subject, text, kind=MAIL))
    queue_all(session, letters, at=at)
    if post.draw:
        tree = tree_of(wave)
        units = [_kept_unit(tree, side, unit_id) for _, _, unit_id in people]
        _add(session, wave, side, zip(codes, units, strict=True), is_mailed=True)
    return len(people)


def _is_new(session: Session, wave: Wave, address: str) -> bool:
    box = f"{wave.id.hex}:{mailbox_of(address)}"
    return store.note_asked(session, wave.id, sha256(box.encode("utf-8")).hexdigest())


def _kept_unit(tree: Tree, side: Side, unit_id: UUID | None) -> UUID | None:
    """Give the unit that goes with a link; of one that is new since the opening, the whole."""
    if side is not Side.STAFF:
        return None
    try:
        return unit_in(tree, unit_id)[0]
    except NotFound:
        return ROOT_ID


def _add(
    session: Session,
    wave: Wave,
    side: Side,
    codes: Iterable[tuple[str, UUID | None]],
    *,
    is_mailed: bool,
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
                is_mailed=is_mailed,
            )
        )
    session.flush()
