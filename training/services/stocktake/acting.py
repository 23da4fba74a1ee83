"""At most three actions after a wave, and what the organisation says in public: u zei, wij doen."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from training.domain.stocktake import SUB_POINTS
from training.services.audit import Actor
from training.services.errors import Conflict, Invalid, NotFound
from training.services.library import Library
from training.services.stocktake.figures import Row
from training.services.stocktake.results import results_of
from training.services.stocktake.waves import WaveLine, line_of, note_on, wave_of
from training.store import stocktake as store
from training.store.base import new_id
from training.store.stocktake import Action, Publication, Wave

MOST = 3
LONGEST, LONGEST_OWNER = 1000, 120


class Progress(StrEnum):
    """What became of a promise so far; one that was not kept is told too."""

    PLANNED = "planned"
    BUSY = "busy"
    DONE = "done"
    NOT_DONE = "not-done"


@dataclass(frozen=True, slots=True)
class Promise:
    """An action as it is written down."""

    sub_point: str
    promise: str
    owner: str
    due_on: date
    measure: str
    status: Progress = Progress.PLANNED
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as pages show it."""

    id: UUID
    promise: Promise
    is_late: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ActionPage:
    """The actions of a wave, and what was published of it."""

    line: WaveLine
    actions: tuple[ActionLine, ...]
    heard: str
    published_at: datetime | None
    can_add: bool


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What anybody may read of a wave: what was heard, and what is done, bad news too."""

    line: WaveLine
    heard: str
    rows: tuple[Row, ...]
    actions: tuple[ActionLine, ...]
    published_at: datetime
    numbers: tuple[tuple[int, str], ...]


def action_page(session: Session, number: int, *, today: date) -> ActionPage:
    """Show the actions of a wave that was made known; raises `NotFound`."""
    wave = _known(session, number)
    lines = _lines(session, wave, today)
    published = store.find_publication(session, wave.id)
    return ActionPage(
        line_of(wave),
        lines,
        published.heard if published else "",
        published.published_at if published else None,
        len(lines) < MOST,
    )


def promise(library: Library, number: int, wanted: Promise, actor: Actor, *, at: datetime) -> None:
    """Write an action down; raises `Invalid`, or `Conflict` for a fourth."""
    wave = _known(library.session, number)
    store.lock_wave(library.session, number)
    if len(store.list_actions(library.session, [wave.id])) >= MOST:
        raise Conflict("actions-full")
    action = Action(id=new_id(at), wave_id=wave.id)
    _write(action, _checked(wanted), at)
    library.session.add(action)
    library.session.flush()
    note_on(library, wave, actor, "stocktake-action", at=at, to=wanted.sub_point)


def follow(
    library: Library, number: int, action_id: UUID, wanted: Promise, actor: Actor, *, at: datetime
) -> None:
    """Tell how far an action is, with what shows it; raises `NotFound` or `Invalid`."""
    wave = _known(library.session, number)
    action = library.session.get(Action, action_id)
    if action is None or action.wave_id != wave.id:
        raise NotFound("action")
    if wanted.status in {Progress.DONE, Progress.NOT_DONE} and not wanted.evidence.strip():
        raise Invalid("action-evidence")
    before = action.status
    _write(action, _checked(wanted), at)
    library.session.flush()
    details = {"from": before, "to": wanted.status.value}
    note_on(library, wave, actor, "stocktake-action", at=at, **details)


def publish(library: Library, number: int, heard: str, actor: Actor, *, at: datetime) -> None:
    """Put the page in public, or change what it says was heard; raises `Invalid`."""
    wave = _known(library.session, number)
    text = _text(heard, "heard")
    library.session.merge(
        Publication(wave_id=wave.id, heard=text, published_at=at, published_by=actor.person_id)
    )
    library.session.flush()
    note_on(library, wave, actor, "stocktake-published", at=at)


def public_page(session: Session, number: int | None, *, today: date) -> PublicPage:
    """Show what is published of a wave, or of the newest; raises `NotFound`."""
    published = [
        (wave, found)
        for wave in store.list_waves(session)
        if (found := store.find_publication(session, wave.id))
    ]
    for wave, found in published:
        if number in (None, wave.number):
            rows = results_of(session, wave.number, is_host=False).rows
            return PublicPage(
                line_of(wave),
                found.heard,
                tuple(rows.values()),
                _lines(session, wave, today),
                found.published_at,
                tuple((other.number, other.title) for other, _ in published),
            )
    raise NotFound("stocktake")


def promises(session: Session, *, today: date) -> tuple[ActionLine, ...]:
    """List what was promised after the newest two waves, with what became of it."""
    known = [wave for wave in store.list_waves(session) if wave.revealed_at][:2]
    return tuple(line for wave in known for line in _lines(session, wave, today))


def _known(session: Session, number: int) -> Wave:
    wave = wave_of(session, number)
    if wave.revealed_at is None:
        raise NotFound("stocktake")
    return wave


def _lines(session: Session, wave: Wave, today: date) -> tuple[ActionLine, ...]:
    return tuple(
        ActionLine(
            row.id,
            Promise(
                row.sub_point,
                row.promise,
                row.owner,
                row.due_on,
                row.measure,
                Progress(row.status),
                row.evidence,
            ),
            row.due_on < today and row.status in {Progress.PLANNED, Progress.BUSY},
            row.changed_at,
        )
        for row in store.list_actions(session, [wave.id])
    )


def _checked(wanted: Promise) -> Promise:
    if wanted.sub_point not in SUB_POINTS:
        raise Invalid("action-sub-point")
    owner = " ".join(wanted.owner.replace("\x00", "").split())
    if not owner or len(owner) > LONGEST_OWNER:
        raise Invalid("action-owner")
    evidence = wanted.evidence.replace("\x00", "").strip()
    if len(evidence) > LONGEST:
        raise Invalid("action-evidence-long")
    return Promise(
        wanted.sub_point,
        _text(wanted.promise, "action-promise"),
        owner,
        wanted.due_on,
        _text(wanted.measure, "action-measure"),
        wanted.status,
        evidence,
    )


def _text(text: str, code: str) -> str:
    clean = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not clean or len(clean) > LONGEST:
        raise Invalid(code)
    return clean


def _write(action: Action, wanted: Promise, at: datetime) -> None:
    action.sub_point, action.promise, action.owner = (
        wanted.sub_point,
        wanted.promise,
        wanted.owner,
    )
    action.due_on, action.measure = wanted.due_on, wanted.measure
    action.status, action.evidence, action.changed_at = wanted.status, wanted.evidence, at
